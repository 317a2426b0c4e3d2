"""Servers that take turns: one after the other they would be compared across minutes, in which a machine drifts."""

import statistics
from collections.abc import Callable, Mapping, Sequence
from itertools import starmap

Measure = Callable[[], float]


def in_turns(measures: Mapping[str, Measure], rounds: int) -> dict[str, list[float]]:
    """What each measured in each round, A B C, A B C; every other round goes the other way round."""
    taken: dict[str, list[float]] = {name: [] for name in measures}
    for number in range(rounds):
        order = list(measures) if number % 2 == 0 else list(reversed(list(measures)))
        for name in order:
            taken[name].append(measures[name]())
    return taken


def median_ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of the ratios within each round."""
    return statistics.median(starmap(_ratio, zip(ours, theirs, strict=True)))


def _ratio(one: float, other: float) -> float:
    return one / other if other else float("inf")


def percentile(values: Sequence[float], percent: float) -> float:
    """The value that so many per cent of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, round(len(ordered) * percent / 100 + 0.5) - 1))]
