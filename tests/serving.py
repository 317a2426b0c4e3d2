"""A whole newsroom in a process of its own, started as people start it."""

import http.client
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from urllib.parse import urlencode

PROJECT = Path(__file__).resolve().parent.parent
SERVER = ["-m", "uvicorn", "liveblog.asgi:application"]
CONFIGURATION = {
    *("ALLOWED_HOSTS", "DATABASE_URL", "DEBUG", "DJANGO_ALLOW_ASYNC_UNSAFE", "HOST", "LOG_LEVEL"),
    *("NEWSROOM_DATA", "PORT", "SECRET_KEY", "SITE_URL", "TIME_ZONE", "TRUSTED_PROXIES"),
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
    return _run([*SERVER, "--port", "0"], data, variables)


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


@dataclass
class Server:
    """A running newsroom, and its log as far as it was read."""

    process: subprocess.Popen[str]
    port: int = 0
    log: str = ""

    def get(self, path: str, *, peer: str = "127.0.0.1", **headers: str) -> Answer:
        """Ask for a page, from an address of the loopback interface; underscores in header names become hyphens."""
        return self._ask("GET", path, "", peer, headers)

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
        """Read the log up to the first line with these words; fail where it ends without them."""
        for line in self.process.stderr or ():
            self.log += line
            if words in line:
                return
        raise AssertionError(f"The log ended without {words!r}:\n{self.log}")


@contextmanager
def serving(data: Path, **variables: str) -> Iterator[Server]:
    """Serve the newsroom whose data lies in this folder, on a port that is free, until the block ends."""
    command = [sys.executable, *SERVER, "--port", "0", "--no-access-log"]
    process = subprocess.Popen(
        command, cwd=PROJECT, env=environment(data, **variables), stderr=subprocess.PIPE, text=True
    )
    try:
        server = Server(process)
        server.read_log_until("Uvicorn running on")
        server.port = int(server.log.rpartition("Uvicorn running on http://127.0.0.1:")[2].split()[0])
        yield server
    finally:
        process.terminate()
        process.communicate()


def copy_of(newsroom: Path, folder: Path) -> Path:
    """A copy of a migrated newsroom's data, for a test of its own."""
    shutil.copytree(newsroom, folder)
    return folder
