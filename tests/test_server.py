"""One process is a whole newsroom: it serves, publishes what is due, and ends when asked."""

import asyncio
import logging
import signal
import socket
import threading
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.utils import timezone

from editorial import publishing
from editorial.models import LiveEntry
from liveblog import bodies
from liveblog.lifespan import publish_until
from tests import factories
from tests.serving import Server, copy_of, manage, serving

POST_LATER = """
from datetime import timedelta
from django.contrib.auth.models import User
from django.utils import timezone
from editorial import publishing
from editorial.models import LiveEntry
desk = User.objects.get()
story = publishing.create_story(by=desk, headline="The harbour fair")
publishing.set_status(story, "live", by=desk)
soon = timezone.now() + timedelta(seconds=2)
publishing.post_entry(story, by=desk, heading="The gates open", text="<p>At last.</p>", published_at=soon)
"""
WAIT = """
import time
from editorial.models import LiveEntry
while not LiveEntry.objects.published().exists():
    time.sleep(0.1)
"""


def test_a_server_publishes_what_is_due_by_itself(newsroom: Path, tmp_path: Path) -> None:
    data = copy_of(newsroom, tmp_path / "newsroom")
    posted = manage("shell", "--no-imports", "-c", POST_LATER, data=data)
    assert posted.returncode == 0, posted.stderr

    with serving(data) as server:
        published = manage("shell", "--no-imports", "-c", WAIT, data=data)
        page = server.get("/stories/the-harbour-fair/")

    assert published.returncode == 0, published.stderr
    assert "The gates open" in page.text


def test_a_server_ends_when_asked(newsroom: Path, tmp_path: Path) -> None:
    data = copy_of(newsroom, tmp_path / "newsroom")

    with serving(data) as server:
        server.get("/health/")
        server.process.send_signal(signal.SIGTERM)
        server.read_log_until("Finished server process")

    assert "Application shutdown complete" in server.log
    assert "Traceback" not in server.log


def test_a_server_starts_and_serves_without_a_warning(newsroom: Path, tmp_path: Path) -> None:
    data = copy_of(newsroom, tmp_path / "newsroom")

    with serving(data) as server:
        for address in ("/", "/admin/login/", "/static/admin/css/base.css"):
            assert server.get(address).status == 200
        server.process.send_signal(signal.SIGTERM)
        server.read_log_until("Finished server process")

    assert "WARNING" not in server.log
    assert "Warning" not in server.log


def test_a_site_on_https_without_a_trusted_proxy_is_warned_of_endless_redirects(
    newsroom: Path, tmp_path: Path
) -> None:
    data = copy_of(newsroom, tmp_path / "newsroom")

    with serving(data, SITE_URL="https://news.example") as server:
        server.process.send_signal(signal.SIGTERM)
        server.read_log_until("Finished server process")

    assert "name it in TRUSTED_PROXIES" in server.log


class Rounds:
    """Stands for `publish_due`: does what is planned in each round, then asks to stop."""

    def __init__(self, *plan: Exception | None) -> None:
        self.plan = list(plan)
        self.stop = threading.Event()
        self.rounds = 0

    def __call__(self) -> list[object]:
        """One round."""
        self.rounds += 1
        outcome = self.plan.pop(0)
        if not self.plan:
            self.stop.set()
        if outcome:
            raise outcome
        return []


def test_publishing_outlives_outages_and_logs_each_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    gone = OperationalError("the database is gone")
    rounds = Rounds(None, gone, gone, gone, None, None, ValueError("a fault of ours"), None)
    monkeypatch.setattr(publishing, "publish_due", rounds)
    monkeypatch.setattr(publishing, "withdraw_expired", list)

    publish_until(rounds.stop, seconds_between=0)

    assert rounds.rounds == 8
    levels = [line[1] for line in caplog.record_tuples if line[0] == "liveblog.lifespan"]
    assert levels == [logging.ERROR, logging.WARNING] * 2


def test_publishing_stops_at_once_though_its_next_round_is_far_off(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds = Rounds(None)
    monkeypatch.setattr(publishing, "publish_due", rounds)
    monkeypatch.setattr(publishing, "withdraw_expired", list)

    publish_until(rounds.stop, seconds_between=10**6)

    assert rounds.rounds == 1


@pytest.mark.django_db(transaction=True)
def test_what_is_due_is_published_in_a_thread_of_its_own() -> None:
    story = factories.story()
    soon = timezone.now() + timedelta(seconds=1)
    entry = factories.entry(story, published_at=soon)
    stop = threading.Event()
    publisher = threading.Thread(target=publish_until, args=[stop], kwargs={"seconds_between": 0.1})

    publisher.start()
    deadline = time.monotonic() + 60
    while not LiveEntry.objects.published().exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    stop.set()
    publisher.join()

    published_at = LiveEntry.objects.get(pk=entry.pk).first_published_at
    assert published_at is not None
    assert published_at >= soon


def sender(*parts: bytes) -> Callable[[], Awaitable[dict[str, Any]]]:
    """The server's side of a request whose body comes in these parts, and then nothing more."""
    left = list(parts)

    async def receive() -> dict[str, Any]:
        if not left:
            await asyncio.Event().wait()
        return {"type": "http.request", "body": left.pop(0), "more_body": True}

    return receive


async def nothing() -> None:
    """Nothing is done when a body has come."""


@pytest.mark.parametrize(
    ("parts", "taken"), [([b"12345", b"67890"], 2), ([b"12345", b"678901"], 1), ([b"1"] * 20, 10)]
)
def test_a_body_that_stalls_or_never_ends_is_given_up(
    parts: list[bytes], taken: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "SECONDS_OF_SILENCE", 0.01)

    async def read() -> list[str]:
        body = bodies.Body(sender(*parts), 10, nothing)
        return [(await body())["type"] for _part in range(taken + 1)]

    assert asyncio.run(read()) == ["http.request"] * taken + ["http.disconnect"]


def test_after_a_whole_body_the_server_is_listened_to_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "SECONDS_OF_SILENCE", 0.001)
    messages: list[dict[str, Any]] = [
        {"type": "http.request", "body": b"", "more_body": False},
        {"type": "http.disconnect"},
    ]

    async def receive() -> dict[str, Any]:
        if len(messages) == 1:
            await asyncio.sleep(0.01)
        return messages.pop(0)

    async def read() -> list[str]:
        body = bodies.Body(receive, 0, nothing)
        return [(await body())["type"] for _message in range(2)]

    assert asyncio.run(read()) == ["http.request", "http.disconnect"]
    assert messages == []


