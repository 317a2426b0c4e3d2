"""Whatever becomes of answers on their way, the browser's own code never shows an older state than it did, and ends
with what the newsroom has. Run in node, against a model of the story.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.copied import Answer, Entry, Story
from tests.one_door import PROJECT

EXAMPLES = 5_000 if os.environ.get("LONG") == "1" else 300
SAFEGUARDS = [
    *("TakesAnyVersion", "ForgetsWithdrawn", "TakesAnyStory", "TakesAnyStatus"),
    *("LosesItsPlace", "SkipsGaps", "MixesHistories"),
]
chance = st.floats(0, 1, exclude_max=True)


class Browser:
    """The page's own code, in node; one line asks, one answers."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def tell(self, **command: Answer) -> Answer:
        """Give it a command; what it shows then."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(command) + "\n")
        self._process.stdin.flush()
        answer: Answer = json.loads(self._process.stdout.readline())
        return answer


@contextmanager
def browser(copy: str) -> Iterator[Browser]:
    """A browser whose pages keep this kind of copy."""
    node = shutil.which("node")
    if not node:
        missing = "node is missing (apt-get install nodejs)"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(missing)
    command = [str(node), str(PROJECT / "tests" / "js" / "apply-line.js"), copy]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Browser(process)


class OpenPage(RuleBasedStateMachine):
    """A newsroom at work, a page of it that someone has open, and a network between them."""

    browser: Browser

    def __init__(self) -> None:
        super().__init__()
        self.story = Story()
        self.sent: list[Answer] = []
        self.newest: dict[str, float] = {}
        self.cursor = 0
        self.backup = deepcopy(self.story)

    @initialize(number=st.integers(0, 6))
    def open(self, number: int) -> None:
        for place in range(number):
            self.publish(place / 10)
        self.load()

    # What editors do ----------------------------------------------------------------------------

    @rule(place=chance)
    def publish(self, place: float) -> None:
        self.story.put(Entry(f"entry{len(self.story.entries)}", 0, self._order(place)))

    @precondition(lambda self: self.story.entries)
    @rule(which=chance)
    def edit(self, which: float) -> None:
        self.story.put(self._entry(which))

    @precondition(lambda self: self.story.entries)
    @rule(which=chance, place=chance)
    def retime(self, which: float, place: float) -> None:
        self.story.put(self._entry(which), order=self._order(place))

    @precondition(lambda self: self.story.entries)
    @rule(which=chance)
    def withdraw(self, which: float) -> None:
        self.story.put(self._entry(which), is_withdrawn=True)

    @precondition(lambda self: self.story.entries)
    @rule(which=chance)
    def restore(self, which: float) -> None:
        self.story.put(self._entry(which), is_withdrawn=False)

    @rule()
    def rewrite(self) -> None:
        self.story.story_version = self.story.stamp()

    @rule()
    def turn(self) -> None:
        self.story.state = "ended" if self.story.state == "live" else "live"
        self.story.story_version = self.story.status_version = self.story.stamp()

    @rule()
    def back_up(self) -> None:
        self.backup = deepcopy(self.story)

    @rule()
    def restore_the_backup(self) -> None:
        """History is replaced: what has the same version is another thing."""
        self.story = replace(deepcopy(self.backup), epoch=self.story.epoch + 1)

    # What becomes of answers --------------------------------------------------------------------

    @rule()
    def ask(self) -> None:
        self.hear(self.answer(self.cursor))

    @rule()
    def ask_and_hear_nothing_yet(self) -> None:
        """The answer is late, or lost."""
        self.answer(self.cursor)

    @precondition(lambda self: self.sent)
    @rule(which=chance)
    def deliver(self, which: float) -> None:
        """Any answer that was ever given arrives, late or once more."""
        self.hear(self.sent[int(which * len(self.sent))])

    @precondition(lambda self: self.sent)
    @rule(number=st.integers(1, 4))
    def deliver_the_last_in_reverse(self, number: int) -> None:
        for answer in reversed(self.sent[-number:]):
            self.hear(answer)

    @rule(back=st.integers(1, 6))
    def hear_what_others_hear(self, back: int) -> None:
        """A message of the stream, for those who show some version of the story that there is now."""
        self.sent.append(self.story.changes(max(self.story.version - back, 0), str(self.story.epoch)))
        self.hear(self.sent[-1])

    @rule()
    def load(self) -> None:
        self.page = self.story.rendered()
        self.newest, self.cursor = {}, 0
        self.see(self.browser.tell(open=self.page))

    @rule()
    def catch_up(self) -> None:
        """The network is quiet, and the page asks: it shows what the newsroom has."""
        self.ask()
        floor = self.page["floor"]
        assert self.view["shown"] == [each["html"] for each in self.story.items(floor)]
        assert self.view["story"] == self.story.parts
        assert self.view["status"] == self.story.status
        assert self.cursor == self.story.version

    def teardown(self) -> None:
        if hasattr(self, "view"):
            self.catch_up()

    # What a page is ------------------------------------------------------------------------------

    def answer(self, since: int) -> Answer:
        answer = self.story.changes(since, self.page["epoch"])
        self.sent.append(answer)
        return answer

    def hear(self, answer: Answer) -> None:
        view = self.browser.tell(hear=answer)
        self.see(view)
        if view["verdict"] == "reload":
            self.load()
        elif view["verdict"] == "gap":
            self.hear(self.answer(self.cursor))

    def see(self, view: Answer) -> None:
        self.view = view
        versions = versions_of(view)
        for name, version in versions.items():
            assert version >= self.newest.get(name, 0), f"{name} went back to {version}"
        for name in self.newest.keys() - versions.keys():
            # It has left the page: what it last was must not come again.
            self.newest[name] = int(self.newest[name]) + 0.5
        self.newest.update(versions)
        assert view["cursor"] >= self.cursor, "the page forgot what it had heard"
        self.cursor = view["cursor"]

    @invariant()
    def all_is_of_one_history(self) -> None:
        if hasattr(self, "view"):
            assert {text.split(" of ")[1] for text in texts_of(self.view)} == {self.page["epoch"]}

    @invariant()
    def each_entry_stands_once(self) -> None:
        if hasattr(self, "view"):
            names = [text.split(" at ")[0] for text in self.view["shown"]]
            assert len(names) == len(set(names))

    def _entry(self, which: float) -> Entry:
        entries = list(self.story.entries.values())
        return entries[int(which * len(entries))]

    def _order(self, place: float) -> str:
        """A sortable key that no other entry has."""
        return f"{int(place * 1_000):03}-{self.story.version:06}"


def texts_of(view: Answer) -> list[str]:
    """All that is shown: each names a thing, its version and its history."""
    status = view["status"].partition(" ")[2]
    return [*view["shown"], *view["story"].values(), f"status {status}"]


def versions_of(view: Answer) -> dict[str, float]:
    """The version of everything that is shown."""
    named = (text.split(" of ")[0].split(" at ") for text in texts_of(view))
    return {name: float(version) for name, version in named}


def run(copy: str, examples: int, **more: Any) -> None:
    with browser(copy) as opened:
        machine = type(copy, (OpenPage,), {"browser": opened})
        run_state_machine_as_test(
            machine, settings=settings(max_examples=examples, stateful_step_count=50, deadline=None, **more)
        )


def test_an_open_page_never_goes_back_and_ends_with_what_the_newsroom_has() -> None:
    run("Copy", EXAMPLES)


@pytest.mark.parametrize("copy", SAFEGUARDS)
def test_a_page_without_one_of_its_safeguards_is_found_out(copy: str) -> None:
    phases = [Phase.generate]

    with pytest.raises(AssertionError):
        run(copy, 2_000, phases=phases, derandomize=True, database=None, report_multiple_bugs=False)
