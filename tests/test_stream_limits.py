"""One address may open so many streams, and nobody is kept from reading by somebody else's."""

import asyncio
from pathlib import Path

import pytest
from django.contrib.auth.models import User

from tests import factories
from tests.promise_served import newsroom
from tests.streaming import Stream, path_of_stream, reading_aside

pytestmark = pytest.mark.django_db(transaction=True)

LIMIT = 20
MANY = 1_000
AT_ONCE = 100
ELSEWHERE = "127.0.0.2"


@pytest.fixture
def by(transactional_db: None) -> User:
    """Who writes."""
    return factories.editor()


async def asked(port: int, path: str) -> list[Stream]:
    """Very many streams asked for from one address, many at the same time."""
    streams: list[Stream] = []
    while len(streams) < MANY:
        streams += await asyncio.gather(*(Stream.open(port, path) for _number in range(AT_ONCE)))
    return streams


async def admitted(port: int, path: str) -> Stream:
    """One more stream, asked for until the server has seen that there is room."""
    stream = await Stream.open(port, path)
    while stream.said.status == 429:
        stream.close()
        stream = await Stream.open(port, path)
    return stream


def test_streams_over_the_limit_of_an_address_are_refused_and_others_are_served(
    by: User, tmp_path: Path
) -> None:
    story = factories.story(by=by)
    path = path_of_stream(story)

    with newsroom(tmp_path, STREAMS_PER_ADDRESS=str(LIMIT)) as serving, reading_aside() as aside:
        server = serving.begin()
        streams = aside.wait(asked(server.port, path))
        other = aside.wait(Stream.open(server.port, path, peer=ELSEWHERE))
        page = server.get(f"/stories/{story.slug}/")
        next(stream for stream in streams if stream.said.status == 200).close()
        again = aside.wait(admitted(server.port, path))

    served = [stream.said.status for stream in streams]
    assert (served.count(200), served.count(429), len(served)) == (LIMIT, MANY - LIMIT, MANY)
    refused = [stream.said.headers for stream in streams if stream.said.status == 429]
    assert all(int(headers["retry-after"]) > 0 for headers in refused)
    assert (other.said.status, page.status, again.said.status) == (200, 200, 200)
