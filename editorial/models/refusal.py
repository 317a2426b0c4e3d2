"""Writes that were refused: who tried what, and when. Nobody can change this record."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Refusal(models.Model):
    """One attempt to do what the person may not do."""

    at = models.DateTimeField(_("when"), auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who"))
    attempt = models.CharField(_("attempt"), max_length=500)

    class Meta:
        verbose_name = _("refused write")
        verbose_name_plural = _("refused writes")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.by}: {self.attempt}"
