"""Zones of time as people write them."""

import datetime
import re

_LETTERS = re.compile(r"[A-Za-z]+")


def zone_letters(local: datetime.datetime) -> str:
    """The zone as readers know it: its letters (BST), or for a zone without letters its distance from GMT (GMT-3)."""
    name = local.tzname() or ""
    return name if _LETTERS.fullmatch(name) else distance(local)


def distance(local: datetime.datetime) -> str:
    """How far the zone's clock is from Greenwich at that moment: GMT+1, GMT-3:30; GMT where it is not."""
    offset = local.utcoffset() or datetime.timedelta()
    hours, minutes = divmod(abs(offset) // datetime.timedelta(minutes=1), 60)
    if not (hours or minutes):
        return "GMT"
    sign = "-" if offset < datetime.timedelta() else "+"
    return f"GMT{sign}{hours}:{minutes:02d}" if minutes else f"GMT{sign}{hours}"


def readings(clock: datetime.datetime) -> list[datetime.datetime]:
    """The moments that this time of a zone's clock can stand for: one, or two where the clock is changed then."""
    first, second = clock.replace(fold=0), clock.replace(fold=1)
    return [first] if first.utcoffset() == second.utcoffset() else [first, second]
