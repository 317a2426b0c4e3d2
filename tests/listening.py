"""A serving process's ear: it listens for hints in an event loop of its own, and counts them."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

from editorial.announcing import Hints

PATIENCE = 60.0
Said = TypeVar("Said")


class Ear:
    """Counts what it hears. `is_wanted`: whether somebody waits for it. `fault`: what goes wrong at each hint."""

    def __init__(self, *, is_wanted: bool, fault: Exception | None) -> None:
        self.is_wanted = is_wanted
        self.fault = fault
        self._count = self._rounds = 0
        self._change = threading.Condition()
        self._is_running = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._listen()))

    @property
    def count(self) -> int:
        """How many hints it heard, all that this very process has given included."""
        self.in_loop(lambda: None)
        return self._count

    def look(self) -> int:
        """Look at the file now; how many hints it heard then."""
        self.in_loop(self._hints.look)
        return self._count

    def hears_more_than(self, count: int) -> bool:
        """Wait until it heard more hints than these."""
        with self._change:
            return self._change.wait_for(lambda: self._count > count, PATIENCE)

    def passes_two_rounds(self) -> bool:
        """Wait until it asked twice more whether somebody waits, as it does before each look at a file."""
        with self._change:
            enough = self._rounds + 2
            return self._change.wait_for(lambda: self._rounds >= enough, PATIENCE)

    def in_loop(self, act: Callable[[], Said]) -> Said:
        """What `act` says in the event loop, after all that came before it."""

        async def wait() -> Said:
            for _turn in range(3):
                await asyncio.sleep(0)
            return act()

        return asyncio.run_coroutine_threadsafe(wait(), self._loop).result(PATIENCE)

    def begin(self) -> None:
        """Listen."""
        self._thread.start()
        assert self._is_running.wait(PATIENCE)

    def end(self) -> None:
        """Listen no more."""
        self._loop.call_soon_threadsafe(self._listening.cancel)
        self._thread.join()

    async def _listen(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._loop.set_exception_handler(lambda *_fault: None)  # a test may let it fail
        self._hints = Hints(self._hear, self._is_wanted)
        self._listening = asyncio.create_task(self._hints.listen())
        self._is_running.set()
        with suppress(asyncio.CancelledError):
            await self._listening

    def _is_wanted(self) -> bool:
        with self._change:
            self._rounds += 1
            self._change.notify_all()
        return self.is_wanted

    def _hear(self) -> None:
        with self._change:
            self._count += 1
            self._change.notify_all()
        if self.fault:
            raise self.fault


@contextmanager
def listening(*, is_wanted: bool = True, fault: Exception | None = None) -> Iterator[Ear]:
    """An ear that listens until the block ends."""
    ear = Ear(is_wanted=is_wanted, fault=fault)
    ear.begin()
    try:
        yield ear
    finally:
        ear.end()
