"""SQLite tells nobody: one looks at its file, waits for no writer, and survives what is done to the file."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.db import connection

from editorial.announcing import database_file
from editorial.announcing.database_file import DatabaseFile
from tests import factories
from tests.listening import listening
from tests.promise import workers


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database lies, which has one table."""
    path = tmp_path / "the news? 100%.sqlite3"
    make(path)
    return path


@pytest.fixture
def file(path: Path) -> Iterator[DatabaseFile]:
    """The file, looked at once already."""
    file = DatabaseFile({"database": path})
    assert file.has_moved()
    yield file
    file.leave()


def opened(path: Path) -> "closing[sqlite3.Connection]":
    """A connection of a writer."""
    return closing(sqlite3.connect(path, isolation_level=None))


def make(path: Path, mode: str = "WAL") -> None:
    """Make a database."""
    with opened(path) as writer:
        writer.execute(f"PRAGMA journal_mode={mode}")
        writer.execute("CREATE TABLE news (line)")


def write(path: Path) -> None:
    """Write a line, and commit it."""
    with opened(path) as writer:
        writer.execute("INSERT INTO news VALUES ('The gates open')")


def test_a_write_is_seen_once_and_nothing_else_is(file: DatabaseFile, path: Path) -> None:
    before = file.has_moved()

    write(path)
    looks = [file.has_moved(), file.has_moved()]

    assert not before
    assert looks == [True, False]


def test_a_look_waits_for_no_writer_and_sees_what_it_wrote_when_it_is_committed(
    file: DatabaseFile, path: Path
) -> None:
    with opened(path) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        writer.execute("INSERT INTO news VALUES ('The gates open')")
        held = file.has_moved()
        writer.execute("COMMIT")
        committed = file.has_moved()

    assert (held, committed) == (False, True)


def test_what_cannot_be_looked_at_may_have_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_file, "SECONDS_AFTER_A_FAULT", 0)
    path = tmp_path / "locked.sqlite3"
    make(path, "DELETE")
    file = DatabaseFile({"database": path})
    file.has_moved()

    with opened(path) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        locked = file.has_moved()
        writer.execute("INSERT INTO news VALUES ('The gates open')")
        writer.execute("COMMIT")
    freed = [file.has_moved(), file.has_moved()]

    assert locked
    assert freed == [True, False]


def test_another_file_in_its_place_is_noticed_and_loses_nothing(
    file: DatabaseFile, path: Path, tmp_path: Path
) -> None:
    write(path)
    file.has_moved()
    for part in tmp_path.glob(path.name + "*"):
        part.rename(tmp_path / f"old {part.name}")
    make(path)

    with opened(path) as writer:
        writer.execute("INSERT INTO news VALUES ('The gates open')")
        replaced = file.has_moved()
        with opened(path) as reader:
            lines = reader.execute("SELECT count(*) FROM news").fetchone()
    write(path)
    written = file.has_moved()

    assert (replaced, written) == (True, True)
    assert lines == (1,)


def test_a_file_that_is_gone_is_told_of_once_and_its_return_is_noticed(
    file: DatabaseFile, path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(database_file, "SECONDS_AFTER_A_FAULT", 0)
    aside = path.with_name("aside")

    with caplog.at_level(logging.WARNING):
        path.rename(aside)
        gone = [file.has_moved(), file.has_moved()]
        path.mkdir()
        odd = file.has_moved()
        path.rmdir()
        aside.rename(path)
        back = [file.has_moved(), file.has_moved()]

    assert gone == [True, True]
    assert odd
    assert back == [True, False]
    assert [record.message.split(" (")[0] for record in caplog.records] == [
        "Looks at the database file: gone",
        "Looks at the database file: back.",
    ]


def test_after_a_fault_it_is_not_asked_again_at_once(file: DatabaseFile, path: Path) -> None:
    path.unlink()

    looks = [file.has_moved(), file.has_moved()]

    assert looks == [True, False]


def test_the_last_to_leave_leaves_one_file(file: DatabaseFile, path: Path, tmp_path: Path) -> None:
    write(path)
    file.has_moved()

    file.leave()

    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    with opened(path) as reader:
        assert reader.execute("SELECT count(*) FROM news").fetchone() == (1,)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite is looked at")
@pytest.mark.django_db(transaction=True)
def test_nobody_looks_while_nobody_waits_and_whoever_comes_is_told(tmp_path: Path) -> None:
    by: User = factories.editor()
    story = factories.story(by=by)

    with listening(is_wanted=False) as ear, workers(tmp_path, 1) as [writer]:
        before = ear.look()
        writer.ask("post", story=story.pk, by=by.pk)
        is_asked = ear.passes_two_rounds()
        unwanted = ear.count
        ear.is_wanted = True
        is_told = ear.hears_more_than(before)

    assert (is_asked, is_told) == (True, True)
    assert unwanted == before
