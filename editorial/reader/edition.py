"""One edition: everything that a story's page shows, of one version of the story."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypedDict, Unpack

from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from editorial import richtext
from editorial.clock import Clock, Moment
from editorial.models import Article, Byline, Image, LiveEntry, Newsroom
from editorial.models.entry import LiveEntryQuerySet, fetch_page_parts
from editorial.reader.fragments import FACTS, HTML
from editorial.reader.shown import ShownEntry, read_parts
from editorial.reader.snapshot import one_snapshot

PAGE_LENGTH = 30
LONGEST_LIST = 50


class Place(TypedDict, total=False):
    """Where in the story's feed a page stands."""

    is_newest: bool
    has_older: bool
    opened_at: LiveEntry | None
    continues: LiveEntry | None


@dataclass(frozen=True)
class Edition:
    """A story's page. `opened_at` is the entry that it begins at, `continues` the one that it goes on below."""

    story: Article
    newsroom: Newsroom
    entries: tuple[ShownEntry, ...]
    key_events: tuple[ShownEntry, ...]
    pinned: ShownEntry | None
    is_newest: bool = True
    has_older: bool = False
    opened_at: LiveEntry | None = None
    continues: LiveEntry | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it is the story's own page: not opened at an entry, and not a continuation."""
        return self.opened_at is None and self.continues is None

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
    def has_key_events_of_several_days(self) -> bool:
        """Whether a clock time alone would not tell when."""
        return len({event.published.day for event in self.key_events}) > 1


def edition_of(article: Article, *, before: str = "", at: str = "") -> Edition:
    """The page of a story that readers can open: its newest entries, those `at` an entry and below, or `before` one.

    Entries are named by public id; what was withdrawn meanwhile still marks the place. The number of queries does not
    depend on the number of entries. Raises `LiveEntry.DoesNotExist` where readers never saw the one named.
    """
    return one_snapshot(article.pk, lambda story: read_edition(story, before=before, at=at))


def read_edition(story: Article, *, before: str = "", at: str = "") -> Edition:
    """The same of a story that was read already, whatever its status. Call it within `one_snapshot`."""
    newsroom = Newsroom.current()
    published = story.entries.published().newest_first()
    mark = _seen_entry(story, before or at) if before or at else None
    rows = list(_page(published, mark, is_continued=bool(before)))
    page = rows[:PAGE_LENGTH]
    shown = list(shown_entries(page, story, clock_of(story, newsroom)))
    read_parts(shown, HTML, FACTS)
    if at:
        fetch_page_parts(page[:1])  # shared links show its photo
    return assembled(
        story,
        newsroom,
        shown,
        is_newest=mark is None or _is_newest(published, page),
        has_older=len(rows) > PAGE_LENGTH,
        opened_at=None if before else mark,
        continues=mark if before else None,
    )


def clock_of(story: Article, newsroom: Newsroom) -> Clock:
    """The clock of the story's page."""
    return Clock(story.zone, newsroom.clock_style)


def shown_entries(entries: Iterable[LiveEntry], story: Article, clock: Clock) -> Iterator[ShownEntry]:
    """These entries of the story, given in the order of the page, as readers see them."""
    above = None
    for entry in entries:
        entry.article = story
        day = clock.day(entry.published_at or entry.created_at)
        yield ShownEntry(entry, clock, is_first_of_day=day != above)
        above = day


def assembled(
    story: Article, newsroom: Newsroom, entries: Iterable[ShownEntry], **place: Unpack[Place]
) -> Edition:
    """An edition with these entries, and with what stands outside the feed. Call it within `one_snapshot`."""
    clock = clock_of(story, newsroom)
    listed = story.entries.published().newest_first().defer("text")
    return Edition(
        story=story,
        newsroom=newsroom,
        entries=tuple(entries),
        key_events=tuple(shown_entries(listed.filter(is_key_event=True)[:LONGEST_LIST], story, clock)),
        pinned=next(shown_entries(listed.filter(is_pinned=True)[:1], story, clock), None),
        **place,
    )


def _seen_entry(story: Article, public_id: str) -> LiveEntry:
    """The entry, if readers ever saw it. Raises `LiveEntry.DoesNotExist`."""
    if not public_id.isalnum():  # a database may refuse the rest of what an address can hold
        raise LiveEntry.DoesNotExist
    return story.entries.changed_since(0).get(public_id=public_id)


def _page(published: LiveEntryQuerySet, mark: LiveEntry | None, *, is_continued: bool) -> LiveEntryQuerySet:
    if mark is not None:
        published = published.older_than(mark) if is_continued else published.from_entry_down(mark)
    return published[: PAGE_LENGTH + 1]


def _is_newest(published: LiveEntryQuerySet, page: list[LiveEntry]) -> bool:
    newest = published.values_list("pk", flat=True).first()
    return newest is None or bool(page) and page[0].pk == newest
