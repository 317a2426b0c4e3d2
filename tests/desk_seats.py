"""Seats at the live desk: each person in a browser of their own, as colleagues are."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Protocol

from django.contrib.auth.models import User
from playwright.sync_api import Browser, Locator, Page, Request, expect

from editorial.models import Article, LiveEntry
from tests.live_desk import faults_of, open_desk


class Seat(Protocol):
    """Opens a story's desk for somebody."""

    def __call__(self, person: User, story: Article, **context: Any) -> Page:
        """The window; `context` is what playwright is told of the browser."""


@contextmanager
def seats(browser: Browser, context_args: dict[str, Any], url: str) -> Iterator[Seat]:
    """Open as many seats as are asked for. In the end none of them may have had a fault."""
    faults: list[list[str]] = []
    with ExitStack() as browsers:

        def seat(person: User, story: Article, **context: Any) -> Page:
            window = browser.new_context(**{**context_args, **context})
            browsers.callback(window.close)
            page = window.new_page()
            faults.append(faults_of(page))
            browsers.callback(hush, page, followed(page))
            open_desk(page, story, person, url=url)
            return page

        yield seat
    heard = [fault for each in faults for fault in each]
    assert heard == [], heard


def hush(page: Page, under_way: set[Request]) -> None:
    """Let the window ask for nothing more, and wait for what is under way: the database is emptied after a test."""
    if page.is_closed():
        return
    page.route("**/live/**", lambda route: route.abort())
    page.goto("about:blank")
    while under_way:
        page.evaluate("new Promise(requestAnimationFrame)")


def followed(page: Page) -> set[Request]:
    """The requests of this window that are under way, from now on."""
    under_way: set[Request] = set()
    page.on("request", lambda request: under_way.add(request))
    page.on("requestfinished", lambda request: under_way.discard(request))
    page.on("requestfailed", lambda request: under_way.discard(request))
    return under_way


def row_of(desk: Page, entry: LiveEntry) -> Locator:
    """The row of an entry."""
    return desk.locator(f'[data-rows] > [data-id="{entry.public_id}"]')


def stand_on(desk: Page, entry: LiveEntry) -> Locator:
    """Put the focus on an entry's row."""
    row = row_of(desk, entry)
    row.focus()
    expect(row).to_be_focused()
    return row


def edited(desk: Page, entry: LiveEntry) -> Locator:
    """The form in which an entry is open, once one can write in it."""
    form = desk.locator(f'form[data-entry="{entry.public_id}"]')
    expect(form.locator(".cke_editable")).to_be_visible()
    return form
