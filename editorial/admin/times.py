"""Clock times as editors type and read them: in the story's zone, with its letters."""

import datetime
import re

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.zones import distance, readings, zone_letters

TYPED = re.compile(
    r"(?:(?P<day>\d{4}-\d{2}-\d{2})[ T]+)?(?P<clock>\d{1,2}:\d{2}(?::\d{2})?)(?:\s*(?P<letters>[A-Za-z][\w+:-]*))?"
)


def letters_now(zone: datetime.tzinfo) -> str:
    """The zone's letters today."""
    return zone_letters(timezone.now().astimezone(zone))


def say(moment: datetime.datetime | None, zone: datetime.tzinfo) -> str:
    """A moment as an editor reads and may type it: 2024-10-27 01:30 BST. Empty for none."""
    if moment is None:
        return ""
    there = moment.astimezone(zone)
    return f"{there:%Y-%m-%d %H:%M} {zone_letters(there)}"


def read(
    text: str, zone: datetime.tzinfo, *, kept: datetime.datetime | None = None
) -> datetime.datetime | None:
    """The moment that was typed, in UTC; `kept`, to its last microsecond, where that is what the text still says.

    A clock time alone is of today. Raises ValidationError for what cannot be read, and asks back where the clock was
    put forward over the time typed, or back so that it came twice.
    """
    text = text.strip()
    if not text or text == say(kept, zone):
        return kept if text else None
    typed = TYPED.fullmatch(text)
    if not typed:
        raise _unreadable()
    day = typed["day"] or f"{timezone.now().astimezone(zone):%Y-%m-%d}"
    try:
        clock = datetime.datetime.fromisoformat(f"{day} {typed['clock']:0>5}").replace(tzinfo=zone)
    except ValueError as error:
        raise _unreadable() from error
    return _chosen(clock, typed["letters"] or "").astimezone(datetime.UTC)


def _chosen(clock: datetime.datetime, asked: str) -> datetime.datetime:
    """The one moment at which this clock shows this time; asks back where there are two, or none."""
    possible = readings(clock)
    if len(possible) > 1 and _through_utc(clock).replace(tzinfo=None) != clock.replace(tzinfo=None):
        raise _never(clock)
    named = [
        reading for reading in possible if asked.upper() in {zone_letters(reading).upper(), distance(reading)}
    ]
    if len(named) == 1 or (not asked and len(possible) == 1):
        return (named or possible)[0]
    raise _twice(possible) if len(possible) > 1 else _other_letters(clock)


def _through_utc(clock: datetime.datetime) -> datetime.datetime:
    return clock.astimezone(datetime.UTC).astimezone(clock.tzinfo)


def _choices(moments: list[datetime.datetime]) -> dict[str, str]:
    tell = zone_letters if zone_letters(moments[0]) != zone_letters(moments[1]) else distance
    first, second = (f"{moment:%Y-%m-%d %H:%M} {tell(moment)}" for moment in moments)
    return {"first": first, "second": second}


def _unreadable() -> ValidationError:
    return ValidationError(
        _("Write the time as 2024-05-30 15:12, or 15:12 for today; the zone's letters may follow.")
    )


def _twice(readings: list[datetime.datetime]) -> ValidationError:
    return ValidationError(
        _("That time came twice, because the clock was put back. Write “%(first)s” or “%(second)s”."),
        params=_choices(readings),
    )


def _never(clock: datetime.datetime) -> ValidationError:
    around = [_through_utc(clock.replace(fold=1)), _through_utc(clock)]
    return ValidationError(
        _("That time never was, because the clock was put forward. Write “%(first)s” or “%(second)s”."),
        params=_choices(around),
    )


def _other_letters(clock: datetime.datetime) -> ValidationError:
    return ValidationError(
        _("At that time the story's clock says %(letters)s. Write that, or leave the letters out."),
        params={"letters": zone_letters(clock)},
    )
