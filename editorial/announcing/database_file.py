"""Hearing from SQLite, which tells nobody anything: one looks whether its file moved."""

import os
import sqlite3
import time
from contextlib import closing, suppress
from typing import Any
from urllib.parse import quote

from editorial.announcing.outage import Outage

SECONDS_AFTER_A_FAULT = 0.5

Seen = tuple[int, int, int]


class DatabaseFile:
    """The newsroom's file, as far as one can see from outside whether somebody wrote to it.

    It is opened to read alone, and waits for nobody. For one thread (that of the event loop).
    """

    def __init__(self, settings: dict[str, Any]) -> None:
        self._path = os.fspath(settings["database"])
        self._file: sqlite3.Connection | None = None
        self._seen: Seen | None = None
        self._blind_until = 0.0
        self._outage = Outage("Looks at the database file")

    def has_moved(self) -> bool:
        """Whether somebody may have written since the last call: where that cannot be seen it may be so, too.

        After a fault it is not asked again at once.
        """
        if time.monotonic() < self._blind_until:
            return False
        before = self._seen
        try:
            self._seen = self._look()
        except (sqlite3.Error, OSError) as error:
            self._outage.failed(error)
            self._blind_until = time.monotonic() + SECONDS_AFTER_A_FAULT
            self._close()
            self._seen = None  # each connection counts for itself: nothing compares with what a new one says
            return True
        self._outage.ended()
        return self._seen != before

    def leave(self) -> None:
        """Look no more. The last to leave brings what was written back into the one file, which a reader may not."""
        if self._file is None:
            return
        self._close()
        with (
            suppress(sqlite3.Error),
            closing(self._opened("rw")) as writer,
        ):  # only tidier: nothing is lost without
            writer.execute("PRAGMA schema_version").fetchall()

    def _look(self) -> Seen:
        """Which file it is, and what SQLite counts up with every commit of another connection."""
        found = os.stat(self._path)  # noqa: PTH116 (by the microsecond)
        is_same = self._seen is not None and self._seen[:2] == (found.st_dev, found.st_ino)
        if self._file is None or not is_same:
            self._close()
            self._file = self._opened("ro")
        [[version]] = self._file.execute("PRAGMA data_version").fetchall()
        return found.st_dev, found.st_ino, version

    def _opened(self, mode: str) -> sqlite3.Connection:
        address = f"file:{quote(self._path)}?mode={mode}"
        return sqlite3.connect(address, uri=True, timeout=0, isolation_level=None)

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
