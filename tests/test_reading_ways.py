"""Ways through a story's feed and out of it: key events, keys, hours, links to entries, shares."""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from editorial import publishing
from editorial.models import Article, LiveEntry
from tests import factories
from tests.live_page import LONG_TEXT, catch_up, change, covered, open_story, shown, withdraw

FOCUSED = "document.activeElement.dataset.entry"


def stands_at(reader: Page, entry: LiveEntry) -> None:
    """Wait until the reader is at the entry: the focus on it, its beginning in sight."""
    reader.wait_for_function(f"id => {FOCUSED} === id", arg=entry.public_id)
    expect(shown(reader, entry)).to_be_in_viewport()


def over_days(number: int) -> tuple[Article, list[LiveEntry]]:
    """A story with an entry a day, the oldest of them first."""
    by = factories.editor()
    story, start = factories.story(by=by), timezone.now() - timedelta(days=number)
    times = [start + timedelta(days=day) for day in range(number)]
    return story, [factories.entry(story, by=by, published_at=time) for time in times]


def test_key_events_alone_are_shown_while_the_switch_is_on_also_of_what_arrives(reader: Page) -> None:
    story, [plain, event, other] = over_days(3)
    change(event, is_key_event=True)
    open_story(reader, story)
    switch = reader.get_by_role("button", name="Key events only")

    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "true")
    expect(shown(reader, plain)).to_be_hidden()
    expect(shown(reader, other)).to_be_hidden()
    expect(reader.locator(".day:visible")).to_have_count(1)

    later = factories.entry(story, heading="Nothing of note")
    lift_off = factories.entry(story, heading="Lift-off", is_key_event=True)
    catch_up(reader, story)
    expect(shown(reader, lift_off)).to_be_visible()
    expect(shown(reader, later)).to_be_hidden()
    expect(reader.locator(".day:visible")).to_have_count(2)

    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "false")
    expect(shown(reader, later)).to_be_visible()
    expect(shown(reader, plain)).to_be_visible()


def test_many_key_events_do_not_push_the_feed_out_of_a_phones_reach(reader: Page) -> None:
    story, _entries = covered(20, is_key_event=True)
    reader.set_viewport_size({"width": 390, "height": 844})
    open_story(reader, story)
    events = reader.get_by_role("navigation", name="Key events")

    last = events.get_by_role("link").last
    last.focus()

    height = events.evaluate("list => list.getBoundingClientRect().height")
    assert height < 400
    expect(last).to_be_in_viewport()
    assert not Axe().run(reader).response["violations"]


def test_the_switch_goes_with_the_last_key_event_and_lets_everything_be_seen(reader: Page) -> None:
    story, [plain, event] = covered(2)
    change(event, is_key_event=True)
    open_story(reader, story)
    reader.get_by_role("button", name="Key events only").click()
    expect(shown(reader, plain)).to_be_hidden()

    change(event, is_key_event=False)
    catch_up(reader, story)

    expect(shown(reader, plain)).to_be_visible()
    expect(reader.locator("[data-only-key-events]")).to_be_hidden()


def test_links_to_entries_lead_within_the_page_where_it_has_them_and_else_to_their_own(reader: Page) -> None:
    story, entries = covered(32)
    change(entries[0], is_key_event=True)
    change(entries[8], is_pinned=True)
    change(entries[31], is_key_event=True)
    open_story(reader, story)
    reader.get_by_role("button", name="Key events only").click()
    expect(shown(reader, entries[8])).to_be_hidden()

    reader.locator(".pinned a").click()
    expect(shown(reader, entries[8])).to_be_in_viewport()
    assert reader.url.endswith(f"{story.get_absolute_url()}#entry-{entries[8].public_id}")

    reader.locator(".key-events a").last.click()
    expect(shown(reader, entries[0])).to_be_in_viewport()
    assert reader.url.endswith(entries[0].get_absolute_url())


def test_a_page_opens_at_its_entry_and_one_in_the_fragment_is_found_on_whatever_page(reader: Page) -> None:
    story, entries = covered(34, text=LONG_TEXT)

    reader.goto(entries[20].get_absolute_url())
    expect(reader.locator(".is-opened article")).to_have_id(f"entry-{entries[20].public_id}")
    reader.wait_for_function(
        "Math.abs(document.querySelector('.is-opened').getBoundingClientRect().top) < 40"
    )

    # Who reads by keyboard goes on there too.
    reader.keyboard.press("Tab")
    focused = "document.activeElement.closest('article')?.dataset.entry"
    assert reader.evaluate(focused) == entries[20].public_id

    reader.goto(f"{story.get_absolute_url()}#entry-{entries[1].public_id}")
    reader.wait_for_url(f"**{entries[1].get_absolute_url()}")
    expect(shown(reader, entries[1])).to_be_in_viewport()


