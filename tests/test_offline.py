"""The story that was read last, where there is no network: kept, said to be old, and never in the news's way."""

from collections.abc import Iterable, Iterator
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from editorial import publishing
from tests import factories
from tests.live_page import change, covered, open_story, shown, wake

KEPT = """async () => {
    const cache = await caches.open("story");
    const kept = await cache.keys();
    return kept.map(({ url }) => new URL(url).pathname).sort();
}"""


class Proxy:
    """What stands before the site: it passes everything on, until the site is in trouble."""

    pages: WSGIApplication
    is_in_trouble = False

    def before(self, pages: WSGIApplication) -> "Proxy":
        """Stand before this site."""
        self.pages = pages
        return self

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer."""
        if not self.is_in_trouble:
            return self.pages(environ, start)
        start("502 Bad Gateway", [("Content-Type", "text/html")])
        return [b"<h1>Bad gateway</h1>"]


@pytest.fixture
def proxy() -> Proxy:
    """What stands before the site."""
    return Proxy()


@pytest.fixture
def live_server(proxy: Proxy) -> Iterator[LiveServer]:
    """The site with its static files as they go out in earnest: the worker's has a header that it cannot do without."""
    server = LiveServer("localhost", start=False)
    server.thread.static_handler = proxy.before  # type: ignore[assignment] # asked for no more than this
    server.start()
    yield server
    server.stop()


@pytest.fixture
def context(browser: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    """A reader's browser, in which the worker may work."""
    opened = browser.new_context(base_url=live_server.url, service_workers="allow")
    yield opened
    opened.close()


def wait_until_kept(page: Page, address: str) -> None:
    """Wait until the page at this address is kept with what it needs, and the worker is at work."""
    page.wait_for_function("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function(
        f"address => ({KEPT})().then(kept => kept.includes(address) && kept.some(one => one.endsWith('.js')))",
        arg=address,
    )


def test_the_story_read_last_opens_without_a_network_and_says_that_it_is_old(
    context: BrowserContext,
) -> None:
    page = context.new_page()
    story, [_older, newest] = covered()
    open_story(page, story)
    wait_until_kept(page, story.get_absolute_url())
    expect(page.get_by_text("You are offline.")).to_be_hidden()

    context.set_offline(True)
    page.reload()

    expect(page.get_by_text("You are offline.")).to_be_visible()
    expect(shown(page, newest)).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.feed')).listStyleType") == "none"

    changed = change(newest, heading="The gates are shut")
    context.set_offline(False)
    wake(page)

    expect(shown(page, changed)).to_contain_text("The gates are shut")
    expect(page.get_by_text("You are offline.")).to_have_count(0)


def test_with_a_network_every_page_is_the_present_one(context: BrowserContext) -> None:
    page = context.new_page()
    story, [_older, newest] = covered()
    open_story(page, story)
    wait_until_kept(page, story.get_absolute_url())
    change(newest, heading="The gates are shut")

    answer = page.reload()

    assert answer
    assert answer.from_service_worker
    assert "The gates are shut" in answer.text()
    expect(shown(page, newest)).to_contain_text("The gates are shut")
    expect(page.get_by_text("You are offline.")).to_be_hidden()


def test_only_the_last_story_is_kept_and_none_that_is_gone(context: BrowserContext) -> None:
    page = context.new_page()
    first, _entries = covered()
    second, _others = covered()
    for story in (first, second):
        open_story(page, story)
        wait_until_kept(page, story.get_absolute_url())
    assert first.get_absolute_url() not in page.evaluate(KEPT)
    publishing.take_down_story(second, by=factories.editor(), reason="A court said so.")

    answer = page.reload()

    assert answer
    assert answer.status == 410
    page.wait_for_function(f"({KEPT})().then(kept => kept.length === 0)")


def test_a_server_in_trouble_takes_nothing_away(context: BrowserContext, proxy: Proxy) -> None:
    page = context.new_page()
    story, [_older, newest] = covered()
    open_story(page, story)
    wait_until_kept(page, story.get_absolute_url())
    proxy.is_in_trouble = True
    answer = page.reload()
    assert answer
    assert answer.status == 502

    context.set_offline(True)
    page.reload()

    expect(page.get_by_text("You are offline.")).to_be_visible()
    expect(shown(page, newest)).to_be_visible()


def test_the_worker_stays_with_the_stories(client: Client) -> None:
    answer = client.get("/static/editorial/offline.js")

    assert answer["Service-Worker-Allowed"] == "/stories/"
    assert "Service-Worker-Allowed" not in client.get("/static/editorial/live.js")


def test_switched_off_it_lets_go_of_everything(context: BrowserContext, settings: Settings) -> None:
    page = context.new_page()
    story, _entries = covered()
    open_story(page, story)
    wait_until_kept(page, story.get_absolute_url())
    settings.OFFLINE = False

    page.reload()
    page.evaluate("navigator.serviceWorker.getRegistration('/stories/').then(known => known?.update())")

    page.wait_for_function("navigator.serviceWorker.getRegistration('/stories/').then(known => !known)")
    page.wait_for_function(f"({KEPT})().then(kept => kept.length === 0)")
