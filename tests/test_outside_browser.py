"""Outside posts on a story's page, in a browser: nothing of the provider before the reader asks."""

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests import factories
from tests.live_page import catch_up, covered, open_story
from tests.test_outside_posts import VIDEO

PLAYER = "https://www.youtube-nocookie.com/"


@pytest.fixture
def asked(reader: Page) -> list[str]:
    """The addresses of other sites that the page asks for; a stand-in answers for them."""
    addresses: list[str] = []

    def answer(route: Route) -> None:
        addresses.append(route.request.url)
        route.fulfill(body="<!doctype html><title>Player</title><p>The video.</p>", content_type="text/html")

    reader.route(lambda address: "localhost" not in address, answer)
    return addresses


@pytest.mark.parametrize("press", ["mouse", "keyboard"])
def test_a_video_is_loaded_in_its_place_when_the_reader_asks_and_not_before(
    reader: Page, asked: list[str], press: str
) -> None:
    story, [entry, _newer] = covered(text=f"<p>{VIDEO}</p>")
    open_story(reader, story)
    card = reader.locator(f"#entry-{entry.public_id} figure.outside")
    link = card.get_by_role("link", name="Video on YouTube")
    expect(link).to_be_visible()
    link.scroll_into_view_if_needed()
    expect(card).to_contain_text("may set cookies")
    place = card.bounding_box()
    assert asked == []

    if press == "mouse":
        link.click()
    else:
        link.focus()
        reader.keyboard.press("Enter")

    frame = card.locator("iframe")
    expect(frame.content_frame.get_by_text("The video.")).to_be_visible()
    expect(frame).to_be_focused()
    assert asked == [f"{PLAYER}embed/dQw4w9WgXcQ?autoplay=1"]
    assert card.bounding_box() == place
    assert frame.get_attribute("title") == "Video on YouTube"
    assert "allow-top-navigation" not in (frame.get_attribute("sandbox") or "")
    assert reader.locator("iframe").count() == 1


def test_a_post_that_comes_while_the_page_is_open_can_be_asked_for(reader: Page, asked: list[str]) -> None:
    story, _entries = covered()
    open_story(reader, story)
    factories.entry(story, heading="Seen from the quay", text=f'<p><a href="{VIDEO}">The launch</a></p>')
    catch_up(reader, story)

    reader.get_by_role("link", name="Video on YouTube The launch").click()

    frame = reader.locator("figure.outside iframe")
    expect(frame.content_frame.get_by_text("The video.")).to_be_visible()
    assert frame.get_attribute("title") == "Video on YouTube: The launch"


def test_without_javascript_the_card_is_a_link_to_the_post(browser: Browser, live_server: object) -> None:
    story, _entries = covered(1, text=f"<p>{VIDEO}</p>")
    context = browser.new_context(java_script_enabled=False, base_url=getattr(live_server, "url", ""))
    page = context.new_page()

    page.goto(story.get_absolute_url())

    link = page.get_by_role("link", name="Video on YouTube")
    assert link.get_attribute("href") == VIDEO
    context.close()
