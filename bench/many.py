"""Ten thousand readers of one stream: they connect, hear of changes, open pages meanwhile, and come back."""

import json
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bench import nginx
from bench.asking import post
from bench.crowd import Crowd, all_heard, all_served, crowd
from bench.figures import Results, Target, at_most
from bench.newsroom import Publisher, Server, Story
from bench.options import Bench
from bench.processes import Talker, resident_bytes
from bench.rounds import percentile
from bench.streams import SIZE, heard_by_all, pause, stream_of

MOST_READERS = 10_000
WARMING = 200
CHANGES, QUICK_CHANGES = 9, 3
SECONDS_TO_CONNECT, KILOBYTES_A_READER, P99, TIMES_NCHAN, PAGE_P99 = 5, 18, 500, 2, 20
PAGES_A_SECOND = 250
SECONDS_OF_PAGES = 14
SECONDS_BETWEEN_CHANGES = 2


def many_readers(bench: Bench, results: Results) -> None:
    """All of it in one run, with the same readers."""
    number = bench.many_readers
    if number < MOST_READERS and not bench.is_quick:
        results.leave_out(
            f"{MOST_READERS:,} readers", f"one process may have {bench.machine.most_files:,} files open here"
        )
    story = bench.newsroom.stories[SIZE]
    with bench.newsroom.serving() as server, bench.newsroom.publisher() as publisher:
        path, _version = stream_of(server, story)
        _warm(server, path, publisher, story)
        with crowd(server.port, path, number) as readers:
            before = server.resident_bytes
            _connect(readers, results)
            first = heard_by_all(readers, publisher, story)
            held = (server.resident_bytes - before) / number / 1024
            results.add(
                "Memory a reader, newsstand",
                held,
                "kB",
                f"{number:,} readers",
                _target(number, KILOBYTES_A_READER),
            )
            _delays(bench, results, server, readers, publisher, story, first)
            _pages_meanwhile(results, server, readers, publisher, story)
            _reconnect(results, server, readers, publisher, story)


def _target(readers: int, limit: float) -> Target | None:
    """At most so much, where all of them are there: what holds for fewer says nothing."""
    return at_most(limit) if readers >= MOST_READERS else None


def _warm(server: Server, path: str, publisher: Publisher, story: Story) -> None:
    """Readers who come and go, so that what a process needs once is there before its memory is read."""
    with crowd(server.port, path, WARMING) as few:
        all_served(few.open(), WARMING)
        heard_by_all(few, publisher, story)


def _connect(readers: Crowd, results: Results) -> None:
    opened = readers.open()
    name, number = f"{readers.readers:,} readers connecting at once", readers.readers
    measured = f"{opened.served:,} served"
    results.add(name, opened.seconds, "s", measured, _target(number, SECONDS_TO_CONNECT))
    results.add(
        f"{name}: refused at first", opened.refused, "readers", opened.why_refused, _target(number, 0)
    )
    all_served(opened, number)


def _delays(
    bench: Bench,
    results: Results,
    server: Server,
    readers: Crowd,
    publisher: Publisher,
    story: Story,
    first: list[float],
) -> None:
    """The delay of each change, in turns with nchan where that is installed."""
    delays, ours, theirs = list(first), [], []
    with _beside(bench, results, readers.readers) as nchan:
        for _change in range(QUICK_CHANGES if bench.is_quick else CHANGES):
            pause()
            heard = heard_by_all(readers, publisher, story)
            delays += heard
            ours.append(max(heard))
            if nchan:
                pause()
                theirs.append(max(nchan.publish(_last_change(server, story))))
    number = f"{readers.readers:,} streams"
    p50, p99 = statistics.median(delays), percentile(delays, 99)
    measured = f"p50 {p50:.0f}, p99 {p99:.0f}, last {max(delays):.0f} ms; every one served each time"
    results.add(
        f"Publish to reader, {number}, SQLite, p99", p99, "ms", measured, _target(readers.readers, P99)
    )
    if theirs:
        measured = f"{statistics.median(ours):.0f} ms to {statistics.median(theirs):.0f} ms"
        ratio = statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
        results.add(
            f"The last of {number}: newsstand to nginx with nchan",
            ratio,
            "times",
            measured,
            _target(readers.readers, TIMES_NCHAN),
        )


