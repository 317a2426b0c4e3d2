"""The messenger to the hub: a thread beside the server that tells it of changed feeds and keeps nobody waiting."""

import fcntl
import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connections
from django.db.utils import InterfaceError

from editorial.reader.feeds.hub import Changes, HubAway, ping

log = logging.getLogger(__name__)

# How long nobody knows of a change of which no hint was heard.
SECONDS_BETWEEN_LOOKS = 2.0
# What follows a change within this time goes along with it.
SECONDS_TO_GATHER = 1.0
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 1.0, 300.0
LOCK = "websub-lock"


class Messenger:
    """Tells the hub until it is stopped. Of several processes on one machine, one does it at a time."""

    def __init__(self, hub: str, folder: Path) -> None:
        self._hub, self._folder = hub, folder
        self._news = threading.Event()
        self._stop = threading.Event()
        self._changes = Changes()
        # In the order in which they changed; each once.
        self._untold: dict[str, None] = {}
        self._pause = FIRST_PAUSE_SECONDS
        self._next_try_at = 0.0
        self._thread = threading.Thread(target=self._run, name="hub", daemon=True)

    def start(self) -> None:
        """Begin; the server goes on."""
        self._thread.start()

    def hear(self) -> None:
        """Something may have changed. Returns at once."""
        self._news.set()

    def stop(self) -> None:
        """End soon; a hub that does not answer is left to itself."""
        self._stop.set()
        self._news.set()

    def _run(self) -> None:
        try:
            with _only_one(self._folder / LOCK, self._stop):
                while not self._stop.is_set():
                    self._look()
                    self._tell()
                    self._wait()
        finally:
            connections.close_all()

    def _wait(self) -> None:
        self._news.wait(SECONDS_BETWEEN_LOOKS)
        self._stop.wait(SECONDS_TO_GATHER)
        self._news.clear()

    def _look(self) -> None:
        try:
            self._untold |= dict.fromkeys(self._changes.topics())
        except (DatabaseError, InterfaceError):
            connections.close_all()  # the newsstand says that the database is away; this looks again

    def _tell(self) -> None:
        """Tell what is untold; after a failure all that is left waits for its turn, each time longer."""
        if time.monotonic() < self._next_try_at:
            return
        for topic in list(self._untold):
            if self._stop.is_set():
                return
            try:
                ping(self._hub, topic)
            except HubAway as away:
                self._put_off(away)
                return
            del self._untold[topic]
            self._have_told()

    def _put_off(self, why: HubAway) -> None:
        if self._pause == FIRST_PAUSE_SECONDS:
            log.warning("The hub of the feeds cannot be told of news: %s. Trying again until it can.", why)
        self._next_try_at = time.monotonic() + self._pause
        self._pause = min(self._pause * 2, LONGEST_PAUSE_SECONDS)

    def _have_told(self) -> None:
        if self._pause > FIRST_PAUSE_SECONDS:
            log.warning("The hub of the feeds answers again.")
        self._pause = FIRST_PAUSE_SECONDS


def messenger() -> Messenger | None:
    """The messenger to the hub that the settings name; none where they name none."""
    return Messenger(settings.WEBSUB_HUB, settings.NEWSROOM_DATA) if settings.WEBSUB_HUB else None


@contextmanager
def _only_one(path: Path, stop: threading.Event) -> Iterator[None]:
    """Wait until no other process of this machine holds the file, or until asked to stop. Held till this one ends."""
    with path.open("w") as file:
        while not stop.is_set():
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                stop.wait(SECONDS_BETWEEN_LOOKS)
        yield
