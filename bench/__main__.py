"""`python -m bench [names] [--quick] [--json FILE]`: measured comparisons, and their table."""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import browser, desk, many, peers, photos, publishing_cost, sizes, streams, wrk
from bench.figures import Results
from bench.machine import this_machine
from bench.newsroom import Newsroom
from bench.options import DESK_SIZE, SIZES, Bench
from bench.pages import pages, polls
from bench.processes import Broken
from bench.report import as_table, write_json

RESULTS = Path("bench/results/results.json")


@dataclass(frozen=True)
class Comparison:
    """Something that is compared; `missing` says which program it lacks here, if any."""

    name: str
    title: str
    run: Callable[[Bench, Results], None]
    missing: Callable[[], str] = lambda: ""


COMPARISONS = (
    Comparison("page", "the story page", pages, wrk.missing),
    Comparison("poll", "the poll, nothing new", polls, wrk.missing),
    Comparison("wagtail", "wagtail-live", peers.wagtail_live, wrk.missing),
    Comparison("publish", "the cost of publishing", publishing_cost.publishing_cost),
    Comparison("sizes", "bytes that readers load", sizes.sizes),
    Comparison("photos", "photographs", photos.photos),
    Comparison("sqlite", "publish to reader, SQLite", streams.delay_on_sqlite),
    Comparison("postgresql", "publish to reader, PostgreSQL", streams.delay_on_postgresql),
    Comparison("desk", "the live desk", desk.desk, browser.missing),
    Comparison("readers", "very many readers", many.many_readers),
)


def main() -> int:
    """Measure what was asked for, or everything; 1 where a comparison broke, whatever the figures are."""
    asked = arguments()
    chosen = [comparison for comparison in COMPARISONS if comparison.name in (asked.names or _names())]
    results, began = Results(), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        newsroom = Newsroom(Path(folder) / "newsroom")
        bench = Bench(Path(folder), this_machine(), asked.quick, newsroom)
        if sizes_for(chosen):
            say(f"Writing stories of {', '.join(f'{size:,}' for size in sizes_for(chosen))} entries")
        newsroom.fill(*sizes_for(chosen))
        went_well = [_run(number, len(chosen), each, bench, results) for number, each in enumerate(chosen, 1)]
    print(as_table(results, bench.machine, time.monotonic() - began))
    write_json(asked.json, results, bench.machine)
    return 0 if all(went_well) else 1


def sizes_for(chosen: Sequence[Comparison]) -> tuple[int, ...]:
    """The stories that these comparisons need."""
    names = {comparison.name for comparison in chosen}
    return (*(SIZES if names - {"desk", "photos"} else ()), *((DESK_SIZE,) if "desk" in names else ()))


def _run(number: int, of: int, comparison: Comparison, bench: Bench, results: Results) -> bool:
    """Whether it went as it should, or cannot be done on this machine."""
    began = time.monotonic()
    say(f"{number} of {of}: {comparison.title}")
    if why := comparison.missing():
        results.leave_out(comparison.title, why)
        return True
    try:
        comparison.run(bench, results)
    except (Broken, OSError, subprocess.SubprocessError) as broken:
        results.leave_out(f"{comparison.title} broke off", str(broken))
        return False
    say(f"        took {time.monotonic() - began:.0f} s")
    return True


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"only these: {', '.join(_names())}")
    parser.add_argument(
        "--quick", action="store_true", help="shorter, with fewer readers: to see whether it works"
    )
    parser.add_argument(
        "--json", type=Path, default=RESULTS, help=f"where the figures go (default: {RESULTS})"
    )
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(_names()):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(_names())}")
    return asked


def say(words: str) -> None:
    """One line about what is going on, at once."""
    print(words, file=sys.stderr, flush=True)


def _names() -> list[str]:
    return [comparison.name for comparison in COMPARISONS]


if __name__ == "__main__":
    sys.exit(main())
