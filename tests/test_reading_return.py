"""Who comes back to a story: how much came meanwhile, and where they had stopped reading."""

import json
from typing import Any

from playwright.sync_api import Locator, Page, expect

from editorial.models import Article
from tests import factories
from tests.live_page import LONG_TEXT, catch_up, covered, open_story, shown, turn

MINUTES = 60_000


def notice(reader: Page) -> Locator:
    """What says how many updates came."""
    return reader.locator("[data-since]")


def marks(reader: Page) -> dict[str, Any]:
    """What the browser keeps of what was read."""
    kept: dict[str, Any] = json.loads(reader.evaluate("localStorage.getItem('read')") or "{}")
    return kept


def read(reader: Page, story: Article) -> None:
    """Open the story, see its feed, and leave it."""
    open_story(reader, story)
    reader.locator("[data-feed]").scroll_into_view_if_needed()
    reader.evaluate(
        """() => new Promise((seen) => {
          const watch = new IntersectionObserver(() => requestAnimationFrame(() => requestAnimationFrame(seen)));
          watch.observe(document.querySelector("[data-feed] li"));
        })"""
    )
    turn(reader, is_hidden=True)


def let_pass(reader: Page, minutes: int = 10) -> None:
    """Leave the story, and put the time at which that was back by so much."""
    reader.goto("/health/")  # a page of ours without scripts
    reader.evaluate(
        """ms => {
          const marks = JSON.parse(localStorage.getItem("read"));
          for (const mark of Object.values(marks)) mark.at -= ms;
          localStorage.setItem("read", JSON.stringify(marks));
        }""",
        minutes * MINUTES,
    )


def test_after_a_break_the_page_says_how_many_came_and_marks_where_one_was(reader: Page) -> None:
    story, [*_older, newest] = covered(3, text=LONG_TEXT)
    read(reader, story)
    assert notice(reader).inner_text() == ""
    let_pass(reader)
    later = [factories.entry(story, heading=f"Later {number}", text=LONG_TEXT) for number in range(3)]

    open_story(reader, story)

    expect(notice(reader).get_by_role("link")).to_have_text("3 updates since you left")
    beside = "element => [element.previousElementSibling.textContent, element.nextElementSibling.textContent]"
    above, below = reader.locator("#you-were-here").evaluate(beside)
    assert later[0].heading in above
    assert newest.heading in below

    factories.entry(story, heading="While they read")
    catch_up(reader, story)
    expect(notice(reader).get_by_role("link")).to_have_text("3 updates since you left")

    notice(reader).get_by_role("link").click()
    expect(notice(reader)).to_be_empty()
    expect(reader.locator("#you-were-here")).to_be_in_viewport()


def test_a_tab_that_was_hidden_for_a_while_says_it_when_it_is_seen_again(reader: Page) -> None:
    story, _entries = covered(2)
    read(reader, story)
    for number in range(2):
        factories.entry(story, heading=f"Meanwhile {number}")
    reader.evaluate("ms => { const now = Date.now; Date.now = () => now() + ms; }", 10 * MINUTES)

    turn(reader, is_hidden=False)

    expect(notice(reader).get_by_role("link")).to_have_text("2 updates since you left")
    expect(reader.locator("#you-were-here")).to_have_text("You were here")

    notice(reader).get_by_role("button", name="Close").click()
    expect(notice(reader)).to_be_empty()


def test_a_moments_absence_or_nothing_new_is_not_worth_a_word(reader: Page) -> None:
    story, [entry, _newest] = covered(2)
    read(reader, story)
    factories.entry(story, heading="One more")
    open_story(reader, story)
    expect(reader.locator(".entry-ways")).to_have_count(3)
    after_a_moment = notice(reader).inner_text()

    read(reader, story)
    let_pass(reader)
    open_story(reader, story)
    expect(shown(reader, entry).locator(".entry-ways")).to_have_count(1)

    assert after_a_moment == notice(reader).inner_text() == ""
    expect(reader.locator("#you-were-here")).to_have_count(0)


def test_where_more_came_than_the_page_holds_the_link_leads_to_the_entry_that_was_read(reader: Page) -> None:
    story, [entry] = covered(1)
    read(reader, story)
    let_pass(reader)
    by = factories.editor()
    for number in range(31):
        factories.entry(story, by=by, heading=f"Later {number}")

    # As they come from elsewhere: the page of a moment ago, which the browser may show again, would grow past its 30.
    reader.goto(f"{story.get_absolute_url()}?utm_source=post")

    link = notice(reader).get_by_role("link")
    expect(link).to_have_text("More than 30 updates since you left")
    link.click()
    expect(shown(reader, entry)).to_be_in_viewport()


def test_the_browser_keeps_the_last_fifty_stories_and_no_words_of_them(reader: Page) -> None:
    story, [_entry, newest] = covered(2)
    open_story(reader, story)
    old = {f"story{number}": {"order": "1", "id": "a", "at": number} for number in range(60)}
    reader.evaluate("marks => localStorage.setItem('read', marks)", json.dumps(old))

    read(reader, story)

    kept = marks(reader)
    assert len(kept) == 50
    assert {"story0", "story10"} & {*kept} == set()
    assert {*kept[story.public_id]} == {"order", "id", "at"}
    assert kept[story.public_id]["order"] == newest.order


def test_a_browser_that_keeps_nothing_reads_the_story_as_ever(reader: Page) -> None:
    reader.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('No', 'SecurityError'); } });"
    )
    story, [_entry, newest] = covered(2)

    open_story(reader, story)
    turn(reader, is_hidden=True)
    turn(reader, is_hidden=False)

    expect(shown(reader, newest).locator(".entry-ways")).to_have_count(1)
    assert notice(reader).inner_text() == ""


def test_what_the_script_adds_moves_nothing(reader: Page) -> None:
    story, _entries = covered(12)
    read(reader, story)
    let_pass(reader)
    factories.entry(story, heading="Later")
    reader.add_init_script(
        """window.shifts = [];
        new PerformanceObserver((list) => {
          for (const { sources, value } of list.getEntries())
            shifts.push([value, ...sources.map(({ node }) => node?.className)]);
        }).observe({ type: "layout-shift", buffered: true });"""
    )
    reader.route("**/reading.js", lambda route: route.fulfill(content_type="text/javascript", body=""))
    open_story(reader, story)
    reader.wait_for_function("performance.getEntriesByType('paint').length > 1")
    reader.unroute("**/reading.js")

    reader.add_script_tag(url="/static/editorial/reading.js?late", type="module")
    expect(reader.locator("#you-were-here")).to_have_count(1)
    expect(reader.locator(".rail[data-ago]")).to_have_count(13)
    reader.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")

    assert reader.evaluate("shifts") == []
