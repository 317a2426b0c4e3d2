"""A Redis of the tests' own: Debian's `redis-server`, in a folder of its own, at a port that is free."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

NAME = "redis-server"


class RedisServer:
    """A Redis that can be killed, frozen and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.address = f"redis://127.0.0.1:{self.port}/0"
        self.socket = folder / "redis.sock"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        keep = ["--save", "", "--dir", str(self.folder)]
        place = ["--bind", "127.0.0.1", "--port", str(self.port), "--unixsocket", str(self.socket)]
        self.process = subprocess.Popen([NAME, *place, *keep], stdout=subprocess.PIPE, text=True)
        for line in self.process.stdout or ():
            if (
                "connections at" in line or "connections unix" in line
            ):  # versions 7.0 and 7.2; TCP comes before
                return
        raise AssertionError(f"{NAME} ended")

    def kill(self) -> None:
        """End it as if the power was cut."""
        self.process.kill()
        self.process.communicate()

    def freeze(self) -> None:
        """Let it take connections and say nothing."""
        os.kill(self.process.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        os.kill(self.process.pid, signal.SIGCONT)


@contextmanager
def redis_server() -> Iterator[RedisServer]:
    """Run a Redis; without one on this machine, say how to get it."""
    if not shutil.which(NAME):
        reason = f"no {NAME}: `apt-get install {NAME}` gets one"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    with tempfile.TemporaryDirectory(prefix="redis-") as folder:  # a socket's path must be short
        server = RedisServer(Path(folder))
        server.start()
        try:
            yield server
        finally:
            server.kill()
