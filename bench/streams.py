"""From the commit in another process to the readers of the stream."""

import random
import statistics
import time

from bench.crowd import Crowd, all_heard, all_served, crowd
from bench.figures import Results, at_most
from bench.newsroom import Newsroom, Publisher, Server, Story
from bench.options import Bench
from bench.rounds import percentile
from tests.postgres import temporary_postgres

SIZE = 30
CHANGES, QUICK_CHANGES = 20, 6
FEW_READERS = 1_000
# In milliseconds: p50, p99.
TARGETS = {"SQLite": (at_most(40), at_most(120)), "PostgreSQL": (None, at_most(75))}
_pause = random.Random(3)  # noqa: S311 (no secret: it is to be repeated)


def delay_on_sqlite(bench: Bench, results: Results) -> None:
    """A thousand readers; the server looks at the database's file."""
    _delay("SQLite", bench.newsroom, bench, results)


def delay_on_postgresql(bench: Bench, results: Results) -> None:
    """A thousand readers; the database tells the server."""
    with temporary_postgres() as address:
        newsroom = Newsroom(bench.folder / "postgresql", address)
        newsroom.fill(SIZE)
        _delay("PostgreSQL", newsroom, bench, results)


def stream_of(server: Server, story: Story) -> tuple[str, int]:
    """The stream of a reader who has seen everything, and the version that this is."""
    epoch, version = server.version(story)
    return f"{story.path}stream/?since={version}&epoch={epoch}", version


def heard_by_all(readers: Crowd, publisher: Publisher, story: Story) -> list[float]:
    """Publish an entry; after how many milliseconds each reader had it. Raises `Broken` where one did not."""
    published = publisher.publish(story)
    heard = readers.hear(published.version)
    all_heard(heard, readers.readers, f"version {published.version}")
    return heard.after_ms(published.committed_ns)


def pause() -> None:
    """Wait a little, never equally long: what looks about at intervals must not be met always at the same place."""
    time.sleep(0.2 + _pause.random() * 0.2)


def _delay(database: str, newsroom: Newsroom, bench: Bench, results: Results) -> None:
    number = bench.few_readers
    story = newsroom.stories[SIZE]
    with newsroom.serving() as server, newsroom.publisher() as publisher:
        path, _version = stream_of(server, story)
        with crowd(server.port, path, number) as readers:
            all_served(readers.open(), number)
            heard_by_all(readers, publisher, story)
            delays: list[float] = []
            for _change in range(QUICK_CHANGES if bench.is_quick else CHANGES):
                pause()
                delays += heard_by_all(readers, publisher, story)
    _tell(database, number, delays, results)


def _tell(database: str, number: int, delays: list[float], results: Results) -> None:
    name = f"Publish to reader, {number:,} streams, {database}"
    p50, p99 = statistics.median(delays), percentile(delays, 99)
    most_p50, most_p99 = TARGETS[database] if number >= FEW_READERS else (None, None)
    results.add(f"{name}, p50", p50, "ms", "", most_p50)
    results.add(
        f"{name}, p99", p99, "ms", f"p50 {p50:.0f}, p99 {p99:.0f}, last {max(delays):.0f} ms", most_p99
    )
