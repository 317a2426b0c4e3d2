"""The time line of a story: which hours it ran through, and how much each of them brought."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from editorial.clock import Clock, Moment
from editorial.models import Article, LiveEntry

# A story that went on for longer than a list can show has its key events and its pages.
MOST_ENTRIES = 2_000


@dataclass(frozen=True)
class Hour:
    """An hour in which something was reported: when it began, how many entries, and the one that a reader is led to."""

    begins: Moment
    number: int
    entry_id: str


def hours_of(
    story: Article, shown: Iterable[LiveEntry], clock: Clock, *, is_oldest_first: bool
) -> tuple[Hour, ...]:
    """The hours of an ended story; of one that goes on, those of the entries shown, as their number has no end.

    In the order of the page; none where there is only one, or too much to list.
    """
    rows = [(entry.published_at, entry.public_id) for entry in shown]
    if story.status == Article.Status.ENDED:
        published = story.entries.published()
        ordered = published.oldest_first() if is_oldest_first else published.newest_first()
        rows = list(ordered.values_list("published_at", "public_id")[: MOST_ENTRIES + 1])
    hours = tuple(_hours(rows, story.zone, clock)) if len(rows) <= MOST_ENTRIES else ()
    return hours if len(hours) > 1 else ()


def _hours(
    rows: Iterable[tuple[datetime.datetime | None, str]], zone: datetime.tzinfo, clock: Clock
) -> Iterator[Hour]:
    timed = ((moment.astimezone(zone), public_id) for moment, public_id in rows if moment)
    # The hour that a clock goes back to comes twice: its offset tells the one from the other.
    for _hour, group in groupby(timed, lambda row: (row[0].date(), row[0].hour, row[0].utcoffset())):
        inside = list(group)
        moment, public_id = inside[0]
        begins = moment.replace(minute=0, second=0, microsecond=0)
        yield Hour(clock.shown(begins), len(inside), public_id)
