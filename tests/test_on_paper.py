"""A story on paper: the words and pictures whole, nothing to press."""

import pytest
from playwright.sync_api import Page

from editorial import publishing
from editorial.models import Article
from tests import factories

SHORT = "<p>Visitors came back within the hour.</p>"
A4 = {"width": 794, "height": 1123}


@pytest.fixture
def printed(page: Page) -> Page:
    """A window that shows pages as they are printed."""
    page.set_viewport_size({"width": A4["width"] - 120, "height": A4["height"]})
    page.emulate_media(media="print", color_scheme="dark")
    return page


def record() -> Article:
    """An ended story with photos, links, a correction and entries of two days."""
    editor = factories.editor()
    photo = factories.photo(by=editor, alternative_text="A rocket", credit_line="Ana Ferreira/EPA-EFE")
    figure = f'<figure data-photo="{photo.pk}"></figure>'
    text = (
        f"<p>It <a href='https://example.org/rain'>rains</a>, <a href='/stories/'>they say</a>.</p>{figure}"
    )
    story = factories.story("ended", by=editor, lead_photo=photo, text=text)
    entries = [factories.entry(story, by=editor, text=SHORT + figure) for _number in range(4)]
    publishing.change_entry(entries[-1], by=editor, correction="An earlier version gave another time.")
    return story


def test_an_ended_story_is_printed_as_a_record(printed: Page) -> None:
    story = record()

    printed.goto(story.get_absolute_url())

    words = printed.locator("body").inner_text()
    assert "Live coverage has ended." in words
    assert "An earlier version gave another time." in words
    assert words.count("Visitors came back within the hour.") == 4
    assert printed.locator(".day:visible").count() >= 1
    assert printed.locator(":is(button, dialog, input, .masthead nav, .foot, .older):visible").count() == 0


def test_it_is_black_on_white_whatever_the_screen_is(printed: Page) -> None:
    story = record()

    printed.goto(story.get_absolute_url())

    colours = printed.evaluate(
        "(({ color, backgroundColor }) => [color, backgroundColor])(getComputedStyle(document.body))"
    )
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


def test_where_a_link_leads_outside_is_written_out(printed: Page) -> None:
    story = record()

    printed.goto(story.get_absolute_url())

    written = printed.evaluate(
        """() => [...document.querySelectorAll("#story-text .body a[href]:not(.enlarge)")]
            .map(link => getComputedStyle(link, "::after").content)"""
    )
    assert written == ['" (" attr(href) ")"', "none"] or written == [
        '" (https://example.org/rain)"',
        "none",
    ]


def test_no_photo_is_cut_and_no_short_entry_is_broken(printed: Page) -> None:
    story = record()

    printed.goto(story.get_absolute_url())

    rules = printed.evaluate(
        """() => [...document.querySelectorAll("figure, .entry")]
            .map(element => getComputedStyle(element).breakInside)"""
    )
    assert set(rules) == {"avoid"}
    heights = printed.evaluate("[...document.images].map(image => image.getBoundingClientRect().height)")
    assert max(heights) < A4["height"] * 0.6
    assert printed.pdf().startswith(b"%PDF")
