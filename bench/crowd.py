"""Many readers of a stream, held by processes of their own."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from bench.processes import Broken, Talker

PROCESSES = 2


@dataclass(frozen=True)
class Opened:
    """How many readers are served (they had the beginning of a stream), why some were refused at first, how long
    it took until the last was served.
    """

    served: int
    refusals: Counter[str]
    seconds: float

    @property
    def refused(self) -> int:
        """How many were refused."""
        return self.refusals.total()

    @property
    def why_refused(self) -> str:
        """The reasons, as the readers had them."""
        return ", ".join(f"{count} x {why}" for why, count in self.refusals.items())


@dataclass(frozen=True)
class Heard:
    """Which moments a change arrived at, of the machine's monotonic clock, one for each reader that had it.

    `still_open` is how many connections there are: those that broke are not waited for.
    """

    at_ns: list[int]
    still_open: int

    def after_ms(self, moment_ns: int) -> list[float]:
        """How long after a moment each had it."""
        return [(at - moment_ns) / 1e6 for at in self.at_ns]


class Crowd:
    """Readers of the stream at one address, each with a connection of its own."""

    def __init__(self, talkers: list[Talker], port: int, path: str, readers: int) -> None:
        self._talkers = talkers
        self.readers = readers
        for place, talker in enumerate(talkers):
            share = readers // len(talkers) + (place < readers % len(talkers))
            talker.order(do="join", port=port, path=path, readers=share, first_address=place * 100)
        self._gathered()

    def open(self, *, last_event_id: str = "", seconds: float = 30) -> Opened:
        """All connect at once. `last_event_id` is what they have seen before."""
        answers = self._ask(do="open", last_event_id=last_event_id, seconds=seconds)
        return Opened(
            sum(answer["served"] for answer in answers),
            sum((Counter(answer["refused"]) for answer in answers), Counter()),
            (max(answer["last_ns"] for answer in answers) - min(answer["began_ns"] for answer in answers))
            / 1e9,
        )

    def hear(self, version: int, *, seconds: float = 20) -> Heard:
        """Wait until everybody who is connected has heard of this version, or the time is over."""
        answers = self._ask(do="hear", version=version, seconds=seconds)
        at_ns = [at for answer in answers for at in answer["at_ns"]]
        return Heard(at_ns, sum(answer["open"] for answer in answers))

    def drop(self) -> None:
        """All connections break."""
        self._ask(do="drop")

    def _ask(self, **order: Any) -> list[Any]:
        for talker in self._talkers:
            talker.order(**order)
        return self._gathered()

    def _gathered(self) -> list[Any]:
        return [talker.answer() for talker in self._talkers]


@contextmanager
def crowd(port: int, path: str, readers: int) -> Iterator[Crowd]:
    """Readers of the stream at this address of this machine, until the block ends."""
    talkers = [Talker([sys.executable, "-m", "bench.readers"]) for _process in range(PROCESSES)]
    try:
        yield Crowd(talkers, port, path, readers)
    finally:
        for talker in talkers:
            talker.close()


def all_served(opened: Opened, readers: int) -> None:
    """Raise `Broken` where somebody was not."""
    if opened.served < readers:
        raise Broken(
            f"{opened.served} of {readers} readers were served; refused: {opened.why_refused or 'none'}"
        )


def all_heard(heard: Heard, readers: int, what: str) -> None:
    """Raise `Broken` where somebody did not."""
    if len(heard.at_ns) != readers:
        raise Broken(
            f"{len(heard.at_ns)} of {readers} readers had {what}; {heard.still_open} were still connected"
        )
