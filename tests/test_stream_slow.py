"""A reader who does not take what is sent costs the server little memory, and the others nothing."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User

from editorial import publishing
from editorial.models import LiveEntry
from tests import factories
from tests.promise_served import newsroom
from tests.streaming import Stream, path_of_stream, reading_aside
from tests.test_stream_many import PROCESSES, memory_kb

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]

SLOW = 20
EDITS = 45
# All edits together are more than the system takes on its own for a reader who takes nothing.
LONG_TEXT = "<p>Crowds waited along the quay while the tide came in.</p>" * 4_000
MOST_GROWTH_KB = 150_000


@pytest.fixture
def by(transactional_db: None) -> User:
    """Who writes."""
    return factories.editor()


def edited(entry: LiveEntry, by: User) -> LiveEntry:
    """The entry, changed once more."""
    return publishing.change_entry(entry, by=by, heading=f"The gates close {entry.version}")


@pytest.mark.skipif(not PROCESSES.exists(), reason="the system does not tell of its processes in /proc")
def test_who_takes_nothing_is_cut_off_and_sent_for_the_page_while_others_get_every_change(
    by: User, tmp_path: Path
) -> None:
    story = factories.story(by=by)
    entry = factories.entry(story, by=by, text=LONG_TEXT)
    first, path, heard = entry.version, path_of_stream(story), []

    with newsroom(tmp_path) as serving, reading_aside() as aside:
        server = serving.begin()
        slow = [aside.wait(Stream.open(server.port, path)) for _number in range(SLOW)]
        for stream in slow:
            aside.wait(stream.hold())
        reader = aside.wait(Stream.open(server.port, path))
        aside.wait(reader.next_changes())
        before = memory_kb(server)
        for _number in range(EDITS):
            entry = edited(entry, by)
            heard.append(aside.wait(reader.next_changes())["to"])
        grown = memory_kb(server) - before
        left = [aside.wait(stream.rest()) for stream in slow]

    print("kB more:", grown)  # noqa: T201 (pytest shows it beside a failure)
    assert heard == [first + number + 1 for number in range(EDITS)]
    assert all(events[-1].name == "changes" and events[-1].data["reload"] for events in left)
    assert all(len(events) < EDITS for events in left)
    assert grown < MOST_GROWTH_KB
