"""What is scheduled is published exactly once, whichever server is killed, and when."""

import datetime
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from editorial.models import Article, LiveEntry
from tests import factories
from tests.promise_served import newsroom
from tests.streaming import Stream, path_of_stream, reading_aside

pytestmark = pytest.mark.django_db(transaction=True)

LINE = "publish as scheduled"
HOUR = datetime.timedelta(hours=1)
SOON, STEP = datetime.timedelta(seconds=0.5), datetime.timedelta(seconds=0.2)


@pytest.fixture
def by(transactional_db: None) -> User:
    """Who writes."""
    return factories.editor()


@pytest.fixture
def story(by: User) -> Article:
    """A live story."""
    return factories.story(by=by)


def scheduled(story: Article, by: User, first_at: datetime.datetime) -> list[LiveEntry]:
    """Three entries, one after the other: whichever server finds one of them first finds not all of them first."""
    return [factories.entry(story, by=by, published_at=first_at + number * STEP) for number in range(3)]


async def heard(stream: Stream, count: int) -> list[str]:
    """The entries that a reader is told of, in order, until there are so many of them."""
    told: list[str] = []
    while len(told) < count:
        changes = await stream.next_changes()
        told += [entry["id"] for entry in reversed(changes["entries"])]
    return told


def assert_each_was_published_once(story: Article, entries: Iterable[LiveEntry], version: int) -> None:
    """Each entry has one line of history and one version of the story, which has moved on by no more than these."""
    versions = [LiveEntry.objects.published().get(pk=entry.pk).version for entry in entries]
    assert versions == list(range(version + 1, version + 1 + len(versions)))
    assert [entry.history.filter(history_change_reason=LINE).count() for entry in entries] == [1] * len(
        versions
    )
    assert Article.objects.get(pk=story.pk).version == versions[-1]


@pytest.mark.parametrize("fault", ["dies_at_what_is_due", "dies_after_what_is_due"])
def test_a_server_killed_while_it_publishes_what_is_due_leaves_nothing_out_and_nothing_twice(
    fault: str, by: User, story: Article, tmp_path: Path
) -> None:
    with newsroom(tmp_path, FAULT=fault) as serving, reading_aside() as aside:
        killed, other = serving.begin("tests.faulty_asgi:application"), serving.begin()
        stream = aside.wait(Stream.open(other.port, path_of_stream(story)))
        entries = scheduled(story, by, timezone.now() + SOON)
        killed.process.wait()
        told = aside.wait(heard(stream, len(entries)))

    assert killed.process.returncode == -9
    assert told == [entry.public_id for entry in entries]
    assert_each_was_published_once(story, entries, story.version)


def test_what_was_due_while_no_server_ran_is_published_once_by_those_that_start_later(
    by: User, story: Article, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        an_hour_ago = timezone.now() - HOUR
        earlier.setattr(timezone, "now", lambda: an_hour_ago)
        entries = scheduled(story, by, an_hour_ago + HOUR / 2)
    statuses = {LiveEntry.objects.get(pk=entry.pk).status for entry in entries}

    with newsroom(tmp_path) as serving, reading_aside() as aside, ThreadPoolExecutor(2) as both:
        first, _second = both.map(lambda _number: serving.begin(), range(2))
        stream = aside.wait(Stream.open(first.port, path_of_stream(story)))
        told = aside.wait(heard(stream, len(entries)))

    assert statuses == {LiveEntry.Status.SCHEDULED}
    assert told == [entry.public_id for entry in entries]
    assert_each_was_published_once(story, entries, story.version)
