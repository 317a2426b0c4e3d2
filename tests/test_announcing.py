"""Serving processes hear of a change once it is committed, never before; a hint that goes wrong disturbs nobody."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from editorial import publishing
from editorial.announcing import announce, here
from editorial.models import Article, LiveEntry, Newsroom
from tests import factories
from tests.listening import Ear, listening
from tests.promise import Worker, workers

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def by(transactional_db: None) -> User:
    """Who writes."""
    return factories.editor()


@pytest.fixture
def story(by: User) -> Article:
    """A live story."""
    return factories.story(by=by)


@pytest.fixture
def draft(story: Article, by: User) -> LiveEntry:
    """A draft, of which nobody hears who begins to listen later."""
    return factories.entry(story, by=by, status="draft")


@pytest.fixture
def ear(story: Article) -> Iterator[Ear]:
    """Somebody waits, and hears all so far: whoever begins to listen is told to look."""
    with listening() as ear:
        assert ear.hears_more_than(0)
        yield ear


@pytest.fixture
def idle(story: Article) -> Iterator[Ear]:
    """A process in which nobody waits: it hears of its own changes, and looks at no file."""
    with listening(is_wanted=False) as ear:
        if connection.vendor == "postgresql":
            assert ear.hears_more_than(0)
        else:
            ear.look()
        yield ear


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Worker]:
    """Another process."""
    with workers(tmp_path, 1) as [worker]:
        yield worker


def test_what_another_process_publishes_is_heard(ear: Ear, writer: Worker, story: Article, by: User) -> None:
    before = ear.count

    writer.ask("post", story=story.pk, by=by.pk)

    assert ear.hears_more_than(before)


def test_a_change_is_heard_when_it_is_committed_and_a_held_one_is_not(
    idle: Ear, writer: Worker, story: Article, by: User
) -> None:
    before = idle.look()

    writer.ask("post", story=story.pk, by=by.pk, hold=True)
    held = idle.look()
    writer.go_on()
    writer.answer()
    idle.look()

    assert held == before
    assert idle.hears_more_than(before)


def test_what_this_process_commits_is_heard_at_once_though_nobody_looks(
    idle: Ear, story: Article, by: User
) -> None:
    before = idle.count

    with transaction.atomic():
        publishing.post_entry(story, by=by, heading="The gates open", text="<p>At last.</p>")
        held = idle.count

    assert held == before
    assert idle.count > before


def test_a_change_that_is_taken_back_is_not_heard_and_does_not_silence_the_next(
    idle: Ear, story: Article, by: User
) -> None:
    before = idle.count

    with transaction.atomic():
        factories.entry(story, by=by)
        transaction.set_rollback(True)
    taken_back = idle.look()
    with transaction.atomic():
        with transaction.atomic():
            factories.entry(story, by=by)
            transaction.set_rollback(True)
        factories.entry(story, by=by)

    assert taken_back == before
    assert idle.count > before


def test_a_change_of_many_rows_is_told_once(idle: Ear, story: Article, by: User) -> None:
    entries = [factories.entry(story, by=by) for _number in range(3)]
    before = idle.count

    with CaptureQueriesContext(connection) as statements, publishing.together(entries):
        for entry in entries:
            publishing.withdraw_entry(entry, by=by)
        told = len(connection.run_on_commit)
    notified = sum("NOTIFY" in statement["sql"] for statement in statements)

    assert told == 1
    assert notified == (connection.vendor == "postgresql")
    assert idle.count > before


def rename() -> None:
    """Give the house a new name."""
    publishing.change_newsroom(by=factories.administrator(), name="The Harbour Post")


CHANGES: dict[str, Callable[[Article, User], object]] = {
    "an entry": lambda story, by: factories.entry(story, by=by),
    "a headline": lambda story, by: publishing.change_story(story, by=by, headline="Rain stops play"),
    "a status": lambda story, by: publishing.set_status(story, "ended", by=by),
    "the name of the house": lambda _story, _by: rename(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_readers_can_see_is_told(change: str, idle: Ear, story: Article, by: User) -> None:
    before = idle.count

    CHANGES[change](story, by)

    assert idle.count > before


def test_the_name_of_a_house_without_stories_is_told_too(idle: Ear, story: Article) -> None:
    Article.objects.all().delete()
    before = idle.count

    rename()

    assert Newsroom.objects.get().name == "The Harbour Post"
    assert idle.count > before


def test_what_the_desk_alone_sees_is_told_for_the_desk_listens_too(
    idle: Ear, story: Article, by: User
) -> None:
    before = idle.count

    entry = factories.entry(story, by=by, status="draft")
    publishing.change_entry(entry, by=by, heading="The gates may open")

    assert idle.count >= before + 2  # a hint may come by more ways than one


def test_what_nobody_waits_for_is_not_told(draft: LiveEntry, idle: Ear, story: Article, by: User) -> None:
    before = idle.count

    publishing.change_entry(draft, by=by, heading=draft.heading)
    publishing.add_byline(by=by, name="Ana Ferreira")
    publishing.keep_unsent(story, by=by, key="a1", window="w1", content={"heading": "The ga"})

    assert idle.count == before


def test_a_server_that_has_ended_disturbs_no_publisher(
    story: Article, by: User, caplog: pytest.LogCaptureFixture
) -> None:
    loop = asyncio.new_event_loop()
    listening = loop.create_task(here.listen(lambda: None))
    loop.run_until_complete(asyncio.sleep(0))
    loop.close()

    entry = factories.entry(story, by=by)

    assert not listening.done()
    assert story.entries.published().get() == entry
    assert caplog.records == []


def test_a_fault_of_those_who_hear_is_none_of_the_listening(
    story: Article, by: User, caplog: pytest.LogCaptureFixture
) -> None:
    fault = ZeroDivisionError("a fault of the newsstand")

    with listening(fault=fault) as ear:
        is_told = ear.hears_more_than(0)
        before = ear.count
        threading.Thread(target=announce_from_a_thread).start()
        is_told_again = ear.hears_more_than(before)

    assert (is_told, is_told_again) == (True, True)
    assert caplog.records == [], "no connection was given up for it"


def announce_from_a_thread() -> None:
    """Say that something changed, as a thread of the server does."""
    try:
        with transaction.atomic():
            announce()
    finally:
        connection.close()
