"""The desk's timeline: what colleagues do appears by itself, and moves nobody who reads or types."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from editorial import publishing
from editorial.models import Article
from tests import factories
from tests.desk_seats import Seat, row_of, stand_on
from tests.live_desk import heading, rows, titles, writing
from tests.live_page import covered

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def editor(live_server: LiveServer) -> User:
    """Whoever sits at the desk."""
    return factories.editor(username="ana")


def top_of(desk: Page, title: str) -> int:
    """How far from the window's upper edge the row of this title stands."""
    box = desk.locator(".row", has_text=title).bounding_box()
    assert box
    return round(box["y"])


def count(desk: Page, show: str) -> str:
    """What a filter's button says of how many there are."""
    return desk.locator(f'[data-show="{show}"] [data-count]').inner_text()


def test_what_a_colleague_does_appears_by_itself_and_moves_neither_what_one_reads_nor_what_one_types(
    seat: Seat, editor: User
) -> None:
    story, entries = covered(30)
    desk = seat(editor, story)
    read = entries[8]
    stand_on(desk, read)
    desk.evaluate("scrollBy({top: 150, behavior: 'instant'})")
    before = top_of(desk, read.heading)
    expect(rows(desk)).to_have_count(30)

    newest = factories.entry(story, heading="The gates open")
    publishing.change_entry(entries[20], by=editor, heading="The gates are closed", text="<p>Word.</p>" * 90)

    expect(rows(desk)).to_have_count(31)
    expect(row_of(desk, entries[20])).to_contain_text("The gates are closed")
    assert titles(desk)[0] == newest.heading
    assert top_of(desk, read.heading) == before
    expect(row_of(desk, read)).to_be_focused()

    heading(desk).fill("A thought that is")
    publishing.withdraw_entry(entries[29], by=editor, reason="It was another gate")

    expect(row_of(desk, entries[29])).to_contain_text("Withdrawn: It was another gate")
    expect(heading(desk)).to_be_focused()
    expect(heading(desk)).to_have_value("A thought that is")


def test_a_row_that_changes_keeps_the_focus_in_it_and_one_that_goes_hands_it_on(
    seat: Seat, editor: User
) -> None:
    story = factories.story(by=editor)
    first, second = (factories.entry(story, by=editor, status="draft", heading=h) for h in ("One", "Two"))
    desk = seat(editor, story)
    row_of(desk, second).get_by_role("button", name="Edit").focus()

    publishing.change_entry(second, by=factories.editor(), heading="Two, with more")

    expect(row_of(desk, second)).to_contain_text("Two, with more")
    expect(row_of(desk, second).get_by_role("button", name="Edit")).to_be_focused()

    publishing.discard_entry(second, by=factories.editor())

    expect(row_of(desk, second)).to_have_count(0)
    expect(row_of(desk, first)).to_be_focused()


def test_the_list_grows_as_one_scrolls_down_to_its_end(seat: Seat, editor: User) -> None:
    story, entries = covered(95)
    desk = seat(editor, story)
    expect(rows(desk).first).to_contain_text(entries[-1].heading)

    for loaded in (40, 80, 95):
        expect(desk.locator("[data-rows]")).to_have_js_property("childElementCount", loaded)
        desk.locator("[data-rows] > li").last.scroll_into_view_if_needed()

    assert titles(desk) == [entry.heading for entry in reversed(entries)]
    expect(desk.get_by_role("button", name="More entries")).to_be_hidden()


def test_filters_and_find_show_what_is_asked_for_and_colleagues_are_filtered_too(
    seat: Seat, editor: User
) -> None:
    story = factories.story(by=editor)
    factories.entry(story, by=editor, heading="Ferries sail", is_key_event=True)
    draft = factories.entry(story, by=editor, heading="Trains wait", status="draft")
    desk = seat(editor, story)
    assert [count(desk, show) for show in ("all", "mine", "waiting", "drafts", "keys")] == [
        "2",
        "2",
        "",
        "1",
        "1",
    ]

    desk.get_by_role("button", name="Drafts").click()
    expect(rows(desk)).to_have_count(1)
    factories.entry(story, heading="Buses run")
    theirs = factories.entry(story, heading="Trams crawl", status="draft")

    expect(row_of(desk, theirs)).to_be_visible()
    assert set(titles(desk)) == {"Trains wait", "Trams crawl"}
    publishing.change_entry(draft, by=editor, status="published")
    expect(rows(desk)).to_have_count(1)
    assert (count(desk, "all"), count(desk, "mine"), count(desk, "drafts")) == ("4", "2", "1")

    desk.locator("[data-rows] > li").first.focus()
    desk.keyboard.press("/")
    desk.get_by_role("button", name="All").click()
    desk.keyboard.press("/")
    desk.keyboard.type("sail fer")

    expect(rows(desk)).to_contain_text(["Ferries sail"])
    desk.keyboard.press("Escape")
    expect(rows(desk)).to_have_count(4)


def test_more_changes_than_are_told_one_by_one_arrive_as_a_new_list_and_what_is_typed_stays(
    seat: Seat, editor: User, story_with_drafts: Article
) -> None:
    desk = seat(editor, story_with_drafts)
    expect(writing(desk)).to_be_visible()  # it is all there, the text editor's own files too
    heading(desk).fill("A thought")
    desk.context.set_offline(True)
    for _number in range(110):
        factories.entry(story_with_drafts, by=editor)
    last = factories.entry(story_with_drafts, by=editor, heading="The last one")

    # The first list is lost on its way.
    desk.route("**/timeline/*", lambda route: route.abort(), times=1)
    desk.context.set_offline(False)

    expect(row_of(desk, last)).to_be_visible()
    expect(heading(desk)).to_have_value("A thought")
    assert count(desk, "all") == "113"


@pytest.fixture
def story_with_drafts(editor: User) -> Article:
    """A story with two drafts."""
    story = factories.story(by=editor)
    for _number in range(2):
        factories.entry(story, by=editor, status="draft")
    return story
