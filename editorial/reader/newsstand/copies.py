"""Answers kept for readers: the bytes of one, in each encoding, as messages that are ready to be sent."""

import gzip
from collections import OrderedDict
from collections.abc import Hashable, Mapping, Sequence, Set
from typing import Any

import brotli
from django.utils.http import parse_etags

Message = dict[str, Any]
Messages = tuple[Message, Message]
Header = tuple[bytes, bytes]

# What a 304 repeats of the answer that it stands for (RFC 9110, section 15.4.5), and what holds for the whole host.
IN_NOT_MODIFIED = {
    *(b"cache-control", b"content-location", b"etag", b"expires", b"last-modified", b"vary"),
    b"strict-transport-security",
}
STALE = (b"cache-status", b"newsstand; hit; detail=stale")
GZIP_LEVEL, BROTLI_QUALITY = 6, 5
# Beside its bytes, about what Python needs for a copy.
OVERHEAD = 2_000


class Copy:
    """One answer. `mark` says what it is of: it holds for as long as that is current, and until a time at most.

    `until` is on the clock of `time.monotonic`. Names of headers are in lower case. `is_told_again` names those that
    a 304 repeats: those that Django's view repeats.
    """

    __slots__ = (
        "_bodies",
        "_messages",
        "etag",
        "headers",
        "is_compressible",
        "is_told_again",
        "mark",
        "modified",
        "status",
        "until",
    )

    def __init__(
        self,
        status: int,
        headers: Sequence[Header],
        body: bytes,
        *,
        mark: Hashable = None,
        until: float = float("inf"),
        is_told_again: Set[bytes] = IN_NOT_MODIFIED,
    ) -> None:
        self.status, self.mark, self.until = status, mark, until
        self.is_told_again = is_told_again
        self.headers = [header for header in headers if header[0] != b"content-length"]
        told = dict(headers)
        self.etag = told.get(b"etag", b"")
        self.modified = told.get(b"last-modified", b"")
        self.is_compressible = b"accept-encoding" in told.get(b"vary", b"").lower()
        self._bodies = {"": body}
        self._messages: dict[tuple[str, bool, bool], Messages] = {}

    @property
    def body(self) -> bytes:
        """As Django's view made it."""
        return self._bodies[""]

    @property
    def size(self) -> int:
        """About how much memory it takes, in bytes."""
        return sum(map(len, self._bodies.values())) + OVERHEAD

    def fitting(self, encoding: str) -> str:
        """The encoding in which it goes out to someone who can read this one."""
        return encoding if self.is_compressible else ""

    def has(self, encoding: str) -> bool:
        """Whether it is at hand in this encoding."""
        return encoding in self._bodies

    def compress(self, encoding: str) -> None:
        """Have it at hand in this encoding too. Takes milliseconds: call it in a thread."""
        if encoding == "br":
            self._bodies["br"] = brotli.compress(self.body, quality=BROTLI_QUALITY)
        elif encoding == "gzip":
            self._bodies["gzip"] = gzip.compress(self.body, GZIP_LEVEL, mtime=0)

    def is_known(self, known: bytes, known_since: bytes = b"") -> bool:
        """Whether If-None-Match holds its ETag; else, of a file without one, If-Modified-Since its exact time."""
        if self.status != 200:
            return False
        if known or self.etag:
            return bool(known and self.etag) and (known == self.etag or _names(known, self.etag))
        return bool(known_since) and known_since == self.modified

    def messages(self, encoding: str, *, is_known: bool, is_stale: bool) -> Messages:
        """Start and body, made once each. `is_known`: the reader has it already; `is_stale`: nobody could say
        whether it is current.
        """
        key = (encoding, is_known, is_stale)
        made = self._messages.get(key)
        if made is None:
            made = self._messages[key] = self._made(encoding, is_known=is_known, is_stale=is_stale)
        return made

    def _made(self, encoding: str, *, is_known: bool, is_stale: bool) -> Messages:
        headers = [STALE] if is_stale else []
        if is_known:
            headers += [header for header in self.headers if header[0] in self.is_told_again]
            return _start(304, headers), _body(b"")
        body = self._bodies[encoding]
        headers += [*self.headers, (b"content-length", b"%d" % len(body))]
        if encoding:
            headers.append((b"content-encoding", encoding.encode()))
        return _start(self.status, headers), _body(body)


def lower_case(headers: Mapping[str, str]) -> list[Header]:
    """Headers as the ASGI protocol wants them."""
    return [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]


def _start(status: int, headers: list[Header]) -> Message:
    return {"type": "http.response.start", "status": status, "headers": headers}


def _body(body: bytes) -> Message:
    return {"type": "http.response.body", "body": body}


def _names(known: bytes, etag: bytes) -> bool:
    """Weak comparison (RFC 9110, section 8.8.3.2)."""
    tags = parse_etags(known.decode("latin-1"))
    ours = etag.decode("latin-1").removeprefix("W/")
    return tags == ["*"] or any(tag.removeprefix("W/") == ours for tag in tags)


class Shelf:
    """Copies by what was asked; those that nobody asked for longest go first when there are too many bytes."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self._copies: OrderedDict[Hashable, tuple[Copy, int]] = OrderedDict()

    def get(self, key: Hashable) -> Copy | None:
        """The copy kept under this key, current or not."""
        kept = self._copies.get(key)
        if kept is None:
            return None
        self._copies.move_to_end(key)
        return kept[0]

    def keep(self, key: Hashable, copy: Copy) -> None:
        """Keep this copy in place of the one before. Call it again when the copy has grown."""
        self.drop(key)
        size = copy.size
        if size > self.most_bytes:
            return
        self._copies[key] = copy, size
        self.bytes += size
        while self.bytes > self.most_bytes:
            _key, (_copy, freed) = self._copies.popitem(last=False)
            self.bytes -= freed

    def clear(self) -> None:
        """Keep nothing of what is kept."""
        self._copies.clear()
        self.bytes = 0

    def drop(self, key: Hashable) -> None:
        """Keep it no longer."""
        _copy, freed = self._copies.pop(key, (None, 0))
        self.bytes -= freed
