"""The text of a live page, read into a story and its entries."""

import datetime
import zoneinfo
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from editorial.importing.blocks import Block, Paragraph, Photo, read_blocks
from editorial.importing.clock import TimeLine, read_time_line
from editorial.importing.closing import says_it_is_over
from editorial.importing.days import moments, runs_oldest_first
from editorial.importing.lines import BadPage, Doubts, Line, lines_of

__all__ = ["BadPage", "Block", "Page", "PageEntry", "Paragraph", "Photo", "read_page"]


@dataclass(frozen=True)
class PageEntry:
    """One entry; its time is in UTC.

    The heading is '' only for a time line that ends the file: such an entry can be no more than a draft.
    """

    published_at: datetime.datetime
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Page:
    """A story as its page's text tells it; `blocks` is all of it above the entries, the lead photo too."""

    headline: str
    blocks: tuple[Block, ...]
    entries: tuple[PageEntry, ...]
    """Newest first, those of one minute too."""
    warnings: tuple[str, ...]

    @property
    def lead(self) -> Photo | None:
        """The photo that stands directly under the headline."""
        return self.blocks[0] if self.blocks and isinstance(self.blocks[0], Photo) else None

    @property
    def text(self) -> tuple[Block, ...]:
        """The story's text: its blocks below the lead photo."""
        return self.blocks[1:] if self.lead else self.blocks

    @property
    def photos(self) -> tuple[Photo, ...]:
        """Every photo of the story and of its entries, in the order of the page."""
        parts = [self.blocks, *(entry.blocks for entry in self.entries)]
        return tuple(block for blocks in parts for block in blocks if isinstance(block, Photo))

    @property
    def has_feed(self) -> bool:
        """Whether this is live coverage; else it is a plain story."""
        return bool(self.entries)

    @property
    def closing(self) -> PageEntry | None:
        """The newest entry whose heading says that the coverage is over; it ends at that entry's time."""
        return next((entry for entry in self.entries if says_it_is_over(entry.heading)), None)


class _Part(NamedTuple):
    """An entry as it stands in the file."""

    time: TimeLine
    heading: str
    body: list[Line]


def read_page(
    data: bytes, *, day: datetime.date | None, time_zone: zoneinfo.ZoneInfo, today: datetime.date
) -> Page:
    """Read the text of a live page (UTF-8); every word and mark of it is in the page that comes out.

    The newest entry is of `day`, or else of `today`, which is the day it is in the story's time zone.
    Raises BadPage, with a sentence for the person who sent it, for a file that is empty, not UTF-8 or
    holds control characters. What is merely doubtful is among the page's warnings.
    """
    headline, *rest = lines_of(data)
    doubts = Doubts()
    if read_time_line(headline, Doubts()):
        doubts.add(
            _("%(lines)s: the headline is a time; see whether the headline is missing."), headline.number
        )
    story, parts = _divided(rest, doubts)
    blocks = read_blocks(story, doubts)
    entries = _entries(parts, day or today, time_zone, doubts)
    return Page(headline.text, blocks, entries, doubts.sentences())


def _divided(lines: Sequence[Line], doubts: Doubts) -> tuple[list[Line], list[_Part]]:
    """The lines above the first time line, and the entries below it.

    The line after a time line is the heading, though it look like a photo or like another time.
    """
    story: list[Line] = []
    parts: list[_Part] = []
    remaining = iter(lines)
    for line in remaining:
        time = read_time_line(line, doubts)
        if time is None:
            (parts[-1].body if parts else story).append(line)
        else:
            heading = next(remaining, None)
            _doubt_heading(time, heading, doubts)
            parts.append(_Part(time, heading.text if heading else "", []))
    return story, parts


def _entries(
    parts: Sequence[_Part], day: datetime.date, time_zone: zoneinfo.ZoneInfo, doubts: Doubts
) -> tuple[PageEntry, ...]:
    try:
        parts = _newest_first(parts, day, time_zone, doubts)
        found = moments([part.time for part in parts], day=day, time_zone=time_zone, doubts=doubts)
    except OverflowError as error:
        raise BadPage(
            _("The times of the page run out of the calendar: check its day and its times and try again.")
        ) from error
    _doubt_early_closing(parts, doubts)
    return tuple(
        PageEntry(moment, part.heading, read_blocks(part.body, doubts))
        for part, moment in zip(parts, found, strict=True)
    )


def _newest_first(
    parts: Sequence[_Part], day: datetime.date, time_zone: zoneinfo.ZoneInfo, doubts: Doubts
) -> list[_Part]:
    times = [part.time for part in parts]
    closing = [says_it_is_over(part.heading) for part in parts]
    closing_is_last = len(parts) > 1 and closing[-1] and not closing[0]
    if not runs_oldest_first(times, day=day, time_zone=time_zone, closing_is_last=closing_is_last):
        return list(parts)
    doubts.add(
        _("%(lines)s: the page runs from the oldest entry to the newest; it was turned."), times[0].line
    )
    return list(reversed(parts))


def _doubt_heading(time: TimeLine, heading: Line | None, doubts: Doubts) -> None:
    if heading is None:
        doubts.add(_("%(lines)s: this time has no heading below it; write one."), time.line)
    elif read_time_line(heading, Doubts()):
        doubts.add(
            _("%(lines)s: this heading is a time; see whether a heading is missing above it."), heading.number
        )


def _doubt_early_closing(parts: Sequence[_Part], doubts: Doubts) -> None:
    closing = next((part for part in parts if says_it_is_over(part.heading)), None)
    if closing and closing is not parts[0]:
        doubts.add(
            _("%(lines)s: the coverage ends here, but there are newer entries; if it goes on, say --live."),
            closing.time.line,
        )
