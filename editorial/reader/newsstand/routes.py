"""Which addresses the newsstand knows, and what matters in each of them."""

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import QueryDict

from editorial.reader.changes import version_asked

SLUG = r"[-a-zA-Z0-9_]{1,100}"
_FEED = r"(?:feed\.(?:atom|json|rss)|ninjs\.json)"
_STORY = re.compile(rf"/stories/({SLUG})/(changes/|stream/|embed/|entries/{SLUG}/|{_FEED})?")
# Pages and files of all stories; a part of a list begins below the story that `before` names.
_ALL_STORIES = re.compile(
    r"/|/feed\.(?:atom|json|rss)|/(?:news-)?sitemap\.xml|/sitemap-[1-9][0-9]{0,4}\.xml|/robots\.txt"
    r"|/archive/(?:[0-9]{4}/[0-9]{2}/)?"
)
_LIST = re.compile(r"/(?:sections|bylines)/[-a-zA-Z0-9_]{1,120}/|/archive/[0-9]{4}/[0-9]{2}/[0-9]{2}/")
_FIXED = re.compile(r"/(?:static|media/renditions)/[-a-zA-Z0-9_./]{1,300}")
# The parts of a story's page that have addresses, by the names of their parameters, in the order of the one address
# that all who ask for a part share.
_PARTS = {(), ("before",), ("after",), ("order",), ("order", "after")}
# The meaning of so many words is remembered, if they are short: strangers make them up, as long as they like.
REMEMBERED, LONGEST_REMEMBERED = 4_096, 1_000


class Kind(Enum):
    """What is asked for: it decides how long an answer holds."""

    PAGE = "a page or file of one story: until the story's next version"
    CHANGES = "what changed on a story's page"
    STREAM = "the same, as it happens"
    FRONT = "a page or file of all stories: until anything is heard of"
    FIXED = "a file that does not change under its name"


@dataclass(frozen=True, slots=True)
class Route:
    """An address without what does not matter in it. `since` and `epoch` are what a page shows, where it says so."""

    kind: Kind
    path: str
    query: str = ""
    slug: str = ""
    since: int | None = None
    epoch: str | None = None

    @property
    def is_for_everyone(self) -> bool:
        """Whether it is a page that all open: the front page, or the newest entries of a story, here or elsewhere."""
        own = f"/stories/{self.slug}/"
        return not self.query and self.path in {"/", own, f"{own}embed/"}

    @property
    def is_whole_story(self) -> bool:
        """Whether it is one of a story's pages that all open."""
        return self.kind is Kind.PAGE and self.is_for_everyone

    @property
    def is_for_people(self) -> bool:
        """Whether somebody looks at the answer, rather than a program."""
        return self.kind in {Kind.PAGE, Kind.FRONT} and self.path.endswith("/")

    @property
    def of_story_taken_down(self) -> "Route":
        """The address that stands for this one where the story is gone: all its parts and entries answer the same."""
        own = f"/stories/{self.slug}/"
        is_entry = self.path.startswith(f"{own}entries/")
        return Route(self.kind, own if is_entry else self.path, slug=self.slug)


def route_of(path: str, query: bytes) -> Route | None:
    """The route of an address that the newsstand knows; nothing for all others, which are Django's."""
    is_short = len(path) + len(query) <= LONGEST_REMEMBERED
    return _remembered_route(path, query) if is_short else _route(path, query)


def _route(path: str, query: bytes) -> Route | None:
    if _FIXED.fullmatch(path):
        return Route(Kind.FIXED, path)
    story, is_list = _STORY.fullmatch(path), bool(_LIST.fullmatch(path))
    if not (story or is_list or _ALL_STORIES.fullmatch(path)):
        return None
    try:
        asked = QueryDict(query.decode("ascii"))
        return (
            _story_route(path, story[1], story[2] or "", asked)
            if story
            else _front_route(path, asked, is_list)
        )
    except (ValueError, SuspiciousOperation, RequestDataTooBig):
        return None  # what is wrong with it is told by Django's view


_remembered_route = lru_cache(REMEMBERED)(_route)


def _story_route(path: str, slug: str, what: str, asked: QueryDict) -> Route | None:
    if what == "changes/":
        since, epoch = version_asked(asked), asked.get("epoch")
        query = f"since={since}" if epoch is None else f"since={since}&epoch={epoch}"
        return Route(Kind.CHANGES, path, query, slug, since, epoch)
    if what == "stream/":
        return Route(Kind.STREAM, path, "", slug, _since(asked), asked.get("epoch"))
    _refuse_zeros(asked)
    return Route(Kind.PAGE, path, "" if what else _part_of_story(asked), slug)


def _front_route(path: str, asked: QueryDict, is_list: bool) -> Route:
    _refuse_zeros(asked)
    return Route(Kind.FRONT, path, _joined({"before": asked.get("before", "")}) if is_list else "")


def _part_of_story(asked: QueryDict) -> str:
    """What matters in a query to a story's page. Raises `ValueError` where Django has to look at it."""
    part = {name: word for name in ("before", "order", "after") if (word := asked.get(name, ""))}
    if tuple(part) not in _PARTS or part.get("order") not in (None, "oldest"):
        raise ValueError
    return _joined(part)


def _joined(part: dict[str, str]) -> str:
    """A query of these words; who is to be found in a database is named by letters and digits only."""
    named = {name: word for name, word in part.items() if word}
    if not all(word.isascii() and word.isalnum() for word in named.values()):
        raise ValueError
    return "&".join(f"{name}={word}" for name, word in named.items())


def _refuse_zeros(asked: QueryDict) -> None:
    if any("\0" in word for name, values in asked.lists() for word in (name, *values)):
        raise ValueError


def _since(asked: QueryDict) -> int | None:
    try:
        return version_asked(asked)
    except ValueError:
        return None  # what was seen last may stand in a header
