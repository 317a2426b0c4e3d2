"""Parts of the paper."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from editorial.models.recorded import Recorded, WrittenHistory, one_line


class Section(Recorded):
    """A part of the paper: World, Science."""

    name = models.CharField(_("name"), max_length=60, unique=True, validators=[one_line])
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    history = WrittenHistory()

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of its stories."""
        return reverse("section", args=[self.slug])
