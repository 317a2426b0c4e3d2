"""The stories that the newsstand knows, and at which version each of them is."""

import datetime
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from editorial.models import Article, Newsroom
from editorial.reader.newsstand.recent import Recent

if TYPE_CHECKING:
    from editorial.reader.newsstand.streams import Reader

MOST_STORIES = 1_000


# Beside the statuses of stories that readers can open.
TAKEN_DOWN = "taken down"


class Mark(NamedTuple):
    """Where a story that went out to readers stands: what was made at this mark is current while the mark is."""

    slug: str
    epoch: str
    version: int
    status: str

    def is_older_than(self, other: "Mark") -> bool:
        """Whether it was read before the other: within an epoch versions only rise."""
        return self.epoch == other.epoch and self.version < other.version

    @property
    def is_taken_down(self) -> bool:
        """Whether all there is to say to readers is that the story is gone."""
        return self.status == TAKEN_DOWN


@dataclass(eq=False)
class Story:
    """One story: its mark, what changed on it lately, and the streams that are open on it."""

    key: int
    mark: Mark
    recent: Recent | None = None
    readers: "set[Reader]" = field(default_factory=set)

    @property
    def is_brought_up(self) -> bool:
        """Whether what is kept of its changes reaches its mark."""
        recent = self.recent
        return recent is not None and recent.epoch == self.mark.epoch and recent.version >= self.mark.version

    def has_all_of(self, mark: Hashable) -> bool:
        """Whether all entries that a page of this mark shows may still be read, as far as is known."""
        if mark == self.mark:
            return True
        if self.recent is None or self.mark.is_taken_down or not isinstance(mark, Mark):
            return False
        return not self.recent.may_have_withdrawn_since(mark.epoch, mark.version)


def marks(keys: Iterable[int]) -> dict[int, Mark]:
    """The marks of those stories among these that went out to readers, by key: one query, also for none of them.

    Raises `DatabaseError` where the database cannot be asked.
    """
    asked = [*keys, 0]  # no row has the key 0, but the database is asked
    return dict(_rows(Article.objects.sent_out().filter(pk__in=asked).values_list(*_COLUMNS)))


def pictures_mark() -> int:
    """What copies of pictures hold for: it is another one when pictures or stories are taken away or come back."""
    return Newsroom.objects.values_list("pictures_version", flat=True).get(pk=1)


def mark_at(slug: str) -> tuple[int, Mark] | None:
    """Key and mark of the story at this address."""
    return next(_rows(Article.objects.sent_out().filter(slug=slug).values_list(*_COLUMNS)), None)


_COLUMNS = ("pk", "slug", "epoch", "version", "status", "taken_down_at")


def _rows(
    rows: Iterable[tuple[int, str, str, int, str, datetime.datetime | None]],
) -> Iterator[tuple[int, Mark]]:
    for key, slug, epoch, version, status, taken_down_at in rows:
        yield key, Mark(slug, epoch, version, TAKEN_DOWN if taken_down_at else status)


class Stories:
    """By key and by address. Those without open streams that nobody asked for longest are forgotten first."""

    def __init__(self) -> None:
        self._by_key: dict[int, Story] = {}
        self._by_slug: dict[str, Story] = {}

    def __iter__(self) -> Iterator[Story]:
        return iter(list(self._by_key.values()))

    @property
    def keys(self) -> list[int]:
        """Of all of them."""
        return list(self._by_key)

    def at(self, slug: str) -> Story | None:
        """The story at this address, if it is known."""
        return self._by_slug.get(slug)

    def learn(self, key: int, mark: Mark) -> Story:
        """The story of this key, which is at this mark; what is known of it already is kept."""
        story = self._by_key.pop(key, None)
        if story is None:
            story = Story(key, mark)
        elif story.mark.slug != mark.slug:
            self._leave_address(story)
        if story.mark != mark:
            story.mark = mark
        self._by_key[key] = self._by_slug[mark.slug] = story
        self._forget_the_oldest()
        return story

    def forget(self, story: Story) -> None:
        """Readers cannot open it any more, or nobody asks for it."""
        self._by_key.pop(story.key, None)
        self._leave_address(story)

    def _leave_address(self, story: Story) -> None:
        """Another story may be there already: two of them may change places."""
        if self._by_slug.get(story.mark.slug) is story:
            self._by_slug.pop(story.mark.slug)

    def forget_changes(self, most_bytes: int) -> None:
        """Keep no more than so much of what changed lately; stories with open streams need theirs."""
        held = [story for story in self if story.recent and not story.readers]
        size = sum(story.recent.size for story in held if story.recent)
        for story in held:
            if size <= most_bytes:
                return
            size -= story.recent.size if story.recent else 0
            story.recent = None

    def _forget_the_oldest(self) -> None:
        if len(self._by_key) > MOST_STORIES:
            for story in [each for each in self if not each.readers][: MOST_STORIES // 10]:
                self.forget(story)
