"""Open streams: server-sent events (WHATWG HTML, section 9.2), one bounded queue for each reader."""

import asyncio
import ipaddress
import random
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any

from editorial.reader.changes import encoded
from editorial.reader.newsstand.copies import Message
from editorial.reader.newsstand.recent import Recent
from editorial.reader.newsstand.stories import Story

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]

BETWEEN_HEARTBEATS = 15.0
BETWEEN_ROUNDS = 0.25
# Pages are answered between two slices of a broadcast.
SLICE = 25
# So many messages wait for a reader who does not take them; then the whole page is less.
MOST_WAITING = 16
# When to come back after the line broke, and after the server went down: in milliseconds, not all at once.
RETRY_MS = (2_000, 5_000)
READERS_A_SECOND = 1_000
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]
START: Message = {"type": "http.response.start", "status": 200, "headers": HEADERS}


def changes_event(answer: bytes, recent: Recent) -> bytes:
    """What changed, up to this version, as an event."""
    return b"id: %s:%d\nevent: changes\ndata: %s\n\n" % (recent.epoch.encode(), recent.version, answer)


def reload_event(answer: bytes) -> bytes:
    """The word that sends for the whole page. It has no id: there is nothing to resume."""
    return b"event: changes\ndata: %s\n\n" % answer


def heartbeat(recent: Recent) -> bytes:
    """The sign of life, with the version at which the reader should be."""
    return b"event: heartbeat\ndata: %s\n\n" % encoded({"epoch": recent.epoch, "to": recent.version})


def retry(ms: int) -> bytes:
    """When to come back after the line broke."""
    return b"retry: %d\n\n" % ms


def piece(text: bytes, *, is_last: bool = False) -> Message:
    """A part of the stream."""
    return {"type": "http.response.body", "body": text, "more_body": not is_last}


class Reader:
    """One open stream. `cursor` is the version up to which everything was handed over."""

    __slots__ = ("_sending", "_waiting", "cursor", "epoch", "is_ended", "send", "story")

    def __init__(self, send: Send, story: Story, epoch: str) -> None:
        self.send, self.story, self.epoch = send, story, epoch
        self.cursor = 0
        self.is_ended = False
        self._waiting: list[Message] = []
        self._sending: asyncio.Task[None] | None = None

    def push(self, message: Message) -> None:
        """Send it when what went before it has gone. Who lets too much wait is sent for the whole page, and cut."""
        if self.is_ended:
            return
        if len(self._waiting) >= MOST_WAITING and self.story.recent:
            message, self._waiting = piece(reload_event(self.story.recent.reload()), is_last=True), []
        self.is_ended = not message.get("more_body", True)
        self._waiting.append(message)
        if self._sending is None:
            self._sending = asyncio.create_task(self._send_all())

    def leave(self) -> None:
        """Let go of the line: something of the reader may be held for a while yet."""
        self.is_ended = True
        self._waiting = []
        self.send = _to_nobody

    async def _send_all(self) -> None:
        try:
            while self._waiting:
                await self.send(self._waiting.pop(0))
        finally:
            self._sending = None

    def bring_up(self, recent: Recent, made: dict[tuple[str, int], Message]) -> None:
        """Hand over what is newer than what it has; `made` keeps the message for others who have the same."""
        has = (self.epoch, self.cursor)
        if has == (recent.epoch, recent.version):
            return
        if has not in made:
            made[has] = self._changes(recent)
        self.cursor = recent.version
        self.push(made[has])

    def _changes(self, recent: Recent) -> Message:
        """What changed since its version. After the end of coverage, and after `reload`, nothing more comes."""
        can_tell = recent.reaches(self.cursor, self.epoch)
        answer = recent.answer(self.cursor, self.epoch) if can_tell else recent.reload()
        if answer == recent.reload():
            return piece(reload_event(answer), is_last=True)
        return piece(changes_event(answer, recent), is_last=recent.status == "ended")


