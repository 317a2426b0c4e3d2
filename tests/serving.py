"""A whole newsroom in a process of its own, started as people start it."""

import http.client
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from urllib.parse import urlencode

PROJECT = Path(__file__).resolve().parent.parent
PATIENCE = 60.0
APPLICATION = "liveblog.asgi:application"
CONFIGURATION = {
    *("ALLOWED_HOSTS", "DATABASE_URL", "DEBUG", "DJANGO_ALLOW_ASYNC_UNSAFE", "HOST", "LOG_LEVEL"),
    *(
        "NEWSROOM_DATA",
        "NEWSSTAND",
        "OFFLINE",
        "PORT",
        "REDIS_URL",
        "SECRET_KEY",
        "SITE_URL",
        "STREAMS_PER_ADDRESS",
    ),
    *(
        "TIME_ZONE",
        "TRUSTED_PROXIES",
        "WEBSUB_HUB",
        "S3_BUCKET",
        "S3_ENDPOINT",
        "S3_REGION",
        "RENDITIONS_URL",
    ),
    *("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"),
}


def environment(data: Path, **variables: str) -> dict[str, str]:
    """The environment of a newsroom that keeps everything in the folder `data`."""
    inherited = {name: value for name, value in os.environ.items() if name not in CONFIGURATION}
    return {**inherited, "NEWSROOM_DATA": str(data), **variables}


def manage(*arguments: str, data: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run one management command to its end."""
    return _run(["manage.py", *arguments], data, variables)


def start(*, data: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Start a server that is expected to end by itself."""
    return _run(["-m", "uvicorn", APPLICATION, "--port", "0"], data, variables)


def _run(arguments: list[str], data: Path, variables: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=PROJECT,
        env=environment(data, **variables),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@dataclass
class Answer:
    """What a server answered."""

    status: int
    headers: Message
    text: str


class Log:
    """What a process says, taken down as it says it: it never waits for a test to listen."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.text = ""
        self._has_ended = False
        self._news = threading.Condition()
        threading.Thread(target=self._take_down, args=[lines], daemon=True).start()

    def wait_for(self, words: str, start: int = 0) -> int:
        """Wait until it has said these words after that place; where they end. Fails where it ends without them."""
        with self._news:
            self._news.wait_for(lambda: self._has_ended or words in self.text[start:], PATIENCE)
        found = self.text.find(words, start)
        assert found >= 0, f"The log does not say {words!r}:\n{self.text}"
        return found + len(words)

    def _take_down(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._add(line, has_ended=False)
        self._add("", has_ended=True)

    def _add(self, line: str, *, has_ended: bool) -> None:
        with self._news:
            self.text, self._has_ended = self.text + line, has_ended
            self._news.notify_all()


@dataclass
class Server:
    """A running newsroom."""

    process: subprocess.Popen[str]
    port: int = 0
    _log: Log = field(init=False)
    _read: int = 0

    def __post_init__(self) -> None:
        self._log = Log(self.process.stderr or ())

    @property
    def log(self) -> str:
        """What it has said so far."""
        return self._log.text

    def get(self, path: str, *, peer: str = "127.0.0.1", **headers: str) -> Answer:
        """Ask for a page, from an address of the loopback interface; underscores in header names become hyphens."""
        return self._ask("GET", path, "", peer, headers)

    def head(self, path: str) -> Answer:
        """Ask what would be answered: of a picture, whose bytes are no text."""
        return self._ask("HEAD", path, "", "127.0.0.1", {})

    def post(self, path: str, form: Mapping[str, str], *, peer: str = "127.0.0.1", **headers: str) -> Answer:
        """Send a form."""
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        return self._ask("POST", path, urlencode(form), peer, headers)

    def _ask(self, method: str, path: str, body: str, peer: str, headers: Mapping[str, str]) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, source_address=(peer, 0))
        try:
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body or None, sent)
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read().decode())
        finally:
            connection.close()

    def sign_in(self, username: str, password: str, *, peer: str = "127.0.0.1", **headers: str) -> Answer:
        """Try to sign in at the desk, as a browser would."""
        page = self.get("/admin/login/", peer=peer)
        cookie = page.headers["Set-Cookie"].partition(";")[0]
        token = page.text.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
        form = {"username": username, "password": password, "csrfmiddlewaretoken": token}
        return self.post("/admin/login/", form, peer=peer, Cookie=cookie, **headers)

    def read_log_until(self, words: str) -> None:
        """Wait until the log says these words, after those waited for before; fail where it ends without them."""
        self._read = self._log.wait_for(words, self._read)

    def end(self) -> None:
        """Ask it to end, and wait until it has; end it where it would not."""
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        finally:
            self.process.kill()
            self.process.wait()


def begin_serving(
    data: Path, variables: Mapping[str, str], *, application: str = APPLICATION, port: int = 0
) -> Server:
    """A server of the newsroom whose data lies in this folder, on this port or one that is free. Whoever begins it
    ends it.
    """
    command = [sys.executable, "-m", "uvicorn", application, "--port", str(port), "--no-access-log"]
    process = subprocess.Popen(
        command, cwd=PROJECT, env=environment(data, **variables), stderr=subprocess.PIPE, text=True
    )
    server = Server(process)
    try:
        server.read_log_until("Uvicorn running on http://127.0.0.1:")
    except BaseException:
        server.end()
        raise
    server.port = int(server.log.rpartition("Uvicorn running on http://127.0.0.1:")[2].split()[0])
    return server


@contextmanager
def serving(data: Path, **variables: str) -> Iterator[Server]:
    """Serve that newsroom until the block ends."""
    server = begin_serving(data, variables)
    try:
        yield server
    finally:
        server.end()


def copy_of(newsroom: Path, folder: Path) -> Path:
    """A copy of a migrated newsroom's data, for a test of its own."""
    shutil.copytree(newsroom, folder)
    return folder
