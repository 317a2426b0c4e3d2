"""Telling by PostgreSQL: NOTIFY is part of the transaction, so the hint goes out with the commit, whoever dies then."""

import asyncio
import selectors
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from typing import Any

import psycopg2
from django.db import connection, connections
from psycopg2.extensions import POLL_OK, POLL_READ

from editorial.announcing.outage import keep_listening

CHANNEL = "liveblog"
MOST_SECONDS_TO_CONNECT = 5.0
SECONDS_BETWEEN_PROBES = 10.0

Line = Any  # a psycopg2 connection; the package has no types of its own


def notify() -> None:
    """Tell every listener when the current transaction is committed."""
    with connection.cursor() as cursor:
        cursor.execute(f"NOTIFY {CHANNEL}")


async def listen(heard: Callable[[], None]) -> None:
    """Call `heard` at each word of PostgreSQL, on a connection of its own, until cancelled; a lost one is made anew."""
    await keep_listening("Hints of PostgreSQL", partial(_listen_once, heard=heard), heard)


async def _listen_once(begun: Callable[[], None], heard: Callable[[], None]) -> None:
    """Connect, call `begun`, then `heard` at each word. Raises when the connection is lost."""
    settings = connections["default"].get_connection_params()
    with closing(await asyncio.to_thread(_connect, settings)) as line:
        begun()
        await _hear(line, heard)


def _connect(settings: dict[str, Any]) -> Line:
    """A connection that listens, made in a thread of its own: names are looked up on the way. Raises if it takes long.

    The connection is psycopg2's asynchronous one: nothing that is asked of it later waits for its answer.
    """
    deadline = time.monotonic() + MOST_SECONDS_TO_CONNECT
    line = psycopg2.connect(**settings, async_=True)
    _finish(line, deadline)
    cursor = line.cursor()  # kept until the answer is there, which is its own
    cursor.execute(f"LISTEN {CHANNEL}")
    _finish(line, deadline)
    return line


def _finish(line: Line, deadline: float) -> None:
    """Wait until the connection has done what it was asked. Not by `select`, which takes no number above 1,023."""
    with selectors.DefaultSelector() as selector:
        while (wanted := line.poll()) != POLL_OK:
            number = line.fileno()
            selector.register(number, selectors.EVENT_READ if wanted == POLL_READ else selectors.EVENT_WRITE)
            if not selector.select(deadline - time.monotonic()):
                raise TimeoutError("it does not answer")
            selector.unregister(number)


async def _hear(line: Line, heard: Callable[[], None]) -> None:
    """Call `heard` at each word. Raises when the connection is lost, or leaves a probe without an answer."""
    loop = asyncio.get_running_loop()
    lost: asyncio.Future[None] = loop.create_future()

    def read() -> None:
        try:
            line.poll()
        except psycopg2.Error as error:
            loop.remove_reader(number)
            lost.set_exception(error)
        if line.notifies:
            line.notifies.clear()
            heard()

    number = line.fileno()
    loop.add_reader(number, read)
    try:
        await _probe(line, lost)
    finally:
        loop.remove_reader(number)


async def _probe(line: Line, lost: asyncio.Future[None]) -> None:
    """Ask for an answer now and then: a peer that is gone without a word would be listened to for ever."""
    cursor = line.cursor()  # kept, as above
    while not (await asyncio.wait([lost], timeout=SECONDS_BETWEEN_PROBES))[0]:
        if line.isexecuting():
            raise TimeoutError("it does not answer")
        cursor.execute("SELECT 1")
    lost.result()
