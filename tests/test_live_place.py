"""The reader's place on an open page is theirs: nothing that comes moves it, their focus is never lost."""

import pytest
from playwright.sync_api import Locator, Page, expect

from editorial import publishing
from editorial.models import Article, LiveEntry
from tests import factories
from tests.live_page import (
    LONG_TEXT,
    catch_up,
    change,
    covered,
    headings,
    open_story,
    shown,
    withdraw,
)


def _button(reader: Page) -> Locator:
    return reader.locator("[data-new-updates]")


def _top(reader: Page, entry: LiveEntry) -> float:
    """Where in the window an entry begins, in pixels, once the browser has drawn what it has."""
    reader.evaluate("new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    return float(shown(reader, entry).evaluate("entry => entry.getBoundingClientRect().top"))


def _read_in_the_feed(reader: Page, number: int = 12) -> tuple[Article, list[LiveEntry], LiveEntry]:
    """A story opened and scrolled into its feed; the last of these is the entry that is being read."""
    story, entries = covered(number, text=LONG_TEXT)
    open_story(reader, story)
    read = entries[len(entries) // 2]
    shown(reader, read).evaluate("entry => { entry.scrollIntoView(); scrollBy(0, -50); }")
    return story, entries, read


@pytest.fixture(params=["held by the browser too", "held by the page alone"])
def anchoring(request: pytest.FixtureRequest, page: Page) -> None:
    """Some browsers hold the reader's place themselves, some do not."""
    if request.param == "held by the page alone":
        page.add_init_script(
            """addEventListener("DOMContentLoaded", () => {
                const sheet = new CSSStyleSheet();
                sheet.replaceSync("* { overflow-anchor: none !important }");
                document.adoptedStyleSheets = [sheet];
            })"""
        )


@pytest.mark.usefixtures("anchoring")
def test_new_entries_wait_for_a_reader_who_has_scrolled(reader: Page) -> None:
    story, _entries, read = _read_in_the_feed(reader)
    before = _top(reader, read)

    news = [factories.entry(story, text=LONG_TEXT) for _number in range(2)]
    catch_up(reader, story)

    expect(_button(reader)).to_have_text("2 new updates")
    expect(shown(reader, news[0])).to_have_count(0)
    assert abs(_top(reader, read) - before) < 1


@pytest.mark.usefixtures("anchoring")
def test_edits_and_withdrawals_above_the_reader_do_not_move_them(reader: Page) -> None:
    story, entries, read = _read_in_the_feed(reader)
    before = _top(reader, read)

    change(entries[-1], text=LONG_TEXT * 3)
    withdraw(entries[-2])
    publishing.change_story(story, by=factories.editor(), headline="Long " * 30, standfirst="Longer " * 60)
    catch_up(reader, story)

    assert abs(_top(reader, read) - before) < 1


@pytest.mark.usefixtures("anchoring")
def test_a_retimed_entry_does_not_take_the_reader_along(reader: Page) -> None:
    story, entries, read = _read_in_the_feed(reader)
    still_in_sight = entries[entries.index(read) + 1]
    before = _top(reader, still_in_sight)

    change(read, published_at=factories.entry(story).published_at)
    catch_up(reader, story)

    assert headings(reader)[0] == read.heading
    assert abs(_top(reader, still_in_sight) - before) < 1


@pytest.mark.parametrize("press", ["click", "Enter"])
def test_what_waits_is_shown_on_demand_and_the_reader_taken_there(reader: Page, press: str) -> None:
    story, _entries, _read = _read_in_the_feed(reader)
    news = [factories.entry(story, text=LONG_TEXT) for _number in range(2)]
    catch_up(reader, story)

    _button(reader).click() if press == "click" else _button(reader).press(press)

    expect(_button(reader)).to_be_hidden()
    expect(shown(reader, news[1])).to_be_focused()
    expect(shown(reader, news[1])).to_be_in_viewport()
    assert headings(reader)[:2] == [news[1].heading, news[0].heading]


def test_what_waits_is_kept_true_while_it_waits(reader: Page) -> None:
    story, _entries, _read = _read_in_the_feed(reader)
    news = [factories.entry(story) for _number in range(2)]
    catch_up(reader, story)

    change(news[0], heading="Put right while it waited")
    withdraw(news[1])
    catch_up(reader, story)
    expect(_button(reader)).to_have_text("1 new update")
    _button(reader).click()

    assert headings(reader)[0] == "Put right while it waited"
    expect(shown(reader, news[1])).to_have_count(0)


def test_when_all_that_waited_is_withdrawn_the_button_goes(reader: Page) -> None:
    story, _entries, _read = _read_in_the_feed(reader)
    entry = factories.entry(story)
    catch_up(reader, story)
    expect(_button(reader)).to_be_visible()

    withdraw(entry)
    catch_up(reader, story)

    expect(_button(reader)).to_be_hidden()


def test_a_reader_at_the_top_of_the_feed_sees_what_is_new_at_once(reader: Page) -> None:
    story, _entries = covered(12, text=LONG_TEXT)
    open_story(reader, story)
    reader.locator("[data-feed]").evaluate("feed => { feed.scrollIntoView(); scrollBy(0, -30); }")

    entry = factories.entry(story)
    catch_up(reader, story)

    expect(shown(reader, entry)).to_be_in_viewport()
    expect(_button(reader)).to_be_hidden()


def test_the_focus_stays_on_the_same_link_of_an_entry_that_is_edited(reader: Page) -> None:
    link = '<p>See the <a href="https://example.com/">timetable</a>.</p>'
    story, (first, _second) = covered(text=link)
    open_story(reader, story)
    shown(reader, first).get_by_role("link", name="timetable").focus()

    change(first, text=link + "<p>It has changed.</p>")
    catch_up(reader, story)

    expect(shown(reader, first)).to_contain_text("It has changed.")
    expect(shown(reader, first).get_by_role("link", name="timetable")).to_be_focused()


def test_what_did_not_change_outside_the_feed_is_left_alone(reader: Page) -> None:
    story, _entries = covered()
    open_story(reader, story)
    reader.locator("h1").evaluate("headline => { headline.isTheSame = true; }")

    publishing.change_story(story, by=factories.editor(), text="<p>More is known now.</p>")
    catch_up(reader, story)

    expect(reader.locator("#story-text")).to_contain_text("More is known now.")
    assert reader.locator("h1").evaluate("headline => headline.isTheSame")


def at_a_link(reader: Page) -> tuple[Article, LiveEntry, LiveEntry]:
    """A story with two entries that is open; the focus is on a link in the second."""
    story, (first, second) = covered(text='<p>See the <a href="https://example.com/">timetable</a>.</p>')
    open_story(reader, story)
    shown(reader, second).get_by_role("link", name="timetable").focus()
    return story, first, second


def test_when_the_entry_with_the_focus_is_withdrawn_its_neighbour_has_it(reader: Page) -> None:
    story, first, second = at_a_link(reader)

    withdraw(second)
    catch_up(reader, story)

    expect(shown(reader, first)).to_be_focused()
    expect(reader.locator("[data-announcer]")).to_contain_text("withdrawn")


def test_that_what_was_read_has_gone_is_heard_though_something_came_with_it(reader: Page) -> None:
    story, _first, second = at_a_link(reader)

    withdraw(second)
    third = factories.entry(story)
    catch_up(reader, story)

    expect(shown(reader, third)).to_be_visible()
    expect(reader.locator("[data-announcer]")).to_contain_text("withdrawn")
