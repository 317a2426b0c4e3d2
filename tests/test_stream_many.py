"""Very many open streams at one server: each gets everything, pages go on, threads and connections stay few."""

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection

from editorial.models import Article
from tests import factories
from tests.promise_served import connections_of_servers, newsroom
from tests.serving import Server
from tests.streaming import Stream, path_of_stream, reading_aside

pytestmark = pytest.mark.django_db(transaction=True)

CHANGES = 3
AT_ONCE = 100
PROCESSES = Path("/proc")


@pytest.fixture
def by(transactional_db: None) -> User:
    """Who writes."""
    return factories.editor()


async def opened(server: Server, story: Article, count: int) -> list[Stream]:
    """So many streams of a story as it is now, each with its first heartbeat."""
    path = path_of_stream(story)
    streams: list[Stream] = []
    while len(streams) < count:
        number = min(AT_ONCE, count - len(streams))
        streams += await asyncio.gather(*(Stream.open(server.port, path) for _number in range(number)))
    for first in await asyncio.gather(*(stream.next() for stream in streams)):
        assert first
        assert (first.name, first.data) == ("heartbeat", {"epoch": story.epoch, "to": story.version})
    return streams


async def heard_until(streams: list[Stream], version: int) -> list[list[dict[str, Any]]]:
    """The changes that come to each until they reach a version."""
    return await asyncio.gather(*(_heard_until(stream, version) for stream in streams))


async def _heard_until(stream: Stream, version: int) -> list[dict[str, Any]]:
    heard = [await stream.next_changes()]
    while heard[-1]["to"] < version:
        heard.append(await stream.next_changes())
    return heard


def memory_kb(server: Server) -> int:
    """What the server has in memory."""
    return _told(server, "VmRSS")


def _told(server: Server, name: str) -> int:
    lines = (PROCESSES / str(server.process.pid) / "status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def connections_of(server: Server) -> int:
    """How many connections to the test's database the server has."""
    if connection.vendor == "postgresql":
        return connections_of_servers()
    count = 0
    for file in (PROCESSES / str(server.process.pid) / "fd").iterdir():
        with suppress(FileNotFoundError):  # closed since they were listed
            count += str(file.readlink()) == str(connection.settings_dict["NAME"])
    return count


@pytest.mark.skipif(not PROCESSES.exists(), reason="the system does not tell of its processes in /proc")
@pytest.mark.parametrize("count", [300, pytest.param(2_000, marks=pytest.mark.long)])
def test_everyone_gets_every_change_and_pages_go_on_with_few_threads_and_connections(
    by: User, tmp_path: Path, count: int
) -> None:
    story, written, pages = factories.story(by=by), [], []

    with newsroom(tmp_path, STREAMS_PER_ADDRESS=str(count)) as serving, reading_aside() as aside:
        server = serving.begin()
        before = memory_kb(server)
        streams = aside.wait(opened(server, story, count))
        print("kB a reader:", (memory_kb(server) - before) / count)  # noqa: T201 (pytest shows it beside a failure)
        hearing = aside.begin(heard_until(streams, story.version + CHANGES))
        for _number in range(CHANGES):
            written.append(factories.entry(story, by=by).public_id)
            asked = ["/", f"/stories/{story.slug}/", "/admin/login/", "/health/"]
            pages += [server.get(path).status for path in asked]
        all_heard = hearing.result()
        threads, connections = _told(server, "Threads"), connections_of(server)

    assert len(all_heard) == count
    for heard in all_heard:
        assert [each["from"] for each in heard] == [story.version, *(each["to"] for each in heard[:-1])]
        assert [item["id"] for each in heard for item in reversed(each["entries"])] == written
    assert pages == [200] * 4 * CHANGES
    assert threads < 30
    assert connections < 10
