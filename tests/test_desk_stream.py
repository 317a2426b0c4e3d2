"""The desk's stream says "look" whenever there is something to see, to whoever may see it, and nothing else."""

import json
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User

from editorial import publishing
from editorial.admin.desk.stream import MOST_PER_SESSION
from editorial.models import Article, LiveEntry
from tests import factories
from tests.promise_editor import Browser
from tests.promise_served import newsroom
from tests.serving import Server
from tests.streaming import Aside, Cut, Event, Stream, reading_aside

pytestmark = pytest.mark.django_db(transaction=True)

HURRIED = "tests.faulty_asgi:application"


@pytest.fixture
def by(transactional_db: None) -> User:
    """Who writes."""
    return factories.editor()


@pytest.fixture
def story(by: User) -> Article:
    """A live story."""
    return factories.story(by=by)


@pytest.fixture
def aside() -> Iterator[Aside]:
    """Where streams are read."""
    with reading_aside() as aside:
        yield aside


def desk_of(story: Article) -> str:
    """The address under which the story's desk lies."""
    return f"/admin/editorial/article/{story.pk}/live/"


def session_of(person: User) -> str:
    """What the browser of somebody who has signed in sends."""
    [(name, key)] = Browser(person, lambda: 0).cookies.items()
    return f"{name}={key}"


async def listen(server: Server, story: Article, session: str) -> Stream:
    """A stream of the story's desk, asked for."""
    return await Stream.open(server.port, f"{desk_of(story)}stream/", cookie=session)


async def look(stream: Stream) -> int:
    """The version that the next word names; the word says no more than that. Raises `Cut` where no more comes."""
    event = await stream.next()
    if event is None:
        raise Cut
    assert event == Event("look", "", {"to": event.data["to"]})
    return int(event.data["to"])


def answer_of(server: Server, story: Article, session: str) -> dict[str, Any]:
    """What the desk answers to somebody who looks."""
    answer = server.get(f"{desk_of(story)}changes/?since=0", Cookie=session)
    assert answer.status == 200, answer.text
    told: dict[str, Any] = json.loads(answer.text)
    return told


def drafted(story: Article, by: User) -> int:
    """A draft of this moment, and the desk's version with it."""
    factories.entry(story, by=by, status=LiveEntry.Status.DRAFT)
    return Article.objects.get(pk=story.pk).desk_version


def test_a_colleagues_draft_and_who_is_there_are_told_by_every_process(
    by: User, story: Article, aside: Aside, tmp_path: Path
) -> None:
    session = session_of(factories.editor())
    at_first = Article.objects.get(pk=story.pk).desk_version

    with newsroom(tmp_path, FAULT="hints_alone") as serving:
        servers = [serving.begin(HURRIED), serving.begin(HURRIED)]
        streams = [aside.wait(listen(server, story, session)) for server in servers]
        first = [aside.wait(look(stream)) for stream in streams]
        draft = drafted(story, by)
        then = [aside.wait(look(stream)) for stream in streams]
        publishing.be_present(story, by=by, window="one")
        come = [aside.wait(look(stream)) for stream in streams]
        publishing.be_present(story, by=by, window="one", editing=["abc"])
        editing = [aside.wait(look(stream)) for stream in streams]
        publishing.leave_desk(story, by=by, window="one")
        gone = [aside.wait(look(stream)) for stream in streams]

    assert at_first < draft
    assert (first, then) == ([at_first] * 2, [draft] * 2)
    assert come == editing == gone == [draft] * 2
    assert streams[0].said.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert streams[0].said.headers["cache-control"] == "no-store"


def test_only_who_may_see_the_story_may_listen_and_a_stranger_learns_nothing(
    by: User, story: Article, aside: Aside, tmp_path: Path
) -> None:
    hidden = factories.story(by=by, restricted_to=[by])
    reader = User.objects.create_user("reader")
    colleague, nobody = session_of(factories.reporter()), session_of(reader)
    asked = [
        *((story, colleague), (story, ""), (story, "sessionid=made-up"), (story, nobody)),
        *((hidden, session_of(by)), (hidden, colleague), (hidden, "")),
        (Article(pk=story.pk + 1_000), colleague),
    ]

    with newsroom(tmp_path) as serving:
        server = serving.begin()
        streams = [aside.wait(listen(server, *each)) for each in asked]

    assert [stream.said.status for stream in streams] == [200, 401, 401, 401, 200, 404, 401, 404]
    assert {stream.said.headers.get("content-length") for stream in streams[1:4]} == {"0"}
    assert streams[1].said.headers["cache-control"] == "no-store"


