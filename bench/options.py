"""How much a run measures, and where it works."""

from dataclasses import dataclass
from pathlib import Path

from bench.machine import Machine
from bench.newsroom import Newsroom

SIZES = (30, 300, 3000)
# Of the story that is open at the desk.
DESK_SIZE = 500


@dataclass
class Bench:
    """One run: its folder, its newsroom of stories with so many entries, and how long it looks."""

    folder: Path
    machine: Machine
    is_quick: bool
    newsroom: Newsroom

    @property
    def rounds(self) -> int:
        """How often servers take turns: an odd number, so that a median is one that was measured."""
        return 3 if self.is_quick else 5

    @property
    def seconds(self) -> int:
        """How long each of them is asked in a round."""
        return 1 if self.is_quick else 2

    @property
    def few_readers(self) -> int:
        """Readers of the stream, where the delay matters more than the crowd."""
        return self.machine.affordable(200 if self.is_quick else 1_000)

    @property
    def many_readers(self) -> int:
        """Readers of the stream, where the crowd matters."""
        return self.machine.affordable(1_000 if self.is_quick else 10_000)
