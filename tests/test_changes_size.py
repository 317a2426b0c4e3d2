"""How much goes over the line to a reader for whom there is nothing new."""

import json
import socket
from pathlib import Path

import pytest

from tests.pages import entries_at, text_of
from tests.serving import Server, copy_of, manage, serving


def bytes_of(server: Server, path: str, *headers: str) -> bytes:
    """The whole answer as it comes out of the socket."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as line:
        line.sendall("\r\n".join([f"GET {path} HTTP/1.1", "Host: 127.0.0.1", *headers, "", ""]).encode())
        answer = b""
        while not is_whole(answer):
            answer += line.recv(65_536)
        return answer


def is_whole(answer: bytes) -> bool:
    head, end, body = answer.partition(b"\r\n\r\n")
    lengths = [
        line.split(b":")[1] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")
    ]
    return bool(end) and len(body) == (int(lengths[0]) if lengths else 0)


@pytest.fixture
def covered(newsroom: Path, tmp_path: Path) -> Path:
    """The data of a newsroom with one live story at the address /stories/lock/."""
    data, page = copy_of(newsroom, tmp_path / "newsroom"), tmp_path / "page.txt"
    page.write_bytes(text_of(*entries_at("15:12", "14:40")))
    ended = manage("import_story", str(page), "--slug", "lock", "--publish", "--live", data=data)
    assert ended.returncode == 0, ended.stderr
    return data


def test_nothing_new_takes_less_than_300_bytes_with_its_headers(covered: Path) -> None:
    with serving(covered) as server:
        version = json.loads(server.get("/stories/lock/changes/?since=0").text)["to"]
        answer = bytes_of(server, f"/stories/lock/changes/?since={version}")
        mark = next(line for line in answer.decode().split("\r\n") if line.lower().startswith("etag"))
        unchanged = bytes_of(
            server, f"/stories/lock/changes/?since={version}", f"If-None-Match:{mark.partition(':')[2]}"
        )

    # The version stands in it three times and may yet grow to a hundred thousand; other states have longer names.
    room_for_growth = 3 * (len("100000") - len(str(version))) + len("published") - len("live")
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["entries"] == []
    assert len(answer) + room_for_growth < 300
    assert unchanged.startswith(b"HTTP/1.1 304")
    assert len(unchanged) < 200
