"""What strangers may ask of the newsstand, and what must never come out of its memory."""

import asyncio
import gc
import tracemalloc
import weakref
from collections.abc import Callable
from functools import partial

import pytest
from pytest_django import Settings

from editorial import publishing
from editorial.reader.newsstand.asking import Wishes, wishes_of
from editorial.reader.newsstand.routes import route_of
from editorial.reader.newsstand.stories import Mark, Stories
from tests import factories
from tests.stand import Answer, Stand, at_the_stand, written

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]
PADDING = b"x" * 50_000


def gone(stand: Stand) -> None:
    """The database does not answer from now on, as far as the newsstand knows."""
    stand.newsstand._stock.watch._turn_blind("gone")  # type: ignore[union-attr]


def of_query(number: int) -> object:
    """An address with a long query."""
    return route_of("/stories/launch/", b"utm=%d" % number + PADDING)


def of_path(number: int) -> object:
    """A long address."""
    return route_of(f"/{number}{PADDING.decode()}", b"")


def of_host(number: int) -> Wishes | None:
    """A long host."""
    return wishes_of([(b"host", b"%d" % number + PADDING)])


@pytest.mark.parametrize("ask", [of_query, of_path, of_host])
def test_long_words_of_strangers_are_not_remembered(ask: Callable[[int], object]) -> None:
    tracemalloc.start()
    before, _peak = tracemalloc.get_traced_memory()

    for number in range(100):
        ask(number)

    after, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert after - before < 10 * len(PADDING)


def test_a_long_address_still_gets_what_everyone_gets() -> None:
    short, long = (
        route_of("/stories/launch/", b"before=abc"),
        route_of("/stories/launch/", b"before=abc&" + PADDING),
    )

    assert short == long != None  # noqa: E711 (both of them)


def test_nobody_who_asks_for_changes_decides_what_kind_of_answer_all_others_get() -> None:
    story = factories.story()
    address = f"{story.get_absolute_url()}changes/?since=0"
    more_than_django_takes = "%26a" * 2_000

    async def visit(stand: Stand) -> list[Answer]:
        odd = await stand.get(f"{address}&epoch={more_than_django_takes}")
        return [odd, await stand.get(address)]

    answers = at_the_stand(visit)

    assert {answer.headers["content-type"] for answer in answers} == {"application/json"}
    assert not any("content-security-policy" in answer.headers for answer in answers)


def test_digits_of_other_scripts_in_an_address_are_left_to_django() -> None:
    story = factories.story()

    async def visit(stand: Stand) -> tuple[int, list[str]]:
        answer = await stand.get(f"{story.get_absolute_url()}?before=%D9%A3")
        return answer.status, stand.printed

    assert at_the_stand(visit) == (418, [])


def test_an_entry_that_is_known_to_be_withdrawn_does_not_come_back_while_the_database_is_gone() -> None:
    story = factories.story()
    other, entry = factories.entry(story, heading="Still here"), factories.entry(story, heading="Premature")
    by = factories.editor()
    page, own, others = (each.get_absolute_url() for each in (story, entry, other))

    async def visit(stand: Stand) -> tuple[list[int], list[Answer]]:
        before = [(await stand.get(address)).status for address in (page, own, others)]
        await written(lambda: publishing.withdraw_entry(entry, by=by))
        await stand.get(page)
        gone(stand)
        return before, [await stand.get(address) for address in (page, own, others)]

    before, after = at_the_stand(visit)

    assert before == [200, 200, 200]
    assert after[0].status == 200
    assert not any(b"Premature" in answer.body for answer in after)


def test_what_is_not_known_while_the_database_is_gone_is_told_to_come_back_and_leaves_django_alone() -> None:
    story = factories.story()
    addresses = [story.get_absolute_url(), "/", f"/stories/{story.slug}/changes/?since=0"]

    async def visit(stand: Stand) -> tuple[list[Answer], list[str]]:
        gone(stand)
        stream = f"/stories/{story.slug}/stream/?since=0"
        return [await stand.get(address) for address in [*addresses, stream]], stand.beside

    answers, beside = at_the_stand(visit)

    assert {(answer.status, answer.headers["retry-after"]) for answer in answers} == {(503, "60")}
    assert {answer.headers["cache-control"] for answer in answers} == {"no-store"}
    assert [answer.headers["content-type"].partition(";")[0] for answer in answers] == [
        *("text/html", "text/html", "application/json", "application/json"),
    ]
    assert b"cannot be reached just now" in answers[0].body
    assert "default-src 'none'" in answers[0].headers["content-security-policy"]
    assert beside == []


