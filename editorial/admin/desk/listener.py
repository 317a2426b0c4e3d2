"""One open stream of a desk: server-sent events (WHATWG HTML, section 9.2) that say no more than "look"."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

from editorial.admin.desk.lookout import Seen

Message = Mapping[str, Any]
Send = Callable[[Message], Awaitable[None]]

BETWEEN_HEARTBEATS_SECONDS = 15.0
# A line that takes nothing for so long is given up.
MOST_SECONDS_TO_TAKE = 15.0
# When to come back: after the line broke, to be asked again whether one may listen, and after the server went down.
BROKEN_MS, AGAIN_MS, ELSEWHERE_MS = (500, 2_000), (50, 250), (500, 5_000)
HEARTBEAT = b": still here\n\n"
START: Message = {
    "type": "http.response.start",
    "status": 200,
    "headers": [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
        (b"x-content-type-options", b"nosniff"),
    ],
}


class Listener:
    """Somebody's browser at the desk of one story. However much is new, one word at most waits for it."""

    def __init__(self, story: int, session: str, lasts_seconds: float) -> None:
        self.story, self.session = story, session
        self._ends_at = asyncio.get_running_loop().time() + lasts_seconds
        self._seen: Seen | None = None
        self._back_in_ms = AGAIN_MS
        self._is_ended = False
        self._news = asyncio.Event()

    def tell(self, seen: Seen) -> None:
        """Have it look, unless this is what it knows of."""
        if seen != self._seen:
            self._seen = seen
            self._news.set()

    def send_elsewhere(self) -> None:
        """End the stream: this process ends."""
        self._is_ended, self._back_in_ms = True, ELSEWHERE_MS
        self._news.set()

    async def talk(self, send: Send) -> None:
        """Say everything, to the end of the stream's time. Raises `TimeoutError` where nobody takes it."""
        await _say(send, START)
        await _say(send, _piece(_retry(BROKEN_MS)))
        while word := await self._next_word():
            await _say(send, _piece(word))
        await _say(send, _piece(_retry(self._back_in_ms), is_last=True))

    async def _next_word(self) -> bytes:
        """What is to be said next, when it is; nothing at the end."""
        left = self._ends_at - asyncio.get_running_loop().time()
        with suppress(TimeoutError):
            async with asyncio.timeout(min(left, BETWEEN_HEARTBEATS_SECONDS)):
                await self._news.wait()
        if self._is_ended or asyncio.get_running_loop().time() >= self._ends_at:
            return b""
        if not self._news.is_set() or self._seen is None:
            return HEARTBEAT
        self._news.clear()
        return b'event: look\ndata: {"to": %d}\n\n' % self._seen.version


async def _say(send: Send, message: Message) -> None:
    async with asyncio.timeout(MOST_SECONDS_TO_TAKE):
        await send(message)


def _piece(text: bytes, *, is_last: bool = False) -> Message:
    return {"type": "http.response.body", "body": text, "more_body": not is_last}


def _retry(between_ms: tuple[int, int]) -> bytes:
    """Not all of them at once."""
    return b"retry: %d\n\n" % random.randint(*between_ms)  # noqa: S311 (no secret)
