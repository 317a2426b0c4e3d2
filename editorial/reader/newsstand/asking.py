"""What a request asks of the newsstand, and whether the newsstand may answer it at all."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import QueryDict
from django.http.request import split_domain_port, validate_host

from editorial.reader.changes import version_asked

Scope = dict[str, Any]

SLUG = r"[-a-zA-Z0-9_]{1,100}"
_STORY = re.compile(rf"/stories/({SLUG})/(?:(changes|stream)/|entries/{SLUG}/)?")
_FIXED = re.compile(r"/(?:static|media/renditions)/[-a-zA-Z0-9_./]{1,300}")
# The meaning of so many words is remembered, if they are short: strangers make them up, as long as they like.
REMEMBERED, LONGEST_REMEMBERED = 4_096, 1_000


class Kind(Enum):
    """What is asked for: it decides how long an answer holds."""

    PAGE = "a page of one story: until the story's next version"
    CHANGES = "what changed on a story's page"
    STREAM = "the same, as it happens"
    FRONT = "a page of all stories: until anything is heard of"
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
    def is_whole_story(self) -> bool:
        """Whether it is the page that everyone opens: the newest entries of a story."""
        return self.kind is Kind.PAGE and not self.query and "/entries/" not in self.path


@dataclass(slots=True)
class Wishes:
    """What the headers of a request say of the answer wanted. Header values are bytes as they came."""

    host: bytes = b""
    encodings: bytes = b""
    known: bytes = b""
    known_since: bytes = b""
    last_event: bytes = b""


_WISHES = {
    b"host": "host",
    b"accept-encoding": "encodings",
    b"if-none-match": "known",
    b"if-modified-since": "known_since",
    b"last-event-id": "last_event",
}
# What only Django answers: parts of files, requests that bring something along, and rare conditions.
_OTHERS = {
    *(b"range", b"content-length", b"transfer-encoding", b"authorization", b"upgrade"),
    *(b"if-match", b"if-unmodified-since"),
}
_HEARD = {*_WISHES, *_OTHERS, b"cookie"}


def wishes_of(headers: Iterable[tuple[bytes, bytes]]) -> Wishes | None:
    """What the headers ask for; nothing where the answer could be another than every anonymous reader's."""
    wishes = Wishes()
    for name, value in headers:
        if name not in _HEARD:
            continue
        wish = _WISHES.get(name)
        if wish is None:
            if name != b"cookie" or _session_cookie() in value:
                return None
        elif getattr(wishes, wish) or len(value) > LONGEST_REMEMBERED or (wish == "host" and not value):
            return None  # said twice, or at length, or no host: that is for Django to judge
        else:
            setattr(wishes, wish, value)
    return wishes if is_our_host(wishes.host) else None


@lru_cache
def _session_cookie() -> bytes:
    return settings.SESSION_COOKIE_NAME.encode()


@lru_cache(REMEMBERED)
def is_our_host(host: bytes) -> bool:
    """Whether the Host header names a host of ours; Django refuses the others."""
    domain, _port = split_domain_port(host.decode("latin-1"))
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def route_of(path: str, query: bytes) -> Route | None:
    """The route of an address that the newsstand knows; nothing for all others, which are Django's."""
    is_short = len(path) + len(query) <= LONGEST_REMEMBERED
    return _remembered_route(path, query) if is_short else _route(path, query)


def _route(path: str, query: bytes) -> Route | None:
    if path == "/":
        return Route(Kind.FRONT, path)
    if _FIXED.fullmatch(path):
        return Route(Kind.FIXED, path)
    found = _STORY.fullmatch(path)
    if not found:
        return None
    try:
        asked = QueryDict(query.decode("ascii"))
        return _story_route(path, found[1], found[2] or "", asked)
    except (ValueError, SuspiciousOperation, RequestDataTooBig):
        return None  # what is wrong with it is told by Django's view


_remembered_route = lru_cache(REMEMBERED)(_route)


def _story_route(path: str, slug: str, what: str, asked: QueryDict) -> Route | None:
    if what == "changes":
        since, epoch = version_asked(asked), asked.get("epoch")
        query = f"since={since}" if epoch is None else f"since={since}&epoch={epoch}"
        return Route(Kind.CHANGES, path, query, slug, since, epoch)
    if what == "stream":
        return Route(Kind.STREAM, path, "", slug, _since(asked), asked.get("epoch"))
    if any("\0" in word for name, values in asked.lists() for word in (name, *values)):
        return None
    before = asked.get("before", "") if path.endswith(f"/{slug}/") and "/entries/" not in path else ""
    if before and not (before.isascii() and before.isalnum()):
        return None
    return Route(Kind.PAGE, path, f"before={before}" if before else "", slug)


def _since(asked: QueryDict) -> int | None:
    try:
        return version_asked(asked)
    except ValueError:
        return None  # what was seen last may stand in a header


@lru_cache(REMEMBERED)
def encoding_of(accepted: bytes) -> str:
    """The best encoding that an Accept-Encoding header allows: `br`, `gzip`, or the empty string for none.

    Source: RFC 9110, section 12.5.3. A weight of 0 is a refusal; `*` stands for all that are not named.
    """
    weights = dict(map(_weighed, accepted.decode("latin-1").lower().split(",")))
    wanted = {name: weights.get(name, weights.get("*", 0.0)) for name in ("br", "gzip")}
    best = max(wanted, key=lambda name: wanted[name])
    return best if wanted[best] > 0 and wanted[best] >= weights.get("identity", 0.0) else ""


def _weighed(word: str) -> tuple[str, float]:
    name, _semicolon, parameters = word.partition(";")
    weight = parameters.replace(" ", "").removeprefix("q=")
    return name.strip(), float(weight) if re.fullmatch(r"[01](\.[0-9]{0,3})?", weight) else 1.0
