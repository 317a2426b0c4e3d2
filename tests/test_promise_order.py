"""Versions become visible in their order: a reader who has one has all below it (G1 and G3 of docs/live.md)."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection

from editorial.models import Article
from tests import factories
from tests.promise import Worker, differences, is_waiting_for_its_turn, workers
from tests.promise_page import missed

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def by(transactional_db: None) -> User:
    """Who writes."""
    return factories.editor()


@pytest.fixture
def story(by: User) -> Article:
    """A live story with one entry."""
    story = factories.story(by=by)
    factories.entry(story, by=by)
    story.refresh_from_db()
    return story


@pytest.fixture
def newsroom(story: Article, tmp_path: Path) -> Iterator[list[Worker]]:
    """Two processes that write and one that reads."""
    with workers(tmp_path, 3) as started:
        yield started


def test_a_second_writer_waits_and_no_reader_sees_its_version_without_the_first(
    newsroom: list[Worker], story: Article, by: User
) -> None:
    first, second, reader = newsroom
    told = {"story": story.pk, "by": by.pk}

    first.ask("post", **told, hold=True)
    second.send("post", **told)
    is_waiting = is_waiting_for_its_turn(second)
    meanwhile = reader.ask("poll", slug=story.slug)
    first.go_on()
    changes = [first.answer(), second.answer()]
    after = reader.ask("poll", slug=story.slug)

    assert is_waiting
    assert meanwhile["page"]["cursor"] == story.version
    assert [change["version"] for change in changes] == [story.version + 1, story.version + 2]
    assert (missed(after["notes"], changes), differences(after["page"], story)) == ([], [])


def test_writers_in_different_stories_share_no_version_and_on_postgresql_no_lock(
    newsroom: list[Worker], story: Article, by: User
) -> None:
    first, second, _reader = newsroom
    other = factories.story(by=by)

    first.ask("post", story=story.pk, by=by.pk, hold=True)
    second.send("post", story=other.pk, by=by.pk)
    is_waiting = is_waiting_for_its_turn(second)
    first.go_on()
    changes = [first.answer(), second.answer()]

    assert is_waiting == (connection.vendor == "sqlite"), "SQLite has one turn for all"
    assert [change["version"] for change in changes] == [story.version + 1, other.version + 1]


def changes_while_a_reader_stands_still(
    newsroom: list[Worker], story: Article, by: User, read: str
) -> tuple[list[str], int]:
    """What a reader missed, stopped after each statement of its question in turn while something was committed.

    The other number is how many statements there were to be stopped after.
    """
    writer, _other, reader = newsroom
    told = {"story": story.pk, "by": by.pk}
    entry = story.entries.get().public_id
    written: list[dict[str, Any]] = []
    for statement in itertools.count(1):
        written.append(writer.ask("post", **told))
        result = reader.ask("poll", slug=story.slug, read=read, pause_after=statement)
        if "stands" not in result:
            break
        written.append(writer.ask("change", by=by.pk, entry=entry, heading=f"The gates close {statement}"))
        written.append(writer.ask("rewrite", **told, headline=f"Rain stops play {statement}"))
        reader.go_on()
        reader.answer()
    last = reader.ask("poll", slug=story.slug, read=read)
    return missed(last["notes"], written) + differences(last["page"], story), statement - 1


def test_wherever_a_reader_is_when_something_is_published_it_is_not_missed(
    newsroom: list[Worker], story: Article, by: User
) -> None:
    read = "as it is"

    faults, statements = changes_while_a_reader_stands_still(newsroom, story, by, read)

    assert faults == []
    assert statements >= 3, "version, rows, version again"


def test_rows_and_version_read_in_two_statements_miss_what_came_between(
    newsroom: list[Worker], story: Article, by: User
) -> None:
    read = "torn"

    faults, _statements = changes_while_a_reader_stands_still(newsroom, story, by, read)

    assert any("missing at" in fault for fault in faults)


def test_a_cursor_by_id_misses_edits(newsroom: list[Worker], story: Article, by: User) -> None:
    writer, _other, reader = newsroom
    reader.ask("poll", slug=story.slug, read="by id")

    writer.ask("change", by=by.pk, entry=story.entries.get().public_id, heading="The gates stay shut")
    after = reader.ask("poll", slug=story.slug, read="by id")

    assert "does not say “The gates stay shut”" in differences(after["page"], story)[0]


@pytest.mark.parametrize("read", ["by id", "as it is"])
def test_an_id_is_given_at_the_insert_and_seen_at_the_commit_so_a_cursor_by_id_misses_entries_on_postgresql(
    newsroom: list[Worker], story: Article, by: User, read: str
) -> None:
    slow, quick, reader = newsroom
    told = {"story": story.pk, "by": by.pk, "is_unlocked": read == "by id"}

    slow.ask("post", **told, heading="Given its number first", hold=True)
    quick.send("post", **told, heading="Given its number second")
    is_waiting = is_waiting_for_its_turn(quick)
    reader.ask("poll", slug=story.slug, read=read)
    slow.go_on()
    slow.answer()
    quick.answer()
    after = reader.ask("poll", slug=story.slug, read=read)

    is_trapped = read == "by id" and connection.vendor == "postgresql"
    assert is_waiting != is_trapped, "SQLite lets one write at a time, and so does the story's lock"
    assert bool(differences(after["page"], story)) == is_trapped
