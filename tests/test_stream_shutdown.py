"""A server that is asked to end sends its readers on and ends by itself, whatever they do."""

import signal
from pathlib import Path

import pytest
from django.contrib.auth.models import User

from tests import factories
from tests.promise_served import newsroom
from tests.serving import Server
from tests.streaming import Stream, path_of_stream, reading_aside
from tests.test_stream_slow import LONG_TEXT, edited

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]

READERS = 50
EDITS = 30


@pytest.fixture
def by(transactional_db: None) -> User:
    """Who writes."""
    return factories.editor()


def ask_to_end(server: Server) -> None:
    """Ask as service managers do; wait until it has ended."""
    server.process.send_signal(signal.SIGTERM)
    server.read_log_until("Finished server process")
    server.process.wait()


def test_open_streams_end_cleanly_with_different_times_to_come_back(by: User, tmp_path: Path) -> None:
    story = factories.story(by=by)
    path = path_of_stream(story)

    with newsroom(tmp_path) as serving, reading_aside() as aside:
        server = serving.begin()
        streams = [aside.wait(Stream.open(server.port, path)) for _number in range(READERS)]
        for stream in streams:
            aside.wait(stream.next())
        ask_to_end(server)
        left = [aside.wait(stream.rest()) for stream in streams]

    assert left == [[]] * READERS
    retries = [stream.retries_ms for stream in streams]
    assert [len(each) for each in retries] == [2] * READERS, "one at the beginning, one at the end"
    assert len({last for _first, last in retries}) > READERS / 2
    assert "Application shutdown complete" in server.log
    assert "Traceback" not in server.log


def test_a_reader_who_takes_nothing_does_not_keep_the_server_from_ending(by: User, tmp_path: Path) -> None:
    story = factories.story(by=by)
    entry = factories.entry(story, by=by, text=LONG_TEXT)
    path = path_of_stream(story)

    with newsroom(tmp_path) as serving, reading_aside() as aside:
        server = serving.begin()
        slow, reader = [aside.wait(Stream.open(server.port, path)) for _number in range(2)]
        aside.wait(slow.hold())
        for _number in range(EDITS):
            entry = edited(entry, by)
            aside.wait(reader.next_changes())
        ask_to_end(server)

    assert server.process.returncode is not None
