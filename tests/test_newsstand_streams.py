"""A stream brings what changes to an open page, from where the page is, and ends where nothing more can come."""

import asyncio
import json
from functools import partial
from typing import Any

import pytest
from pytest_django import Settings

from editorial import publishing
from editorial.models import Article
from editorial.reader.newsstand.streams import MOST_WAITING
from tests import factories
from tests.stand import Stand, Stream, at_the_stand, written

pytestmark = pytest.mark.django_db(transaction=True)


def stream_of(story: Article, since: int | None = None, epoch: str | None = None) -> str:
    story.refresh_from_db()
    shown = f"since={story.version if since is None else since}&epoch={epoch or story.epoch}"
    return f"/stories/{story.slug}/stream/?{shown}"


def test_it_begins_with_a_sign_of_life_and_when_to_come_back() -> None:
    story = factories.story()
    address = stream_of(story)

    async def visit(stand: Stand) -> Stream:
        stream = stand.listen(address)
        await stream.until("heartbeat")
        return stream

    stream = at_the_stand(visit)

    retry, heartbeat = stream.text.split("\n\n")[:2]
    assert (stream.status, stream.headers["content-type"]) == (200, "text/event-stream; charset=utf-8")
    assert stream.headers["cache-control"] == "no-store"
    assert retry.startswith("retry: ")
    assert heartbeat == f'event: heartbeat\ndata: {{"epoch":"{story.epoch}","to":{story.version}}}'
    assert stream.changes == []


def test_what_is_published_comes_by_itself_as_changes_tells_it() -> None:
    story, by = factories.story(), factories.editor()
    address = stream_of(story)

    async def visit(stand: Stand) -> tuple[Stream, bytes]:
        stream = stand.listen(address)
        await stream.until("heartbeat")
        await written(partial(factories.entry, story, by=by, heading="The tide turns"))
        await stream.until("The tide turns")
        return stream, (await stand.get(address.replace("stream", "changes"))).body

    stream, polled = at_the_stand(visit)

    assert stream.changes == [json.loads(polled)]
    assert f"id: {story.epoch}:{story.version + 1}\nevent: changes\n" in stream.text


@pytest.mark.parametrize("way", ["address", "last event"])
def test_it_begins_where_the_page_is(way: str) -> None:
    story, by = factories.story(), factories.editor()
    headings = [f"Update {number}" for number in range(4)]
    versions = [factories.entry(story, by=by, heading=heading).version for heading in headings]
    address = stream_of(story, versions[1] if way == "address" else 0)
    last_event = f"{story.epoch}:{versions[1]}" if way == "last event" else ""

    async def visit(stand: Stand) -> Stream:
        stream = stand.listen(address, last_event=last_event)
        await stream.until("Update 3")
        return stream

    (changes,) = at_the_stand(visit).changes

    assert (changes["from"], changes["to"]) == (versions[1], versions[3])
    assert [entry["version"] for entry in changes["entries"]] == [versions[3], versions[2]]


def reloads(stream: Stream) -> bool:
    return [set(changes) for changes in stream.changes] == [{"epoch", "to", "reload"}]


@pytest.mark.parametrize(
    ("since", "epoch", "last_event"),
    [
        (0, "other", ""),
        (10**30, None, ""),
        (0, None, "other:1"),
        (1, None, "x:9"),
    ],
)
def test_a_page_of_another_history_is_sent_for_anew_and_the_stream_ends(
    since: int, epoch: str | None, last_event: str
) -> None:
    story = factories.story()
    factories.entry(story)
    address = stream_of(story, since, epoch)

    async def visit(stand: Stand) -> Stream:
        stream = stand.listen(address, last_event=last_event)
        await stream.until_ended()
        return stream

    assert reloads(at_the_stand(visit))


@pytest.mark.parametrize(
    "query", ["", "?since=", "?since=-1", "?since=NaN", "?since=1&since=2", "?since=1e9"]
)
def test_a_version_that_is_none_is_refused_with_what_to_ask(query: str) -> None:
    story = factories.story()

    async def visit(stand: Stand) -> Any:
        return await stand.get(f"/stories/{story.slug}/stream/{query}")

    answer = at_the_stand(visit)

    assert answer.status == 400
    assert "since=" in json.loads(answer.body)["error"]


def test_for_an_ended_story_there_is_no_stream() -> None:
    story = factories.story("ended")
    address = stream_of(story)

    async def visit(stand: Stand) -> Any:
        return await stand.get(address)

    assert at_the_stand(visit).status == 204


