"""Readers on bare sockets, hundreds of them in one process: pages, polls and streams as a browser asks for them."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from editorial.models import Article

PATIENCE = 120.0
Result = TypeVar("Result")
LARGEST_LINE = 4 * 2**20


class Aside:
    """An event loop in a thread of its own, where readers read while the test writes."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def begin(self, reading: Coroutine[Any, Any, Result]) -> "Future[Result]":
        """Let somebody read there."""
        return asyncio.run_coroutine_threadsafe(reading, self._loop)

    def wait(self, reading: Coroutine[Any, Any, Result]) -> Result:
        """What somebody reads there."""
        return self.begin(reading).result(PATIENCE)

    def end(self) -> None:
        """Nobody reads any more."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


@contextmanager
def reading_aside() -> Iterator[Aside]:
    """A place aside, until the block ends."""
    aside = Aside()
    try:
        yield aside
    finally:
        aside.end()


class Cut(Exception):
    """The connection ended in the middle of what was being said, or nobody answered."""


@dataclass(frozen=True)
class Event:
    """One event of a stream."""

    name: str
    id: str
    data: dict[str, Any]


@dataclass
class Said:
    """The beginning of an answer."""

    status: int
    headers: dict[str, str]


class Line:
    """One connection to a server, and what was asked on it. It can be cut after so many bytes of the answer."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, cut_after: int | None
    ) -> None:
        self._reader, self._writer, self._left = reader, writer, cut_after

    @classmethod
    async def to(cls, port: int, *, peer: str = "127.0.0.1", cut_after: int | None = None) -> "Line":
        """Connect, from an address of the loopback interface. Raises `Cut` where nobody listens."""
        try:
            ends = await asyncio.open_connection("127.0.0.1", port, limit=LARGEST_LINE, local_addr=(peer, 0))
        except OSError as error:
            raise Cut from error
        return cls(*ends, cut_after)

    async def ask(self, path: str, headers: dict[str, str]) -> Said:
        """Ask for a page, and read the answer up to its body."""
        sent = {"Host": "localhost", **headers}
        head = "".join(f"{name}: {value}\r\n" for name, value in sent.items())
        self._writer.write(f"GET {path} HTTP/1.1\r\n{head}\r\n".encode())
        first, *lines = (await self._read(self._reader.readuntil(b"\r\n\r\n"))).decode().split("\r\n")
        told = (line.partition(":") for line in lines if line)
        return Said(int(first.split()[1]), {name.lower(): value.strip() for name, _colon, value in told})

    async def body(self, said: Said) -> AsyncIterator[bytes]:
        """The body as it comes. Raises `Cut` where it ends before its end."""
        if said.headers.get("transfer-encoding") == "chunked":
            while size := int(await self._read(self._reader.readuntil(b"\r\n")), 16):
                yield (await self._read(self._reader.readexactly(size + 2)))[:-2]
        elif said.status not in {204, 304}:
            yield await self._read(self._reader.readexactly(int(said.headers["content-length"])))

    def hold(self) -> None:
        """Take nothing more of what comes, and let the system and the server see to it."""
        self._writer.transport.pause_reading()  # type: ignore[attr-defined]  # a socket's transport reads too

    def go_on(self) -> None:
        """Take what comes again."""
        self._writer.transport.resume_reading()  # type: ignore[attr-defined]  # as above

    def close(self) -> None:
        """Hang up, whatever is under way."""
        self._writer.transport.abort()

    async def _read(self, coming: Any) -> bytes:
        try:
            read: bytes = await coming
        except (asyncio.IncompleteReadError, OSError) as error:
            raise Cut from error
        if self._left is not None:
            self._left -= len(read)
            if self._left < 0:
                self.close()
                raise Cut
        return read


@dataclass
class Fetched:
    """A whole answer."""

    status: int
    headers: dict[str, str]
    text: str

    def json(self) -> Any:
        """What it says, read as JSON."""
        return json.loads(self.text)


async def fetch(port: int, path: str, *, cut_after: int | None = None, **headers: str) -> Fetched:
    """Ask for a page; underscores in header names become hyphens. Raises `Cut` where no whole answer comes."""
    line = await Line.to(port, cut_after=cut_after)
    try:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        said = await line.ask(path, {"Connection": "close", **sent})
        whole = b"".join([part async for part in line.body(said)])
        return Fetched(said.status, said.headers, whole.decode())
    finally:
        line.close()


@dataclass
class Stream:
    """A reader's open stream. `retries_ms` are the pauses before coming back that the server asked for so far;
    `comments` counts lines that say nothing.
    """

    line: Line
    said: Said
    retries_ms: list[int] = field(default_factory=list)
    comments: int = 0
    _is_held: bool = False
    _lines: AsyncIterator[str] = field(init=False)

    def __post_init__(self) -> None:
        self._lines = self._read_lines()

    @classmethod
    async def open(
        cls,
        port: int,
        path: str,
        *,
        last_event_id: str = "",
        peer: str = "127.0.0.1",
        cookie: str = "",
        cut_after: int | None = None,
    ) -> "Stream":
        """Ask for a stream. Raises `Cut` where there is no answer at all; any answer's status is in `said`."""
        line = await Line.to(port, peer=peer, cut_after=cut_after)
        told = {"Last-Event-ID": last_event_id, "Cookie": cookie}
        sent = {name: value for name, value in told.items() if value}
        try:
            return cls(line, await line.ask(path, {"Accept": "text/event-stream", **sent}))
        except BaseException:
            line.close()
            raise

    async def next(self) -> Event | None:
        """The next event; None where the server ended the stream. Raises `Cut` where it ended in the middle."""
        told: dict[str, str] = {}
        async for line in self._lines:
            if line:
                name, _colon, value = line.partition(":")
                self._tell(told, name, value.removeprefix(" "))
            elif "data" in told:
                return Event(told.get("event", "message"), told.get("id", ""), json.loads(told["data"]))
        if told.keys() - {"retry"}:
            raise Cut
        return None

    async def next_changes(self) -> dict[str, Any]:
        """What the next event that is no heartbeat says. Raises `Cut` where the stream ends before."""
        while event := await self.next():
            if event.name == "changes":
                return event.data
        raise Cut

    async def hold(self) -> None:
        """Take nothing until asked for the `rest`."""
        self._is_held = True
        self.line.hold()

    async def rest(self) -> list[Event]:
        """All that is still to come, to the end that the server makes."""
        if self._is_held:
            self.line.go_on()
        events = []
        while event := await self.next():
            events.append(event)
        return events

    def close(self) -> None:
        """Leave."""
        self.line.close()

    def _tell(self, told: dict[str, str], name: str, value: str) -> None:
        if name == "retry":
            self.retries_ms.append(int(value))
        elif name:
            told[name] = told[name] + "\n" + value if name == "data" and name in told else value
        else:
            self.comments += 1

    async def _read_lines(self) -> AsyncIterator[str]:
        rest = b""
        async for part in self.line.body(self.said):
            *lines, rest = (rest + part).split(b"\n")
            for line in lines:
                yield line.decode().removesuffix("\r")
        if rest:
            raise Cut


def path_of_stream(story: Article) -> str:
    """The address of the stream for a page that is of this version of the story."""
    return f"/stories/{story.slug}/stream/?since={story.version}&epoch={story.epoch}"
