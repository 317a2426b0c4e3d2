"""Whether what the newsstand knows is current: versions are looked up at every hint, and in any case within 2 s."""

import asyncio
import logging
import time
from collections.abc import Callable

from editorial import announcing
from editorial.reader.newsstand.stories import Mark, Stories, marks, pictures_mark
from editorial.threads import Threads

log = logging.getLogger(__name__)

# A hint may be lost: this is how long nobody knows of it, in seconds.
LONGEST_UNKNOWN = 2.0
# Between glances at a database file whose changes nobody announces (SQLite), in seconds.
BETWEEN_GLANCES = 0.02
# How long a reader's request waits for a database that may be gone, in seconds.
PATIENCE = 2.0
# Somebody asked in the last so many seconds: somebody else may ask next.
DEMAND = 10.0


class Watch:
    """Looks the versions of all known stories up, one query for all, and tells `moved` what was found by key."""

    def __init__(self, stories: Stories, moved: Callable[[dict[int, Mark | None]], None]) -> None:
        self._stories, self._moved = stories, moved
        self._hints = announcing.Hints(self._heard, self._is_worth_hearing)
        self._others: list[tuple[Callable[[], None], Callable[[], bool]]] = []
        self._threads = Threads(1, "watch")
        self._is_due = asyncio.Event()
        self._looking: asyncio.Task[None] | None = None
        self._current_until = self._glanced_at = 0.0
        self._asked_at = float("-inf")
        # Counts what was heard of: a page of all stories holds for one count.
        self.news = 0
        # The mark of pictures that are current; nothing before the first look.
        self.pictures: int | None = None
        self.is_blind = False

    async def listen(self) -> None:
        """Hear of changes, until cancelled."""
        await self._hints.listen()

    async def run(self) -> None:
        """Look whenever something is heard of, and every 2 s while anybody wants to know, until cancelled."""
        while True:
            self._is_due.clear()
            if self._is_wanted():
                await self.look()
            try:
                await asyncio.wait_for(self._is_due.wait(), LONGEST_UNKNOWN * 0.9)
            except TimeoutError:
                continue

    def close(self) -> None:
        """Look no more."""
        self._threads.close()

    def also_tell(self, heard: Callable[[], None], is_wanted: Callable[[], bool]) -> None:
        """Let others hear what is heard here. They look for themselves; `is_wanted` says whether they care just now."""
        self._others.append((heard, is_wanted))

    def is_current(self, now: float) -> bool:
        """Whether the marks can be relied on at this moment (of `time.monotonic`). Costs next to nothing."""
        self._asked_at = now
        if now - self._glanced_at > BETWEEN_GLANCES:
            self._glanced_at = now
            self._hints.look()
        return now < self._current_until

    async def make_current(self) -> None:
        """Look, unless nothing can have changed. Where the database does not answer, `is_blind` says so."""
        if not self.is_blind and not self.is_current(time.monotonic()):
            await self.look()

    async def look(self) -> None:
        """Look the versions up. Those who ask while a look is under way get one that began after they asked."""
        if self._looking is not None:
            await asyncio.wait([self._looking], timeout=PATIENCE)
        if self._looking is None:
            self._looking = asyncio.create_task(self._look())
            self._looking.add_done_callback(self._looked)
        _done, waiting = await asyncio.wait([self._looking], timeout=PATIENCE)
        if waiting:
            self._turn_blind(f"no answer within {PATIENCE} s")

    def _heard(self) -> None:
        self.news += 1
        self._current_until = 0.0
        self._is_due.set()
        for heard, _is_wanted in self._others:
            heard()

    def _is_worth_hearing(self) -> bool:
        return self._is_wanted() or any(is_wanted() for _heard, is_wanted in self._others)

    def _is_wanted(self) -> bool:
        has_readers = any(story.readers for story in self._stories)
        return has_readers or time.monotonic() - self._asked_at < DEMAND

    def _looked(self, task: asyncio.Task[None]) -> None:
        self._looking = None
        if not task.cancelled() and (fault := task.exception()):
            self._turn_blind(str(fault))

    async def _look(self) -> None:
        began, news = time.monotonic(), self.news
        keys = self._stories.keys
        found, self.pictures = await self._threads.run(lambda: (marks(keys), pictures_mark()))
        if self.is_blind:
            log.warning("The database answers again: readers get what is current.")
        self.is_blind = False
        if news == self.news:
            self._current_until = began + LONGEST_UNKNOWN
        self._moved({key: found.get(key) for key in keys})

    def _turn_blind(self, why: str) -> None:
        if not self.is_blind:
            log.warning("The database does not answer (%s). Readers get the pages that are known.", why)
        self.is_blind = True
        self._current_until = 0.0
