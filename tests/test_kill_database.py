"""The database goes away under a server that has readers, and comes back."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.postgres import Running, own_postgres
from tests.promise_script import snapshot_of
from tests.serving import Server, begin_serving, manage
from tests.streaming import Stream, reading_aside

STORY = "/stories/the-harbour-fair/"
DESK = "/admin/editorial/article/1/live/"
WRITE_STORY = """
from django.contrib.auth.models import User
from editorial import publishing
desk = User.objects.create_superuser("desk", password="correct horse battery staple")
story = publishing.create_story(by=desk, headline="The harbour fair")
publishing.set_status(story, "live", by=desk)
publishing.post_entry(story, by=desk, heading="The gates open", text="<p>At last.</p>")
"""


@dataclass
class Disk:
    """The disk that an SQLite database is on."""

    folder: Path

    @property
    def address(self) -> str:
        """As for `DATABASE_URL`."""
        return f"sqlite:///{self.folder}/newsroom.sqlite3"

    def stop(self) -> None:
        """Take it out of the machine."""
        self.folder.rename(self.folder.with_name("elsewhere"))

    def start(self) -> None:
        """Put it back."""
        self.folder.with_name("elsewhere").rename(self.folder)


@pytest.fixture(params=["postgresql", "sqlite"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Running | Disk]:
    """A database that may be taken away."""
    if request.param == "sqlite":
        folder = tmp_path / "disk"
        folder.mkdir()
        yield Disk(folder)
    else:
        with own_postgres() as running:
            yield running


@pytest.fixture
def server(database: Running | Disk, tmp_path: Path) -> Iterator[Server]:
    """A newsroom with one live story on that database; its streams' hearts beat quickly."""
    variables = {"DATABASE_URL": database.address, "FAULT": "hurried_heart"}
    for arguments in (["migrate", "--verbosity", "0"], ["shell", "--no-imports", "-c", WRITE_STORY]):
        ended = manage(*arguments, data=tmp_path, **variables)
        assert ended.returncode == 0, ended.stderr
    server = begin_serving(tmp_path, variables, application="tests.faulty_asgi:application")
    yield server
    server.end()
    print(server.log)  # noqa: T201 (pytest shows it beside a failure)


def until_it_is_stale(server: Server) -> str:
    """The story's page, asked for again and again, until it says that it may be old. It is always served."""
    page = server.get(STORY)
    while "stale" not in page.headers.get("Cache-Status", ""):
        assert page.status == 200
        page = server.get(STORY)
    assert page.headers["Cache-Status"] == "newsstand; hit; detail=stale"
    return page.text


async def two_heartbeats(stream: Stream) -> list[str]:
    """The names of the next two events."""
    return [event.name for event in [await stream.next(), await stream.next()] if event]


def test_readers_keep_what_is_known_while_the_database_is_away_and_get_what_is_new_when_it_is_back(
    server: Server, database: Running | Disk, tmp_path: Path
) -> None:
    before = server.get(STORY)
    version = snapshot_of(before.text)["version"]

    with reading_aside() as aside:
        stream = aside.wait(Stream.open(server.port, f"{STORY}stream/?since={version}"))
        aside.wait(stream.next())
        database.stop()
        page = until_it_is_stale(server)
        beats = aside.wait(two_heartbeats(stream))
        newcomer = aside.wait(Stream.open(server.port, f"{STORY}stream/?since={version}"))
        health = server.get("/health/")
        poll = server.get(f"{STORY}changes/?since={version}")
        # A page that the newsstand does not have; one that is always Django's; and the desk.
        unknown = [server.get(path) for path in ("/stories/nowhere/", "/nowhere/", "/admin/login/")]
        database.start()
        posted = manage(
            *("post_entry", "the-harbour-fair", "--by", "desk", "--heading", "Back again"),
            data=tmp_path,
            DATABASE_URL=database.address,
        )
        heard = [aside.wait(each.next_changes()) for each in (stream, newcomer)]
        after, admin = server.get(STORY), server.get("/admin/login/")

    assert posted.returncode == 0, posted.stderr
    assert page == before.text
    assert beats == ["heartbeat", "heartbeat"]
    assert (health.status, poll.status, newcomer.said.status) == (503, 200, 200)
    assert [page.status for page in unknown] == [503] * 3
    assert {page.headers["Retry-After"] for page in unknown} == {"60"}
    assert all("<h1>The newsroom cannot be reached just now</h1>" in page.text for page in unknown)
    assert all("default-src 'none'" in page.headers["Content-Security-Policy"] for page in unknown)
    assert all("Back again" in each["entries"][0]["html"] for each in heard)
    assert "Back again" in after.text
    assert "stale" not in after.headers.get("Cache-Status", "")
    assert admin.status == 200


async def until_it_beats(stream: Stream) -> None:
    """Wait for a sign of life that says nothing."""
    while not (await anext(stream.line.body(stream.said))).startswith(b":"):
        pass


def test_the_desk_stays_connected_while_the_database_is_away_and_looks_when_it_is_back(
    server: Server, database: Running | Disk, tmp_path: Path
) -> None:
    signed_in = server.sign_in("desk", "correct horse battery staple")
    cookie = "; ".join(line.partition(";")[0] for line in signed_in.headers.get_all("Set-Cookie", []))

    with reading_aside() as aside:
        stream = aside.wait(Stream.open(server.port, f"{DESK}stream/", cookie=cookie))
        before = aside.wait(stream.next())
        database.stop()
        server.read_log_until("Looks at what is new at the desk: gone")
        aside.wait(until_it_beats(stream))
        database.start()
        posted = manage(
            *("post_entry", "the-harbour-fair", "--by", "desk", "--heading", "Back again"),
            data=tmp_path,
            DATABASE_URL=database.address,
        )
        after = aside.wait(stream.next())
        server.read_log_until("Looks at what is new at the desk: back")

    assert posted.returncode == 0, posted.stderr
    assert before
    assert after
    assert (before.name, after.name) == ("look", "look")
    assert after.data["to"] == before.data["to"] + 1
    assert server.log.count("Looks at what is new at the desk:") == 2, "gone, and back"
