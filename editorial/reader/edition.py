"""One edition: everything that a story's page shows, of one version of the story."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Unpack

from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from editorial import richtext
from editorial.clock import Clock, Moment
from editorial.languages import language_of, speak
from editorial.models import Article, Byline, Image, LiveEntry, Newsroom
from editorial.models.entry import fetch_page_parts
from editorial.reader.fragments import FACTS, HTML
from editorial.reader.hours import Hour, hours_of
from editorial.reader.paging import NEWEST, Asked, Place, entries_asked
from editorial.reader.shown import ShownEntry, read_parts
from editorial.reader.snapshot import one_snapshot
from editorial.reader.ways import NOWHERE, Ways, ways_of

LONGEST_LIST = 50


@dataclass(frozen=True)
class Edition:
    """A story's page. `opened_at` is the entry that it begins at, `continues` the one that it goes on from.

    `is_newest` and `has_older` tell whether the feed ends with the page; `closing` is the last entry of an ended story.
    """

    story: Article
    newsroom: Newsroom
    entries: tuple[ShownEntry, ...]
    key_events: tuple[ShownEntry, ...]
    pinned: ShownEntry | None
    is_newest: bool = True
    has_older: bool = False
    opened_at: LiveEntry | None = None
    continues: LiveEntry | None = None
    closing: ShownEntry | None = None
    asked: Asked = NEWEST
    hours: tuple[Hour, ...] = ()
    ways: Ways = NOWHERE

    @property
    def may_be_embedded(self) -> bool:
        """Whether other sites may show the story's feed."""
        return self.story.may_be_embedded(self.newsroom)

    @property
    def is_whole(self) -> bool:
        """Whether it begins as the story does: not opened at an entry, and not a continuation."""
        return self.opened_at is None and self.continues is None

    @property
    def language(self) -> str:
        """The language that the page speaks."""
        return language_of(self.story, self.newsroom.language)

    @cached_property
    def clock(self) -> Clock:
        """The clock of all its times."""
        return clock_of(self.story, self.newsroom)

    @cached_property
    def published(self) -> Moment:
        """When readers first saw the story."""
        return self.clock.shown(self.story.published_at or self.story.created_at)

    @cached_property
    def updated(self) -> Moment | None:
        """When anything that readers see last changed."""
        return self.clock.shown(self.story.updated_at) if self.story.updated_at else None

    @cached_property
    def starts(self) -> Moment | None:
        """When coverage starts or started."""
        return self.clock.shown(self.story.coverage_started_at) if self.story.coverage_started_at else None

    @cached_property
    def ended(self) -> Moment | None:
        """When coverage ended."""
        return self.clock.shown(self.story.coverage_ended_at) if self.story.coverage_ended_at else None

    @cached_property
    def bylines(self) -> list[Byline]:
        """Whose work the story is, in the editors' order."""
        return self.story.ordered_bylines

    @cached_property
    def lead_photo(self) -> Image | None:
        """The photo under the headline, if readers can be shown one."""
        photo = self.story.lead_photo
        return photo if photo and photo.is_ready else None

    @cached_property
    def text(self) -> SafeString:
        """The story's text, photos in their places."""
        photos = {photo.pk: photo for photo in self.story.photos.all()}
        return richtext.expand(self.story.text, photos, is_first=self.lead_photo is None)

    @cached_property
    def plain(self) -> str:
        """The words of the story's text."""
        return richtext.plain(self.story.text)

    @property
    def older_address(self) -> str:
        """Where the story goes on below the page; empty at its end, and where it is read from its beginning."""
        is_at_end = not self.has_older or not self.entries
        return "" if is_at_end else self._at(Asked(before=self.entries[-1].entry.public_id))

    @property
    def newer_address(self) -> str:
        """Where it goes on above the page, or below it where it is read from its beginning; empty at the newest."""
        if self.is_newest or not self.entries:
            return ""
        if self.asked.is_oldest_first:
            last = self.entries[-1].entry.public_id
            return self._at(Asked(after=last, is_oldest_first=True))
        return self._at(Asked(after=self.entries[0].entry.public_id))

    @property
    def address_from_beginning(self) -> str:
        """Where the story is read in the order in which it happened."""
        return self._at(Asked(is_oldest_first=True))

    def _at(self, asked: Asked) -> str:
        return f"{self.story.get_absolute_url()}?{asked.query}"

    @property
    def has_key_events_of_several_days(self) -> bool:
        """Whether a clock time alone would not tell when."""
        return len({event.published.day for event in self.key_events}) > 1


def edition_of(article: Article, asked: Asked = NEWEST) -> Edition:
    """The page of a story that readers can open: its newest entries, or those that were asked for.

    The number of queries does not depend on the number of entries. From here on the request speaks its language:
    entries are kept as they are written in it. Raises `LiveEntry.DoesNotExist` where readers never saw the one named.
    """
    edition = one_snapshot(article.pk, lambda story: read_edition(story, asked))
    speak(edition.language)
    return edition


def read_edition(story: Article, asked: Asked = NEWEST) -> Edition:
    """The same of a story that was read already, whatever its status. Call it within `one_snapshot`."""
    newsroom = Newsroom.current()
    clock = clock_of(story, newsroom)
    page, place = entries_asked(story, asked)
    shown = list(shown_entries(page, story, clock, opened_at=asked.at))
    read_parts(shown, HTML, FACTS)
    if asked.at:
        fetch_page_parts(page[:1])  # shared links show its photo
    place["hours"] = hours_of(story, page, clock, is_oldest_first=asked.is_oldest_first)
    return assembled(story, newsroom, shown, **place)


def clock_of(story: Article, newsroom: Newsroom) -> Clock:
    """The clock of the story's page."""
    return Clock(story.zone, newsroom.clock_style)


def shown_entries(
    entries: Iterable[LiveEntry], story: Article, clock: Clock, *, opened_at: str = ""
) -> Iterator[ShownEntry]:
    """These entries of the story, given in the order of the page, as readers see them."""
    above = None
    for entry in entries:
        entry.article = story
        day = clock.day(entry.published_at or entry.created_at)
        is_opened = entry.public_id == opened_at
        yield ShownEntry(entry, clock, is_first_of_day=day != above, is_opened=is_opened)
        above = day


def assembled(
    story: Article, newsroom: Newsroom, entries: Iterable[ShownEntry], **place: Unpack[Place]
) -> Edition:
    """An edition with these entries, and with what stands outside the feed. Call it within `one_snapshot`."""
    clock = clock_of(story, newsroom)
    listed = story.entries.published().newest_first().defer("text")
    last = listed[:1] if story.status == Article.Status.ENDED else ()
    return Edition(
        story=story,
        newsroom=newsroom,
        entries=tuple(entries),
        key_events=tuple(shown_entries(listed.filter(is_key_event=True)[:LONGEST_LIST], story, clock)),
        pinned=next(shown_entries(listed.filter(is_pinned=True)[:1], story, clock), None),
        closing=next(shown_entries(last, story, clock), None),
        ways=ways_of(story),
        **place,
    )
