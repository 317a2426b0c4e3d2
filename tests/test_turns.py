"""Only so many requests are with Django at a time, and a slow line keeps nobody else waiting."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from django.urls import reverse

from liveblog.turns import Turn, turn_for


def at_most(places: int, visit: Callable[[asyncio.Semaphore], Awaitable[Any]]) -> Any:
    async def visited() -> Any:
        return await visit(asyncio.Semaphore(places))

    return asyncio.run(visited())


async def taken(message: Any) -> None:
    """A line that takes everything."""


def test_who_comes_when_all_places_are_taken_waits_for_the_first_answer_that_begins() -> None:
    async def visit(places: asyncio.Semaphore) -> list[bool]:
        first, second = Turn(places, taken), Turn(places, taken)
        await first.begin()
        waiting = asyncio.create_task(second.begin())
        await asyncio.sleep(0)
        had_to_wait = not waiting.done()
        await first.send({"type": "http.response.start"})
        await waiting
        return [had_to_wait, places.locked()]

    assert at_most(1, visit) == [True, True]


def test_a_reader_who_takes_the_answer_slowly_has_given_the_place_up() -> None:
    never = asyncio.Event()

    async def stuck(message: Any) -> None:
        await never.wait()

    async def visit(places: asyncio.Semaphore) -> bool:
        turn = Turn(places, stuck)
        await turn.begin()
        sending = asyncio.create_task(turn.send({"type": "http.response.start"}))
        await asyncio.sleep(0)
        is_free = not places.locked()
        sending.cancel()
        return is_free

    assert at_most(1, visit)


def test_a_turn_that_ends_twice_gives_up_one_place() -> None:
    async def visit(places: asyncio.Semaphore) -> bool:
        turn, other = Turn(places, taken), Turn(places, taken)
        await turn.begin()
        turn.end()
        turn.end()
        await other.begin()
        return places.locked()

    assert at_most(1, visit)


def test_whoever_gives_up_waiting_takes_no_place() -> None:
    async def visit(places: asyncio.Semaphore) -> bool:
        first, second = Turn(places, taken), Turn(places, taken)
        await first.begin()
        waiting = asyncio.create_task(second.begin())
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait([waiting])
        second.end()
        first.end()
        return places.locked()

    assert not at_most(1, visit)


def test_readers_the_desk_photos_and_whoever_asks_after_our_health_wait_for_their_own_kind_alone() -> None:
    incoming = reverse("admin:editorial_image_incoming_piece", args=["0" * 32])
    paths = ("/stories/x/", "/admin/", incoming, "/health/")

    places = [turn_for(path, taken)._places for path in paths]

    assert len({id(each) for each in places}) == 4
    assert places[3] is None
