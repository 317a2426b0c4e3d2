"""What came out when: by month, and day by day."""

import datetime
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count, DateField, Q, QuerySet
from django.db.models.functions import TruncDate, TruncMonth
from django.utils import dateformat
from django.utils.translation import pgettext

from editorial.models import Article, LiveEntry
from editorial.models.article import ArticleQuerySet
from editorial.models.entry import LiveEntryQuerySet
from editorial.reader.lists.days import DAY, Span, day_of, house_zone, span_of


@dataclass(frozen=True)
class Counted:
    """How many stories came out in a month or on a day (`first` is its first day), and how many updates."""

    first: datetime.date
    stories: int
    updates: int

    @property
    def day_name(self) -> str:
        """The day within its month."""
        letters = pgettext("a day of the week and of the month, in Django's letters", "l j")
        return dateformat.format(self.first, letters)


@dataclass(frozen=True)
class Year:
    """A year with its months, the last on top."""

    first: datetime.date
    months: list[Counted]


def published_entries() -> LiveEntryQuerySet:
    """Entries that readers can open, of stories that they can open."""
    return LiveEntry.objects.in_archive().filter(article__in=Article.objects.published())


def years() -> list[Year]:
    """All years in which anything came out, the last on top."""
    month = TruncMonth("published_at", output_field=DateField(), tzinfo=house_zone())
    months = _counted(month, Article.objects.published(), published_entries())
    by_year = groupby(months, lambda counted: counted.first.replace(month=1))
    return [Year(first, list(found)) for first, found in by_year]


def days_of_month(first: datetime.date) -> list[Counted]:
    """The days of a month on which anything came out, the last on top. Raises `OverflowError` where no month is."""
    last = (first.replace(day=28) + 4 * DAY).replace(day=1) - DAY
    span = span_of(first, last)
    day = TruncDate("published_at", tzinfo=house_zone())
    return _counted(
        day, Article.objects.published().filter(_within(span)), published_entries().filter(_within(span))
    )


def stories_of(span: Span) -> ArticleQuerySet:
    """The stories that came out in this time, and those that had an update in it."""
    updated = LiveEntry.objects.in_archive().filter(_within(span)).values("article")
    return Article.objects.published().filter(_within(span) | Q(pk__in=updated))


def updates_of(stories: list[Article], span: Span) -> dict[int, int]:
    """How many updates each of these stories had in this time, by the story's key."""
    entries = LiveEntry.objects.published().filter(_within(span), article__in=stories)
    return dict(entries.order_by().values_list("article").annotate(Count("pk")))


def day_before(span: Span) -> datetime.date | None:
    """The last day before this time on which anything came out."""
    earlier = Q(published_at__lt=span[0])
    moments = [_first(rows.filter(earlier).order_by("-published_at")) for rows in _everything()]
    return max((day_of(moment) for moment in moments if moment), default=None)


def day_after(span: Span) -> datetime.date | None:
    """The first day after this time on which anything came out."""
    later = Q(published_at__gte=span[1])
    moments = [_first(rows.filter(later).order_by("published_at")) for rows in _everything()]
    return min((day_of(moment) for moment in moments if moment), default=None)


def _everything() -> "tuple[QuerySet[Any], QuerySet[Any]]":
    return Article.objects.published(), published_entries()


def _first(rows: "QuerySet[Any]") -> datetime.datetime | None:
    return rows.values_list("published_at", flat=True).first()


def _within(span: Span) -> Q:
    return Q(published_at__gte=span[0], published_at__lt=span[1])


def _counted(
    unit: TruncDate | TruncMonth, stories: ArticleQuerySet, entries: LiveEntryQuerySet
) -> list[Counted]:
    told, updated = _by(unit, stories), _by(unit, entries)
    units = sorted(told.keys() | updated.keys(), reverse=True)
    return [Counted(first, told.get(first, 0), updated.get(first, 0)) for first in units]


def _by(unit: TruncDate | TruncMonth, rows: "QuerySet[Any]") -> dict[datetime.date, int]:
    return dict(rows.order_by().annotate(unit=unit).values_list("unit").annotate(Count("pk")))
