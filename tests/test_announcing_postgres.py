"""PostgreSQL tells of a commit and of nothing before it, whoever dies; its own end is survived."""

import logging
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.contrib.auth.models import User
from django.db import connection

from editorial.announcing import postgres
from editorial.models import Article
from tests import factories
from tests.listening import PATIENCE, Ear, listening
from tests.postgres import own_postgres
from tests.promise import database_address, workers
from tests.serving import manage

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL"),
    pytest.mark.django_db(transaction=True),
]
LISTENERS = """
SELECT pid, query_start FROM pg_stat_activity
WHERE datname = current_database() AND query ~ '^(LISTEN|SELECT 1$)'
"""
DIE_WITH_THE_COMMIT = """
import os
from django.contrib.auth.models import User
from django.db import transaction
from editorial import publishing
from editorial.models import Article
with transaction.atomic():
    transaction.on_commit(lambda: os.kill(os.getpid(), 9))
    publishing.post_entry(Article.objects.get(), by=User.objects.get(), heading="The gates open")
"""


@pytest.fixture
def by(transactional_db: None) -> User:
    """Who writes."""
    return factories.editor()


@pytest.fixture
def story(by: User) -> Article:
    """A live story."""
    return factories.story(by=by)


@pytest.fixture
def ear(story: Article) -> Iterator[Ear]:
    """A process that hears."""
    with listening() as ear:
        assert ear.hears_more_than(0)
        yield ear


class Tries:
    """Connects, and counts."""

    def __init__(self, connect: Callable[[dict[str, Any]], Any]) -> None:
        self.connect = connect
        self.count = 0
        self.change = threading.Condition()

    def __call__(self, settings: dict[str, Any]) -> Any:
        with self.change:
            self.count += 1
            self.change.notify_all()
        return self.connect(settings)

    def reach(self, count: int) -> bool:
        """Wait until there were so many."""
        with self.change:
            return self.change.wait_for(lambda: self.count >= count, PATIENCE)


@pytest.fixture
def tries(monkeypatch: pytest.MonkeyPatch) -> Tries:
    """How often a connection was tried."""
    counted = Tries(postgres._connect)
    monkeypatch.setattr(postgres, "_connect", counted)
    return counted


def notify(address: str = "") -> None:
    """Say a word on the channel, from a connection of its own."""
    with closing(psycopg2.connect(address or database_address())) as other, other, other.cursor() as cursor:
        cursor.execute(f"NOTIFY {postgres.CHANNEL}")


def listener() -> int:
    """The number of the server's process that the ear listens to."""
    return int(activity()[0])


def last_asked() -> Any:
    """When the ear last asked the server something."""
    return activity()[1]


