"""An open front page: it keeps itself up to date, and its reader's place."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from editorial import publishing
from editorial.models import Article
from tests import factories
from tests.live_page import turn, wake

LIVE = ".live-now"
TOP = "element => element.getBoundingClientRect().top"
# Each shift of the layout that no key or click asked for, added up.
SHIFTS = """() => {
    window.shifted = 0;
    new PerformanceObserver(list => list.getEntries().forEach(({ value }) => { window.shifted += value; }))
        .observe({ type: "layout-shift", buffered: true });
}"""


@pytest.fixture
def stories(live_server: LiveServer) -> list[Article]:
    """One live story with an update and a photo, and a dozen published ones, some with photos."""
    by = factories.editor()
    photo = factories.photo(by=by, alternative_text="A rocket")
    made = [
        factories.story(
            "published", by=by, headline=f"Story {number}", lead_photo=photo if number % 3 else None
        )
        for number in range(12)
    ]
    live = factories.story(headline="Harbour fair", by=by, lead_photo=photo)
    factories.entry(live, by=by, heading="Gates open")
    return [live, *made]


def test_news_come_in_by_themselves_and_what_is_the_same_stays(reader: Page, stories: list[Article]) -> None:
    reader.goto("/")
    reader.locator(f"{LIVE} img").evaluate("image => { image.isTheSame = true; }")
    reader.evaluate("document.querySelector('.latest h3 a').focus()")
    focused = reader.evaluate("document.activeElement.textContent")

    factories.story("published", headline="Breaking")
    wake(reader)

    expect(reader.locator(".latest h3").first).to_have_text("Breaking")
    assert reader.locator(f"{LIVE} img").evaluate("image => image.isTheSame")
    assert reader.evaluate("document.activeElement.textContent") == focused
    expect(reader.get_by_role("status")).to_have_text("The front page has news.")


@pytest.mark.parametrize("anchor", ["auto", "none"])
def test_a_reader_who_has_scrolled_stays_where_they_are_also_where_browsers_hold_nothing(
    anchor: str, reader: Page, stories: list[Article]
) -> None:
    reader.goto("/")
    reader.evaluate("anchor => { document.documentElement.style.overflowAnchor = anchor; }", anchor)
    held = reader.locator("[data-story]", has_text="Story 4")
    held.scroll_into_view_if_needed()
    reader.evaluate("scrollBy(0, 300)")
    top = held.evaluate(TOP)

    factories.story(headline="Fire at the quay", lead_photo=stories[0].lead_photo)
    wake(reader)

    expect(reader.locator(f"{LIVE} h3")).to_have_text(["Fire at the quay", "Harbour fair"])
    assert abs(held.evaluate(TOP) - top) < 2


def test_a_killed_photo_and_a_story_taken_down_go_from_an_open_page(
    reader: Page, stories: list[Article]
) -> None:
    reader.goto("/")
    by = factories.editor()
    photo = stories[0].lead_photo
    assert photo is not None
    expect(reader.locator("figure")).not_to_have_count(0)

    publishing.kill_photo(photo, by=factories.picture_desk(), reason="Not ours.")
    publishing.take_down_story(stories[-1], by=by, reason="A court said so.")
    wake(reader)

    expect(reader.locator("figure")).to_have_count(0)
    expect(reader.get_by_text("Story 11")).to_have_count(0)
    expect(reader.locator(f"{LIVE} h3")).to_have_text("Harbour fair")


def test_a_focus_on_what_has_gone_moves_to_the_first_link(reader: Page, stories: list[Article]) -> None:
    reader.goto("/")
    reader.get_by_role("link", name="Story 11").focus()

    publishing.take_down_story(stories[-1], by=factories.editor(), reason="A court said so.")
    wake(reader)

    expect(reader.get_by_text("Story 11")).to_have_count(0)
    expect(reader.get_by_role("link", name="Harbour fair")).to_be_focused()


def test_nothing_new_moves_nothing_and_hidden_pages_do_not_ask(reader: Page, stories: list[Article]) -> None:
    asked: list[Any] = []
    reader.goto("/")
    reader.wait_for_load_state("networkidle")
    reader.evaluate(SHIFTS)
    reader.evaluate(
        "new MutationObserver(() => { window.hasChanged = true; })"
        ".observe(document.querySelector('main'), { childList: true, subtree: true, attributes: true })"
    )
    reader.on("request", lambda request: asked.append(request.resource_type))

    with reader.expect_response(lambda response: response.request.resource_type == "fetch") as answer:
        wake(reader)
    answer.value.finished()
    turn(reader, is_hidden=True)
    wake(reader)
    with reader.expect_response(lambda response: response.request.resource_type == "fetch"):
        turn(reader, is_hidden=False)

    assert asked.count("fetch") == 2
    assert not reader.evaluate("window.hasChanged")
    assert reader.evaluate("window.shifted") < 0.01


def test_a_server_in_trouble_is_asked_again_and_the_page_stays(reader: Page, stories: list[Article]) -> None:
    reader.clock.install()
    reader.goto("/")
    reader.route("**/", lambda route: route.fulfill(status=503, body="<main data-front>Trouble</main>"))
    with reader.expect_response(lambda response: response.status == 503):
        reader.clock.run_for(23_000)
    with reader.expect_response(lambda response: response.status == 503):
        wake(reader)
    expect(reader.locator(f"{LIVE} h3")).to_have_text("Harbour fair")

    reader.unroute("**/")
    factories.entry(stories[0], heading="The trouble is over")
    wake(reader)

    expect(reader.locator(LIVE)).to_contain_text("The trouble is over")


def test_when_the_newsroom_speaks_another_language_so_does_the_whole_page(
    reader: Page, stories: list[Article]
) -> None:
    reader.goto("/")

    publishing.change_newsroom(by=factories.administrator(), language="ar")
    wake(reader)

    expect(reader.locator("html[lang=ar][dir=rtl]")).to_have_count(1)
    expect(reader.locator(".live-now h2")).to_have_text("مباشر الآن")
