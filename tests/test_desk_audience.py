"""The desk is told how many readers are connected, to all processes together, and only while somebody is there."""

import asyncio
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.db import connections
from django.utils import timezone

from editorial import publishing
from editorial.admin.desk.audience import AudienceTeller
from editorial.models import Article, Audience
from editorial.models.audience import FADES_AFTER
from editorial.threads import Threads
from tests import factories
from tests.promise_served import newsroom
from tests.serving import Server
from tests.stand import written
from tests.streaming import Stream, path_of_stream, reading_aside
from tests.test_desk_stream import HURRIED, answer_of, listen, look, session_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def by(transactional_db: None) -> User:
    """Who writes."""
    return factories.editor()


@pytest.fixture
def story(by: User) -> Article:
    """A live story."""
    return factories.story(by=by)


async def until_counted(stream: Stream, server: Server, story: Article, session: str, count: int) -> None:
    """Look whenever the desk is told to, until so many readers are counted. Raises `Cut` where no word comes."""
    while (await asyncio.to_thread(answer_of, server, story, session))["readers"] != count:
        await look(stream)


def test_the_readers_of_two_processes_add_up_and_those_of_a_killed_one_fade(
    by: User, story: Article, tmp_path: Path
) -> None:
    path, session = path_of_stream(story), session_of(by)

    with newsroom(tmp_path, FAULT="hurried_desk") as serving, reading_aside() as aside:
        first, second = serving.begin(HURRIED), serving.begin(HURRIED)
        readers = [aside.wait(Stream.open(server.port, path)) for server in (first, first, second)]
        desk = aside.wait(listen(first, story, session))
        with somebody_at_desk(story, by):
            aside.wait(until_counted(desk, first, story, session, 3))
            readers[0].close()
            aside.wait(until_counted(desk, first, story, session, 2))
            serving.kill()
            aside.wait(until_counted(desk, first, story, session, 1))
            first.process.send_signal(signal.SIGTERM)
            first.read_log_until("Application shutdown complete")

    assert not Audience.objects.exists(), (
        "the other took its word back, and swept what the killed one had told"
    )


@contextmanager
def somebody_at_desk(story: Article, by: User) -> Iterator[None]:
    """Say again and again, as an open window does, that it is there."""
    is_over = threading.Event()

    def stay() -> None:
        while not is_over.wait(0.5):
            publishing.be_present(story, by=by, window="one")
        connections.close_all()

    staying = threading.Thread(target=stay)
    staying.start()
    try:
        yield
    finally:
        is_over.set()
        staying.join()


async def told(counted: dict[int, int], *between: Callable[[], object]) -> list[dict[int, int]]:
    """What stands written after each telling; something else is done before each but the first."""
    threads = Threads(1, "test")
    teller = AudienceTeller(threads, lambda: counted)
    stands = []
    for act in (lambda: None, *between):
        await written(act)
        await teller.tell()
        stands.append(await written(lambda: dict(Audience.objects.values_list("story", "readers"))))
    threads.close()
    return stands


def test_nothing_is_told_of_stories_that_nobody_has_at_the_desk(by: User, story: Article) -> None:
    other = factories.story(by=by)
    counted = {story.pk: 7, other.pk: 9}

    stands = asyncio.run(
        told(
            counted,
            partial(publishing.be_present, story, by=by, window="one"),
            lambda: counted.update({story.pk: 8}),
            partial(publishing.leave_desk, story, by=by, window="one"),
        )
    )

    assert stands == [{}, {story.pk: 7}, {story.pk: 8}, {}]


def test_what_a_process_said_that_is_gone_for_long_is_swept(
    story: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        long_ago = timezone.now() - 2 * FADES_AFTER
        earlier.setattr(timezone, "now", lambda: long_ago)
        publishing.tell_audience("gone", {story.pk: 3})

    publishing.tell_audience("here", {story.pk: 4})

    assert list(Audience.objects.values_list("process", "readers")) == [("here", 4)]
