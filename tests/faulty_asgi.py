"""The newsroom with a fault in it, which `FAULT` names: what the proofs are there to find."""

import datetime
import os
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction

from liveblog.asgi import application, live_desk

from liveblog import lifespan  # isort: skip (Django is set up by the line above)
from editorial import publishing  # isort: skip
from editorial.publishing import darkroom, schedule  # isort: skip
from editorial.admin.desk import audience as told_audience  # isort: skip
from editorial.admin.desk import listener, lookout  # isort: skip
from editorial.models import Article, LiveEntry, audience, presence  # isort: skip
from editorial.models.entry import LiveEntryQuerySet  # isort: skip
from editorial.reader import snapshot  # isort: skip
from editorial.reader.newsstand import streams  # isort: skip
from tests import promise_broken  # isort: skip

__all__ = ["application"]

# How long a torn read waits for somebody to write: what happens now and then is to happen every time.
LONGEST_GAP_SECONDS = 0.05


def torn_reads() -> None:
    """Rows and version are read apart."""
    whole = snapshot.one_snapshot

    def torn(story_key: int, read: Callable[[Article], Any]) -> Any:
        until = time.monotonic() + LONGEST_GAP_SECONDS
        return promise_broken.torn_reads(lambda: time.monotonic() > until)(story_key, read)

    for module in list(sys.modules.values()):
        if getattr(module, "one_snapshot", None) is whole:
            module.one_snapshot = torn  # type: ignore[attr-defined]  # it has just been seen there


def no_tombstones() -> None:
    """What was withdrawn is not told any more."""

    def changed_since(self: LiveEntryQuerySet, version: int) -> LiveEntryQuerySet:
        return self.filter(version__gt=version, status=LiveEntry.Status.PUBLISHED)

    LiveEntryQuerySet.changed_since = changed_since  # type: ignore[method-assign,assignment]


def hurried_heart() -> None:
    """Heartbeats come so often that a test can wait for some. No fault, but nothing that a reader should be sent."""
    streams.BETWEEN_HEARTBEATS = listener.BETWEEN_HEARTBEATS_SECONDS = 0.3


def hurried_desk() -> None:
    """What takes half a minute at the desk takes moments: who was not heard of fades. No fault either."""
    lookout.LONGEST_UNKNOWN_SECONDS = 0.5
    told_audience.SECONDS_BETWEEN = 0.3
    presence.FADES_AFTER = audience.FADES_AFTER = datetime.timedelta(seconds=2)


def hints_alone() -> None:
    """The desk looks at hints and at no other time."""
    lookout.LONGEST_UNKNOWN_SECONDS = 1_000_000


def hurried_streams() -> None:
    """Streams beat quickly, and those of the desk end soon. No fault either."""
    hurried_heart()
    live_desk.lasts_seconds = 2.0


def dies_before_the_commit() -> None:
    """The server dies when an entry is written and not yet kept."""
    post_entry = publishing.post_entry

    def post(*args: Any, **fields: Any) -> Any:
        with transaction.atomic():
            post_entry(*args, **fields)
            die()

    publishing.post_entry = post


def dies_after_the_commit() -> None:
    """The server dies when an entry is kept and nobody was told."""
    post_entry = publishing.post_entry

    def post(*args: Any, **fields: Any) -> Any:
        post_entry(*args, **fields)
        transaction.on_commit(die)

    publishing.post_entry = post


def dies_at_what_is_due() -> None:
    """The server dies when something scheduled is published and not yet kept."""
    hurried_publisher()
    publish = vars(schedule)["publish_scheduled"]

    def published(*args: Any) -> None:
        publish(*args)
        die()

    vars(schedule)["publish_scheduled"] = published


def dies_after_what_is_due() -> None:
    """The server dies when something scheduled is kept, and nobody was told."""
    hurried_publisher()
    publish = vars(schedule)["publish_scheduled"]

    def published(*args: Any) -> None:
        publish(*args)
        transaction.on_commit(die)

    vars(schedule)["publish_scheduled"] = published


def dies_in_the_darkroom() -> None:
    """The server dies when the pictures of a photo are made and not yet on any page."""
    vars(darkroom)["_put_up"] = lambda *_made: die()


def hurried_publisher() -> None:
    """What is due is found before any other server finds it. No fault."""
    lifespan.publish_until = partial(lifespan.publish_until, seconds_between=0.01)


def die() -> None:
    """End as in a power cut: with no time for anything."""
    os.kill(os.getpid(), signal.SIGKILL)


FAULTS = [
    *(torn_reads, no_tombstones, hurried_heart, hurried_desk, hints_alone, hurried_streams),
    *(dies_before_the_commit, dies_after_the_commit, dies_at_what_is_due, dies_after_what_is_due),
    dies_in_the_darkroom,
]
next(fault for fault in FAULTS if fault.__name__ == os.environ["FAULT"])()
