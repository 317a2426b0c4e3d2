"""Processes that a comparison starts, and what the machine says of them."""

import errno
import json
import os
import random
import select
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

PROJECT = Path(__file__).resolve().parent.parent
SECONDS_TO_START = 60.0
# Below those that clients' connections get. Two benchmarks at once begin at different ones, and none takes one twice.
_ports = iter(range(random.randrange(20_000, 29_000), 32_000))  # noqa: S311 (no secret)
SECONDS_TO_ANSWER = 60.0
SECONDS_TO_END = 15.0


class Broken(Exception):
    """A server or a client did not do what the comparison needs."""


def free_port() -> int:
    """A port that nobody listens on, of those that the system gives no client of its own accord."""
    for port in _ports:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == errno.ECONNREFUSED:
                return port
    raise Broken("No port is free")


@contextmanager
def running(
    command: Sequence[str], *, log: Path, environment: Mapping[str, str] | None = None, folder: Path = PROJECT
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until the block ends; what it says goes to the file `log`."""
    with log.open("wb") as words:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=words, stderr=words)
        try:
            yield process
        finally:
            end(process)


def end(process: subprocess.Popen[Any]) -> None:
    """Ask a process to end, and see to it that it does."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_until_listening(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Return once the server takes connections. Raises `Broken` with the end of its log where it does not."""
    give_up_at = time.monotonic() + SECONDS_TO_START
    while process.poll() is None and time.monotonic() < give_up_at:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise Broken(f"It did not start. The end of its log: {log.read_text(errors='replace')[-2_000:]}")


def resident_bytes(pid: int) -> int:
    """The memory that a process holds."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


class Talker:
    """A process that takes an order a line and answers each with a line, both JSON."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
        self._process = subprocess.Popen(
            command, cwd=PROJECT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._orders, self._answers = _pipe(self._process.stdin), _pipe(self._process.stdout)

    def order(self, **order: Any) -> None:
        """Ask for something."""
        self._orders.write(json.dumps(order).encode() + b"\n")
        self._orders.flush()

    def answer(self) -> Any:
        """What came of the order before. Raises `Broken` where nothing comes."""
        is_there, _none, _neither = select.select([self._answers], [], [], SECONDS_TO_ANSWER)
        if not is_there:
            raise Broken(f"{self._process.args!r} gave no answer within {SECONDS_TO_ANSWER} s")
        line = self._answers.readline()
        if not line:
            raise Broken(
                f"{self._process.args!r} ended with {self._process.wait()} in the middle of its work"
            )
        return json.loads(line)

    def ask(self, **order: Any) -> Any:
        """Ask for something, and wait for what comes of it."""
        self.order(**order)
        return self.answer()

    def close(self) -> None:
        """No more orders."""
        self._orders.close()
        end(self._process)
        self._answers.close()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise Broken("A process was started without a pipe")
    return pipe
