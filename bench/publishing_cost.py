"""What it costs to publish one more entry, in stories of every size."""

import statistics
from functools import partial

from bench.figures import Results, at_most
from bench.newsroom import Publisher, Story
from bench.options import SIZES, Bench
from bench.rounds import in_turns, median_ratio

DEARER = 1.2
ROUNDS = 60
QUICK_ROUNDS = 20


def publishing_cost(bench: Bench, results: Results) -> None:
    """A publish in the largest story over one in the smallest, while nothing else is going on."""
    stories = bench.newsroom.stories
    with bench.newsroom.publisher() as publisher:
        for size in SIZES:
            _milliseconds(publisher, stories[size])
        measures = {str(size): partial(_milliseconds, publisher, stories[size]) for size in SIZES}
        took = in_turns(measures, QUICK_ROUNDS if bench.is_quick else ROUNDS)
    few = took[str(SIZES[0])]
    for size in SIZES[1:]:
        results.add(
            f"Publishing an entry: {size:,} entries to {SIZES[0]}",
            median_ratio(took[str(size)], few),
            "times",
            f"{statistics.median(took[str(size)]):.1f} ms to {statistics.median(few):.1f} ms",
            at_most(DEARER),
        )


def _milliseconds(publisher: Publisher, story: Story) -> float:
    return publisher.publish(story).took_ns / 1e6
