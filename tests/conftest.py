"""What every test stands on: a database file, a folder for uploads, a browser, the guard of the one door."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from playwright.sync_api import Browser, BrowserType, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.desk_seats import Seat, seats
from tests.one_door import refuse_stray_writes
from tests.serving import Server, manage, serving

# Playwright keeps an event loop in the thread of the test, which reads the database of the live server.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

# What is awaited comes when it comes: a busy machine takes longer over it than playwright's five seconds.
expect.set_options(timeout=30_000)

# No graphics card, no sandbox for root, and no word to anyone outside this machine.
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Dear to make, and shared by the tests of a file: of several processes, one runs all of them.
DEAR = {"server", "covered", "s3", "oracle", "checker"}
INSTALLED_BROWSERS = (
    *("chromium-headless-shell", "chromium", "chromium-browser"),
    *("google-chrome", "google-chrome-stable"),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what follows from a test's fixtures, leave long counts to `LONG=1`, and put browser tests last:
    playwright's event loop stays in the thread, where no other loop could run after it.
    """
    for item in items:
        _mark(item, set(getattr(item, "fixturenames", ())))
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def _mark(item: pytest.Item, fixtures: set[str]) -> None:
    database = item.get_closest_marker("django_db")
    if fixtures & {"live_server", "transactional_db"} or (database and database.kwargs.get("transaction")):
        # Such a test ends by emptying the tables: for the next, what migrations wrote (groups) is put back.
        item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)
    elif "db" in fixtures and not database:
        item.add_marker("django_db")
    if fixtures & DEAR:
        item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))
    if "playwright" in fixtures:
        item.add_marker("browser")
    if item.get_closest_marker("long") and os.environ.get("LONG") != "1":
        item.add_marker(pytest.mark.skip(reason="a long count: run it with LONG=1"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Keep SQLite's test database in a file: threads and processes then share it as they do in earnest."""
    if connection.vendor == "sqlite":
        folder = tmp_path_factory.mktemp("database")
        connection.settings_dict["TEST"]["NAME"] = str(folder / "newsroom.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """Let every connection know what migrations wrote, to put it back: beside playwright's event loop a thread has
    another one than that which set the database up.
    """
    kept = getattr(connection, "_test_serialized_contents", None)
    if kept is not None:
        BaseDatabaseWrapper._test_serialized_contents = kept  # type: ignore[attr-defined]


@pytest.fixture(scope="session", autouse=True)
def one_door() -> Iterator[None]:
    """Let every connection, of whatever thread, refuse writes that go past `editorial.publishing`."""

    def guard(connection: BaseDatabaseWrapper, **_more: object) -> None:
        if refuse_stray_writes not in connection.execute_wrappers:
            connection.execute_wrappers.append(refuse_stray_writes)

    connection_created.connect(guard)
    for open_already in connections.all():
        guard(open_already)
    yield
    connection_created.disconnect(guard)


@pytest.fixture(autouse=True)
def own_uploads(settings: Settings, tmp_path: Path) -> None:
    """Give each test its own folder for uploads, and passwords that are quick to check."""
    settings.MEDIA_ROOT, settings.NEWSROOM_DATA = tmp_path / "media", tmp_path / "data"
    renditions = settings.STORAGES["renditions"]
    options = renditions["OPTIONS"] | {"location": tmp_path / "media" / "renditions"}
    settings.STORAGES = settings.STORAGES | {"renditions": renditions | {"OPTIONS": options}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], browser_type: BrowserType
) -> dict[str, Any]:
    """Start the browser that playwright installed, or the machine's own; without any, say how to get one."""
    path = browser_type.executable_path
    if not Path(path).exists():
        path = next(filter(None, map(shutil.which, INSTALLED_BROWSERS)), "")
    if not path:
        ways = "`apt-get install chromium-headless-shell` or `.venv/bin/playwright install chromium`"
        reason = f"no browser: {ways} gets one"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    return {**browser_type_launch_args, "executable_path": path, "args": CHROMIUM_FLAGS}


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any], live_server: LiveServer) -> dict[str, Any]:
    """Let `page.goto("/")` open the live server's front page, without a worker that keeps pages: what a test lets
    fail would be answered by it.
    """
    return {**browser_context_args, "base_url": live_server.url, "service_workers": "block"}


@pytest.fixture
def reader(page: Page) -> Iterator[Page]:
    """A reader's window, in which nothing may go wrong unseen: a fault of a script fails the test."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if "Content Security" in line.text else None)

    yield page

    assert faults == []


@pytest.fixture
def seat(browser: Browser, browser_context_args: dict[str, Any], live_server: LiveServer) -> Iterator[Seat]:
    """Seats at the live desk for as many as come; a fault of a script fails the test."""
    with seats(browser, browser_context_args, live_server.url) as opened:
        yield opened


@pytest.fixture(scope="session")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a new newsroom, migrated, with one editor (desk, correct horse battery staple)."""
    data = tmp_path_factory.mktemp("newsroom") / "data"
    for arguments in (["migrate", "--verbosity", "0"], ["createsuperuser", "--no-input", "--email", ""]):
        ended = manage(
            *arguments,
            data=data,
            DJANGO_SUPERUSER_USERNAME="desk",
            DJANGO_SUPERUSER_PASSWORD="correct horse battery staple",
        )
        assert ended.returncode == 0, ended.stderr
    return data


@pytest.fixture(scope="module")
def server(newsroom: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A newsroom that serves in a process of its own, as people start it; one for all tests of a file."""
    data = tmp_path_factory.mktemp("serving") / "data"
    shutil.copytree(newsroom, data)
    with serving(data) as running:
        yield running
