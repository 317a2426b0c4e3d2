"""Several processes write and several read: nothing is missed, and all end with what the database has."""

import os
from pathlib import Path
from typing import Any

import pytest

from editorial.models import Article
from tests import factories
from tests.promise import differences, differences_from_a_fresh_page, workers
from tests.promise_page import missed
from tests.promise_writer import last_word

pytestmark = pytest.mark.django_db(transaction=True)

IS_LONG = os.environ.get("LONG") == "1"
# Of each: processes that write, processes that read, stories, changes by each writer. LONG=1: 3,200 commits.
MANY = (8, 4, 8, 400) if IS_LONG else (4, 2, 2, 60)
FEW = (2, 1, 1, 20)


def newsroom_at_work(folder: Path, read: str, size: tuple[int, int, int, int]) -> list[str]:
    """What was wrong, at any time or at the end, for readers who `read` so while writers wrote."""
    number_of_writers, number_of_readers, number_of_stories, changes = size
    by = factories.editor()
    stories = [factories.story(by=by) for _number in range(number_of_stories)]
    keys, slugs = [story.pk for story in stories], [story.slug for story in stories]
    first = [factories.entry(story, by=by) for story in stories]

    with workers(folder, number_of_writers + number_of_readers) as started:
        writers, readers = started[:number_of_writers], started[number_of_writers:]
        for reader in readers:
            reader.send("follow", slugs=slugs, read=read)
        for reader in readers:
            reader.answer()
        for seed, writer in enumerate(writers):
            writer.send("write_much", by=by.pk, stories=keys, count=changes, seed=seed)
        written = [change for writer in writers for change in writer.answer()["written"]]
        written += [said for entry in first for said in last_word(entry, by)]
        for reader in readers:
            reader.go_on()
        seen = [dict(zip(keys, reader.answer()["pages"], strict=True)) for reader in readers]

    assert len(written) >= number_of_writers * changes + number_of_stories
    return [
        fault for story in stories for fault in _faults(story, written, [pages[story.pk] for pages in seen])
    ]


def _faults(story: Article, written: list[dict[str, Any]], seen: list[dict[str, Any]]) -> list[str]:
    changes = [change for change in written if change["story"] == story.pk]
    faults = _versions_given_to_nobody(story, changes)
    for page in seen:
        faults += missed(page["notes"], changes)
        faults += differences(page["page"], story)
        faults += differences_from_a_fresh_page(page["page"], story)
    return faults


def _versions_given_to_nobody(story: Article, changes: list[dict[str, Any]]) -> list[str]:
    given = {change["version"] for change in changes}
    # The first is the story's start, the second the entry it began with.
    expected = range(3, Article.objects.get(pk=story.pk).version + 1)
    return [f"nobody was given version {version}" for version in expected if version not in given]


def test_nothing_is_missed_at_any_time_and_at_the_end_every_reader_has_what_the_database_holds(
    tmp_path: Path,
) -> None:
    read = "as it is"

    faults = newsroom_at_work(tmp_path, read, MANY)

    assert faults == []


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("read", "fault"), [("torn while others write", "missing at"), ("by id", "does not say")]
)
def test_the_same_proof_fails_where_readers_ask_in_a_way_that_misses(
    tmp_path: Path, read: str, fault: str
) -> None:
    size = FEW

    faults = newsroom_at_work(tmp_path, read, size)

    assert any(fault in found for found in faults)
