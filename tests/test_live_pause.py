"""A reader can pause a story: nothing new comes in until they want it, and nothing wrong stays."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from editorial import publishing
from tests import factories
from tests.live_page import catch_up, change, covered, headings, open_story, shown, withdraw

KEEPS_NOTHING = """Object.defineProperty(window, "localStorage", {
    get() { throw new DOMException("refused", "SecurityError"); },
})"""


def _switch(reader: Page) -> Locator:
    return reader.get_by_role("button", name="Pause updates")


def _button(reader: Page) -> Locator:
    return reader.locator("[data-new-updates]")


def test_what_comes_while_the_reader_has_paused_waits_until_they_ask_or_go_on(reader: Page) -> None:
    story, (first, second) = covered()
    open_story(reader, story)
    expect(_switch(reader)).to_have_attribute("aria-pressed", "false")

    _switch(reader).click()
    expect(_switch(reader)).to_have_attribute("aria-pressed", "true")
    expect(reader.get_by_text("Updates are paused")).to_be_visible()
    asked_for, waited = factories.entry(story, heading="Asked for"), "Waited"
    catch_up(reader, story)
    expect(_button(reader)).to_have_text("1 new update")
    expect(reader.locator("[data-announcer]")).to_have_text("1 new update")
    assert headings(reader) == [second.heading, first.heading]

    _button(reader).click()
    expect(shown(reader, asked_for)).to_be_focused()
    factories.entry(story, heading=waited)
    catch_up(reader, story)
    expect(_button(reader)).to_have_text("1 new update")
    assert headings(reader)[0] == "Asked for"

    _switch(reader).click()
    expect(_button(reader)).to_be_hidden()
    expect(reader.get_by_text("Updates are paused")).to_be_hidden()
    expect(_switch(reader)).to_be_focused()
    assert headings(reader)[:2] == [waited, "Asked for"]


def test_what_is_put_right_or_withdrawn_is_so_for_who_has_paused_too(reader: Page) -> None:
    story, (first, second, third) = covered(3)
    open_story(reader, story)
    _switch(reader).click()

    publishing.change_entry(
        first, by=factories.editor(), text="<p>Noon.</p>", correction="It said one o’clock."
    )
    withdraw(second)
    publishing.change_story(story, by=factories.editor(), headline="Play goes on")
    catch_up(reader, story)

    expect(shown(reader, first)).to_contain_text("Noon.")
    expect(shown(reader, first).locator(".correction")).to_contain_text("It said one o’clock.")
    expect(shown(reader, first).locator(".updated")).to_contain_text("Updated")
    expect(shown(reader, second)).to_have_count(0)
    expect(reader.locator("h1")).to_have_text("Play goes on")
    expect(_button(reader)).to_be_hidden()
    assert headings(reader) == [third.heading, first.heading]


def test_an_entry_that_gets_another_time_moves_only_when_the_reader_goes_on(reader: Page) -> None:
    story, (first, second, third) = covered(3)
    open_story(reader, story)
    _switch(reader).click()

    change(third, published_at=timezone.now() - timedelta(hours=3), heading="Put right, and earlier")
    change(second, published_at=timezone.now() - timedelta(hours=2))
    catch_up(reader, story)
    while_paused = headings(reader)
    expect(_button(reader)).to_have_text("2 new updates")
    _switch(reader).click()

    assert while_paused == ["Put right, and earlier", second.heading, first.heading]
    expect(_button(reader)).to_be_hidden()
    assert headings(reader) == [first.heading, second.heading, "Put right, and earlier"]


def test_the_pause_holds_for_other_stories_other_tabs_and_the_next_visit(reader: Page) -> None:
    story, _entries = covered()
    other, _others = covered()
    tab = reader.context.new_page()
    open_story(tab, other)
    open_story(reader, story)

    _switch(reader).click()
    expect(_switch(tab)).to_have_attribute("aria-pressed", "true")
    open_story(reader, other)
    expect(_switch(reader)).to_have_attribute("aria-pressed", "true")
    entry = factories.entry(other)
    catch_up(reader, other)
    expect(_button(reader)).to_have_text("1 new update")

    _switch(tab).click()
    expect(_switch(reader)).to_have_attribute("aria-pressed", "false")
    expect(shown(reader, entry)).to_have_count(1)


def test_where_the_browser_keeps_nothing_the_pause_holds_for_the_page(reader: Page) -> None:
    reader.add_init_script(KEEPS_NOTHING)
    story, _entries = covered()
    open_story(reader, story)

    _switch(reader).click()
    expect(_switch(reader)).to_have_attribute("aria-pressed", "true")
    factories.entry(story)
    catch_up(reader, story)
    expect(_button(reader)).to_have_text("1 new update")
    reader.reload()

    expect(_switch(reader)).to_have_attribute("aria-pressed", "false")


def test_without_javascript_there_is_nothing_to_pause(browser: Browser, live_server: LiveServer) -> None:
    story, _entries = covered()
    window = browser.new_context(java_script_enabled=False, base_url=live_server.url)

    page = window.new_page()
    open_story(page, story)

    expect(page.locator("[data-feed] article")).to_have_count(2)
    expect(page.locator("[data-pause]")).to_be_hidden()
    window.close()
