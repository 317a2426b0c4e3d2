"""Redis tells of commits too, where `REDIS_URL` names one; whatever becomes of it disturbs nobody who publishes."""

import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings
from redis import Redis

from editorial.announcing import over_redis
from tests.listening import PATIENCE, Ear, listening
from tests.redis_server import RedisServer, redis_server
from tests.serving import copy_of, manage

pytestmark = pytest.mark.skipif(connection.vendor == "postgresql", reason="PostgreSQL would tell of it too")
PUBLISH = """
from django.contrib.auth.models import User
from editorial import publishing
desk = User.objects.get()
publishing.set_status(publishing.create_story(by=desk, headline="The harbour fair"), "live", by=desk)
"""


@pytest.fixture
def redis() -> Iterator[RedisServer]:
    """A Redis that runs."""
    with redis_server() as running:
        yield running


@pytest.fixture
def ear(redis: RedisServer, settings: Settings) -> Iterator[Ear]:
    """A process that hears by Redis alone: it looks at no file."""
    settings.REDIS_URL = redis.address
    with listening(is_wanted=False) as ear:
        assert ear.hears_more_than(0)
        yield ear


@pytest.fixture
def mute() -> Iterator[socket.socket]:
    """What takes connections, and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as mute:
        mute.setblocking(False)
        yield mute


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the log says, without the reasons."""
    return [record.message.split(" (")[0] for record in caplog.records if "announcing" in record.name]


@contextmanager
def a_line_in_the_log(words: str) -> Iterator[threading.Event]:
    """Set when a line of the log begins with these words."""
    line, handler = threading.Event(), logging.Handler()
    handler.emit = lambda record: line.set() if record.getMessage().startswith(words) else None  # type: ignore[method-assign]
    logging.getLogger("editorial.announcing").addHandler(handler)
    yield line
    logging.getLogger("editorial.announcing").removeHandler(handler)


def asked(mute: socket.socket) -> int:
    """How many connections were made to it."""
    number = 0
    while True:
        try:
            mute.accept()[0].close()
        except BlockingIOError:
            return number
        number += 1


@pytest.mark.parametrize("way", ["redis://127.0.0.1:{port}/0", "redis://127.0.0.1:{port}", "unix://{socket}"])
def test_what_another_process_publishes_is_heard(
    way: str, ear: Ear, redis: RedisServer, newsroom: Path, tmp_path: Path
) -> None:
    data, before = copy_of(newsroom, tmp_path / "data"), ear.count
    address = way.format(port=redis.port, socket=redis.socket)

    published = manage("shell", "--no-imports", "-c", PUBLISH, data=data, REDIS_URL=address)

    assert published.returncode == 0, published.stderr
    assert ear.hears_more_than(before)


def test_a_redis_that_is_killed_and_starts_again_is_heard_again(
    ear: Ear, redis: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    before = ear.count
    over_redis.tell()
    is_heard_before = ear.hears_more_than(before)

    with caplog.at_level(logging.WARNING):
        gone = ear.count
        redis.kill()
        redis.start()
        is_told = ear.hears_more_than(gone)
        back = ear.count
        over_redis.tell()
        is_heard = ear.hears_more_than(back)

    assert (is_heard_before, is_told, is_heard) == (True, True, True)
    assert said(caplog) == ["Hints of Redis: gone", "Hints of Redis: back."]


def test_a_redis_that_has_nothing_to_say_is_not_taken_for_one_that_is_gone(
    redis: RedisServer,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(over_redis, "SECONDS_BETWEEN_PROBES", 0.05)
    settings.REDIS_URL = redis.address

    with Redis.from_url(redis.address) as other, listening(is_wanted=False) as ear:
        assert ear.hears_more_than(0)
        while other.info("commandstats").get("cmdstat_ping", {"calls": 0})["calls"] < 3:
            pass
        quiet = ear.count
        over_redis.tell()
        is_heard = ear.hears_more_than(quiet)

    assert (quiet, is_heard) == (1, True)
    assert said(caplog) == []


def test_a_redis_that_hangs_is_given_up_and_heard_again_when_it_goes_on(
    redis: RedisServer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(over_redis, "SECONDS_BETWEEN_PROBES", 0.2)
    monkeypatch.setattr(over_redis, "MOST_SECONDS_TO_CONNECT", 0.2)
    settings.REDIS_URL = redis.address

    with listening(is_wanted=False) as ear:
        assert ear.hears_more_than(0)
        before = ear.count
        with a_line_in_the_log("Hints of Redis: gone") as line:
            redis.freeze()
            is_given_up = line.wait(PATIENCE)
        frozen = ear.count
        redis.thaw()
        is_told = ear.hears_more_than(frozen)

    assert (is_given_up, is_told) == (True, True)
    assert frozen == before


def test_a_redis_without_an_answer_holds_no_publisher_up_and_is_left_alone_for_a_while(
    mute: socket.socket, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.REDIS_URL = f"redis://127.0.0.1:{mute.getsockname()[1]}/0?socket_timeout=600"

    with caplog.at_level(logging.WARNING):
        for _publish in range(5):
            over_redis.tell()

    assert asked(mute) == 1
    assert said(caplog) == ["Hints to Redis: gone"]


def test_a_redis_that_is_away_is_told_of_once_and_told_again_when_it_is_back(
    redis: RedisServer,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(over_redis, "SECONDS_OF_SILENCE", 0)
    settings.REDIS_URL = redis.address
    redis.kill()

    with caplog.at_level(logging.WARNING):
        over_redis.tell()
        over_redis.tell()
        redis.start()
        over_redis.tell()

    assert said(caplog) == ["Hints to Redis: gone", "Hints to Redis: back."]
