"""The live desk of a story with 500 entries in a real browser: when one can type, how it types, what others do."""

import json
import random
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser

from bench.browser import Opened, Session, browser
from bench.figures import Results, Target, at_most
from bench.newsroom import Publisher, Story
from bench.options import DESK_SIZE, Bench
from bench.processes import Broken
from bench.rounds import in_turns, median_ratio, percentile

INPUT_DELAY_MS, SHOWN_MS = 50, 1_000
WORDS = "The harbour master said that the last of the ferries had left before the wind turned. "
PLACES = (("heading", "[data-composer] [name=heading]"), ("text", "[data-composer] .cke_wysiwyg_div"))
BETWEEN_KEYS_MS = 60
SECONDS_BETWEEN_ENTRIES = 0.5
_pause = random.Random(5)  # noqa: S311 (no secret: it is to be repeated)


def desk(bench: Bench, results: Results) -> None:
    """All of it, with one browser."""
    story = bench.newsroom.stories[DESK_SIZE]
    with bench.newsroom.serving() as server, bench.newsroom.publisher() as publisher, browser() as chromium:
        session = Session(
            server.port, **json.loads(bench.newsroom.run("-m", "bench.desk_session", story.slug))
        )
        _until_one_can_type(bench, results, chromium, session)
        with session.opened(chromium, session.desk) as opened:
            number = opened.load_all_rows()
            if number < DESK_SIZE:
                raise Broken(f"The timeline shows {number} of {DESK_SIZE} entries")
            _typing(bench, results, opened, publisher, story)
            _colleagues(bench, results, opened, publisher, story)


def _until_one_can_type(bench: Bench, results: Results, chromium: Browser, session: Session) -> None:
    """In turns with the stock admin's form for a new entry, which has the same text editor."""

    def opening(path: str) -> Callable[[], float]:
        def ready_ms() -> float:
            with session.opened(chromium, path) as opened:
                return opened.ready_ms

        return ready_ms

    pages = {"desk": opening(session.desk), "form": opening(session.form)}
    for warm in pages.values():
        warm()
    taken = in_turns(pages, bench.rounds)
    ours, theirs = (statistics.median(taken[name]) for name in pages)
    measured = f"{ours:,.0f} ms to {theirs:,.0f} ms"
    ratio = median_ratio(taken["desk"], taken["form"])
    results.add(
        f"Until one can type at the desk, {DESK_SIZE} entries: to the stock form", ratio, "times", measured
    )


def _typing(bench: Bench, results: Results, opened: Opened, publisher: Publisher, story: Story) -> None:
    text = WORDS * (1 if bench.is_quick else 3)
    for place, selector in PLACES:
        _delay(results, f"in the {place}", opened.type_in(selector, text, BETWEEN_KEYS_MS))
        with somebody_publishing(publisher, story):
            delays = opened.type_in(selector, text, BETWEEN_KEYS_MS)
        _delay(results, f"in the {place}, while entries come", delays)


def _delay(results: Results, where: str, delays: list[float]) -> None:
    p50, p95, last = statistics.median(delays), percentile(delays, 95), max(delays)
    measured = f"{len(delays)} keys: p50 {p50:.0f}, longest {last:.0f} ms"
    results.add(f"Key to letter at the desk, {where}, p95", p95, "ms", measured, at_most(INPUT_DELAY_MS))


@contextmanager
def somebody_publishing(publisher: Publisher, story: Story) -> Iterator[None]:
    """A colleague who publishes an entry every half second, until the block ends."""
    is_over = threading.Event()

    def publish() -> None:
        while not is_over.wait(SECONDS_BETWEEN_ENTRIES):
            publisher.publish(story)

    publishing = threading.Thread(target=publish)
    publishing.start()
    try:
        yield
    finally:
        is_over.set()
        publishing.join()


def _colleagues(bench: Bench, results: Results, opened: Opened, publisher: Publisher, story: Story) -> None:
    """From the commit of a colleague's entry to the row."""
    time.sleep(SECONDS_BETWEEN_ENTRIES * 2)  # what was published last has come
    opened.watch_rows()
    delays = []
    for number in range(1, (10 if bench.is_quick else 100) + 1):
        published = publisher.publish(story)
        delays.append((opened.row_shown_ns(number) - published.committed_ns) / 1e6)
        time.sleep(0.2 + _pause.random() * 0.2)
    measured = f"{len(delays)} entries, longest {max(delays):.0f} ms"
    for percent, target in ((50, None), (99, at_most(SHOWN_MS))):
        _shown(results, percent, percentile(delays, percent), measured, target)


def _shown(results: Results, percent: int, value: float, measured: str, target: Target | None) -> None:
    results.add(f"A colleague's entry at the desk, p{percent}", value, "ms", measured, target)
