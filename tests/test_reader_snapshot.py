"""A page is of one version, whatever is written while it is read."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from editorial import publishing
from editorial.models import Article
from editorial.reader.changes import changes_of
from editorial.reader.edition import edition_of
from editorial.reader.snapshot import TRIES, one_snapshot
from tests import factories

pytestmark = pytest.mark.django_db


def headings(story: Article) -> list[str]:
    return [entry.heading for entry in story.entries.published().newest_first()]


def test_what_was_read_while_somebody_wrote_is_read_again() -> None:
    editor = factories.editor()
    story = factories.story(by=editor)
    entry = factories.entry(story, by=editor, heading="Gates open")
    seen: list[int] = []

    def read(held: Article) -> tuple[int, list[str]]:
        rows = headings(held)
        if not seen:
            publishing.change_entry(entry, by=editor, heading="Gates closed")
        seen.append(held.version)
        return held.version, rows

    version, rows = one_snapshot(story.pk, read)

    assert seen == [2, 3]
    assert (version, rows) == (3, ["Gates closed"])


def test_another_epoch_is_another_history_even_at_the_same_version() -> None:
    story = factories.story()
    seen: list[str] = []

    def read(held: Article) -> str:
        if not seen:
            Article.objects.filter(pk=held.pk).update(epoch="zzzzzzzzzzzz")
        seen.append(held.epoch)
        return held.epoch

    epoch = one_snapshot(story.pk, read)

    assert (epoch, len(seen)) == ("zzzzzzzzzzzz", 2)


def test_where_writers_are_always_quicker_they_are_made_to_wait() -> None:
    editor = factories.editor()
    story = factories.story(by=editor)
    is_held: list[bool] = []

    def read(held: Article) -> int:
        is_held.append(connection.in_atomic_block and len(is_held) == TRIES)
        if len(is_held) <= TRIES:
            factories.entry(held, by=editor)
        return held.entries.published().count()

    count = one_snapshot(story.pk, read)

    assert is_held == [False] * TRIES + [True]
    assert count == TRIES


def once_after_reading(table: str, write: Callable[[], object]) -> Callable[..., Any]:
    """Watches the database's statements: when this table has been read, somebody writes, once."""
    done: list[str] = []

    def watch(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        result = execute(sql, *more)
        if f'FROM "{table}"' in sql and not done:
            done.append(sql)
            write()
        return result

    return watch


def test_a_page_shows_the_clock_of_its_epoch_though_the_house_changes_it_meanwhile() -> None:
    story, administrator = factories.story(), factories.administrator()
    change = once_after_reading(
        "editorial_newsroom", lambda: publishing.change_newsroom(by=administrator, clock_style="24")
    )

    with connection.execute_wrapper(change):
        edition = edition_of(story)

    story.refresh_from_db()
    assert (edition.story.epoch, edition.newsroom.clock_style) == (story.epoch, "24")


def test_changes_show_the_clock_of_their_epoch_though_the_house_changes_it_meanwhile() -> None:
    story, administrator = factories.story(time_zone="UTC"), factories.administrator()
    entry = factories.entry(story)
    change = once_after_reading(
        "editorial_newsroom", lambda: publishing.change_newsroom(by=administrator, clock_style="24")
    )

    with connection.execute_wrapper(change):
        answer = changes_of(story, 1)

    story.refresh_from_db()
    assert answer["epoch"] == story.epoch
    assert f"{entry.published_at:%H:%M} UTC" in answer["entries"][0]["html"]
