"""Older entries are loaded where the reader is, and from then on kept up like the others."""

from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from editorial.models import Article, LiveEntry
from tests import factories
from tests.live_page import catch_up, change, covered, headings, open_story, shown, withdraw


def _link(reader: Page) -> Locator:
    return reader.get_by_role("link", name="Older updates")


def _covered(number: int) -> tuple[Article, list[LiveEntry]]:
    """A story with so many entries; the newest of them first."""
    story, entries = covered(number)
    return story, entries[::-1]


def _ids(reader: Page) -> list[str]:
    found: list[str] = reader.locator("[data-feed] [data-entry]").evaluate_all(
        "entries => entries.map(entry => entry.dataset.entry)"
    )
    return found


def test_the_link_loads_further_page_by_page_until_there_are_no_more(reader: Page) -> None:
    story, entries = _covered(65)
    open_story(reader, story)
    address = reader.url

    _link(reader).click()
    expect(reader.locator("[data-feed] article")).to_have_count(60)
    expect(shown(reader, entries[30])).not_to_be_focused()
    _link(reader).press("Enter")
    expect(reader.locator("[data-feed] article")).to_have_count(65)

    expect(shown(reader, entries[60])).to_be_focused()
    expect(_link(reader)).to_have_count(0)
    assert _ids(reader) == [entry.public_id for entry in entries]
    assert reader.url == address
    assert reader.locator(".is-new").count() == 0


def test_what_was_loaded_is_kept_up_and_what_is_still_below_it_is_left_to_its_page(reader: Page) -> None:
    story, entries = _covered(65)
    open_story(reader, story)
    _link(reader).click()
    expect(shown(reader, entries[59])).to_have_count(1)

    change(entries[40], heading="Put right")
    withdraw(entries[41])
    change(entries[62], heading="Further down")
    back = factories.entry(
        story, heading="Left out at first", published_at=_between(entries[45], entries[46])
    )
    catch_up(reader, story)

    expect(shown(reader, entries[40])).to_contain_text("Put right")
    expect(shown(reader, entries[41])).to_have_count(0)
    expect(shown(reader, entries[62])).to_have_count(0)
    reader.locator("[data-new-updates]").click()
    expect(shown(reader, back)).to_be_focused()
    assert _ids(reader)[44:46] == [entries[45].public_id, back.public_id]


def _between(newer: LiveEntry, older: LiveEntry) -> object:
    assert newer.published_at
    assert older.published_at
    return older.published_at + (newer.published_at - older.published_at) / 2


def test_entries_that_moved_before_the_link_is_used_are_there_once(reader: Page) -> None:
    story, entries = _covered(40)
    open_story(reader, story)
    oldest = entries[-1].published_at
    assert oldest

    # The page does not know of this yet.
    change(entries[3], published_at=oldest + timedelta(seconds=1), heading="Moved down")
    withdraw(entries[35])
    _link(reader).click()
    expect(shown(reader, entries[-1])).to_have_count(1)
    catch_up(reader, story)

    there = [entry for entry in entries if entry not in (entries[3], entries[35])]
    there.insert(-1, entries[3])
    assert _ids(reader) == [entry.public_id for entry in there]


def test_the_last_entry_may_have_moved_before_the_link_is_used(reader: Page) -> None:
    story, entries = _covered(40)
    open_story(reader, story)
    last, oldest = entries[29], entries[-1].published_at
    assert oldest

    change(last, published_at=oldest - timedelta(minutes=1))
    with reader.expect_response("**/?before=*"):
        _link(reader).click()
    catch_up(reader, story)

    expect(shown(reader, entries[-1])).to_have_count(1)
    assert _ids(reader) == [entry.public_id for entry in (*entries[:29], *entries[30:], last)]
    assert reader.evaluate("performance.getEntriesByType('navigation')[0].name").endswith(
        story.get_absolute_url()
    )


def test_days_have_their_headings_among_what_was_loaded(reader: Page) -> None:
    story, entries = _covered(33)
    newest = entries[0].published_at
    assert newest
    for entry in entries[31:]:
        change(entry, published_at=newest - timedelta(days=2, minutes=entries.index(entry)))
    open_story(reader, story)

    _link(reader).click()
    expect(reader.locator("[data-feed] article")).to_have_count(33)

    days = reader.locator("li.is-first-of-day").evaluate_all("items => items.map(item => item.dataset.day)")
    firsts = reader.locator("li.is-first-of-day > article").evaluate_all("all => all.map(each => each.id)")
    assert len(set(days)) == len(days)
    assert firsts[-1] == f"entry-{entries[31].public_id}"


@pytest.mark.parametrize("fault", ["no answer", "an error", "another epoch"])
def test_when_it_cannot_be_loaded_the_link_leads_there(reader: Page, fault: str) -> None:
    story, entries = _covered(31)
    open_story(reader, story)

    def fail(route: Route) -> None:
        if route.request.is_navigation_request():
            route.continue_()
        elif fault == "no answer":
            route.abort()
        elif fault == "an error":
            route.fulfill(status=502, body="<h1>Bad gateway</h1>")
        else:
            answer = route.fetch()
            route.fulfill(response=answer, body=answer.text().replace('data-epoch="', 'data-epoch="x'))

    reader.route("**/?before=*", fail)
    _link(reader).click()

    expect(reader.locator("[data-feed] article")).to_have_count(1)
    assert headings(reader) == [entries[-1].heading]
    assert f"?before={entries[29].public_id}" in reader.url
    reader.unroute_all(behavior="ignoreErrors")


def test_a_page_opened_at_an_entry_goes_on_below_too(reader: Page) -> None:
    story, entries = _covered(40)
    reader.goto(entries[5].get_absolute_url())

    _link(reader).click()

    expect(reader.locator("[data-feed] article")).to_have_count(35)
    assert _ids(reader) == [entry.public_id for entry in entries[5:]]


def test_the_links_page_is_the_same_however_many_entries_arrive(reader: Page) -> None:
    story, entries = _covered(35)
    open_story(reader, story)
    before = _link(reader).get_attribute("href")

    for _number in range(5):
        factories.entry(story)
    catch_up(reader, story)
    after = _link(reader).get_attribute("href")
    reader.goto(after or "")

    assert before
    assert (after or "").endswith(before)
    assert _ids(reader) == [entry.public_id for entry in entries[30:]]
