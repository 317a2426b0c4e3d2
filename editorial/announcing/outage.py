"""Something that went away: said once in the log when it goes and once when it is back, tried ever more rarely."""

import asyncio
import logging
import random
import threading
from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)

FIRST_PAUSE_SECONDS = 0.1
LONGEST_PAUSE_SECONDS = 5.0


class Outage:
    """Whether `what` (words for the log) is away."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.failures = 0
        self._lock = threading.Lock()

    def failed(self, error: Exception) -> None:
        """It was tried in vain."""
        with self._lock:
            self.failures += 1
            is_first = self.failures == 1
        if is_first:
            log.warning("%s: gone (%s). Trying again until it is back.", self.what, one_line(error))

    def ended(self) -> None:
        """It works."""
        with self._lock:
            was_away, self.failures = self.failures > 0, 0
        if was_away:
            log.warning("%s: back.", self.what)

    @property
    def pause_seconds(self) -> float:
        """How long to wait before the next try: twice as long each time, and no two processes at the same moment."""
        longest = min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2.0 ** min(self.failures - 1, 10))
        return longest * random.uniform(0.5, 1)  # noqa: S311 (no secret)


async def keep_listening(
    what: str, listen: Callable[[Callable[[], None]], Awaitable[None]], heard: Callable[[], None]
) -> None:
    """Run `listen` until cancelled, again whenever it fails. It calls what it is given once it hears;
    then `heard` is called too, since hints may have been missed.
    """
    outage = Outage(what)

    def begun() -> None:
        outage.ended()
        heard()

    while True:
        try:
            await listen(begun)
        except Exception as error:  # noqa: BLE001 (whatever it is, readers must be told again once it is put right)
            outage.failed(error)
        await asyncio.sleep(outage.pause_seconds)


def one_line(error: Exception) -> str:
    """What an error says, in one line of a log."""
    return " ".join(str(error).split()) or type(error).__name__
