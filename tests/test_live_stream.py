"""An open page and a whole newsroom: what editors do comes by the stream, which tabs share and hidden tabs leave."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from editorial import publishing
from editorial.models import Article
from tests import factories
from tests.live_page import (
    LONG_TEXT,
    change,
    covered,
    headings,
    open_story,
    shown,
    turn,
    withdraw,
)
from tests.promise import database_address
from tests.serving import Server, begin_serving, manage

pytestmark = pytest.mark.django_db(transaction=True)

STREAM = "**/stream/**"
WITHOUT_LOCKS = "Object.defineProperty(Navigator.prototype, 'locks', { get: () => undefined })"


class Newsroom:
    """A server on the test's own database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = self._begin(0)

    @property
    def address(self) -> str:
        """Where browsers find it."""
        return f"http://localhost:{self.server.port}"

    def restart(self) -> None:
        """End it, and begin it again at the same address."""
        self.server.end()
        self.server = self._begin(self.server.port)

    def _begin(self, port: int) -> Server:
        return begin_serving(self.folder, {"DATABASE_URL": database_address()}, port=port)


class Window:
    """A browser window, in which every request is noted and no script may fail unseen."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.streams: list[Request] = []
        self.open_streams: set[Request] = set()
        self.polls: list[Request] = []
        self.faults: list[str] = []
        context.on("request", self._note)
        context.on("requestfinished", self._note_end)
        context.on("requestfailed", self._note_end)
        context.on("weberror", lambda fault: self.faults.append(str(fault.error)))

    def open(self, story: Article) -> Page:
        """The story in a new tab, which has its stream or shares one."""
        tab = self.context.new_page()
        open_story(tab, story)
        return tab

    def open_listening(self, story: Article) -> Page:
        """The story in a new tab that has a stream of its own."""
        tab = self.context.new_page()
        with tab.expect_response(STREAM):
            open_story(tab, story)
        return tab

    def _note(self, request: Request) -> None:
        if "/stream/" in request.url:
            self.streams.append(request)
            self.open_streams.add(request)
        elif "/changes/" in request.url:
            self.polls.append(request)

    def _note_end(self, request: Request) -> None:
        self.open_streams.discard(request)


@pytest.fixture
def newsroom_here(transactional_db: None, tmp_path: Path) -> Iterator[Newsroom]:
    """A newsroom as people start it, for one test."""
    opened = Newsroom(tmp_path)
    yield opened
    opened.server.end()


@pytest.fixture
def window(newsroom_here: Newsroom, browser: Browser) -> Iterator[Window]:
    """A window of a browser that has nothing else open."""
    context = browser.new_context(base_url=newsroom_here.address)
    opened = Window(context)
    yield opened
    context.close()
    assert opened.faults == []


def test_what_a_script_posts_is_shown_by_the_stream_without_asking(
    window: Window, newsroom_here: Newsroom
) -> None:
    story, _entries = covered()
    tab = window.open_listening(story)

    posted = manage(
        *("post_entry", story.slug, "--by", factories.editor().username, "--json"),
        *("--heading", "The ferry has left", "--text", "<p>At noon.</p>"),
        data=newsroom_here.folder,
        DATABASE_URL=database_address(),
    )

    entry = tab.locator(f"#entry-{json.loads(posted.stdout)['id']}")
    expect(entry).to_contain_text("At noon.")
    assert headings(tab)[0] == "The ferry has left"
    assert window.polls == []


def test_edits_withdrawals_headline_and_status_come_by_the_stream(window: Window) -> None:
    story, (first, second) = covered()
    tab = window.open_listening(story)

    change(first, heading="Put right")
    withdraw(second)
    publishing.change_story(story, by=factories.editor(), headline="Play goes on")

    expect(tab.locator("h1")).to_have_text("Play goes on")
    assert headings(tab) == ["Put right"]
    assert window.polls == []


def test_a_reader_in_the_feed_keeps_their_place_while_the_stream_goes_on(window: Window) -> None:
    story, entries = covered(12, text=LONG_TEXT)
    tab = window.open_listening(story)
    read = shown(tab, entries[6])
    read.evaluate("entry => { entry.scrollIntoView(); scrollBy(0, -50); }")
    before = read.bounding_box()

    news = factories.entry(story, text=LONG_TEXT)

    expect(tab.locator("[data-new-updates]")).to_have_text("1 new update")
    expect(shown(tab, news)).to_have_count(0)
    assert read.bounding_box() == before


def test_two_tabs_share_one_stream(window: Window) -> None:
    story, _entries = covered()
    tabs = [window.open_listening(story), window.open(story)]

    entries = [factories.entry(story) for _number in range(3)]

    for tab in tabs:
        expect(shown(tab, entries[-1])).to_have_count(1)
    assert len(window.streams) == 1
    assert window.polls == []


def test_when_the_tab_with_the_stream_is_closed_the_other_takes_it_over(window: Window) -> None:
    story, _entries = covered()
    first, second = window.open_listening(story), window.open(story)

    with second.expect_response(STREAM):
        first.close()
    entry = factories.entry(story)

    expect(shown(second, entry)).to_have_count(1)
    assert len(window.streams) == 2
    assert window.polls == []


def test_where_a_browser_has_no_locks_each_tab_has_its_own_stream(window: Window) -> None:
    story, _entries = covered()
    window.context.add_init_script(WITHOUT_LOCKS)
    tabs = [window.open_listening(story), window.open_listening(story)]

    entry = factories.entry(story)

    for tab in tabs:
        expect(shown(tab, entry)).to_have_count(1)
    assert len(window.open_streams) == 2


def test_a_hidden_tab_has_no_stream_and_catches_up_when_seen(window: Window) -> None:
    story, _entries = covered()
    tab = window.open_listening(story)

    with tab.expect_event("requestfailed", lambda request: "/stream/" in request.url):
        turn(tab, is_hidden=True)
    entry = factories.entry(story)
    while_hidden = (len(window.open_streams), len(window.polls))
    with tab.expect_response(STREAM):
        turn(tab, is_hidden=False)

    expect(shown(tab, entry)).to_have_count(1)
    assert while_hidden == (0, 0)
    assert len(window.polls) == 1
    assert f"since={entry.version}" in window.streams[-1].url


def test_the_end_of_coverage_closes_the_stream_and_its_return_opens_it(window: Window) -> None:
    story, _entries = covered()
    tab = window.open_listening(story)

    publishing.set_status(story, "ended", by=factories.editor())
    expect(tab.locator("#story-state")).to_contain_text("ended")
    expect(tab.locator("main")).to_have_attribute("data-status", "ended")
    publishing.set_status(story, "live", by=factories.editor())
    with tab.expect_response(STREAM):
        turn(tab, is_hidden=False)
    entry = factories.entry(story)

    expect(shown(tab, entry)).to_have_count(1)
    assert len(window.open_streams) == 1
    assert len(window.polls) == 1


def test_a_page_opened_after_the_end_asks_for_no_stream(window: Window) -> None:
    story, _entries = covered()
    publishing.set_status(story, "ended", by=factories.editor())

    tab = window.open(story)
    with tab.expect_response("**/changes/**"):
        turn(tab, is_hidden=False)

    assert window.streams == []


def test_a_page_goes_on_when_the_server_is_back(window: Window, newsroom_here: Newsroom) -> None:
    story, _entries = covered()
    tab = window.open_listening(story)

    newsroom_here.restart()
    entry = factories.entry(story)

    expect(shown(tab, entry)).to_have_count(1, timeout=30_000)
    assert tab.evaluate("performance.getEntriesByType('navigation')[0].type") == "navigate"


def test_a_server_without_streams_is_asked_instead(browser: Browser, newsroom_here: Newsroom) -> None:
    story, _entries = covered()
    context = browser.new_context(base_url=newsroom_here.address)
    context.route(STREAM, lambda route: route.fulfill(status=429, body="{}"))
    context.clock.install()
    window = Window(context)
    tab = window.open_listening(story)

    entry = factories.entry(story)
    tab.clock.run_for(15_000)

    expect(shown(tab, entry)).to_have_count(1)
    assert len(window.polls) >= 1
    context.close()


def test_the_script_arrives_in_one_piece_and_compressed(window: Window) -> None:
    story, _entries = covered()
    tab = window.context.new_page()
    with tab.expect_response("**/editorial/live.js") as script:
        open_story(tab, story)

    modules = tab.evaluate("performance.getEntriesByType('resource').map(each => each.name)")

    assert script.value.headers["content-encoding"] in {"br", "gzip"}
    scripts = {name.rpartition("/")[2] for name in modules if name.endswith(".js")}
    assert scripts == {"live.js", "reading.js", "enlarge.js", "outside.js", "offline.js"}
