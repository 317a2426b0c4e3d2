"""What an entry got wrong, and when readers were told."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from editorial.models.recorded import one_line


class Correction(models.Model):
    """What an entry got wrong, told to readers with the time."""

    entry = models.ForeignKey("editorial.LiveEntry", models.CASCADE, related_name="corrections")
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who"))
    note = models.CharField(_("note"), max_length=1000, validators=[one_line])

    class Meta:
        verbose_name = _("correction")
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(note=""), name="correction_says_something")]

    def __str__(self) -> str:
        return self.note
