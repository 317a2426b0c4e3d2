"""The process of readers who open pages at an even pace, whatever the server does meanwhile.

A request counts from the moment it was due, so a server that stands still for a while cannot hide it: `wrk` would
only ask less often. It takes an order a line: `ask` (port, path, a_second, seconds), and answers with milliseconds.
"""

import asyncio
import json
import sys
import time
from typing import Any


class Line(asyncio.Protocol):
    """One connection that stays open: one request at a time."""

    def __init__(self) -> None:
        self.answered: asyncio.Future[None] | None = None
        self.transport: asyncio.Transport | None = None
        self.came = b""
        self.wanted = 0

    @property
    def is_open(self) -> bool:
        """Whether it can be asked: servers close what was silent for some seconds."""
        return self.transport is not None and not self.transport.is_closing()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ready to ask."""
        if isinstance(transport, asyncio.Transport):
            self.transport = transport

    def ask(self, request: bytes) -> "asyncio.Future[None]":
        """Send a request; done when the whole answer is here."""
        self.came, self.wanted = b"", 0
        self.answered = asyncio.get_running_loop().create_future()
        if self.transport:
            self.transport.write(request)
        return self.answered

    def data_received(self, data: bytes) -> None:
        """Collect the answer."""
        self.came += data
        if not self.wanted and b"\r\n\r\n" in self.came:
            head = self.came.partition(b"\r\n\r\n")[0]
            length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
            self.wanted = len(head) + 4 + int(length.partition(b":")[2])
        if self.wanted and len(self.came) >= self.wanted and self.answered and not self.answered.done():
            is_good = self.came.startswith(b"HTTP/1.1 200")
            self.answered.set_result(None) if is_good else self.connection_lost(None)

    def connection_lost(self, exception: Exception | None) -> None:
        """Whoever waits, waits in vain."""
        if self.answered and not self.answered.done():
            self.answered.set_exception(
                exception or ConnectionError(self.came[:200].decode(errors="replace"))
            )


class Reader:
    """Someone who opens the page, over one of several connections: the one that was used last comes first."""

    def __init__(self, port: int, path: str) -> None:
        self._port = port
        self._request = (
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: gzip\r\n\r\n".encode()
        )
        self._lines: list[Line] = []

    async def milliseconds(self, due_at: float) -> float:
        """Open the page; how long after the moment when that was due (of the monotonic clock) it is there."""
        line = self._lines.pop() if self._lines else Line()
        if not line.is_open:
            loop = asyncio.get_running_loop()
            _transport, line = await loop.create_connection(Line, "127.0.0.1", self._port)
        await line.ask(self._request)
        self._lines.append(line)
        return (time.monotonic() - due_at) * 1000


async def ask(port: int, path: str, a_second: float, seconds: float) -> list[float]:
    """Open a page at this pace; how long each took, in milliseconds."""
    reader = Reader(port, path)
    began = time.monotonic()
    asked = []
    for number in range(int(a_second * seconds)):
        due_at = began + number / a_second
        await asyncio.sleep(max(0, due_at - time.monotonic()))
        asked.append(asyncio.create_task(reader.milliseconds(due_at)))
    return list(await asyncio.gather(*asked))


def main() -> None:
    """Carry out orders until there are no more."""
    for line in sys.stdin:
        order: dict[str, Any] = json.loads(line)
        print(json.dumps(asyncio.run(ask(**order))), flush=True)


if __name__ == "__main__":
    main()
