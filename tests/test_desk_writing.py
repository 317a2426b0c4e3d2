"""Writing at the live desk: from a thought to a published entry, by keyboard, and on to the next one at once."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from editorial import publishing
from editorial.models import Article, LiveEntry
from tests import factories
from tests.desk_seats import Seat, edited, row_of, stand_on
from tests.live_desk import composer, heading, rows, writing

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def editor(live_server: LiveServer) -> User:
    """Whoever sits at the desk."""
    return factories.editor(username="ana")


@pytest.fixture
def story(editor: User) -> Article:
    """A story under way."""
    return factories.story(by=editor, time_zone="America/New_York")


@pytest.fixture
def desk(seat: Seat, editor: User, story: Article) -> Page:
    """The desk, open, with the text editor there."""
    opened = seat(editor, story)
    expect(writing(opened)).to_be_visible()
    return opened


def publish(desk: Page, title: str, text: str = "") -> None:
    """Write an entry from where the cursor is, and publish it by its keys."""
    desk.keyboard.type(title)
    desk.keyboard.press("Enter")
    desk.keyboard.type(text)
    desk.keyboard.press("Control+Enter")


def test_an_entry_is_published_by_keyboard_from_the_page_on_and_the_next_one_can_be_written(
    desk: Page,
) -> None:
    publish(desk, "Booster comes down in rough seas", "Ten-metre waves kept the ship away.")
    desk.keyboard.type("The next one")

    expect(rows(desk)).to_have_count(1)
    expect(rows(desk)).to_contain_text("Booster comes down in rough seas")
    expect(composer(desk).locator(".form-foot")).to_contain_text(
        "Published: Booster comes down in rough seas"
    )
    expect(heading(desk)).to_have_value("The next one")
    expect(writing(desk)).to_have_text("")
    entry = LiveEntry.objects.get()
    assert (entry.status, entry.text) == ("published", "<p>Ten-metre waves kept the ship away.</p>")


def test_keys_pressed_twice_make_one_entry_and_an_empty_form_is_told(desk: Page) -> None:
    desk.keyboard.type("Once")
    desk.keyboard.press("Control+Enter")
    desk.keyboard.press("Control+Enter")

    expect(composer(desk).locator(".errorlist")).to_contain_text("Write a heading or a text first.")
    writing(desk).click()
    desk.keyboard.type("Words without a heading")
    desk.keyboard.press("Control+Enter")
    expect(composer(desk).locator(".errorlist")).to_contain_text("Give the entry a heading")
    expect(heading(desk)).to_be_focused()
    expect(writing(desk)).to_have_text("Words without a heading")
    expect(rows(desk)).to_have_count(1)
    assert LiveEntry.objects.count() == 1


def test_a_draft_is_saved_by_its_keys_from_within_the_text(desk: Page) -> None:
    desk.keyboard.type("For later")
    desk.keyboard.press("Enter")
    desk.keyboard.type("Not yet certain.")
    desk.keyboard.press("Control+s")

    expect(rows(desk)).to_have_attribute("data-status", "draft")
    expect(heading(desk)).to_have_value("")
    expect(composer(desk).locator(".cke_toolbar")).to_have_count(1)
    expect(composer(desk).locator(".cke_button")).to_have_count(8)
    assert LiveEntry.objects.get().text == "<p>Not yet certain.</p>"


def test_what_a_reporter_writes_is_submitted_by_the_same_keys(seat: Seat, story: Article) -> None:
    page = seat(factories.reporter(), story)
    expect(writing(page)).to_be_visible()

    publish(page, "Seen from the quay", "Boats are coming back.")

    expect(rows(page)).to_have_attribute("data-status", "submitted")
    expect(page.get_by_role("button", name="Publish")).to_have_count(0)


def test_an_entry_that_is_refused_is_offered_again_with_its_text_while_the_next_is_written(
    desk: Page,
) -> None:
    composer(desk).get_by_role("button", name="Set time").click()
    composer(desk).get_by_label("Time", exact=True).fill("yesterday at noon")
    heading(desk).fill("Odd time")
    writing(desk).click()
    desk.keyboard.type("Words that stay.")
    desk.keyboard.press("Control+Enter")
    desk.keyboard.type("The next one")

    returned = desk.locator(".is-returned")
    expect(returned.locator("[data-field~=published_at]")).to_contain_text("Write the time as")
    expect(returned.locator("[name=heading]")).to_have_value("Odd time")
    expect(returned.locator(".cke_editable")).to_have_text("Words that stay.")
    expect(heading(desk)).to_have_value("The next one")
    expect(heading(desk)).to_be_focused()
    expect(composer(desk).locator(".form-foot")).to_contain_text("Not sent: “Odd time”")
    assert not LiveEntry.objects.exists()

    returned.get_by_label("Time", exact=True).fill("2024-05-30 15:12")
    desk.keyboard.press("Control+Enter")

    expect(rows(desk)).to_have_count(1)
    expect(returned).to_have_count(0)
    expect(heading(desk)).to_have_value("The next one")
    assert LiveEntry.objects.get().text == "<p>Words that stay.</p>"


def test_a_time_that_came_twice_is_asked_back_and_one_to_come_is_scheduled(desk: Page) -> None:
    form = composer(desk)
    expect(form.locator("[data-now]")).to_have_text(re.compile(r"^Now, \d\d:\d\d [AP]M E[SD]T$"))

    heading(desk).fill("Clocks go back")
    form.get_by_role("button", name="Set time").press("Enter")
    form.get_by_label("Time", exact=True).fill("2024-11-03 01:30")
    desk.keyboard.press("Control+Enter")
    returned = desk.locator(".is-returned")
    expect(returned.locator(".errorlist")).to_contain_text("“2024-11-03 01:30 EDT” or “2024-11-03 01:30 EST”")
    returned.get_by_label("Time", exact=True).fill("2024-11-03 01:30 EST")
    desk.keyboard.press("Control+Enter")
    expect(rows(desk)).to_have_count(1)

    heading(desk).fill("Tomorrow's launch")
    form.get_by_role("button", name="Set time").press("Enter")
    form.get_by_label("Time", exact=True).fill("2090-01-01 10:00")
    desk.keyboard.press("Control+Enter")

    expect(rows(desk).first).to_have_attribute("data-status", "scheduled")
    past = LiveEntry.objects.get(heading="Clocks go back").published_at
    assert past
    assert past.isoformat() == "2024-11-03T06:30:00+00:00"


def test_bylines_are_chosen_put_in_order_and_remembered_and_chips_are_not(desk: Page) -> None:
    for name in ("Ana Ferreira", "Tom Quay"):
        factories.byline(name)
    desk.reload()
    form, add = composer(desk), composer(desk).get_by_label("Add a byline")

    add.fill("ferr")
    add.press("Enter")
    add.fill("Tom Quay")
    desk.get_by_role("button", name="Take out Tom Quay").press("ArrowLeft")
    form.get_by_label("Key event").check()
    form.get_by_label("Pin").check()
    heading(desk).fill("Two of us")
    desk.keyboard.press("Control+Enter")
    expect(rows(desk)).to_have_count(1)

    entry = LiveEntry.objects.get()
    assert [byline.name for byline in entry.ordered_bylines] == ["Tom Quay", "Ana Ferreira"]
    assert (entry.is_key_event, entry.is_pinned) == (True, True)
    expect(form.get_by_label("Key event")).not_to_be_checked()
    expect(form.locator("[data-byline-list] li")).to_have_text(["By Tom Quay×", "By Ana Ferreira×"])

    desk.reload()
    expect(form.locator("[data-byline-list] li")).to_have_text(["By Tom Quay×", "By Ana Ferreira×"])
    desk.get_by_role("button", name="Take out Tom Quay").press("Delete")
    desk.get_by_role("button", name="Take out Ana Ferreira").click()
    add.fill("Nobody at all")
    heading(desk).fill("No one's")
    desk.keyboard.press("Control+Enter")
    expect(form.locator("[data-field=bylines]")).to_contain_text("No byline of the house has this name")
    add.fill("")
    desk.keyboard.press("Control+Enter")

    expect(rows(desk)).to_have_count(2)
    expect(form.locator("[data-byline-list] li")).to_have_count(0)
    assert not LiveEntry.objects.get(heading="No one's").ordered_bylines


def test_a_heading_is_counted_never_cut(desk: Page) -> None:
    heading(desk).fill("🚀" * 85)

    expect(composer(desk).locator(".counter")).to_have_text("85 / 80")
    expect(composer(desk).locator(".counter")).to_have_class(re.compile("over"))
    desk.keyboard.press("Control+Enter")
    expect(rows(desk)).to_have_count(1)
    assert LiveEntry.objects.get().heading == "🚀" * 85


def test_what_is_typed_before_the_text_editor_is_there_is_taken_over(desk: Page) -> None:
    held: list[Route] = []
    desk.route("**/ckeditor/ckeditor.js", lambda route: held.append(route))
    desk.reload()

    heading(desk).fill("In a hurry")
    composer(desk).get_by_label("Text").fill("Ten < five & so on.\n\nNext paragraph")
    for route in held:
        route.continue_()
    expect(writing(desk)).to_be_focused()
    desk.keyboard.type(", and the rest.")
    desk.keyboard.press("Control+Enter")

    expect(rows(desk)).to_have_count(1)
    text = LiveEntry.objects.get().text.replace("\n", "")
    assert text == "<p>Ten &lt; five &amp; so on.</p><p>Next paragraph, and the rest.</p>"


def test_an_edit_is_left_by_escape_and_asks_where_something_was_typed_which_stays_kept(
    desk: Page, story: Article, editor: User
) -> None:
    entry = factories.entry(story, by=editor, heading="Nine hurt")
    expect(rows(desk)).to_have_count(1)
    stand_on(desk, entry).press("e")
    form = edited(desk, entry)
    form.locator("[name=heading]").fill("Six hurt")
    question = desk.get_by_role("dialog", name="Leave this entry without saving?")

    desk.keyboard.press("Escape")
    expect(question).to_be_visible()
    desk.keyboard.press("Escape")
    expect(question).to_be_hidden()
    expect(form.locator("[name=heading]")).to_be_focused()
    expect(form.locator("[name=heading]")).to_have_value("Six hurt")
    desk.keyboard.press("Escape")
    expect(question).to_be_visible()
    desk.keyboard.press("Enter")

    expect(form).to_have_count(0)
    expect(row_of(desk, entry)).to_be_focused()
    expect(desk.locator("[data-kept-texts] li")).to_contain_text("Six hurt")
    assert LiveEntry.objects.get().heading == "Nine hurt"


def test_an_edit_is_left_though_the_question_was_answered_and_asked_again_in_one_moment(
    desk: Page, story: Article, editor: User
) -> None:
    entry = factories.entry(story, by=editor, heading="Nine hurt")
    expect(rows(desk)).to_have_count(1)
    stand_on(desk, entry).press("e")
    form = edited(desk, entry)
    form.locator("[name=heading]").fill("Six hurt")
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("dialog", name="Leave this entry without saving?")).to_be_visible()

    desk.evaluate(
        """() => {
          document.querySelector("dialog[data-asks=leave]").close("");
          const escape = new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true });
          document.querySelector("form[data-entry] [name=heading]").dispatchEvent(escape);
        }"""
    )
    expect(desk.get_by_role("dialog", name="Leave this entry without saving?")).to_be_visible()
    desk.keyboard.press("Enter")

    expect(form).to_have_count(0)


def test_an_edit_shows_both_versions_where_somebody_saved_since_and_asks_for_a_correction(
    desk: Page, story: Article, editor: User
) -> None:
    publishing.change_newsroom(by=factories.administrator(), correction_grace_minutes=0)
    entry = factories.entry(story, by=editor, heading="Nine hurt")
    desk.reload()
    desk.locator(f"[data-id='{entry.public_id}'] [data-step=edit]").click()
    form = desk.locator(f"form[data-entry='{entry.public_id}']")
    expect(form.locator(".cke_editable")).to_be_visible()
    publishing.change_entry(
        entry, by=factories.editor(username="sam"), heading="Ten hurt", is_typing_error=True
    )

    form.locator("[name=heading]").fill("Six hurt")
    desk.keyboard.press("Control+Enter")
    expect(form.locator("[data-conflict]")).to_contain_text("Ten hurt")
    expect(form.locator("[data-conflict]")).to_contain_text("Six hurt")
    expect(form.locator("[name=heading]")).to_have_value("Six hurt")
    form.get_by_label("I have seen both").check()
    desk.keyboard.press("Control+Enter")

    expect(form.get_by_label("What was wrong")).to_be_focused()
    assert LiveEntry.objects.get().heading == "Ten hurt"
    desk.keyboard.type("Six people were hurt, not nine.")
    desk.keyboard.press("Control+Enter")

    expect(form).to_have_count(0)
    assert LiveEntry.objects.get().heading == "Six hurt"
    assert LiveEntry.objects.get().corrections.get().note == "Six people were hurt, not nine."


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_forms(desk: Page, scheme: str) -> None:
    desk.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two that it knows
    composer(desk).get_by_role("button", name="Set time").click()
    composer(desk).get_by_label("Time", exact=True).fill("never")
    heading(desk).fill("With an error beside a field")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator(".is-returned .errorlist")).to_be_visible()
    expect(desk.locator(".is-returned .cke_editable")).to_be_visible()

    found = Axe().run(desk, options={"runOnly": ["wcag2a", "wcag2aa", "wcag22aa"]}).response["violations"]

    assert [(each["id"], each["nodes"][0]["html"][:150]) for each in found] == []
