"""Clock times as readers, and the live desk, see them: on the story's clock, in the style of the house, and in the
language that is spoken just now.
"""

import datetime
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.dateformat import format as written
from django.utils.formats import get_format
from django.utils.translation import pgettext, pgettext_lazy

from editorial.models import Newsroom
from editorial.zones import zone_letters

# In Django's letters for dates and times (django.utils.dateformat).
_TIMES = {
    Newsroom.ClockStyle.TWELVE_PADDED: "h:i A",
    Newsroom.ClockStyle.TWELVE_PLAIN: "g.iA",
    Newsroom.ClockStyle.TWENTY_FOUR: "H:i",
}
# Zones that have letters of their own in another language.
_LETTERS = {
    "CET": pgettext_lazy("letters of a time zone", "CET"),
    "CEST": pgettext_lazy("letters of a time zone", "CEST"),
}


@dataclass(frozen=True)
class Moment:
    """One moment on a story's clock.

    `iso` is RFC 3339 with the zone's offset, `time` has the zone's letters (03:12 PM BST) and `short` has not;
    `day` is ISO 8601; for people there are `day_name` (Thursday 30 May 2024) and `date` (30 May).
    """

    iso: str
    time: str
    short: str
    day: str
    day_name: str
    date: str

    def __str__(self) -> str:
        return self.time

    @property
    def day_and_time(self) -> str:
        """Thursday 30 May 2024, 03:12 PM BST."""
        words = {"day": self.day_name, "time": self.time}
        return pgettext("a day with its date, and a time of it", "%(day)s, %(time)s") % words

    @property
    def date_and_time(self) -> str:
        """30 May, 03:12 PM: where the year and the zone are known."""
        words = {"day": self.date, "time": self.short}
        return pgettext("a date without its year, and a time of it", "%(day)s, %(time)s") % words


@dataclass(frozen=True)
class Clock:
    """The clock on the wall of a story: its zone, and the house's style (a `Newsroom.ClockStyle`)."""

    zone: ZoneInfo
    style: str

    def shown(self, moment: datetime.datetime) -> Moment:
        """How this clock shows a moment (any aware time)."""
        local = self._local(moment)
        short = _clock_time(local, self.style)
        letters = zone_letters(local)
        return Moment(
            iso=local.isoformat(timespec="seconds"),
            time=f"{short} {_LETTERS.get(letters, letters)}",
            short=short,
            day=local.date().isoformat(),
            day_name=written(local, pgettext("a day with its date, in Django's letters", "l j F Y")),
            date=written(local, pgettext("a date without its year, in Django's letters", "j F")),
        )

    def day(self, moment: datetime.datetime) -> datetime.date:
        """The day on which a moment falls here."""
        return self._local(moment).date()

    def _local(self, moment: datetime.datetime) -> datetime.datetime:
        return moment.astimezone(self.zone)


def style_here(style: str) -> Newsroom.ClockStyle:
    """The house decides how its clock is written; but where the language spoken just now knows no halves of the day,
    it counts to 24.
    """
    written_as = get_format("TIME_FORMAT")
    has_halves = "A" in written_as or "P" in written_as
    return Newsroom.ClockStyle(style) if has_halves else Newsroom.ClockStyle.TWENTY_FOUR


def _clock_time(local: datetime.datetime, style: str) -> str:
    style = style_here(style)
    time = written(local, _TIMES[style])
    return time.lower() if style == Newsroom.ClockStyle.TWELVE_PLAIN else time
