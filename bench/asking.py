"""One request, for what a comparison must know before it begins."""

import gzip
import http.client
from dataclasses import dataclass
from email.message import Message


@dataclass(frozen=True)
class Answer:
    """What a server answered. `head` is the number of bytes of status line and headers."""

    status: int
    headers: Message
    body: bytes
    head: int

    @property
    def size(self) -> int:
        """All bytes of the answer."""
        return self.head + len(self.body)

    @property
    def text(self) -> str:
        """The body as a browser reads it."""
        is_gzipped = self.headers.get("Content-Encoding") == "gzip"
        return (gzip.decompress(self.body) if is_gzipped else self.body).decode()


def get(port: int, path: str, **headers: str) -> Answer:
    """Ask a server of this machine; underscores in header names become hyphens."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(
            "GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )
        response = connection.getresponse()
        body = response.read()
        status_line = f"HTTP/1.1 {response.status} {response.reason}\r\n"
        lines = [f"{name}: {value}\r\n" for name, value in response.getheaders()]
        return Answer(response.status, response.headers, body, len("".join([status_line, *lines, "\r\n"])))
    finally:
        connection.close()


def post(port: int, path: str, body: bytes, **headers: str) -> None:
    """Send something to a server of this machine."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(
            "POST", path, body, {name.replace("_", "-"): value for name, value in headers.items()}
        )
        connection.getresponse().read()
    finally:
        connection.close()
