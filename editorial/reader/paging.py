"""Which of a story's entries stand on a page of its feed, and what lies above and below them."""

from dataclasses import dataclass
from typing import TypedDict

from editorial.models import Article, LiveEntry
from editorial.models.entry import LiveEntryQuerySet
from editorial.reader.hours import Hour

PAGE_LENGTH = 30
OLDEST = "oldest"


@dataclass(frozen=True)
class Asked:
    """What an address asks of a feed; entries are named by public id.

    Nothing: the newest. The entry that it is opened `at` and those below, those `before` one (older), those `after` one
    (newer). `is_oldest_first`: the story in the order in which it happened, from its first entry or `after` one.
    """

    at: str = ""
    before: str = ""
    after: str = ""
    is_oldest_first: bool = False

    @property
    def query(self) -> str:
        """The query by which the story's own address asks for the same."""
        if self.is_oldest_first:
            return f"order={OLDEST}&after={self.after}" if self.after else f"order={OLDEST}"
        if self.before:
            return f"before={self.before}"
        return f"after={self.after}" if self.after else ""


NEWEST = Asked()


class Place(TypedDict, total=False):
    """Where in the story's feed a page stands (see `Edition`)."""

    is_newest: bool
    has_older: bool
    opened_at: LiveEntry | None
    continues: LiveEntry | None
    asked: Asked
    hours: tuple[Hour, ...]


def entries_asked(story: Article, asked: Asked) -> tuple[list[LiveEntry], Place]:
    """The entries of this page in its order, and its place. Call it within `one_snapshot`.

    What was withdrawn meanwhile still marks a place. Raises `LiveEntry.DoesNotExist` where readers never saw the entry
    that is named.
    """
    published = story.entries.published()
    if asked.is_oldest_first:
        return _oldest_first(published, _marked(story, asked.after), asked)
    if asked.after and not (asked.before or asked.at):
        return _newer(published, _marked(story, asked.after), asked)
    return _down(published, _marked(story, asked.before or asked.at), asked)


def _marked(story: Article, public_id: str) -> LiveEntry | None:
    """The entry of this name, if readers ever saw it."""
    if not public_id:
        return None
    if not public_id.isalnum():  # a database may refuse the rest of what an address can hold
        raise LiveEntry.DoesNotExist
    return story.entries.changed_since(0).get(public_id=public_id)


def _down(
    published: LiveEntryQuerySet, mark: LiveEntry | None, asked: Asked
) -> tuple[list[LiveEntry], Place]:
    """The newest, or those from the entry down, or those below it."""
    below = published
    if mark is not None:
        below = published.older_than(mark) if asked.before else published.from_entry_down(mark)
    rows = list(below.newest_first()[: PAGE_LENGTH + 1])
    page = rows[:PAGE_LENGTH]
    place = Place(
        is_newest=mark is None or _is_newest(published, page),
        has_older=len(rows) > PAGE_LENGTH,
        opened_at=None if asked.before else mark,
        continues=mark if asked.before else None,
        asked=asked,
    )
    return page, place


def _newer(
    published: LiveEntryQuerySet, mark: LiveEntry | None, asked: Asked
) -> tuple[list[LiveEntry], Place]:
    """Those just above the entry, the newest of them first."""
    rows = _rising(published, mark)
    page = rows[:PAGE_LENGTH][::-1]
    has_older = bool(page) and published.older_than(page[-1]).exists()
    is_newest = bool(page) and len(rows) <= PAGE_LENGTH
    return page, Place(is_newest=is_newest, has_older=has_older, continues=mark, asked=asked)


def _oldest_first(
    published: LiveEntryQuerySet, mark: LiveEntry | None, asked: Asked
) -> tuple[list[LiveEntry], Place]:
    rows = _rising(published, mark)
    is_last = len(rows) <= PAGE_LENGTH
    return rows[:PAGE_LENGTH], Place(is_newest=is_last, continues=mark, asked=asked)


def _rising(published: LiveEntryQuerySet, mark: LiveEntry | None) -> list[LiveEntry]:
    above = published if mark is None else published.newer_than(mark)
    return list(above.oldest_first()[: PAGE_LENGTH + 1])


def _is_newest(published: LiveEntryQuerySet, page: list[LiveEntry]) -> bool:
    newest = published.newest_first().values_list("pk", flat=True).first()
    return newest is None or bool(page) and page[0].pk == newest
