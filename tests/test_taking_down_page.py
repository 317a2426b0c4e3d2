"""Taking a whole story down, in the browser: at the live desk by keyboard, and on the page that a reader has open."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from editorial.models import Article
from tests import factories
from tests.desk_seats import Seat
from tests.live_page import covered, open_story, wake

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]


def test_an_editor_takes_it_down_an_open_page_says_so_and_it_is_put_back(page: Page, seat: Seat) -> None:
    story, _entries = covered()
    desk = seat(factories.editor(), story)
    open_story(page, story)

    # It asks why first, and does nothing without.
    desk.locator(".desk-settings summary").click()
    desk.get_by_role("button", name="Take the whole story down").click()
    dialog = desk.get_by_role("dialog", name="Take the whole story down?")
    dialog.get_by_label("Why?").press("Enter")
    expect(dialog.get_by_role("listitem")).to_contain_text("Say why")
    assert Axe().run(desk).response["violations"] == []
    dialog.get_by_label("Why?").fill("A court order")
    dialog.get_by_role("button", name="Take the story down").click()

    expect(desk.locator("#desk-taken-down")).to_contain_text("A court order")
    expect(desk.locator("#desk-state")).to_contain_text("taken down")
    wake(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("This story was taken down")
    assert story.headline not in page.content()
    assert Axe().run(page).response["violations"] == []

    desk.locator("#desk-controls").get_by_role("button", name="Put back").click()
    desk.get_by_role("dialog").get_by_role("button", name="Put it back").click()
    expect(desk.locator("#desk-taken-down")).to_be_empty()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text(story.headline)
    assert Article.objects.get(pk=story.pk).epoch != story.epoch
