"""A partner's page with our live feed in it, in a browser: another site, with a strict policy of its own."""

import re
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Frame, Page, expect
from pytest_django.live_server_helper import LiveServer

from editorial import publishing
from editorial.models import Article
from tests import factories
from tests.live_page import withdraw
from tests.test_embed import embed_of, embeddable

REFUSED_STORAGE = """
    for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"])
        Object.defineProperty(window, name, { get() { throw new DOMException("refused", "SecurityError"); } });
    if (navigator.locks) navigator.locks.request = async () => { throw new DOMException("refused", "SecurityError"); };
"""
NEVER_SCROLLS = "document.documentElement.scrollHeight <= innerHeight"


class Partner(BaseHTTPRequestHandler):
    """Another site with one page: browsers let only a real server of this machine have frames of another one here."""

    body = policy = ""

    def do_GET(self) -> None:
        """The page, whatever is asked for."""
        content = f"<!doctype html><title>Partner</title><p>Before.</p>{self.body}<p>After.</p>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", self.policy)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_told: object) -> None:
        """Say nothing."""


@pytest.fixture
def partner(reader: Page, live_server: LiveServer) -> Iterator[Callable[[str], None]]:
    """Open a partner's page with this in its body; it may use our script and frames, and nothing else."""

    class Page(Partner):
        policy = f"default-src 'none'; script-src {live_server.url}; frame-src {live_server.url}"

    def opened(body: str) -> None:
        Page.body = body
        reader.goto(f"http://127.0.0.1:{server.server_port}/")

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield opened
        server.shutdown()


@pytest.fixture
def line(live_server: LiveServer) -> Callable[..., str]:
    """The one line that a partner pastes."""

    def written(story: Article, more: str = "") -> str:
        script = f"{live_server.url}/static/editorial/embed.js"
        return f'<script async src="{script}" data-story="{live_server.url}{embed_of(story)}"{more}></script>'

    return written


def feed_in(reader: Page, number: int = 0) -> Frame:
    """The feed in the page's frame of this number, once it has said how high it is."""
    place = reader.locator("iframe").nth(number)
    place.scroll_into_view_if_needed()
    expect(place).to_have_attribute("title", re.compile("."))
    frame = place.element_handle().content_frame()
    assert frame is not None
    return frame


def catch_up(feed: Frame, story: Article) -> None:
    """Let the feed ask, and wait until it has the story's present version."""
    version = Article.objects.get(pk=story.pk).version
    feed.evaluate("dispatchEvent(new Event('online'))")
    expect(feed.locator("main")).to_have_attribute("data-version", str(version))


def is_fitted(reader: Page, feed: Frame, number: int = 0) -> None:
    """Wait until the frame is exactly as high as what is in it."""
    wanted = feed.evaluate("Math.ceil(document.body.getBoundingClientRect().height)")
    expect(reader.locator("iframe").nth(number)).to_have_css("height", f"{wanted}px")
    assert feed.evaluate(NEVER_SCROLLS)


def test_a_partner_pastes_one_line_and_has_feeds_that_fit_and_stay_live(
    reader: Page, partner: Callable[[str], None], line: Callable[..., str]
) -> None:
    story, other = embeddable(headline="Rain stops play"), factories.story(headline="The harbour fair")
    [first, _second] = story.entries.newest_first()

    partner(line(story) + line(other))
    feed, second = feed_in(reader), feed_in(reader, 1)

    is_fitted(reader, feed)
    is_fitted(reader, second, 1)
    assert reader.locator("iframe").first.get_attribute("title") == "Rain stops play – The Meridian"
    assert second.locator("h1").inner_text() == "The harbour fair"

    entry = factories.entry(story, heading="The sun is back", text="<p>Crowds came back.</p>" * 9)
    catch_up(feed, story)
    expect(feed.locator(".feed h3").first).to_have_text("The sun is back")
    is_fitted(reader, feed)

    withdraw(entry)
    catch_up(feed, story)
    expect(feed.locator(".feed h3").first).to_have_text(first.heading)
    is_fitted(reader, feed)

    reader.set_viewport_size({"width": 390, "height": 800})
    is_fitted(reader, feed)


