"""Pages in a language that is written from right to left, in a real browser."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from editorial import publishing
from editorial.models import Article
from tests import factories

WIDTHS = (390, 1280)


@pytest.fixture
def arabic(transactional_db: None) -> Article:
    """A live story in Arabic, in a newsroom that speaks Arabic."""
    publishing.change_newsroom(by=factories.administrator(), language="ar")
    story = factories.story(
        headline="أمطار غزيرة تغرق شوارع الإسكندرية",
        standfirst="أغلقت السلطات الكورنيش.",
        slug="alexandria",
        bylines=[factories.byline("Nora Lindqvist")],
    )
    text = "<p>قال المتحدث إن 12 مضخة تعمل.</p><ul><li>أُعيد فتح النفق</li></ul>"
    for number in range(3):
        factories.entry(story, heading=f"فرق الإنقاذ تسحب المياه {number}", text=text, is_key_event=True)
    return story


def box(page: Page, selector: str) -> Any:
    """Where the first element of this selector stands."""
    found = page.locator(selector).first.bounding_box()
    assert found, selector
    return found


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def test_a_story_is_laid_out_from_the_right(arabic: Article, reader: Page) -> None:
    reader.set_viewport_size({"width": 1280, "height": 900})

    reader.goto(arabic.get_absolute_url())

    expect(reader.locator("html")).to_have_attribute("dir", "rtl")
    rail, main = box(reader, ".entry .rail"), box(reader, ".entry .entry-main")
    feed, beside = box(reader, ".feed"), box(reader, "#story-key-events")
    headline, standfirst = box(reader, "h1"), box(reader, ".standfirst")
    assert rail["x"] >= main["x"] + main["width"]
    assert beside["x"] + beside["width"] <= feed["x"]
    assert headline["x"] + headline["width"] == standfirst["x"] + standfirst["width"]


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_stands_out_of_the_page(width: int, arabic: Article, reader: Page) -> None:
    reader.set_viewport_size({"width": width, "height": 900})
    last = arabic.entries.get(heading="فرق الإنقاذ تسحب المياه 0")

    widths = {}
    for address in (
        "/",
        "/archive/",
        "/search/",
        arabic.get_absolute_url(),
        last.get_absolute_url(),
        "/nowhere/",
    ):
        reader.goto(address)
        widths[address] = overflow(reader)

    assert set(widths.values()) == {0}, widths


def test_joined_letters_are_not_pulled_apart(arabic: Article, reader: Page) -> None:
    reader.goto(arabic.get_absolute_url())

    spacings = reader.evaluate(
        "[...document.querySelectorAll('body *')].map((each) => getComputedStyle(each).letterSpacing)"
    )

    assert {*spacings} <= {"normal", "0px"}


def test_a_latin_headline_begins_where_the_arabic_front_page_does(arabic: Article, reader: Page) -> None:
    factories.story(headline="Harbour reopens", language="en")

    reader.goto("/")

    aligned = reader.get_by_role("heading", name="Harbour reopens").evaluate(
        "each => getComputedStyle(each).textAlign"
    )
    assert aligned == "right"
