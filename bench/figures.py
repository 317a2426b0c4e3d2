"""What was measured: figures with their targets, and what was left out."""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Target:
    """What a figure is to reach: at least or at most so much."""

    limit: float
    is_least: bool

    def is_reached(self, value: float) -> bool:
        """Whether this value reaches it."""
        return value >= self.limit if self.is_least else value <= self.limit

    def __str__(self) -> str:
        return f"{'at least' if self.is_least else 'at most'} {shown(self.limit)}"


def at_least(limit: float) -> Target:
    """A target that larger values reach."""
    return Target(limit, is_least=True)


def at_most(limit: float) -> Target:
    """A target that smaller values reach."""
    return Target(limit, is_least=False)


@dataclass(frozen=True)
class Figure:
    """One line of the table. `value` is what the target is about, in `unit`; `measured` tells what it was made of."""

    name: str
    value: float
    unit: str
    measured: str = ""
    target: Target | None = None

    @property
    def verdict(self) -> str:
        """Whether the target was reached."""
        if self.target is None:
            return "no target"
        return "reached" if self.target.is_reached(self.value) else "NOT REACHED"

    def as_json(self) -> dict[str, Any]:
        """For other programs."""
        return {**asdict(self), "target": str(self.target or ""), "verdict": self.verdict}


@dataclass
class Results:
    """All figures of a run, and why others are missing."""

    figures: list[Figure] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def add(
        self, name: str, value: float, unit: str, measured: str = "", target: Target | None = None
    ) -> None:
        """Take down a figure."""
        self.figures.append(Figure(name, value, unit, measured, target))

    def leave_out(self, what: str, why: str) -> None:
        """Say what is missing, and why."""
        self.left_out.append(f"{what}: {why}")


def shown(value: float) -> str:
    """A number with the digits that matter."""
    if abs(value) >= 100 or value == 0:
        return f"{value:,.0f}"
    return f"{value:,.1f}" if abs(value) >= 10 else f"{value:,.2f}"
