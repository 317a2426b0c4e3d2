"""Open streams get what is committed: not before, and also where no hint of it came."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.db import transaction

from editorial.models import Article
from tests import factories
from tests.promise import workers
from tests.promise_served import newsroom
from tests.serving import Server
from tests.streaming import Aside, Stream, path_of_stream, reading_aside

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
def server(story: Article, tmp_path: Path) -> Iterator[Server]:
    """A server of the test's database."""
    with newsroom(tmp_path / "served") as serving:
        yield serving.begin()


@pytest.fixture
def aside() -> Iterator[Aside]:
    """Where streams are read."""
    with reading_aside() as aside:
        yield aside


def test_a_change_of_which_nobody_was_told_comes_before_the_next_heartbeat(
    server: Server, aside: Aside, story: Article, by: User, tmp_path: Path
) -> None:
    stream = aside.wait(Stream.open(server.port, path_of_stream(story)))
    first = aside.wait(stream.next())

    with workers(tmp_path, 1) as [worker]:
        written = worker.ask("post", story=story.pk, by=by.pk, is_silent=True)
    second = aside.wait(stream.next())
    stream.close()

    assert first
    assert second
    assert (first.name, second.name) == ("heartbeat", "changes")
    assert second.data["entries"][0]["id"] == written["entry"]


def test_a_change_under_way_hinders_nobody_and_reaches_nobody_before_its_commit(
    server: Server, aside: Aside, story: Article, by: User
) -> None:
    address = f"/stories/{story.slug}/"
    stream = aside.wait(Stream.open(server.port, path_of_stream(story)))
    coming = aside.begin(stream.next_changes())

    with transaction.atomic():
        entry = factories.entry(story, by=by, heading="Not before its time")
        pages = [server.get(address), server.get(f"{address}changes/?since={story.version}"), server.get("/")]
        is_early = coming.done()
    heard = coming.result()
    after = server.get(address)
    stream.close()

    assert [page.status for page in pages] == [200] * 3
    assert not any("Not before its time" in page.text for page in pages)
    assert not is_early
    assert [item["id"] for item in heard["entries"]] == [entry.public_id]
    assert "Not before its time" in after.text