def test_keys_step_from_entry_to_entry_and_can_be_switched_off(reader: Page) -> None:
    story, [oldest, middle, newest] = covered(3, text=LONG_TEXT)
    open_story(reader, story)
    expect(reader.locator(".entry-ways")).to_have_count(3)

    for key, entry in [("j", newest), ("j", middle), ("j", oldest), ("j", oldest), ("k", middle)]:
        reader.keyboard.press(key)
        stands_at(reader, entry)

    reader.keyboard.press("Control+j")
    reader.keyboard.press("Shift+K")
    reader.get_by_text("Keyboard").click()
    reader.get_by_label("Use these keys").focus()
    reader.keyboard.press("j")
    expect(reader.get_by_label("Use these keys")).to_be_focused()

    reader.get_by_label("Use these keys").uncheck()
    shown(reader, middle).locator(".permalink").focus()
    reader.keyboard.press("j")
    expect(shown(reader, middle).locator(".permalink")).to_be_focused()

    open_story(reader, story)
    expect(reader.locator(".entry-ways")).to_have_count(3)
    reader.keyboard.press("j")
    expect(reader.locator("[data-uses-keys]")).not_to_be_checked()
    assert not reader.evaluate(FOCUSED)


def test_keys_go_past_what_is_hidden_and_leave_an_enlarged_photo_alone(reader: Page) -> None:
    photo = factories.developed(factories.photo())
    story, [oldest, _middle, newest] = covered(
        3, text=f'{LONG_TEXT}<figure data-photo="{photo.pk}"></figure>'
    )
    for entry in (oldest, newest):
        change(entry, is_key_event=True)
    open_story(reader, story)
    reader.get_by_role("button", name="Key events only").click()

    for key, entry in [("j", newest), ("j", oldest), ("k", newest)]:
        reader.keyboard.press(key)
        stands_at(reader, entry)

    shown(reader, newest).locator("a.enlarge").click()
    expect(reader.locator("dialog[open] img")).to_be_visible()
    reader.keyboard.press("j")
    reader.keyboard.press("Escape")
    expect(reader.locator("dialog[open]")).to_have_count(0)
    expect(shown(reader, newest).locator("a.enlarge")).to_be_focused()


# A long text has the feed begin below the first window: a leap to its end passes the beginning without showing it.
@pytest.mark.parametrize("paragraphs", [1, 30])
def test_far_down_there_is_a_way_to_the_latest_and_it_shows_what_waits(reader: Page, paragraphs: int) -> None:
    story, entries = covered(20, text=LONG_TEXT)
    publishing.change_story(story, by=factories.editor(), text="<p>Rain all day.</p>" * paragraphs)
    open_story(reader, story)
    latest = reader.get_by_role("link", name="Latest updates")
    expect(reader.locator(".entry-ways")).to_have_count(20)
    expect(latest).to_be_hidden()

    shown(reader, entries[0]).scroll_into_view_if_needed()
    expect(latest).to_be_visible()
    latest.click()
    stands_at(reader, entries[-1])
    expect(latest).to_be_hidden()

    shown(reader, entries[0]).scroll_into_view_if_needed()
    expect(latest).to_be_visible()
    newest = factories.entry(story, heading="The tide has turned")
    catch_up(reader, story)
    latest.click()
    stands_at(reader, newest)


def test_the_time_line_follows_what_comes_and_goes(reader: Page) -> None:
    story, [entry] = covered(1)
    open_story(reader, story)
    expect(reader.locator(".entry-ways")).to_have_count(1)
    expect(reader.locator("[data-hours]")).to_be_hidden()

    older = factories.entry(story, published_at=timezone.now() - timedelta(hours=30))
    catch_up(reader, story)
    reader.get_by_text("Time line").click()
    lines = reader.locator("[data-hours] li:not(.hours-day)")
    expect(lines).to_have_count(2)
    drawn = reader.locator("[data-hours] ol").inner_text().split()
    reader.reload()
    reader.get_by_text("Time line").click()
    assert reader.locator("[data-hours] ol").inner_text().split() == drawn

    lines.last.get_by_role("link").click()
    expect(shown(reader, older)).to_be_in_viewport()
    withdraw(older)
    catch_up(reader, story)
    expect(reader.locator("[data-hours]")).to_be_hidden()
    expect(shown(reader, entry)).to_be_visible()