NOTHING, SIGNED_IN = "Nothing can be sent", "Cookie: a=b; sessionid=x\r\n"


@pytest.mark.parametrize(
    ("address", "cookie", "length", "why"),
    [
        ("/", "", 1, NOTHING),
        ("/stories/lock/changes/?since=0", SIGNED_IN, 1, NOTHING),
        ("/nowhere/", SIGNED_IN, 200_000_000, NOTHING),
        ("/admin/login/", "", 2**20 + 1, "more than 1 MB"),
        ("/admin/editorial/image/add/", "", 2**20 + 1, "more than 1 MB"),
        ("/admin/editorial/image/add/", "Cookie: my=sessionid\r\n", 2**20 + 1, "more than 1 MB"),
        ("/admin/editorial/article/add/", SIGNED_IN, 5 * 2**20 + 1, "more than 5 MB"),
        ("/admin/editorial/image/add/", SIGNED_IN, 5 * 2**20 + 1, "more than 5 MB"),
    ],
)
def test_a_body_that_is_announced_as_too_large_is_refused_unread(
    address: str, cookie: str, length: int, why: str, server: Server
) -> None:
    head = f"POST {address} HTTP/1.1\r\nHost: localhost\r\n{cookie}Content-Length: {length}\r\n\r\n"

    answer = told(server, head.encode())

    assert b" 413 " in answer.splitlines()[0]
    assert why.encode() in answer


@pytest.mark.parametrize("length", [66 * 2**20 + 1, 99_999_999_999])
def test_more_than_a_photo_is_refused_unread_whoever_sends_it(length: int, server: Server) -> None:
    head = f"POST /admin/editorial/image/add/ HTTP/1.1\r\nHost: localhost\r\n{signed_in(server)}"

    answer = told(server, f"{head}Content-Length: {length}\r\n\r\n".encode())

    assert b" 413 " in answer.splitlines()[0]
    assert b"more than 66 MB" in answer


def test_a_made_up_session_lets_no_photo_in_though_its_length_is_not_told(server: Server) -> None:
    head = f"POST /admin/editorial/image/add/ HTTP/1.1\r\nHost: localhost\r\n{SIGNED_IN}"
    chunk = b"10000\r\n" + bytes(0x10000) + b"\r\n"

    answer = told(server, f"{head}Transfer-Encoding: chunked\r\n\r\n".encode() + chunk * 81)

    assert b" 413 " in answer.splitlines()[0]
    assert b"more than 5 MB" in answer


@pytest.mark.parametrize(
    ("address", "chunks", "why"), [("/", 1, NOTHING), ("/admin/login/", 17, "more than 1 MB")]
)
def test_a_body_that_grows_too_large_is_refused_too(
    address: str, chunks: int, why: str, server: Server
) -> None:
    head = f"POST {address} HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunk = b"10000\r\n" + bytes(0x10000) + b"\r\n"

    answer = told(server, head.encode() + chunk * chunks)

    assert b" 413 " in answer.splitlines()[0]
    assert why.encode() in answer


@pytest.mark.parametrize(
    ("address", "cookie", "length"),
    [
        ("/admin/login/", "", 2**20),
        ("/admin/editorial/article/add/", SIGNED_IN, 5 * 2**20),
        ("/admin/editorial/image/add/", "", 66 * 2**20),
    ],
)
def test_as_much_as_may_be_sent_is_read(address: str, cookie: str, length: int, server: Server) -> None:
    cookie = signed_in(server) if length > 5 * 2**20 else cookie
    kind = "Content-Type: application/octet-stream\r\nConnection: close\r\n"
    head = f"POST {address} HTTP/1.1\r\nHost: localhost\r\n{cookie}{kind}Content-Length: {length}\r\n\r\n"

    answer = told(server, head.encode() + bytes(length))

    assert b" 403 " in answer.splitlines()[0]  # the form's own answer: its token is missing


def signed_in(server: Server) -> str:
    """The line of a request's head by which the newsroom knows its editor."""
    answer = server.sign_in("desk", "correct horse battery staple")
    cookies = [each.partition(";")[0] for each in answer.headers.get_all("Set-Cookie", [])]
    return f"Cookie: {'; '.join(cookies)}\r\n"


def told(server: Server, request: bytes) -> bytes:
    """What comes back for this request, until the server hangs up."""
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        line.sendall(request)
        return line.makefile("rb").read()


def test_slow_senders_do_not_hinder_other_readers(server: Server) -> None:
    senders = [socket.create_connection(("127.0.0.1", server.port)) for _number in range(50)]
    for slow in senders:
        slow.sendall(b"POST /admin/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\na=")

    answer = server.get("/health/")
    for slow in senders:
        slow.close()

    assert answer.status == 200
