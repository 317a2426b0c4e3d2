"""Story page and nothing-new poll: the newsstand, Django's own views, and nginx serving the same answers as files."""

import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from bench import nginx
from bench.asking import Answer
from bench.figures import Results, Target, at_least, shown
from bench.newsroom import Server, Story
from bench.options import SIZES, Bench
from bench.rounds import in_turns, median_ratio
from bench.wrk import Load

CONCURRENCIES = (1, 2, 4, 8, 16, 64)
ABOUT_THE_BEST = 0.95
GZIP = {"Accept-Encoding": "gzip"}
TIMES_DJANGO, OF_NGINX_PAGE, OF_NGINX_POLL, EVENNESS = 100, 0.3, 0.2, 0.1


@dataclass(frozen=True)
class Asked:
    """Something that readers ask for most: what it is called, and what is to be reached."""

    name: str
    of_nginx: Target
    of_django: Target | None = None
    is_poll: bool = False
    is_conditional: bool = False

    def path(self, server: Server, story: Story) -> str:
        """Its address."""
        return server.poll(story) if self.is_poll else story.path

    def headers(self, answer: Answer) -> dict[str, str]:
        """What a browser sends that had this answer before."""
        return {**GZIP, "If-None-Match": answer.headers["ETag"]} if self.is_conditional else GZIP


PAGE = Asked("Story page", at_least(OF_NGINX_PAGE), at_least(TIMES_DJANGO))
POLL = Asked("Poll, nothing new (200)", at_least(OF_NGINX_POLL), is_poll=True)
UNCHANGED = Asked("Poll, nothing new (304)", at_least(OF_NGINX_POLL), is_poll=True, is_conditional=True)


def pages(bench: Bench, results: Results) -> None:
    """The story page."""
    with _two_servers(bench) as (ours, django):
        _compare(PAGE, bench, results, ours, django)


def polls(bench: Bench, results: Results) -> None:
    """The question whether anything is new: answered in full, and with 304."""
    with _two_servers(bench) as (ours, django):
        _compare(POLL, bench, results, ours, django)
        _compare(UNCHANGED, bench, results, ours, django)


@contextmanager
def _two_servers(bench: Bench) -> Iterator[tuple[Server, Server]]:
    with bench.newsroom.serving() as ours, bench.newsroom.serving(newsstand=False) as django:
        yield ours, django


def _compare(asked: Asked, bench: Bench, results: Results, ours: Server, django: Server) -> None:
    sizes = (SIZES[0], SIZES[-1]) if asked.is_conditional else SIZES
    stories = [bench.newsroom.stories[size] for size in sizes]
    best = _best_concurrency(asked, django, stories[0])
    rates_of: dict[str, Callable[[int], float]] = {}
    for story in stories:
        rates_of[f"newsstand {story.entries}"] = _load(asked, ours, story).rate
    # Its polls are told for comparison only, hence once.
    for story in stories[:1] if asked.is_poll else stories:
        rates_of[f"Django {story.entries}"] = partial(_rate, asked, django, story, best)
    with nginx.serving_if_installed(bench.folder, asked.name, _kept(asked, ours, stories)) as beside:
        if beside is None:
            results.leave_out(f"{asked.name}, nginx", nginx.WHY_NOT)
        else:
            for story in stories:
                rates_of[f"nginx {story.entries}"] = _beside(asked, beside, story).rate
        measures = {name: partial(rate, bench.seconds) for name, rate in rates_of.items()}
        rates = in_turns(measures, bench.rounds)
    for story in stories:
        _tell(asked, results, rates, story.entries, best)
    few, many = (partial(rates_of[f"newsstand {size}"], 1) for size in (SIZES[0], SIZES[-1]))
    _tell_evenness(asked, results, in_turns({"few": few, "many": many}, 2 * bench.rounds + 1))


def _kept(asked: Asked, ours: Server, stories: list[Story]) -> dict[str, nginx.Kept]:
    answers = {
        str(story.entries): ours.get(asked.path(ours, story), Accept_Encoding="gzip") for story in stories
    }
    return {name: nginx.Kept.of(answer) for name, answer in answers.items()}


def _load(asked: Asked, server: Server, story: Story, connections: int = 64) -> Load:
    path = asked.path(server, story)
    headers = asked.headers(server.get(path, Accept_Encoding="gzip"))
    return Load(f"http://127.0.0.1:{server.port}{path}", headers, connections)


def _beside(asked: Asked, beside: nginx.Nginx, story: Story) -> Load:
    answer = beside.get(f"/{story.entries}", Accept_Encoding="gzip")
    return Load(beside.url(str(story.entries)), asked.headers(answer))


def _rate(asked: Asked, django: Server, story: Story, connections: int, seconds: int) -> float:
    """How many requests a second Django's own view answers; afterwards it is idle again.

    What was asked for and given up when the time was over still waits in its line, and would be in everybody's way.
    """
    rate = _load(asked, django, story, connections).rate(seconds)
    django.get(asked.path(django, story))
    return rate


def _best_concurrency(asked: Asked, django: Server, story: Story) -> int:
    """With how many connections Django's own view answers the most requests: the fewest of those that make no odds."""
    tried = {str(number): partial(_rate, asked, django, story, number, 1) for number in CONCURRENCIES}
    rates = in_turns(tried, 1 if asked.is_poll else 2)
    best = max(map(sum, rates.values()))
    return next(number for number in CONCURRENCIES if sum(rates[str(number)]) >= best * ABOUT_THE_BEST)


def _tell(asked: Asked, results: Results, rates: dict[str, list[float]], size: int, best: int) -> None:
    ours = rates[f"newsstand {size}"]
    if django := rates.get(f"Django {size}"):
        measured = f"{_per_second(ours)} to {_per_second(django)} (its best: {best} at once)"
        name = f"{asked.name}, {size:,} entries: newsstand to Django's own view"
        results.add(name, median_ratio(ours, django), "times", measured, asked.of_django)
    if beside := rates.get(f"nginx {size}"):
        measured = f"{_per_second(ours)} to {_per_second(beside)}"
        name = f"{asked.name}, {size:,} entries: newsstand to nginx"
        results.add(name, median_ratio(ours, beside), "times", measured, asked.of_nginx)


def _tell_evenness(asked: Asked, results: Results, rates: dict[str, list[float]]) -> None:
    few, many = rates["few"], rates["many"]
    results.add(
        f"{asked.name}: {SIZES[-1]:,} entries to {SIZES[0]}",
        median_ratio(many, few),
        "times",
        f"{_per_second(many)} to {_per_second(few)}",
        at_least(1 - EVENNESS),
    )


def _per_second(rates: list[float]) -> str:
    return f"{shown(statistics.median(rates))}/s"
