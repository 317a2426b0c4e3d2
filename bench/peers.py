"""The newsstand beside wagtail-live: what people would use instead, at its own address and at its own poll."""

import statistics
from functools import partial

from bench import wagtail_live as peer
from bench.figures import Results, shown
from bench.newsroom import Server
from bench.options import SIZES, Bench
from bench.processes import Broken
from bench.rounds import in_turns, median_ratio
from bench.wrk import Load

# It answers one request at a time: more connections would only queue.
CONNECTIONS = 2
ROUNDS = 3
SECONDS = 1
SECONDS_FOR_PAGES = {30: 2, 300: 2, 3000: 5}
GZIP = {"Accept-Encoding": "gzip"}


def wagtail_live(bench: Bench, results: Results) -> None:
    """Story page and poll of stories with the same words and photos."""
    folder = bench.folder / "wagtail-live"
    try:
        peer.install(folder)
        peer.fill(folder, SIZES)
    except Broken as broken:
        results.leave_out("wagtail-live", str(broken))
        return
    with bench.newsroom.serving() as ours, peer.serving(folder) as theirs:
        for size in SIZES:
            _compare(bench, results, ours, theirs, size)


def _compare(bench: Bench, results: Results, ours: Server, theirs: peer.WagtailLive, size: int) -> None:
    story = bench.newsroom.stories[size]
    here = f"http://127.0.0.1:{ours.port}"
    their_page = Load(theirs.url(theirs.page(size)), GZIP, CONNECTIONS)
    their_poll = Load(theirs.url(theirs.poll(size)), GZIP, CONNECTIONS, is_head=True)
    measures = {
        "page": partial(Load(f"{here}{story.path}", GZIP).rate, SECONDS),
        "their page": partial(_rate, theirs, their_page, SECONDS_FOR_PAGES[size]),
        "poll": partial(Load(f"{here}{ours.poll(story)}", GZIP).rate, SECONDS),
        "their poll": partial(_rate, theirs, their_poll, SECONDS * 2),
    }
    theirs.get(theirs.page(size))  # the first time, renditions of photos are made
    rates = in_turns(measures, ROUNDS)
    for name, title in (("page", "Story page"), ("poll", "Poll, nothing new")):
        mine, other = rates[name], rates[f"their {name}"]
        measured = f"{shown(statistics.median(mine))}/s to {shown(statistics.median(other))}/s"
        told = f"{title}, {size:,} entries: newsstand to wagtail-live"
        results.add(told, median_ratio(mine, other), "times", measured)


def _rate(theirs: peer.WagtailLive, load: Load, seconds: int) -> float:
    """Wait until it is done with what was asked before and given up, then measure."""
    theirs.get("/")
    return load.rate(seconds)
