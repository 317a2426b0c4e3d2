"""What an editor-in-chief decides: one record."""

import datetime

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models.recorded import Recorded, WrittenHistory, one_line, web_address


class Newsroom(Recorded):
    """The house itself. There is one row, and it is always there (a migration makes it)."""

    class ClockStyle(models.TextChoices):
        TWELVE_PADDED = "12-padded", _("03:12 PM BST")
        TWELVE_PLAIN = "12-plain", _("3.12pm BST")
        TWENTY_FOUR = "24", _("15:12 BST")

    name = models.CharField(
        _("name"),
        max_length=80,
        default="The Meridian",
        validators=[one_line],
        help_text=_("Stands on top of every page and in what search engines read."),
    )
    logo = models.ForeignKey(
        "editorial.Image",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_("For search engines and shared links. A wide picture, at least 600 pixels across."),
    )
    publisher_url = models.URLField(
        _("publisher address"),
        blank=True,
        validators=[web_address],
        help_text=_("The publisher's own site, if it is not this one."),
    )
    clock_style = models.CharField(
        _("clock"), max_length=12, choices=ClockStyle.choices, default=ClockStyle.TWELVE_PADDED
    )
    correction_grace_minutes = models.PositiveSmallIntegerField(
        _("correction grace in minutes"),
        default=5,
        validators=[MaxValueValidator(24 * 60)],
        help_text=_("An entry changed within this time of its publication is not marked as updated."),
    )
    agencies = models.TextField(
        _("agencies"), blank=True, help_text=_("Photo agencies that the house works with, one to a line.")
    )
    is_embedding_allowed = models.BooleanField(
        _("embedding allowed"),
        default=False,
        help_text=_("Whether other sites may show a live feed of ours."),
    )
    history = WrittenHistory()

    class Meta:
        verbose_name = _("newsroom")
        verbose_name_plural = _("newsroom")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_newsroom")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> "Newsroom":
        """The one record, with its logo."""
        return cls.objects.select_related("logo").get(pk=1)

    @property
    def correction_grace(self) -> datetime.timedelta:
        """How long after its publication a change of an entry passes without a mark."""
        return datetime.timedelta(minutes=self.correction_grace_minutes)