def test_a_stream_ends_in_time_and_who_may_not_listen_any_more_gets_no_other(
    by: User, story: Article, aside: Aside, tmp_path: Path
) -> None:
    colleague, leaver = factories.reporter(), factories.reporter()
    sessions = [session_of(colleague), session_of(leaver), session_of(by)]

    with newsroom(tmp_path, FAULT="hurried_streams") as serving:
        server = serving.begin(HURRIED)
        streams = [aside.wait(listen(server, story, session)) for session in sessions]
        publishing.change_story(story, by=by, restricted_to=[by, leaver])
        User.objects.filter(pk=leaver.pk).update(is_active=False)
        heard = [aside.wait(stream.rest()) for stream in streams]
        again = [aside.wait(listen(server, story, session)).said.status for session in sessions]

    assert all({event.name for event in each} == {"look"} for each in heard)
    assert all(stream.comments for stream in streams), "they beat"
    assert [len(stream.retries_ms) for stream in streams] == [2, 2, 2]
    assert all(stream.retries_ms[-1] <= 250 for stream in streams), "whoever may listen is back at once"
    assert again == [404, 401, 200]


def test_who_is_not_heard_of_any_more_is_told_to_have_gone(
    by: User, story: Article, aside: Aside, tmp_path: Path
) -> None:
    session = session_of(by)

    with newsroom(tmp_path, FAULT="hurried_desk") as serving:
        server = serving.begin(HURRIED)
        stream = aside.wait(listen(server, story, session))
        aside.wait(look(stream))
        publishing.be_present(story, by=by, window="one")
        come = aside.wait(look(stream))
        faded = aside.wait(look(stream))
        left = answer_of(server, story, session)["people"]

    assert come == faded
    assert left == []


def test_one_session_opens_so_many_and_no_more_and_others_are_served(
    by: User, story: Article, aside: Aside, tmp_path: Path
) -> None:
    greedy, modest = session_of(by), session_of(factories.editor())

    with newsroom(tmp_path) as serving:
        server = serving.begin()
        streams = [aside.wait(listen(server, story, greedy)) for _number in range(MOST_PER_SESSION + 1)]
        other = aside.wait(listen(server, story, modest))
        streams[0].close()
        again = aside.wait(admitted(server, story, greedy))

    assert [stream.said.status for stream in streams] == [200] * MOST_PER_SESSION + [429]
    assert int(streams[-1].said.headers["retry-after"]) > 0
    assert (other.said.status, again.said.status) == (200, 200)


async def admitted(server: Server, story: Article, session: str) -> Stream:
    """One more stream, asked for until the server has seen that there is room."""
    stream = await listen(server, story, session)
    while stream.said.status == 429:
        stream.close()
        stream = await listen(server, story, session)
    return stream


def test_a_server_that_ends_sends_the_desk_elsewhere(
    by: User, story: Article, aside: Aside, tmp_path: Path
) -> None:
    session = session_of(by)

    with newsroom(tmp_path) as serving:
        server = serving.begin()
        stream = aside.wait(listen(server, story, session))
        aside.wait(look(stream))
        server.process.send_signal(signal.SIGTERM)
        server.read_log_until("Application shutdown complete")
        rest = aside.wait(stream.rest())

    assert rest == []
    assert len(stream.retries_ms) == 2
    assert "Traceback" not in server.log


def test_without_the_newsstand_there_is_no_stream(
    by: User, story: Article, aside: Aside, tmp_path: Path
) -> None:
    with newsroom(tmp_path, NEWSSTAND="off") as serving:
        server = serving.begin()
        stream = aside.wait(listen(server, story, session_of(by)))

    assert stream.said.status == 404
