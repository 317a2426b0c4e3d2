"""Clock times as readers, and the live desk, see them: on the story's clock, in the style of the house."""

import datetime
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

from editorial.models import Newsroom
from editorial.zones import zone_letters

_TIMES = {
    Newsroom.ClockStyle.TWELVE_PADDED: "%I:%M %p",
    Newsroom.ClockStyle.TWELVE_PLAIN: "%I.%M%p",
    Newsroom.ClockStyle.TWENTY_FOUR: "%H:%M",
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


@dataclass(frozen=True)
class Clock:
    """The clock on the wall of a story: its zone, and the house's style (a `Newsroom.ClockStyle`)."""

    zone: ZoneInfo
    style: str

    def shown(self, moment: datetime.datetime) -> Moment:
        """How this clock shows a moment (any aware time)."""
        local = self._local(moment)
        short = _clock_time(local, self.style)
        return Moment(
            iso=local.isoformat(timespec="seconds"),
            time=f"{short} {zone_letters(local)}",
            short=short,
            day=local.date().isoformat(),
            day_name=date_format(local.date(), "l j F Y"),
            date=date_format(local.date(), "j F"),
        )

    def day(self, moment: datetime.datetime) -> datetime.date:
        """The day on which a moment falls here."""
        return self._local(moment).date()

    def _local(self, moment: datetime.datetime) -> datetime.datetime:
        return moment.astimezone(self.zone)


def _clock_time(local: datetime.datetime, style: str) -> str:
    time = local.strftime(_TIMES[Newsroom.ClockStyle(style)])
    return time.lstrip("0").lower() if style == Newsroom.ClockStyle.TWELVE_PLAIN else time
