"""Turns: only so many requests are with Django at once, so that its pages stay quick and its connections few."""

import asyncio
from collections.abc import Mapping
from typing import Any

from liveblog.bodies import DESK, PHOTOS
from liveblog.lifespan import Send

# Django's pages are made under Python's lock: more at once only make each of them later. At the desk some wait for
# others' changes to be written, so more are let in.
FOR_READERS, FOR_DESK = asyncio.Semaphore(2), asyncio.Semaphore(8)
# Photos are decoded one after the other: those that wait for it would keep everybody else from the desk.
FOR_INCOMING = asyncio.Semaphore(4)
HEALTH, INCOMING = "/health/", f"{PHOTOS}incoming/"


class Turn:
    """One request's turn: it begins when the whole request has come, and ends when the answer begins to go.

    Neither a slow sender nor a slow reader keeps others waiting.
    """

    def __init__(self, places: asyncio.Semaphore | None, send: Send) -> None:
        self._places, self._send = places, send
        self._is_on = False

    async def begin(self) -> None:
        """Wait for a place."""
        if self._places and not self._is_on:
            await self._places.acquire()
            self._is_on = True

    async def send(self, message: Mapping[str, Any]) -> None:
        """Pass a message of the answer on."""
        self.end()
        await self._send(message)

    def end(self) -> None:
        """Let the next one in."""
        if self._places and self._is_on:
            self._is_on = False
            self._places.release()


def turn_for(path: str, send: Send) -> Turn:
    """The turn of a request for this path. Whoever asks after our health does not stand in line."""
    if path == HEALTH:
        return Turn(None, send)
    if path.startswith(INCOMING):
        return Turn(FOR_INCOMING, send)
    return Turn(FOR_DESK if path.startswith(DESK) else FOR_READERS, send)
