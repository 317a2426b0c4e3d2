"""Readers whose lines lose, repeat and mix up what a served newsroom says end with what the database has."""

import os
import random
from pathlib import Path

import pytest
from django.contrib.auth.models import User

from editorial.models import Article, LiveEntry
from tests import factories
from tests.promise import Worker, workers
from tests.promise_reader import Crowd, FaultyLine, Reader
from tests.promise_script import Scripts, differences_on_screen, scripts
from tests.promise_served import Newsroom, drawn_seed, newsroom
from tests.promise_writer import last_word
from tests.serving import APPLICATION
from tests.streaming import reading_aside

pytestmark = pytest.mark.django_db(transaction=True)

IS_LONG = os.environ.get("LONG") == "1"
# Of each: processes that write, changes by each, stories, readers of each story.
WRITERS, CHANGES, STORIES, READERS = (8, 300, 4, 20) if IS_LONG else (4, 40, 2, 6)
FAULTY = "tests.faulty_asgi:application"


@pytest.fixture
def by(transactional_db: None) -> User:
    """Who writes."""
    return factories.editor()


@pytest.fixture
def stories(by: User) -> list[Article]:
    """Live stories, with an entry each."""
    stories = [factories.story(by=by) for _number in range(STORIES)]
    for story in stories:
        factories.entry(story, by=by)
    return stories


def readers_of(stories: list[Article], pages: Scripts, serving: Newsroom, seed: int) -> list[Reader]:
    """So many readers of each story; every other one ends with a stream, the rest with polls."""
    readers = []
    for number in range(READERS * len(stories)):
        line = FaultyLine(random.Random(f"{seed} {number}"))  # noqa: S311 (no secret: it is to be repeated)
        slug = stories[number % len(stories)].slug
        readers.append(Reader(slug, pages.new_page(), serving.port, line))
        readers[-1].has_stream = number // len(stories) % 2 == 0
    return readers


def write_much(writers: list[Worker], stories: list[Article], by: User, seed: int) -> None:
    """Let all of them publish, edit, re-time, pin, withdraw, restore, end and reopen, as often as is their share."""
    for number, writer in enumerate(writers):
        keys = [story.pk for story in stories]
        writer.send("write_much", by=by.pk, stories=keys, count=CHANGES, seed=seed + number, turns=True)
    for writer in writers:
        writer.answer()


def say_the_last_word(crowd: Crowd, stories: list[Article], by: User) -> None:
    """Let the lines do no more harm; then edit the oldest entry of each story: whoever missed something hears of it."""
    goals, oldest = {}, {story: story.entries.earliest("created_at") for story in stories}
    for story, entry in oldest.items():
        story.refresh_from_db()
        goals[story.slug] = story.version + (2 if entry.status == LiveEntry.Status.WITHDRAWN else 1)
    crowd.settle(goals)
    for story, entry in oldest.items():
        assert last_word(entry, by)[-1]["version"] == goals[story.slug]


def newsroom_at_work(
    folder: Path,
    stories: list[Article],
    *,
    application: str = APPLICATION,
    copy: str = "Copy",
    fault: str = "",
) -> tuple[list[Reader], list[str]]:
    """Readers who read while others wrote, and in what their pages differ in the end from the database."""
    seed, by = drawn_seed(), factories.editor()
    with (
        workers(folder, WRITERS) as writers,
        newsroom(folder, FAULT=fault) as serving,
        scripts(copy) as pages,
        reading_aside() as aside,
    ):
        serving.begin(application)
        serving.begin(application)
        crowd = Crowd(readers_of(stories, pages, serving, seed), aside)
        write_much(writers, stories, by, seed)
        say_the_last_word(crowd, stories, by)
        crowd.wait()
        return crowd.readers, [
            fault
            for reader in crowd.readers
            for fault in differences_on_screen(reader.page, Article.objects.get(slug=reader.slug))
        ]


def test_every_reader_ends_with_what_the_database_holds(stories: list[Article], tmp_path: Path) -> None:
    readers, faults = newsroom_at_work(tmp_path, stories)

    assert faults == []
    heard = {way: sum(reader.heard[way] for reader in readers) for way in readers[0].heard}
    assert heard["stream"]
    assert heard["poll"]
    assert heard["cut"]
    assert heard["gap"]
    assert heard["reload"] == 0, "nobody was further behind than answers reach"


@pytest.mark.one_database
def test_the_same_proof_fails_with_a_script_that_takes_any_version(
    stories: list[Article], tmp_path: Path
) -> None:
    _readers, faults = newsroom_at_work(tmp_path, stories, copy="TakesAnyVersion")

    assert faults


@pytest.mark.one_database
@pytest.mark.parametrize("fault", ["torn_reads", "no_tombstones"])
def test_the_same_proof_fails_with_a_faulty_server(
    stories: list[Article], tmp_path: Path, fault: str
) -> None:
    _readers, faults = newsroom_at_work(tmp_path, stories, application=FAULTY, fault=fault)

    assert faults
