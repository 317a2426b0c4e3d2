"""Days on the clock of the house."""

import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

DAY = datetime.timedelta(days=1)
Span = tuple[datetime.datetime, datetime.datetime]


def house_zone() -> ZoneInfo:
    """The zone by which the house tells one day from the next."""
    return ZoneInfo(settings.TIME_ZONE)


def span_of(first: datetime.date, last: datetime.date) -> Span:
    """From the midnight before the first of these days to the midnight after the last, in UTC.

    Raises `OverflowError` at the ends of the calendar.
    """
    return _midnight(first), _midnight(last + DAY)


def day_of(moment: datetime.datetime) -> datetime.date:
    """The day on which a moment falls."""
    return moment.astimezone(house_zone()).date()


def _midnight(day: datetime.date) -> datetime.datetime:
    local = datetime.datetime.combine(day, datetime.time(), house_zone())
    return local.astimezone(datetime.UTC)
