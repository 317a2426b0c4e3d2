"""Days on the clock of the house."""

import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import dateformat
from django.utils.translation import pgettext

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


def name_of(day: datetime.date) -> str:
    """The day in words, in the language that is spoken just now."""
    return dateformat.format(day, pgettext("a day with its date, in Django's letters", "l j F Y"))


def _midnight(day: datetime.date) -> datetime.datetime:
    local = datetime.datetime.combine(day, datetime.time(), house_zone())
    return local.astimezone(datetime.UTC)
