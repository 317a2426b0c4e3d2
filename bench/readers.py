"""The process that holds many readers' connections: bare sockets, one loop, no library that could be in the way.

It takes an order a line: `join` (which stream, how many), `open`, `hear` (of a version), `drop`; see `bench.crowd`.
"""

import errno
import json
import os
import re
import select
import socket
import struct
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any

CHANGE = re.compile(rb'"from":\s*\d+,\s*"to":\s*(\d+)')
END_OF_EVENT = b"\n\n"
READERS_AN_ADDRESS = 500
WITH_RESET = struct.pack("ii", 1, 0)
LONGEST_TURN = 0.05
ORDERS = sys.stdin.fileno()


class Reader:
    """One connection, and the beginning of an event that is not all there yet."""

    __slots__ = ("connection", "is_served", "is_sent", "rest")

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.is_sent = self.is_served = False
        self.rest = b""


class Readers:
    """Those of one stream."""

    def __init__(self) -> None:
        self.poll = select.epoll()
        self.poll.register(ORDERS, select.EPOLLIN)
        self.open: dict[int, Reader] = {}
        self.heard: dict[int, list[int]] = defaultdict(list)
        self.served = self.last_ns = 0
        self.refused: Counter[str] = Counter()
        self.request = b""
        self.stream: dict[str, Any] = {}

    def prepare(self, last_event_id: str) -> None:
        """Begin anew; everyone says what they have seen before."""
        resume = f"Last-Event-ID: {last_event_id}\r\n" if last_event_id else ""
        self.request = (
            f"GET {self.stream['path']} HTTP/1.1\r\nHost: 127.0.0.1:{self.stream['port']}\r\n"
            f"Accept: text/event-stream\r\n{resume}\r\n"
        ).encode()
        self.served = 0
        self.refused.clear()

    def connect(self, number: int) -> None:
        """Connect so many, without waiting for anyone."""
        for place in range(number):
            self._connect(self.stream["first_address"] + place // READERS_AN_ADDRESS)

    def _connect(self, address: int) -> None:
        connection = socket.socket(type=socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
        connection.setsockopt(socket.IPPROTO_IP, socket.IP_BIND_ADDRESS_NO_PORT, 1)
        connection.bind((f"127.0.1.{address + 1}", 0))
        problem = connection.connect_ex(("127.0.0.1", self.stream["port"]))
        if problem not in (0, errno.EINPROGRESS):
            self.refused[os.strerror(problem)] += 1
            connection.close()
            return
        self.open[connection.fileno()] = Reader(connection)
        self.poll.register(connection.fileno(), select.EPOLLOUT)

    def turn(self) -> bool:
        """Take what has come; whether an order waits."""
        is_ordered = False
        for number, _events in self.poll.poll(LONGEST_TURN, maxevents=256):
            if number == ORDERS:
                is_ordered = True
            else:
                self._take(number, self.open[number])
        return is_ordered

    def _take(self, number: int, reader: Reader) -> None:
        try:
            if not reader.is_sent:
                reader.connection.send(self.request)
                reader.is_sent = True
                self.poll.modify(number, select.EPOLLIN)
                return
            came = reader.connection.recv(65_536)
        except OSError as error:
            self._lose(number, reader, error.strerror or str(error))
            return
        if came:
            self._read(reader, reader.rest + came)
        else:
            self._lose(number, reader, "The connection was closed")

    def _read(self, reader: Reader, words: bytes) -> None:
        now = time.monotonic_ns()
        if not reader.is_served and not words.startswith(b"HTTP/1.1 200"):
            self._lose(reader.connection.fileno(), reader, words[:40].decode(errors="replace"))
            return
        end = words.rfind(END_OF_EVENT)
        if end < 0:
            reader.rest = words
            return
        whole, reader.rest = words[:end], words[end + len(END_OF_EVENT) :]
        if not reader.is_served:
            reader.is_served = True
            self.served += 1
            self.last_ns = now
        for version in CHANGE.findall(whole):
            self.heard[int(version)].append(now)

    def _lose(self, number: int, reader: Reader, why: str) -> None:
        """The server closed the connection, or refused it."""
        if not reader.is_served:
            self.refused[why] += 1
        else:
            self.served -= 1
        self._close(number, reader)

    def _close(self, number: int, reader: Reader) -> None:
        self.poll.unregister(number)
        del self.open[number]
        reader.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, WITH_RESET)
        reader.connection.close()

    def drop(self) -> None:
        """Break every connection."""
        for number, reader in list(self.open.items()):
            self._close(number, reader)


class Worker:
    """Carries out orders; between them, and while it waits, it takes what comes."""

    def __init__(self) -> None:
        self.readers = Readers()

    def join(self, **stream: Any) -> dict[str, Any]:
        """Remember which stream."""
        self.readers.stream = stream
        return {}

    def open(self, last_event_id: str, seconds: float) -> dict[str, Any]:
        """Connect all, and wait until each is served. Who was refused comes once more, as a browser does."""
        began = self.readers.last_ns = time.monotonic_ns()
        wanted = self.readers.stream["readers"]
        self.readers.prepare(last_event_id)
        self.readers.connect(wanted)
        self._wait(seconds, lambda: self.readers.served + self.readers.refused.total() >= wanted)
        refused = dict(self.readers.refused)
        self.readers.connect(wanted - len(self.readers.open))
        self._wait(seconds, lambda: self.readers.served >= wanted)
        told = {"served": self.readers.served, "refused": refused}
        return {**told, "began_ns": began, "last_ns": self.readers.last_ns}

    def hear(self, version: int, seconds: float) -> dict[str, Any]:
        """Wait until all have heard of a version."""
        heard = self.readers.heard[version]
        self._wait(seconds, lambda: len(heard) >= len(self.readers.open))
        return {"at_ns": heard, "open": len(self.readers.open)}

    def drop(self) -> dict[str, Any]:
        """Break every connection."""
        self.readers.drop()
        return {}

    def _wait(self, seconds: float, is_over: Callable[[], bool]) -> None:
        give_up_at = time.monotonic() + seconds
        while not is_over() and time.monotonic() < give_up_at:
            self.readers.turn()


def main() -> None:
    """Carry out orders until there are no more."""
    worker = Worker()
    acts: dict[str, Callable[..., dict[str, Any]]] = {
        "join": worker.join,
        "open": worker.open,
        "hear": worker.hear,
        "drop": worker.drop,
    }
    waiting = b""
    while True:
        if not worker.readers.turn():
            continue
        came = os.read(ORDERS, 65_536)
        if not came:
            return
        *orders, waiting = (waiting + came).split(b"\n")
        for line in orders:
            order = json.loads(line)
            print(json.dumps(acts[order.pop("do")](**order)), flush=True)


if __name__ == "__main__":
    main()