def activity() -> tuple[Any, ...]:
    """What the server knows of the connection on which the ear listens."""
    with connection.cursor() as cursor:
        cursor.execute(LISTENERS)
        [row] = cursor.fetchall()
    return tuple(row)


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the log says, without the reasons."""
    return [record.message.split(" (")[0] for record in caplog.records if "announcing" in record.name]


def test_no_hint_goes_before_its_commit_and_none_is_late(
    ear: Ear, story: Article, by: User, tmp_path: Path
) -> None:
    with workers(tmp_path, 1) as [writer]:
        writer.ask("post", story=story.pk, by=by.pk, hold=True)
        before = ear.count
        notify()
        is_heard = ear.hears_more_than(before)
        held = ear.count
        writer.go_on()
        writer.answer()

        assert is_heard
        assert held == before + 1, "words come in the order of their commits: this was the other one's"
        assert ear.hears_more_than(held)


def test_a_publisher_that_dies_with_its_commit_is_heard_all_the_same(
    ear: Ear, story: Article, tmp_path: Path
) -> None:
    before = ear.count

    died = manage(
        "shell", "--no-imports", "-c", DIE_WITH_THE_COMMIT, data=tmp_path, DATABASE_URL=database_address()
    )

    assert died.returncode == -signal.SIGKILL
    assert story.entries.published().exists()
    assert ear.hears_more_than(before)


def test_a_lost_connection_is_made_anew_and_whoever_listens_is_told_to_look(
    ear: Ear, caplog: pytest.LogCaptureFixture
) -> None:
    before, lost = ear.count, listener()

    with caplog.at_level(logging.WARNING), connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [lost])
        is_told = ear.hears_more_than(before)
        made_anew = ear.count
        notify()
        is_heard = ear.hears_more_than(made_anew)

    assert (is_told, is_heard) == (True, True)
    assert listener() != lost
    assert said(caplog) == ["Hints of PostgreSQL: gone", "Hints of PostgreSQL: back."]


def test_a_quiet_connection_is_asked_now_and_then_and_is_not_taken_for_a_lost_one(
    story: Article, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(postgres, "SECONDS_BETWEEN_PROBES", 0.05)

    with listening() as ear:
        assert ear.hears_more_than(0)
        asked_at: set[Any] = set()
        while len(asked_at) < 4:
            asked_at.add(last_asked())
        quiet = ear.count
        notify()
        is_heard = ear.hears_more_than(quiet)

    assert (quiet, is_heard) == (1, True)
    assert said(caplog) == []


def test_a_connection_that_hangs_is_given_up_and_the_loop_goes_on_meanwhile(
    story: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "SECONDS_BETWEEN_PROBES", 0.2)

    with listening() as ear:
        assert ear.hears_more_than(0)
        hanging, before = listener(), ear.count
        os.kill(hanging, signal.SIGSTOP)
        try:
            is_told = ear.hears_more_than(before)
            made_anew = ear.count
            notify()
            is_heard = ear.hears_more_than(made_anew)
        finally:
            os.kill(hanging, signal.SIGCONT)

    assert (is_told, is_heard) == (True, True)


@pytest.fixture
def mute(monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """What takes the place of the database, until it is closed: it takes connections, and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as mute, monkeypatch.context() as elsewhere:
        elsewhere.setitem(connection.settings_dict, "HOST", "127.0.0.1")
        elsewhere.setitem(connection.settings_dict, "PORT", str(mute.getsockname()[1]))
        yield mute


def test_a_server_that_takes_a_connection_and_says_nothing_is_given_up_again_and_again(
    mute: socket.socket, tries: Tries, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "MOST_SECONDS_TO_CONNECT", 0.2)

    with listening() as ear:
        is_tried = tries.reach(3)
        heard = ear.count

    assert is_tried
    assert heard == 0


def test_while_a_connection_is_made_the_loop_goes_on(
    mute: socket.socket, tries: Tries, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "MOST_SECONDS_TO_CONNECT", 2 * PATIENCE)

    with listening() as ear:
        is_tried = tries.reach(1)
        is_answering = ear.in_loop(lambda: True)
        mute.close()

    assert (is_tried, is_answering) == (True, True)


def test_a_server_that_is_killed_and_starts_again_is_heard_again(
    tries: Tries, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with own_postgres() as own:
        parts = urlsplit(own.address)
        told = {"HOST": parts.hostname, "PORT": str(parts.port), "USER": "postgres", "NAME": "postgres"}
        for name, value in told.items():
            monkeypatch.setitem(connection.settings_dict, name, value)
        with listening() as ear, caplog.at_level(logging.WARNING):
            assert ear.hears_more_than(0)
            before = ear.count
            own.stop()
            is_tried = tries.reach(tries.count + 3)
            gone = ear.count
            own.start()
            is_told = ear.hears_more_than(gone)
            back = ear.count
            notify(own.address)
            is_heard = ear.hears_more_than(back)

    assert (is_tried, is_told, is_heard) == (True, True, True)
    assert gone == before
    assert said(caplog) == ["Hints of PostgreSQL: gone", "Hints of PostgreSQL: back."]