class Streams:
    """All open streams of this process, counted by address."""

    def __init__(self, per_address: int, most: int) -> None:
        self.per_address, self.most = per_address, most
        self.count = 0
        self.is_closing = False
        self._addresses: Counter[str] = Counter()
        self._beats: deque[tuple[float, Reader]] = deque()

    def admits(self, address: str) -> bool:
        """Whether one more stream may be opened from this address."""
        return self._addresses[_counted(address)] < self.per_address

    @property
    def has_room(self) -> bool:
        """Whether this process can hold one more."""
        return self.count < self.most and not self.is_closing

    async def serve(self, story: Story, recent: Recent, cursor: int, epoch: str, line: "Line") -> None:
        """Keep a stream open until the reader goes, or there is nothing more to come."""
        reader = Reader(line.send, story, epoch)
        self._admit(reader, line.address)
        try:
            reader.push(START)
            reader.push(piece(retry(random.randint(*RETRY_MS)) + heartbeat(recent)))  # noqa: S311 (no secret)
            reader.cursor = cursor
            reader.bring_up(recent, {})
            while (await line.receive())["type"] != "http.disconnect":
                pass
        finally:
            self._dismiss(reader, line.address)

    async def tell(self, story: Story) -> None:
        """Bring all readers of a story up to what is known of it."""
        recent = story.recent
        made: dict[tuple[str, int], Message] = {}
        if recent is None:
            return
        for slice_of_readers in _slices(list(story.readers)):
            for reader in slice_of_readers:
                reader.bring_up(recent, made)
            await asyncio.sleep(0)

    async def beat(self) -> None:
        """Give every reader a sign of life every 15 s, until cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(BETWEEN_ROUNDS)
            while self._beats and self._beats[0][0] <= loop.time():
                self._beat_once(loop.time())
                await asyncio.sleep(0)

    def _beat_once(self, now: float) -> None:
        """One slice of those whose sign of life is due."""
        made: dict[int, Message] = {}
        for _reader in range(min(SLICE, len(self._beats))):
            due, reader = self._beats[0]
            if due > now:
                return
            self._beats.popleft()
            recent = reader.story.recent
            if reader.is_ended or recent is None:
                continue
            reader.bring_up(recent, {})
            if id(recent) not in made:
                made[id(recent)] = piece(heartbeat(recent))
            reader.push(made[id(recent)])
            self._beats.append((due + BETWEEN_HEARTBEATS, reader))

    def end(self, story: Story) -> None:
        """Readers cannot open the story any more: their pages are to be loaded again."""
        gone = encoded({"epoch": story.mark.epoch, "to": story.mark.version, "reload": True})
        for reader in list(story.readers):
            reader.push(piece(reload_event(gone), is_last=True))

    def close(self, stories: Iterator[Story]) -> None:
        """End all streams; their readers come back at different times, the more of them the later."""
        self.is_closing = True
        latest = RETRY_MS[1] + 1_000 * self.count // READERS_A_SECOND
        for story in stories:
            for reader in list(story.readers):
                reader.push(piece(retry(random.randint(500, latest)), is_last=True))  # noqa: S311 (no secret)

    def _admit(self, reader: Reader, address: str) -> None:
        self.count += 1
        self._addresses[_counted(address)] += 1
        reader.story.readers.add(reader)
        self._beats.append((asyncio.get_running_loop().time() + BETWEEN_HEARTBEATS, reader))

    def _dismiss(self, reader: Reader, address: str) -> None:
        reader.leave()
        reader.story.readers.discard(reader)
        self.count -= 1
        self._addresses[_counted(address)] -= 1
        if not self._addresses[_counted(address)]:
            del self._addresses[_counted(address)]


class Line:
    """The connection of one stream: whose it is, and its two ends."""

    __slots__ = ("address", "receive", "send")

    def __init__(self, address: str, receive: Receive, send: Send) -> None:
        self.address, self.receive, self.send = address, receive, send


async def _to_nobody(message: Mapping[str, Any]) -> None:
    """Where nobody is at the other end."""


def _slices(readers: list[Reader]) -> Iterator[list[Reader]]:
    for start in range(0, len(readers), SLICE):
        yield readers[start : start + SLICE]


def _counted(address: str) -> str:
    """What counts as one address: of IPv6 the network of 64 bits, which a single household has to itself."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return address
    if found.ipv4_mapped:  # a socket for both kinds of addresses writes those of the old kind so
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((int(found) >> 64 << 64, 64)))
