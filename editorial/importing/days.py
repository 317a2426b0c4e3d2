"""From clock times to moments: which way a page runs, which day each entry belongs to."""

import datetime
import zoneinfo
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from django.utils.translation import gettext as _

from editorial.importing.clock import TimeLine, fits
from editorial.importing.lines import Doubts

_DAY = 24 * 60
_ONE_DAY = datetime.timedelta(days=1)


class _Place(NamedTuple):
    """Where a time belongs: its day in the story's zone, and the latest moment (UTC) it can mean."""

    day: datetime.date
    latest: datetime.datetime


def runs_oldest_first(
    times: Sequence[TimeLine], *, day: datetime.date, time_zone: zoneinfo.ZoneInfo, closing_is_last: bool
) -> bool:
    """Whether a page, read down, runs from the oldest entry to the newest.

    Read either way, a time that goes against the direction means a midnight in between, so the wrong
    direction makes the coverage much longer: a day for nearly every entry. The way that makes it less
    than half as long as the other is the right one. Between those (two entries half a day apart) a
    closing entry that stands last decides, and else pages run newest first.
    """
    minutes = [_minutes(_possible(time, day, time_zone)[0]) for time in times]
    newest_first = sum((above - below) % _DAY for above, below in pairwise(minutes))
    oldest_first = sum((below - above) % _DAY for above, below in pairwise(minutes))
    if 2 * oldest_first < newest_first:
        return True
    return closing_is_last and not 2 * newest_first < oldest_first


def moments(
    times: Sequence[TimeLine], *, day: datetime.date, time_zone: zoneinfo.ZoneInfo, doubts: Doubts
) -> list[datetime.datetime]:
    """The moment (UTC) of each time, given newest first, the newest of them on `day`.

    Reading down, a time later than the one above is the day before. Where a clock change repeats an
    hour, the zone's letters tell which; without them it is the first, unless the order says otherwise.
    A time that the clock change leaves out is moved on by as much as the clocks are. OverflowError: a day
    that no calendar has.
    """
    places = _places(times, day, time_zone)
    _doubt_lonely_days(times, places, doubts)
    for time, place in zip(times, places, strict=True):
        _doubt_reading(time, place.day, time_zone, doubts)
    return _settled(times, places, time_zone)


def _minutes(moment: datetime.datetime) -> int:
    return moment.hour * 60 + moment.minute


def _places(times: Sequence[TimeLine], day: datetime.date, time_zone: zoneinfo.ZoneInfo) -> list[_Place]:
    places: list[_Place] = []
    for time in times:
        possible = _possible(time, day, time_zone)
        while places and not any(moment <= places[-1].latest for moment in possible):
            day -= _ONE_DAY
            possible = _possible(time, day, time_zone)
        latest = max(moment for moment in possible if not places or moment <= places[-1].latest)
        places.append(_Place(day, latest))
    return places


def _settled(
    times: Sequence[TimeLine], places: Sequence[_Place], time_zone: zoneinfo.ZoneInfo
) -> list[datetime.datetime]:
    """Upwards from the oldest: the first meaning of each time that keeps the order."""
    found: list[datetime.datetime] = []
    for time, place in zip(reversed(times), reversed(places), strict=True):
        possible = _possible(time, place.day, time_zone)
        found.append(
            next(
                moment for moment in possible if moment <= place.latest and (not found or found[-1] <= moment)
            )
        )
    return found[::-1]


def _readings(time: TimeLine, day: datetime.date, time_zone: zoneinfo.ZoneInfo) -> list[datetime.datetime]:
    """What a clock time can mean on a day: one moment, or two around a change of the clocks."""
    first = datetime.datetime.combine(day, time.clock, tzinfo=time_zone)
    second = first.replace(fold=1)
    return [first] if first.utcoffset() == second.utcoffset() else [first, second]


def _possible(time: TimeLine, day: datetime.date, time_zone: zoneinfo.ZoneInfo) -> list[datetime.datetime]:
    """The moments (UTC) that a time can mean, once its letters have decided what they can."""
    readings = _readings(time, day, time_zone)
    fitting = [moment for moment in readings if fits(time.letters, moment)]
    return [moment.astimezone(datetime.UTC) for moment in fitting or readings]


def _doubt_lonely_days(times: Sequence[TimeLine], places: Sequence[_Place], doubts: Doubts) -> None:
    for here in range(1, len(times) - 1):
        above, below = here - 1, here + 1
        is_alone = places[below].day != places[here].day or times[below].clock <= times[above].clock
        if places[here].day != places[above].day and is_alone:
            doubts.add(
                _(
                    "%(lines)s: this time is later than the one above, so it was put on the day before, "
                    "where it stands alone; if it is only out of place, correct the file and import that."
                ),
                times[here].line,
            )


def _doubt_reading(time: TimeLine, day: datetime.date, time_zone: zoneinfo.ZoneInfo, doubts: Doubts) -> None:
    readings = _readings(time, day, time_zone)
    fitting = [moment for moment in readings if fits(time.letters, moment)]
    if time.letters and not fitting:
        doubts.add(
            _("%(lines)s: {letters} is not {name}; the time was read in {zone}.").format(
                letters=time.letters, name=readings[0].tzname(), zone=time_zone.key
            ),
            time.line,
        )
    if len(readings) == 1:
        return
    if readings[0].astimezone(datetime.UTC) > readings[1].astimezone(datetime.UTC):
        doubts.add(
            _("%(lines)s: the clocks skip this time on {day}; see which time is meant.").format(day=day),
            time.line,
        )
    elif len(fitting) != 1:
        doubts.add(
            _(
                "%(lines)s: the clocks show this time twice on {day}; write {first} or {second} after it."
            ).format(day=day, first=readings[0].tzname(), second=readings[1].tzname()),
            time.line,
        )