def test_how_long_ago_is_said_of_the_last_hours_and_not_under_a_pause(reader: Page) -> None:
    reader.clock.install()
    by = factories.editor()
    story = factories.story(by=by)
    old, lately = (
        factories.entry(story, by=by, published_at=timezone.now() - timedelta(**ago))
        for ago in ({"hours": 7}, {"minutes": 5, "seconds": 5})
    )
    open_story(reader, story)
    rail = shown(reader, lately).locator(".rail")
    expect(rail).to_have_attribute("data-ago", re.compile(r"5 min\.? ago"))
    expect(shown(reader, old).locator(".rail")).to_have_attribute("data-ago", "")
    assert "ago" not in shown(reader, lately).inner_text()

    reader.clock.run_for(61_000)
    expect(rail).to_have_attribute("data-ago", re.compile(r"6 min\.? ago"))

    reader.evaluate("document.querySelector('main').dataset.paused = ''")
    reader.clock.run_for(181_000)
    expect(rail).to_have_attribute("data-ago", re.compile(r"6 min\.? ago"))
    assert rail.evaluate("rail => getComputedStyle(rail, '::after').display") == "none"

    reader.evaluate("delete document.querySelector('main').dataset.paused")
    expect(rail).to_have_attribute("data-ago", re.compile(r"9 min\.? ago"))


def test_a_link_to_an_entry_is_copied_also_from_one_that_came_or_changed(
    reader: Page, context: BrowserContext, live_server: LiveServer
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    story, [entry, _newest] = covered(2)
    open_story(reader, story)
    change(entry, text="<p>The boat is late.</p>")
    catch_up(reader, story)
    copy = shown(reader, entry).locator("[data-copy]")

    copy.click()

    expect(copy).to_have_text("Link copied")
    expect(reader.locator("[data-said]")).to_have_text("Link copied")
    assert reader.evaluate("navigator.clipboard.readText()") == f"{live_server.url}{entry.get_absolute_url()}"


def test_where_the_browser_does_not_copy_the_address_stands_there_selected(
    reader: Page, live_server: LiveServer
) -> None:
    reader.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined });")
    story, [entry] = covered(1)
    open_story(reader, story)

    shown(reader, entry).get_by_role("button", name="Copy link").click()

    field = shown(reader, entry).get_by_label("Copy link")
    expect(field).to_be_focused()
    expect(field).to_have_value(f"{live_server.url}{entry.get_absolute_url()}")
    assert reader.evaluate("getSelection().toString()") == f"{live_server.url}{entry.get_absolute_url()}"


def test_the_platforms_own_sheet_is_offered_where_there_is_one(reader: Page, live_server: LiveServer) -> None:
    story, [entry] = covered(1, heading="The ferry has left")
    open_story(reader, story)
    expect(reader.get_by_role("button", name="Copy link")).to_have_count(1)
    without = reader.get_by_role("button", name="Share").count()
    reader.add_init_script(
        "navigator.share = async (shared) => { window.shared = shared; throw new Error('No'); };"
    )
    open_story(reader, story)

    reader.get_by_role("button", name="Share").focus()
    reader.keyboard.press("Enter")

    reader.wait_for_function("window.shared")
    assert without == 0
    assert reader.evaluate("shared") == {
        "title": "The ferry has left",
        "url": f"{live_server.url}{entry.get_absolute_url()}",
    }


def test_read_from_its_beginning_a_page_takes_what_changes_on_it_and_nothing_else(reader: Page) -> None:
    story, [first, second, third] = covered(3)
    publishing.set_status(story, "ended", by=factories.editor())
    reader.goto(f"{story.get_absolute_url()}?order=oldest")

    change(second, heading="Put right")
    withdraw(first)
    factories.entry(story, heading="A late word")
    factories.entry(story, heading="An early one", published_at=timezone.now() - timedelta(days=1))
    catch_up(reader, story)
    headings = reader.locator("[data-feed] article h3")
    expect(headings).to_have_text(["Put right", third.heading])

    change(second, published_at=timezone.now() + timedelta(seconds=-1))
    catch_up(reader, story)
    expect(headings).to_have_text([third.heading, "Put right"])


def test_the_tools_and_what_they_open_are_for_everybody(reader: Page) -> None:
    story, [entry, _newest] = over_days(2)
    change(entry, is_key_event=True)
    open_story(reader, story)
    for name in ("Time line", "Keyboard"):
        reader.get_by_text(name).click()
    reader.get_by_role("button", name="Key events only").click()
    expect(reader.get_by_role("button", name="Copy link")).to_have_count(1)

    sizes = reader.locator(
        ".updates button:visible, .updates a:visible, .updates summary:visible"
    ).evaluate_all(
        "all => all.map((each) => each.getBoundingClientRect()).filter(({ height }) => height < 24).length"
    )

    assert sizes == 0
    assert Axe().run(reader).response["violations"] == []