def test_a_feed_stays_live_where_the_browser_refuses_it_storage(
    reader: Page, partner: Callable[[str], None], line: Callable[..., str]
) -> None:
    story = embeddable()
    reader.add_init_script(REFUSED_STORAGE)

    partner(line(story))
    feed = feed_in(reader)
    factories.entry(story, heading="The sun is back")
    catch_up(feed, story)

    expect(feed.locator(".feed h3").first).to_have_text("The sun is back")
    assert reader.context.cookies() == []


def test_with_a_height_of_its_own_the_feed_scrolls_inside(
    reader: Page, partner: Callable[[str], None], line: Callable[..., str]
) -> None:
    story = embeddable(8)

    partner(line(story, ' data-height="400"'))
    feed = feed_in(reader)

    expect(reader.locator("iframe")).to_have_css("height", "400px")
    assert not feed.evaluate(NEVER_SCROLLS)


def test_who_reads_further_down_in_a_feed_stays_where_they_are(
    reader: Page, partner: Callable[[str], None], line: Callable[..., str]
) -> None:
    story = embeddable(9)
    [_newest, *_others, read, _oldest] = story.entries.newest_first()
    partner(line(story))
    feed = feed_in(reader)
    is_fitted(reader, feed)
    item = feed.locator(f"#entry-{read.public_id}")
    item.scroll_into_view_if_needed()
    before, scrolled = item.bounding_box(), reader.evaluate("scrollY")

    factories.entry(story, text="<p>Crowds came back.</p>" * 9)
    catch_up(feed, story)

    reader.wait_for_function("from => scrollY > from + 200", arg=scrolled)
    after = item.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(after["y"] - before["y"]) < 1


def test_nobody_else_can_resize_a_feed(
    reader: Page, partner: Callable[[str], None], line: Callable[..., str]
) -> None:
    story = embeddable()
    partner(line(story))
    feed = feed_in(reader)
    is_fitted(reader, feed)

    heights = reader.evaluate("""async () => {
        const frame = document.querySelector("iframe");
        const before = frame.style.height;
        const own = { liveFeed: { height: 9999, by: 5, title: "Taken over" } };
        const heard = new Promise((done) => addEventListener("message", done, { once: true }));
        window.postMessage(own, "*");
        await heard;
        const source = frame.contentWindow;
        for (const data of [null, "x", own]) {
            dispatchEvent(new MessageEvent("message", { data, source, origin: "http://evil.example" }));
        }
        return [before, frame.style.height, frame.title];
    }""")

    assert heights[0] == heights[1]
    assert heights[2] != "Taken over"


def test_links_leave_the_frame_for_a_window_of_their_own(
    reader: Page, partner: Callable[[str], None], line: Callable[..., str]
) -> None:
    story = embeddable()
    partner(line(story))
    feed = feed_in(reader)

    with reader.expect_popup() as opened:
        feed.get_by_role("link", name="The whole story").click()

    expect(opened.value).to_have_url(re.compile(f"{story.get_absolute_url()}$"))
    assert opened.value.evaluate("opener") is None
    expect(reader).to_have_title("Partner")


def test_open_frames_learn_that_the_story_may_not_be_shown_any_more_or_was_taken_down(
    reader: Page, partner: Callable[[str], None], line: Callable[..., str]
) -> None:
    story, other = embeddable(), factories.story()
    partner(line(story) + line(other))
    feed, second = feed_in(reader), feed_in(reader, 1)

    publishing.change_story(story, by=factories.editor(), is_embeddable=False)
    publishing.take_down_story(other, by=factories.editor(), reason="A court said so.")
    for frame in (feed, second):
        frame.evaluate("dispatchEvent(new Event('online'))")

    expect(feed.get_by_text("These live updates cannot be shown on other sites.")).to_be_visible()
    expect(second.get_by_text("The Meridian has taken this story down.")).to_be_visible()
    is_fitted(reader, feed)
