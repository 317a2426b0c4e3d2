"""Pieces of pages, written once for each version of an entry and kept between editions."""

import sys
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock

# What a page holds of an entry: its <li>, and its part of the structured data.
HTML, FACTS = "html", "facts"
# An entry's public id and version, and its story's epoch: whatever readers see of it changes one of these.
Key = tuple[str, int, str]
# About what an entry takes in memory besides its texts.
EMPTY_BYTES = 600


class Pieces:
    """What was written of one version of an entry. Whoever holds it keeps it, though the store may let it go."""

    def __init__(self, on_growth: Callable[["Pieces", int], None] | None = None) -> None:
        self.bytes = EMPTY_BYTES
        self._texts: dict[str, str] = {}
        self._on_growth = on_growth

    def written(self, name: str, write: Callable[[], str]) -> str:
        """The piece of this name; `write` is called where there is none yet."""
        text = self._texts.get(name)
        if text is None:
            text = self._texts[name] = write()
            if self._on_growth:
                self._on_growth(self, sys.getsizeof(text))
        return text

    def has(self, *names: str) -> bool:
        """Whether all of these have been written."""
        return self._texts.keys() >= {*names}


class Fragments:
    """Pieces of many entries, those used last, in about `most_bytes` of memory. Threads may share it."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self._kept: OrderedDict[Key, Pieces] = OrderedDict()
        self._lock = Lock()

    def of(self, key: Key) -> Pieces:
        """The pieces of this version of an entry; none are written yet where nobody asked before."""
        with self._lock:
            pieces = self._kept.get(key)
            if pieces is None:
                pieces = Pieces(lambda grown, more: self._grow(key, grown, more))
                self._kept[key] = pieces
                self.bytes += pieces.bytes
            self._kept.move_to_end(key)
            self._let_go()
        return pieces

    def _grow(self, key: Key, pieces: Pieces, more: int) -> None:
        with self._lock:
            if self._kept.get(key) is pieces:
                pieces.bytes += more
                self.bytes += more
                self._let_go()

    def _let_go(self) -> None:
        while self.bytes > self.most_bytes:
            _key, pieces = self._kept.popitem(last=False)
            self.bytes -= pieces.bytes


_store: ContextVar[Fragments | None] = ContextVar("fragments", default=None)


@contextmanager
def kept(store: Fragments) -> Iterator[None]:
    """Take from this store what was written before, and keep there what is written now."""
    token = _store.set(store)
    try:
        yield
    finally:
        _store.reset(token)


def pieces_of(public_id: str, version: int, epoch: str) -> Pieces:
    """The pieces of this version of an entry; where no store is given, they are written afresh for each page."""
    store = _store.get()
    return Pieces() if store is None else store.of((public_id, version, epoch))