def test_pages_that_were_only_added_to_since_are_handed_out_while_the_database_is_gone() -> None:
    story = factories.story()
    entry = factories.entry(story)
    own = entry.get_absolute_url()

    async def visit(stand: Stand) -> tuple[Answer, Answer]:
        before = await stand.get(own)
        await written(lambda: factories.entry(story))
        await stand.get(story.get_absolute_url())
        gone(stand)
        return before, await stand.get(own)

    before, after = at_the_stand(visit)

    assert after.body == before.body
    assert after.headers["cache-status"] == "newsstand; hit; detail=stale"


def test_who_opens_a_story_does_not_wait_for_those_who_look_for_what_is_not_there() -> None:
    busy, fresh = factories.story(), factories.story()
    looked_for = [f"{busy.get_absolute_url()}?before=nosuch{number}" for number in range(40)]

    async def visit(stand: Stand) -> int:
        await stand.get(busy.get_absolute_url())
        looking = asyncio.gather(*(stand.get(address) for address in looked_for))
        await asyncio.sleep(0)
        await stand.get(fresh.get_absolute_url())
        printed_before_it = len(stand.printed)
        await looking
        return printed_before_it

    assert at_the_stand(visit) < len(looked_for)


def test_two_stories_may_exchange_their_addresses() -> None:
    stories = Stories()
    for key, slug in ((1, "a"), (2, "b")):
        stories.learn(key, Mark(slug, "epoch", 1, "live"))

    for key, slug in ((1, "b"), (2, "a")):
        stories.learn(key, Mark(slug, "epoch", 2, "live"))

    found = {slug: story.key for slug in "ab" if (story := stories.at(slug))}
    assert found == {"a": 2, "b": 1}


def test_what_is_kept_of_a_page_counts_as_much_as_it_takes() -> None:
    story = factories.story()

    async def visit(stand: Stand) -> tuple[int, int]:
        shelf = stand.newsstand._stock._shelf  # type: ignore[union-attr]
        await stand.get(story.get_absolute_url())
        plain = shelf.bytes
        await stand.get(story.get_absolute_url(), accept_encoding="gzip")
        return plain, shelf.bytes

    plain, with_gzip = at_the_stand(visit)

    assert with_gzip > plain


def test_nothing_is_held_of_the_line_of_a_reader_who_has_gone() -> None:
    story = factories.story()

    async def visit(stand: Stand) -> object:
        stream = stand.listen(f"{story.get_absolute_url()}stream/?since=0")
        await stream.until("heartbeat")
        stream.leave()
        await stand.open_streams.pop()[1]
        line = weakref.ref(stream)
        del stream
        gc.collect()
        return line()

    assert at_the_stand(visit) is None


@pytest.mark.parametrize(
    "headers",
    [
        [(b"host", b""), (b"host", b"localhost")],
        [(b"host", b"localhost"), (b"if-match", b'"other"')],
        [(b"host", b"localhost"), (b"if-unmodified-since", b"Thu, 23 Nov 2000 00:00:00 GMT")],
        [(b"host", b"localhost"), (b"cookie", b"a=b"), (b"cookie", b'c="sessionid"; sessionid=d')],
    ],
)
def test_what_may_be_answered_in_another_way_is_for_django(headers: list[tuple[bytes, bytes]]) -> None:
    assert wishes_of(headers) is None


def test_readers_of_an_old_kind_of_address_are_told_apart_on_a_socket_for_both_kinds(
    settings: Settings,
) -> None:
    settings.STREAMS_PER_ADDRESS = 1
    address = f"{factories.story().get_absolute_url()}stream/?since=0"
    peers = ["::ffff:198.51.100.7", "::ffff:198.51.100.8", "::ffff:198.51.100.7"]

    async def visit(stand: Stand) -> list[int]:
        streams = []
        for peer in peers:
            streams.append(stand.listen(address, peer=peer))
            await (streams[-1].until("heartbeat") if len(streams) < 3 else streams[-1].until_ended())
        return [stream.status for stream in streams]

    assert at_the_stand(visit) == [200, 200, 429]


def test_a_killed_picture_and_pages_that_name_it_stay_away_though_the_database_goes_right_after() -> None:
    photo, by = factories.photo("launch.jpg"), factories.picture_desk()
    story = factories.story(lead_photo=photo)
    asked = [f"/media/renditions/{photo.renditions[0]['name']}", story.get_absolute_url()]

    async def visit(stand: Stand) -> tuple[list[int], list[int]]:
        before = [(await stand.get(address)).status for address in asked]
        await written(partial(publishing.kill_photo, photo, by=by, reason="Wrong person"))
        await stand.get("/")
        gone(stand)
        return before, [(await stand.get(address)).status for address in asked]

    statuses = at_the_stand(visit)

    # Whether a file is there is Django's to say; no page is better than that one.
    assert statuses == ([200, 200], [418, 503])
