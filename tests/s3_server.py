"""An S3 of the tests' own: moto's server, in a process of its own, at a port that is free; its line can be cut."""

import itertools
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.client import HTTPConnection
from typing import Any

import boto3

from tests.serving import Log

KEYS = {"AWS_ACCESS_KEY_ID": "desk", "AWS_SECRET_ACCESS_KEY": "hunter2"}
HERE = "127.0.0.1"


class Line:
    """What leads to a server: cut, nobody answers at its port; mended, all is as before."""

    def __init__(self, port: int) -> None:
        self.leads_to = port
        self.port = 0
        self.mend()

    def mend(self) -> None:
        """Take connections, at the same port as ever."""
        self._ears = socket.create_server((HERE, self.port))
        self.port = self._ears.getsockname()[1]
        self._ends: list[socket.socket] = []
        threading.Thread(target=self._listen, args=[self._ears], daemon=True).start()

    def cut(self) -> None:
        """Take none, and let go of those that there are."""
        for end in [self._ears, *self._ends]:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _listen(self, ears: socket.socket) -> None:
        with suppress(OSError):
            while True:
                caller, _address = ears.accept()
                called = socket.create_connection((HERE, self.leads_to))
                self._ends += [caller, called]
                for ends in ((caller, called), (called, caller)):
                    threading.Thread(target=_pass_on, args=ends, daemon=True).start()


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65_536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)


class S3Server:
    """An S3 that can be frozen, and whose line can be cut."""

    def __init__(self) -> None:
        with socket.create_server((HERE, 0)) as free:
            port = free.getsockname()[1]
        command = [sys.executable, "-W", "ignore", "-m", "moto.server", "--host", HERE, "--port", str(port)]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        Log(self.process.stderr or ()).wait_for("Running on")
        self.line = Line(port)
        self.endpoint = f"http://{HERE}:{self.line.port}"
        self._numbers = itertools.count(1)

    def freeze(self) -> None:
        """Let it take connections and say nothing."""
        os.kill(self.process.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        os.kill(self.process.pid, signal.SIGCONT)

    def end(self) -> None:
        """End it."""
        self.line.cut()
        self.process.kill()
        self.process.wait()

    def new_bucket(self) -> "TestBucket":
        """A bucket with nothing in it."""
        bucket = TestBucket(self, f"newsroom-{next(self._numbers)}")
        bucket.client.create_bucket(Bucket=bucket.name)
        return bucket


class TestBucket:
    """A bucket as its owner sees it (`client`), and as strangers do."""

    __test__ = False

    def __init__(self, server: S3Server, name: str) -> None:
        self.server, self.name = server, name
        key, secret = KEYS.values()
        session = boto3.Session(key, secret, region_name="us-east-1")
        self.client: Any = session.client("s3", endpoint_url=server.endpoint)
        self.environment = {"S3_BUCKET": name, "S3_ENDPOINT": server.endpoint, **KEYS}

    @property
    def names(self) -> set[str]:
        """What lies in it."""
        listed = self.client.list_objects_v2(Bucket=self.name)
        return {each["Key"] for each in listed.get("Contents", ())}

    def head(self, name: str) -> dict[str, Any]:
        """What is said of a file in it."""
        said: dict[str, Any] = self.client.head_object(Bucket=self.name, Key=name)
        return said

    def strangers_answer(self, name: str) -> HTTPStatus:
        """What somebody without keys is answered who asks for this file."""
        connection = HTTPConnection(HERE, self.server.line.port)
        try:
            connection.request("GET", f"/{self.name}/{name}")
            return HTTPStatus(connection.getresponse().status)
        finally:
            connection.close()


@contextmanager
def s3_server() -> Iterator[S3Server]:
    """Run an S3."""
    server = S3Server()
    try:
        yield server
    finally:
        server.thaw()
        server.end()
