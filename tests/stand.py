"""A newsstand in the test's own process, with another application in Django's place that notes what comes to it."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar
from unittest import mock
from urllib.parse import urlsplit

from asgiref.sync import sync_to_async
from django.db import connections

from editorial.reader.newsstand import Newsstand
from editorial.reader.newsstand.press import Pages

Result = TypeVar("Result")
Scope = dict[str, Any]
PATIENCE = 20.0


@dataclass
class Answer:
    """What came back: header names are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Stream:
    """An open stream, as it comes in. `taking` is cleared for a reader whose line takes nothing."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    text: str = ""
    is_ended: bool = False
    taking: asyncio.Event = field(default_factory=asyncio.Event)
    _came: asyncio.Event = field(default_factory=asyncio.Event)
    _gone: asyncio.Event = field(default_factory=asyncio.Event)

    async def receive(self) -> dict[str, Any]:
        """The server's way to hear that the reader has gone."""
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        """The server's way to the reader."""
        await self.taking.wait()
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            self.text += message["body"].decode()
            if not message.get("more_body", False):
                self.is_ended = True
                self._gone.set()
        self._came.set()

    async def until(self, words: str) -> str:
        """All that came, once it holds these words."""
        while words not in self.text:
            self._came.clear()
            await asyncio.wait_for(self._came.wait(), PATIENCE)
        return self.text

    async def until_ended(self) -> str:
        """All that came, once there is no more."""
        await asyncio.wait_for(self._gone.wait(), PATIENCE)
        return self.text

    def leave(self) -> None:
        """Close it from the reader's side."""
        self._gone.set()

    @property
    def changes(self) -> list[dict[str, Any]]:
        """What the changes events held, in order."""
        lines = self.text.split("\n")
        return [
            json.loads(data.removeprefix("data: "))
            for kind, data in zip(lines, lines[1:], strict=False)
            if kind == "event: changes"
        ]


@dataclass
class Stand:
    """The newsstand, what went past it to Django, and the addresses that it had printed."""

    newsstand: Newsstand
    beside: list[str] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
    open_streams: list[tuple[Stream, asyncio.Future[None]]] = field(default_factory=list)

    async def get(self, address: str, *, method: str = "GET", **headers: str) -> Answer:
        """Ask; underscores in names of headers become hyphens. What goes to Django is answered 418."""
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.disconnect"} if sent else {"type": "http.request", "body": b""}

        async def send(message: Any) -> None:
            sent.append(message)

        await self.newsstand(scope_of(address, method, {"host": "localhost", **headers}), receive, send)
        told = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return Answer(sent[0]["status"], told, b"".join(part.get("body", b"") for part in sent[1:]))

    def listen(
        self, address: str, *, peer: str = "127.0.0.1", is_taking: bool = True, last_event: str = ""
    ) -> Stream:
        """Open a stream."""
        stream = Stream()
        if is_taking:
            stream.taking.set()
        headers = {"host": "localhost"} | ({"last-event-id": last_event} if last_event else {})
        scope = scope_of(address, "GET", headers, peer)
        served = asyncio.ensure_future(self.newsstand(scope, stream.receive, stream.send))
        self.open_streams.append((stream, served))
        return stream

    async def close(self) -> None:
        """Leave all streams, and close."""
        for stream, _served in self.open_streams:
            stream.leave()
        await asyncio.gather(*(served for _stream, served in self.open_streams))
        await self.newsstand.close()


def scope_of(address: str, method: str, headers: dict[str, str], peer: str = "127.0.0.1") -> Scope:
    """A request as the server describes it."""
    parts = urlsplit(address)
    return {
        "type": "http",
        "method": method,
        "scheme": "http",
        "path": parts.path,
        "query_string": parts.query.encode(),
        "client": (peer, 50_000),
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
    }


@asynccontextmanager
async def open_stand() -> AsyncIterator[Stand]:
    """A newsstand that is open."""

    async def django(scope: Scope, receive: object, send: Callable[[Any], Awaitable[None]]) -> None:
        stand.beside.append(scope["path"])
        await send({"type": "http.response.start", "status": 418, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    answer = Pages.answer

    def noted(pages: Pages, path: str, query: str) -> Any:
        stand.printed.append(f"{path}?{query}" if query else path)
        return answer(pages, path, query)

    stand = Stand(Newsstand(django, lambda scope: scope))
    with mock.patch.object(Pages, "answer", noted):
        stand.newsstand.open(most_streams=100)
        try:
            yield stand
        finally:
            await stand.close()


def at_the_stand(visit: Callable[[Stand], Awaitable[Result]]) -> Result:
    """What comes of a visit to an open newsstand."""

    async def visited() -> Result:
        async with open_stand() as stand:
            return await visit(stand)

    try:
        return asyncio.run(visited())
    finally:
        connections.close_all()


async def written(write: Callable[[], Result]) -> Result:
    """Do something to the database, in a thread of its own with a connection of its own."""

    def alone() -> Result:
        try:
            return write()
        finally:
            connections.close_all()

    return await sync_to_async(alone, thread_sensitive=False)()
