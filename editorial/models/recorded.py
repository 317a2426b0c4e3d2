"""What every row that editors write has in common: who, when, and which saving of it this is."""

import datetime
import functools
import re
import secrets
import unicodedata
import zoneinfo
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

# Without vowels, so that no word comes about; without look-alikes, so that it can be read out on the telephone.
PUBLIC_ALPHABET = "23456789bcdfghjkmnpqrstvwxz"


def new_public_id() -> str:
    """A name for the world: 12 characters, opaque, about 57 bits."""
    return _opaque(12)


def new_epoch() -> str:
    """A name for one unbroken history of a story. It differs from those before it; an answer with it stays short."""
    return _opaque(4)


def _opaque(length: int) -> str:
    return "".join(secrets.choice(PUBLIC_ALPHABET) for _place in range(length))


# Control characters, and halves of characters (from broken JSON): no database, header or feed can hold them.
UNFIT = {"Cc", "Cs"}


def one_line(value: str) -> None:
    """Refuse what would break a header, a log or a feed: control characters, line breaks among them."""
    if any(unicodedata.category(character) in UNFIT or character in "\u2028\u2029" for character in value):
        raise ValidationError(_("Write this on one line: it holds a line break or a control character."))


def no_controls(value: str) -> None:
    """Refuse control characters other than line breaks and tabs (a database or a feed cannot hold them)."""
    if any(unicodedata.category(character) in UNFIT and character not in "\n\r\t" for character in value):
        raise ValidationError(
            _("The text holds a control character. Retype the place or paste it as plain text.")
        )


# What a newsroom writes about; every database, clock and zone can hold it.
FIRST_MOMENT = datetime.datetime(1900, 1, 1, tzinfo=datetime.UTC)
END_OF_TIME = datetime.datetime(2200, 1, 1, tzinfo=datetime.UTC)


def plausible_time(moment: datetime.datetime) -> None:
    """Refuse a moment outside the years 1900 to 2199, where it was written and in universal time."""
    # The year as written comes first: at the ends of the calendar another zone's time does not exist.
    years = range(FIRST_MOMENT.year, END_OF_TIME.year)
    if moment.year not in years or moment.astimezone(datetime.UTC).year not in years:
        raise ValidationError(_("Write a year between 1900 and 2199."))


def iso_moment(value: str) -> None:
    """Refuse what is no year, month, date or moment in ISO 8601's long form."""
    whole = {4: f"{value}-01-01", 7: f"{value}-01"}.get(len(value), value)
    try:
        datetime.datetime.fromisoformat(whole)
    except ValueError as error:
        message = _("Write a date such as 2026-11-23, or a moment such as 2026-11-23T18:03:00+01:00.")
        raise ValidationError(message) from error


def plausible(field: str) -> models.Q:
    """The same for the database: this column holds such a moment, or none."""
    within = models.Q((f"{field}__gte", FIRST_MOMENT), (f"{field}__lt", END_OF_TIME))
    return models.Q((f"{field}__isnull", True)) | within


def web_address(value: str) -> None:
    """Refuse an address that no browser opens as a page."""
    if not value.lower().startswith(("https://", "http://")):
        raise ValidationError(_("Write an address that begins with https:// or http://."))


@functools.cache
def time_zones() -> frozenset[str]:
    """The names of the IANA time zone database, looked for once: all its files are opened for that."""
    return frozenset(zoneinfo.available_timezones())


def known_time_zone(value: str) -> None:
    """Refuse what is no name of a place in the IANA time zone database (Europe/London), nor UTC or GMT."""
    is_usual = "/" in value or value in {"UTC", "GMT"}
    if not is_usual or value not in time_zones():
        raise ValidationError(
            _("“%(name)s” is not a time zone. Write a name such as Europe/London."), params={"name": value}
        )


def language_tag(value: str) -> None:
    """Refuse what is no name of a language in the form of BCP 47: language, script, region (de, zh-Hant, pt-BR)."""
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Za-z]{2}|[0-9]{3}))?", value):
        raise ValidationError(_("Write the code of a language, such as de, ar or pt-BR."))


class WrittenHistory(HistoricalRecords):  # type: ignore[misc]  # published without types
    """The history of a row. Who wrote in it cannot be deleted, or nobody could tell any more whose work it was."""

    def _get_history_user_fields(self) -> dict[str, Any]:
        who = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
        return {"history_user": who}


class Recorded(models.Model):
    """A row with a record of its writing. `revision` counts savings, so that a form can tell an older text."""

    revision = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("created"), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )
    changed_at = models.DateTimeField(_("changed"), editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("changed by"),
    )

    class Meta:
        abstract = True