def test_the_end_of_coverage_is_told_and_ends_the_stream() -> None:
    story, by = factories.story(), factories.editor()
    address = stream_of(story)

    async def visit(stand: Stand) -> Stream:
        stream = stand.listen(address)
        await stream.until("heartbeat")
        await written(partial(publishing.set_status, story, "ended", by=by))
        await stream.until_ended()
        return stream

    (changes,) = at_the_stand(visit).changes

    assert changes["status"] == "ended"
    assert "Live coverage has ended" in changes["story"]["html"]["story-state"]
    assert changes["next_poll_ms"] == 300_000


def test_a_new_look_of_the_house_sends_for_the_page_anew() -> None:
    story, chief = factories.story(), factories.administrator()
    address = stream_of(story)

    async def visit(stand: Stand) -> Stream:
        stream = stand.listen(address)
        await stream.until("heartbeat")
        await written(partial(publishing.change_newsroom, by=chief, clock_style="24"))
        await stream.until_ended()
        return stream

    assert reloads(at_the_stand(visit))


def test_a_reader_who_takes_nothing_is_sent_for_the_page_and_costs_no_more() -> None:
    story, by = factories.story(), factories.editor()
    address = stream_of(story)

    async def visit(stand: Stand) -> tuple[Stream, Stream]:
        quick, slow = stand.listen(address), stand.listen(address, is_taking=False)
        await quick.until("heartbeat")
        for number in range(MOST_WAITING + 3):
            await written(partial(factories.entry, story, by=by, heading=f"Update {number:02}"))
            await quick.until(f"Update {number:02}")
        slow.taking.set()
        await slow.until_ended()
        return quick, slow

    quick, slow = at_the_stand(visit)

    assert len(quick.changes) == MOST_WAITING + 3
    assert "Update" not in slow.text
    assert reloads(slow)


def test_one_address_has_only_so_many_streams_and_gets_a_place_back(settings: Settings) -> None:
    settings.STREAMS_PER_ADDRESS = 2
    story = factories.story()
    address = stream_of(story)

    async def visit(stand: Stand) -> list[int]:
        first, second = stand.listen(address), stand.listen(address)
        await asyncio.gather(first.until("heartbeat"), second.until("heartbeat"))
        third = await stand.get(address)
        elsewhere = stand.listen(address, peer="198.51.100.7")
        await elsewhere.until("heartbeat")
        first.leave()
        await asyncio.wait([stand.open_streams[0][1]])
        again = stand.listen(address)
        await again.until("heartbeat")
        return [third.status, int(third.headers["retry-after"] != ""), elsewhere.status, again.status]

    assert at_the_stand(visit) == [429, 1, 200, 200]


def test_the_addresses_of_one_household_count_as_one(settings: Settings) -> None:
    settings.STREAMS_PER_ADDRESS = 1
    story = factories.story()
    address = stream_of(story)

    async def visit(stand: Stand) -> list[int]:
        peers = ["2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1"]
        streams = []
        for peer in peers:
            streams.append(stand.listen(address, peer=peer))
            await asyncio.sleep(0)
        await asyncio.gather(
            streams[0].until("heartbeat"), streams[2].until("heartbeat"), streams[1].until_ended()
        )
        return [stream.status for stream in streams]

    assert at_the_stand(visit) == [200, 429, 200]


def test_when_the_server_goes_down_readers_are_told_to_come_back_at_different_times() -> None:
    story = factories.story()
    address = stream_of(story)

    async def visit(stand: Stand) -> tuple[list[str], int]:
        streams = [stand.listen(address) for _reader in range(8)]
        await asyncio.gather(*(stream.until("heartbeat") for stream in streams))
        stand.newsstand.end_streams()
        await asyncio.gather(*(stream.until_ended() for stream in streams))
        late = await stand.get(address)
        return [stream.text.split("\n\n")[-2] for stream in streams], late.status

    last_words, late = at_the_stand(visit)

    assert all(word.startswith("retry: ") for word in last_words)
    assert len(set(last_words)) > 4
    assert late == 503


def test_a_story_that_readers_can_no_longer_open_ends_its_streams() -> None:
    story = factories.story()
    address = stream_of(story)

    async def visit(stand: Stand) -> Stream:
        stream = stand.listen(address)
        await stream.until("heartbeat")
        await written(story.delete)
        await stream.until_ended()
        return stream

    assert reloads(at_the_stand(visit))
