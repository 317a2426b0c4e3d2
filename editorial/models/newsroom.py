"""What an editor-in-chief decides: one record."""

import datetime

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models.recorded import Recorded, WrittenHistory, no_controls, one_line, web_address

# Whom a newsroom meets in credit lines, to begin with.
AGENCIES = ("AFP", "Anadolu", "AP", "Bloomberg", "DPA", "EPA", "EPA-EFE", "PA", "Reuters", "TASS", "Xinhua")
DISTRIBUTORS = ("Alamy", "Flickr", "Getty Images", "iStock", "PA Images", "PA Wire", "Rex", "Shutterstock")


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
    language = models.CharField(
        _("language"),
        max_length=10,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
        help_text=_("Of every page, but for stories that name another."),
    )
    correction_grace_minutes = models.PositiveSmallIntegerField(
        _("correction grace in minutes"),
        default=5,
        validators=[MaxValueValidator(24 * 60)],
        help_text=_("An entry changed within this time of its publication is not marked as updated."),
    )
    agencies = models.TextField(
        _("agencies"),
        blank=True,
        default="\n".join(AGENCIES),
        validators=[no_controls],
        help_text=_(
            "Photo agencies, one to a line. Credit lines are read by them: in AGENCY/Name and NAME/AGENCY/… "
            "they tell the agency from the photographer."
        ),
    )
    distributors = models.TextField(
        _("distributors"),
        blank=True,
        default="\n".join(DISTRIBUTORS),
        validators=[no_controls],
        help_text=_(
            "Libraries and services that pass photos on, one to a line: they stand last in a credit."
        ),
    )
    is_expired_withdrawn = models.BooleanField(
        _("take expired photos away"),
        default=False,
        help_text=_(
            "A photo whose time of use ends while it is published is taken off every page. Otherwise it is listed."
        ),
    )
    # Counted up when pictures or whole stories are taken away or come back: who keeps copies lets go of all.
    pictures_version = models.PositiveBigIntegerField(default=0, editable=False)
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
    def known_agencies(self) -> tuple[str, ...]:
        """The agencies, line by line."""
        return _lines(self.agencies)

    @property
    def known_distributors(self) -> tuple[str, ...]:
        """The distributors, line by line."""
        return _lines(self.distributors)

    @property
    def correction_grace(self) -> datetime.timedelta:
        """How long after its publication a change of an entry passes without a mark."""
        return datetime.timedelta(minutes=self.correction_grace_minutes)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, text.splitlines())))
