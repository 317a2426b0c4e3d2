"""A newsroom of its own for a benchmark: its folder, its stories, its server, somebody who publishes."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.asking import Answer, get
from bench.processes import PROJECT, Broken, Talker, free_port, resident_bytes, running, wait_until_listening
from tests.serving import environment

BACKLOG = 4096


@dataclass(frozen=True)
class Story:
    """A story of the benchmark, as it was when it was filled."""

    slug: str
    entries: int

    @property
    def path(self) -> str:
        """The address of its page."""
        return f"/stories/{self.slug}/"


@dataclass(frozen=True)
class Server:
    """A running newsroom."""

    port: int
    pid: int

    @property
    def resident_bytes(self) -> int:
        """The memory of its process."""
        return resident_bytes(self.pid)

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a page."""
        return get(self.port, path, **headers)

    def version(self, story: Story) -> tuple[str, int]:
        """The epoch and version that the story is at."""
        answer = json.loads(self.get(f"{story.path}changes/?since=0").body)
        return answer["epoch"], answer["to"]

    def poll(self, story: Story) -> str:
        """The address that the browser of a reader who has seen everything asks at."""
        epoch, version = self.version(story)
        return f"{story.path}changes/?since={version}&epoch={epoch}"


@dataclass
class Newsroom:
    """A newsroom whose data lies in `folder`, or in the database at an address (as for `DATABASE_URL`)."""

    folder: Path
    database: str = ""
    stories: dict[int, Story] = field(default_factory=dict)

    def fill(self, *sizes: int) -> None:
        """Make the tables, and a story with each of these numbers of entries."""
        self.folder.mkdir()
        self.run("manage.py", "migrate", "--verbosity", "0")
        for line in self.run("-m", "bench.fill", *map(str, sizes)).splitlines():
            told = json.loads(line)
            self.stories[told["entries"]] = Story(told["slug"], told["entries"])

    @contextmanager
    def serving(self, *, newsstand: bool = True) -> Iterator[Server]:
        """Serve it by one process, as the README says, until the block ends."""
        port, log = free_port(), self.folder / f"server-{newsstand}.log"
        command = [sys.executable, "-m", "uvicorn", "liveblog.asgi:application", "--port", str(port)]
        command += ["--no-access-log", "--backlog", str(BACKLOG), "--loop", "uvloop", "--http", "httptools"]
        command += ["--timeout-graceful-shutdown", "5"]
        with running(command, log=log, environment=self._environment(newsstand)) as process:
            wait_until_listening(process, port, log)
            yield Server(port, process.pid)

    @contextmanager
    def publisher(self) -> Iterator["Publisher"]:
        """Somebody who publishes, in a process beside the server's."""
        talker = Talker([sys.executable, "-m", "bench.publisher"], self._environment())
        try:
            yield Publisher(talker)
        finally:
            talker.close()

    def darkroom(self, photo: Path) -> Talker:
        """A process that works on the photo in this file, on one core."""
        return Talker([sys.executable, "-m", "bench.darkroom", str(photo)], self._environment())

    def _environment(self, newsstand: bool = True) -> dict[str, str]:
        variables = {"NEWSSTAND": "on" if newsstand else "off", "LOG_LEVEL": "WARNING"}
        if self.database:
            variables["DATABASE_URL"] = self.database
        return {**environment(self.folder, **variables), "DJANGO_SETTINGS_MODULE": "liveblog.settings"}

    def run(self, *arguments: str) -> str:
        """What a command of Python's says in the newsroom's environment. Raises `Broken` where it fails."""
        ended = subprocess.run(
            [sys.executable, *arguments],
            cwd=PROJECT,
            env=self._environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        if ended.returncode:
            raise Broken(f"{' '.join(arguments)}: {ended.stderr[-2_000:]}")
        return ended.stdout


@dataclass(frozen=True)
class Published:
    """One entry published: the version that it gave the story, when it was committed, how long all of it took."""

    version: int
    committed_ns: int
    took_ns: int


class Publisher:
    """Somebody who publishes entries, in a process of their own."""

    def __init__(self, talker: Talker) -> None:
        self._talker = talker

    def publish(self, story: Story) -> Published:
        """Publish one more entry. Moments are of the machine's monotonic clock, which all processes share."""
        told: dict[str, Any] = self._talker.ask(slug=story.slug)
        return Published(**told)
