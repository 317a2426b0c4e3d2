"""A page is of one version, whatever is written while it is read."""

import pytest
from django.db import connection

from editorial import publishing
from editorial.models import Article
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
