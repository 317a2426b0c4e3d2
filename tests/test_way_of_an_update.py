"""The whole way: an editor's keyboard at one end, a reader's open page at the other."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from editorial.models import Article, LiveEntry
from tests import factories
from tests.live_page import catch_up, open_story


@pytest.fixture
def editor() -> User:
    """An editor on shift."""
    return factories.editor(username="nora")


@pytest.fixture
def desk(
    browser: Browser, browser_context_args: dict[str, Any], live_server: LiveServer, editor: User
) -> Iterator[Page]:
    """The editor's own window, signed in by keyboard, as one does."""
    context = browser.new_context(**browser_context_args)
    page = context.new_page()
    page.goto("/admin/")
    page.get_by_label("Username").fill(editor.username)
    page.get_by_label("Password").fill(factories.PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Stories").first).to_be_visible()
    yield page
    context.close()


def write(desk: Page, heading: str, words: str) -> None:
    """Type a heading and a text, as an editor does."""
    desk.get_by_role("textbox", name="Heading").fill(heading)
    area = desk.locator(".cke_editable")
    area.click()
    desk.keyboard.press("Control+A")
    desk.keyboard.type(words)


def test_what_an_editor_posts_edits_and_withdraws_reaches_an_open_page(desk: Page, reader: Page) -> None:
    story = factories.story()
    open_story(reader, story)

    desk.goto(f"/admin/editorial/liveentry/add/?article={story.pk}")
    write(desk, "The bridge is open", "Cars went over at noon, “slowly”, the warden said.")
    desk.get_by_role("button", name="Publish", exact=True).click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    catch_up(reader, story)

    entry = LiveEntry.objects.get()
    shown = reader.locator(f"#entry-{entry.public_id}")
    expect(shown).to_contain_text("The bridge is open")
    expect(shown).to_contain_text("Cars went over at noon, “slowly”, the warden said.")

    desk.goto(f"/admin/editorial/liveentry/{entry.pk}/change/")
    write(desk, "The bridge is open again", "Lorries must still wait.")
    desk.get_by_role("button", name="Publish changes").click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    catch_up(reader, story)

    expect(shown).to_contain_text("The bridge is open again")
    expect(shown).to_contain_text("Lorries must still wait.")
    expect(shown).not_to_contain_text("Cars went over")

    desk.goto(f"/admin/editorial/liveentry/{entry.pk}/change/")
    desk.get_by_role("button", name="Withdraw…").click()
    desk.get_by_label("Why?").fill("It was another bridge")
    desk.get_by_role("button", name="Withdraw", exact=True).click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    catch_up(reader, story)

    expect(shown).to_have_count(0)
    assert Article.objects.get(pk=story.pk).entries.get().withdrawal_reason == "It was another bridge"
