"""A hub of WebSub in a process of its own: it says on standard error what it is told, and answers as its mode has it.

`python -m tests.hub MODE`: `takes` every word, `refuses` the first two and takes the rest, or `hangs`: it reads and
never answers.
"""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

from tests.serving import PATIENCE, PROJECT, Log

REFUSALS = 2


class Hub:
    """A running hub."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._log = Log(process.stderr or ())
        self._read = self._log.wait_for("listens on ")
        self._log.wait_for("\n", self._read)
        self.address = self._log.text[self._read :].split()[0]

    def wait_for(self, words: str) -> None:
        """Wait until it was told this, after what was waited for before."""
        self._read = self._log.wait_for(words, self._read)

    @property
    def told(self) -> list[str]:
        """All that it was told and took, in order."""
        return [
            line.removeprefix("takes ") for line in self._log.text.splitlines() if line.startswith("takes ")
        ]


@contextmanager
def hub(mode: str) -> Iterator[Hub]:
    """Run a hub until the block ends."""
    command = [sys.executable, "-m", "tests.hub", mode]
    process = subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.PIPE, text=True)
    try:
        yield Hub(process)
    finally:
        process.kill()
        process.wait(PATIENCE)


class _Answers(BaseHTTPRequestHandler):
    refusals = 0
    mode = ""

    def do_POST(self) -> None:
        """Hear of a feed that changed."""
        words = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        word = f"{words['hub.mode'][0]} {words['hub.url'][0]}"
        if self.mode == "hangs":
            _say(f"hangs {word}")
            threading.Event().wait()
        elif self.mode == "refuses" and _Answers.refusals < REFUSALS:
            _Answers.refusals += 1
            _say(f"refuses {word}")
            self.send_error(503)
        else:
            _say(f"takes {word}")
            self.send_response(204)
            self.end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing but what is told."""


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


def main(mode: str) -> None:
    """Listen until killed."""
    _Answers.mode = mode
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    _say(f"listens on http://127.0.0.1:{server.server_address[1]}/publish?key=1")
    server.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1])
