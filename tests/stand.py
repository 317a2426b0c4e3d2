"""A newsstand in the test's own process, with another application in Django's place that notes what comes to it."""

import asyncio
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


@dataclass
class Answer:
    """What came back: header names are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Stand:
    """The newsstand, what went past it to Django, and the addresses that it had printed."""

    newsstand: Newsstand
    beside: list[str] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)

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


def scope_of(address: str, method: str, headers: dict[str, str]) -> Scope:
    """A request as the server describes it."""
    parts = urlsplit(address)
    return {
        "type": "http",
        "method": method,
        "scheme": "http",
        "path": parts.path,
        "query_string": parts.query.encode(),
        "client": ("127.0.0.1", 50_000),
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
            await stand.newsstand.close()


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
