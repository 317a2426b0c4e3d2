"""Threads beside the event loop, for everything that asks the database: each keeps its connection."""

import asyncio
import threading
import time
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

from django.db import DatabaseError, connections
from django.db.utils import InterfaceError

Made = TypeVar("Made")
CONNECTED_SECONDS = 10.0
SECONDS_TO_LEAVE = 1.0
_thread = threading.local()


class Threads:
    """So many threads, and the work that is under way in them."""

    def __init__(self, count: int, name: str) -> None:
        self._count = count
        self._pool = ThreadPoolExecutor(count, thread_name_prefix=name)
        self._under_way: dict[Hashable, asyncio.Future[Any]] = {}

    def close(self) -> None:
        """Take no more work, and let go of the database."""
        all_of_them = threading.Barrier(self._count)
        for _thread_of_the_pool in range(self._count):
            self._pool.submit(_leave, all_of_them)
        self._pool.shutdown(wait=False)

    async def run(self, work: Callable[[], Made]) -> Made:
        """What `work` returns or raises, called in a thread."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, _connected, work)

    async def once(self, key: Hashable, work: Callable[[], Made]) -> Made:
        """The same, done once however many wait for what has this key. A key stands for one kind of work."""
        job = self._under_way.get(key)
        if job is None:
            job = asyncio.ensure_future(self.run(work))
            self._under_way[key] = job
            job.add_done_callback(partial(self._done, key))
        # Whoever waits may go away; the others still want it.
        made: Made = await asyncio.shield(job)
        return made

    def _done(self, key: Hashable, job: asyncio.Future[Any]) -> None:
        del self._under_way[key]
        if not job.cancelled():
            job.exception()  # told to those who waited, if any still did


def _leave(all_of_them: threading.Barrier) -> None:
    """Each thread closes its own connection: so each waits for the others, or one of them would do all the leaving."""
    with suppress(threading.BrokenBarrierError):
        all_of_them.wait(SECONDS_TO_LEAVE)
    connections.close_all()


def _connected(work: Callable[[], Made]) -> Made:
    """Do it; where the connection is one of before the database was started again, once more with another.

    A connection is not kept for long: a file of SQLite that was put in another's place would never be seen.
    """
    if time.monotonic() > getattr(_thread, "connected_until", 0.0):
        connections.close_all()
        _thread.connected_until = time.monotonic() + CONNECTED_SECONDS
    try:
        return work()
    except (DatabaseError, InterfaceError):
        connections.close_all()
    try:
        return work()
    except (DatabaseError, InterfaceError):
        connections.close_all()
        raise