class Nchan:
    """An nginx with nchan, and its readers."""

    def __init__(self, server: nginx.Nginx, readers: Crowd) -> None:
        self._server, self._readers, self._version = server, readers, 0

    def publish(self, change: bytes) -> list[float]:
        """Publish a change as ours is; after how many milliseconds each reader had it."""
        self._version += 1
        told = json.dumps(
            {**json.loads(change), "from": self._version - 1, "to": self._version}, ensure_ascii=False
        )
        began = time.monotonic_ns()
        post(self._server.port, "/publish", told.encode(), X_EventSource_Event="changes")
        heard = self._readers.hear(self._version)
        all_heard(heard, self._readers.readers, "what nchan was given")
        return heard.after_ms(began)


@contextmanager
def _beside(bench: Bench, results: Results, number: int) -> Iterator[Nchan | None]:
    if not nginx.has_nchan():
        results.leave_out("nginx with nchan", nginx.WHY_NOT)
        yield None
        return
    with (
        nginx.serving(bench.folder / "nchan", is_streaming=True) as server,
        crowd(server.port, "/stream", number) as readers,
    ):
        before = resident_bytes(server.worker_pid)
        opened = readers.open()
        all_served(opened, number)
        nchan = Nchan(server, readers)
        nchan.publish(b"{}")
        held = (resident_bytes(server.worker_pid) - before) / number / 1024
        results.add(f"{number:,} readers connecting at once, nginx with nchan", opened.seconds, "s")
        results.add("Memory a reader, nginx with nchan", held, "kB")
        yield nchan


def _last_change(server: Server, story: Story) -> bytes:
    """What our stream sent last."""
    _epoch, version = server.version(story)
    return server.get(f"{story.path}changes/?since={version - 1}").body


def _pages_meanwhile(
    results: Results, server: Server, readers: Crowd, publisher: Publisher, story: Story
) -> None:
    """Pages asked for at an even pace, while an entry goes out to all every two seconds."""
    pages = Talker([sys.executable, "-m", "bench.paced"])
    try:
        pages.order(port=server.port, path=story.path, a_second=PAGES_A_SECOND, seconds=SECONDS_OF_PAGES)
        began = time.monotonic()
        while time.monotonic() - began < SECONDS_OF_PAGES - SECONDS_BETWEEN_CHANGES:
            time.sleep(SECONDS_BETWEEN_CHANGES)
            heard_by_all(readers, publisher, story)
        took = pages.answer()
    finally:
        pages.close()
    measured = f"{PAGES_A_SECOND} pages/s: p50 {statistics.median(took):.1f}, last {max(took):.0f} ms"
    name = f"Story page while {readers.readers:,} read the stream, p99"
    results.add(name, percentile(took, 99), "ms", measured, _target(readers.readers, PAGE_P99))


def _reconnect(results: Results, server: Server, readers: Crowd, publisher: Publisher, story: Story) -> None:
    """All connections break, an entry is published, all come back and say what they have seen."""
    epoch, seen = server.version(story)
    readers.drop()
    published = publisher.publish(story)
    began = time.monotonic_ns()
    opened = readers.open(last_event_id=f"{epoch}:{seen}")
    all_served(opened, readers.readers)
    heard = readers.hear(published.version)
    all_heard(heard, readers.readers, "what they had missed")
    measured = f"open after {opened.seconds:.1f} s; {opened.refused:,} refused at first; then all had what they missed"
    results.add(f"{readers.readers:,} readers coming back", max(heard.after_ms(began)) / 1000, "s", measured)
