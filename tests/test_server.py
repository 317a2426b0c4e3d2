"""One process is a whole newsroom: it serves, publishes what is due, and ends when asked."""

import logging
import signal
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError
from django.utils import timezone

from editorial import publishing
from editorial.models import LiveEntry
from liveblog.lifespan import publish_until
from tests import factories
from tests.serving import copy_of, manage, serving

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


def test_a_server_starts_without_a_warning(newsroom: Path, tmp_path: Path) -> None:
    data = copy_of(newsroom, tmp_path / "newsroom")

    with serving(data) as server:
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

    publish_until(rounds.stop, seconds_between=0)

    assert rounds.rounds == 8
    levels = [line[1] for line in caplog.record_tuples if line[0] == "liveblog.lifespan"]
    assert levels == [logging.ERROR, logging.WARNING] * 2


def test_publishing_stops_at_once_though_its_next_round_is_far_off(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds = Rounds(None)
    monkeypatch.setattr(publishing, "publish_due", rounds)

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

    assert LiveEntry.objects.get(pk=entry.pk).first_published_at >= soon
