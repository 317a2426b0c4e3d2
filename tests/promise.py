"""A newsroom of several processes on the test's own database, and the proof that its readers miss nothing."""

import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.db import connection
from django.test import Client
from django.utils.html import escape

from editorial.models import Article
from tests.promise_page import OpenPage

PROJECT = Path(__file__).parent.parent
COMMAND = [
    sys.executable,
    "manage.py",
    "shell",
    "--no-imports",
    "-c",
    "from tests import promise_worker as w; w.main()",
]
PATIENCE = 120.0
Result = dict[str, Any]


class Worker:
    """A process that writes or reads (tests/promise_worker.py). Only one order at a time."""

    def __init__(self, folder: Path, number: int) -> None:
        self.log = folder / f"worker-{number}.log"
        environment = {
            **os.environ,
            "DATABASE_URL": database_address(),
            "NEWSROOM_DATA": str(folder),
            "SECRET_KEY": "for this test alone",
            "LOG_LEVEL": "WARNING",
        }
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                COMMAND,
                cwd=PROJECT,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
            )

    def send(self, do: str, **order: Any) -> None:
        """Give an order."""
        self._write({"do": do, **order})

    def go_on(self) -> None:
        """Let it go on from where it stands."""
        self._write({})

    def answer(self, within: float = PATIENCE) -> Result:
        """The next line it says."""
        assert self.has_answer(within), f"no answer in {within} s; its log: {self.log.read_text()}"
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, f"it ended; its log: {self.log.read_text()}"
        answer: Result = json.loads(line)
        return answer

    def has_answer(self, within: float) -> bool:
        """Whether it says something within these seconds."""
        assert self.process.stdout
        return bool(select.select([self.process.stdout], [], [], within)[0])

    def ask(self, do: str, **order: Any) -> Result:
        """Give an order and wait for what comes of it."""
        self.send(do, **order)
        return self.answer()

    def end(self) -> None:
        """No more orders."""
        assert self.process.stdin
        self.process.stdin.close()
        try:
            self.process.wait(PATIENCE)
        finally:
            self.process.kill()
            self.process.wait()

    def _write(self, order: Result) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps(order).encode() + b"\n")
        self.process.stdin.flush()


@contextmanager
def workers(folder: Path, count: int) -> Iterator[list[Worker]]:
    """So many processes on the test's database, all ended at the end."""
    started = [Worker(folder, number) for number in range(count)]
    try:
        yield started
    finally:
        for worker in started:
            worker.end()


def database_address() -> str:
    """The test's own database, as `DATABASE_URL`."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    login = f"{quote(told['USER'])}:{quote(told['PASSWORD'])}" if told["PASSWORD"] else quote(told["USER"])
    return f"postgres://{login}@{told['HOST']}:{told['PORT']}/{told['NAME']}"


def is_waiting_for_its_turn(worker: Worker) -> bool:
    """Whether the process, which was given an order, waits for another one's transaction to end.

    PostgreSQL says so. SQLite does not: there it is what says nothing for a while (which could hide a fault, but
    never make one up).
    """
    if connection.vendor == "sqlite":
        return not worker.has_answer(within=0.5)
    while not worker.has_answer(within=0.01):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0]:
                return True
    return False


def differences(page: Result, story: Article) -> list[str]:
    """In what a page differs from what the database holds: entries, their order, their words; the story's part."""
    shown = _page(page)
    rows = list(story.entries.published().newest_first())
    faults = []
    if shown.feed != [row.public_id for row in rows]:
        faults.append(f"the feed is {shown.feed}, not {[row.public_id for row in rows]}")
    for row in rows:
        html = shown.entries.get(row.public_id, {"html": ""})["html"]
        if escape(row.heading) not in (html or ""):
            faults.append(f"{row.public_id} does not say “{row.heading}”")
    return faults


def differences_from_a_fresh_page(page: Result, story: Article) -> list[str]:
    """In what a page that was brought up to date differs from one that begins now."""
    shown, fresh = _page(page), OpenPage()
    fresh.apply(Client(SERVER_NAME="localhost").get(f"/stories/{story.slug}/changes/", {"since": 0}).json())
    told = {name: (getattr(shown, name), getattr(fresh, name)) for name in ("cursor", "status", "pieces")}
    told |= {key: (shown.entries.get(key), entry) for key, entry in fresh.entries.items()}
    return [f"{name}: {ours} is not {theirs}" for name, (ours, theirs) in told.items() if ours != theirs]


def _page(page: Result) -> OpenPage:
    return OpenPage(**page)
