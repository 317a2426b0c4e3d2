"""Time lines: a clock time, perhaps with the letters of a zone, and nothing else."""

import datetime
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from editorial.importing.lines import Doubts, Line, without_format_characters

_LONGEST = 60
_TIME_LINE = re.compile(
    r"(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2}))?"
    r"(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?"
    r"(?: (?P<letters>[A-Z]{2,5}|(?:GMT|UTC)?[+\u2212-][0-9]{1,2}(?::?[0-9]{2})?))?"
)
_OFFSET = re.compile(r"(?:GMT|UTC|Z)?(?:(?P<sign>[+\u2212-])(?P<hours>[0-9]{1,2}):?(?P<minutes>[0-9]{2})?)?")


@dataclass(frozen=True)
class TimeLine:
    """A time as the page gives it: without a day, and in the story's zone. No letters: ''."""

    line: int
    clock: datetime.time
    letters: str


def read_time_line(line: Line, doubts: Doubts) -> TimeLine | None:
    """The time that a line holds, or None if it is a line of text.

    What is written as a time but is none on any clock (25:00, 13:99) is text, with a doubt.
    """
    if len(line.text) > _LONGEST:
        return None
    parts = _TIME_LINE.fullmatch(" ".join(without_format_characters(line.text).split()))
    if parts is None or not (parts["minute"] or parts["half"]):
        return None
    clock = _clock(int(parts["hour"]), int(parts["minute"] or 0), (parts["half"] or "").lower())
    if clock is None:
        doubts.add(_("%(lines)s: no clock shows this time; it was kept as text."), line.number)
        return None
    return TimeLine(line.number, clock, parts["letters"] or "")


def fits(letters: str, moment: datetime.datetime) -> bool:
    """Whether zone letters (BST, ET, GMT-3, +0200) are those of this moment in its zone; none never are."""
    if not letters:
        return False
    name = moment.tzname() or ""
    if letters in (name, name[:1] + name[2:] if len(name) == 3 else name):
        return True
    offset = _OFFSET.fullmatch(letters)
    return offset is not None and _offset(offset) == moment.utcoffset()


def _clock(hour: int, minute: int, half: str) -> datetime.time | None:
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    return datetime.time(hour, minute) if hour < 24 and minute < 60 else None


def _offset(parts: re.Match[str]) -> datetime.timedelta:
    offset = datetime.timedelta(hours=int(parts["hours"] or 0), minutes=int(parts["minutes"] or 0))
    return offset if parts["sign"] in (None, "+") else -offset
