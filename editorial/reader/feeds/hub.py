"""Telling the hub that feeds changed, so that it tells their subscribers (W3C WebSub; the ping as PubSubHubbub has it).

The hub is the operator's choice, and its address the only one that is asked: no redirect is followed.
"""

import http.client
from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import urlencode, urlsplit

from django.urls import reverse

from editorial.models import Article
from editorial.reader.sharing import absolute

PATIENCE_SECONDS = 10.0
# Stories are compared by what they were when last looked at: these, the ones that changed last.
WATCHED = 200
KINDS = ("atom", "json_feed", "rss")
State = tuple[str, str, int, bool]


class HubAway(OSError):
    """The hub does not answer, or does not take the word."""


class Changes:
    """Which feeds changed since they were asked for last."""

    def __init__(self) -> None:
        self._known: dict[int, State] | None = None

    def topics(self) -> list[str]:
        """The addresses of feeds that read otherwise now. At first those of stories that are live: what happened while
        nobody served is not known. One query; raises `DatabaseError`.
        """
        now = _states()
        if self._known is None:
            slugs = list(Article.objects.live_now().values_list("slug", flat=True)[:WATCHED])
        else:
            slugs = [state[0] for key, state in now.items() if self._known.get(key) != state]
        has_news = self._known is None or bool(slugs)
        self._known = now
        return [*_topics_of_all(), *(each for slug in slugs for each in _topics_of(slug))] if has_news else []


def ping(hub: str, topic: str) -> None:
    """Tell the hub that the feed at the address `topic` has news. Raises `HubAway`."""
    parts = urlsplit(hub)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(str(parts.hostname), parts.port, timeout=PATIENCE_SECONDS)
    try:
        target = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
        connection.request("POST", target, _words(topic), _HEADERS)
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException, ValueError) as fault:  # ValueError: of a host that is no name
        raise HubAway(str(fault) or type(fault).__name__) from fault
    finally:
        connection.close()
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        raise HubAway(f"the hub answered {status}")


_HEADERS = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": "Liveblog (WebSub publisher)"}


def _words(topic: str) -> str:
    return urlencode({"hub.mode": "publish", "hub.url": topic, "hub.topic": topic})


def _states() -> dict[int, State]:
    """Of the stories that changed last: address, epoch, version, and whether readers can open it."""
    told = Article.objects.sent_out().order_by("-updated_at")
    rows = told.values_list("pk", "slug", "epoch", "version", "taken_down_at")[:WATCHED]
    return {key: (slug, epoch, version, down is None) for key, slug, epoch, version, down in rows}


def _topics_of_all() -> Iterator[str]:
    return (absolute(reverse(kind)) for kind in KINDS)


def _topics_of(slug: str) -> Iterator[str]:
    return (absolute(reverse(f"story_{kind}", args=[slug])) for kind in KINDS)
