"""From filed to published at the desk: the queue and its alerts, steps by one key, corrections, older versions."""

import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from editorial import publishing
from editorial.models import Article, LiveEntry
from tests import factories
from tests.desk_seats import Seat, edited, row_of, stand_on
from tests.live_desk import heading, rows
from tests.live_page import catch_up, open_story, shown

pytestmark = pytest.mark.django_db(transaction=True)

SEND, KEEP = re.compile("^(Ctrl|⌘) ↵$"), re.compile("^(Ctrl|⌘) S$")
ALL_KEYS = ["?", "N", SEND, KEEP, "Esc", "/", "J↓", "K↑", "↵", *"EPIUBWRHX"]

# Counts the tones that a page really starts, and the notifications that it really sends.
HEARS = """() => {
    window.notices = [];
    window.Notification = class extends Notification {
        static permission = "granted"; // as it was; a browser without windows says that it was not
        constructor(title, options) {
            super(title, options);
            window.notices.push(`${title} ${options.body}`);
        }
    };
    window.tones = 0;
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...when) { window.tones += 1; return start.apply(this, when); };
}"""


@pytest.fixture
def ana(live_server: LiveServer) -> User:
    """An editor."""
    return factories.editor(username="ana", first_name="Ana", last_name="Ferreira")


@pytest.fixture
def tom(live_server: LiveServer) -> User:
    """A reporter."""
    return factories.reporter(username="tom", first_name="Tom", last_name="Okafor")


@pytest.fixture
def story(ana: User) -> Article:
    """A story under way."""
    return factories.story(by=ana)


def file_entry(desk: Page, words: str) -> LiveEntry:
    """Write and submit an entry by keyboard, as a reporter does."""
    heading(desk).fill(words)
    desk.keyboard.press("Control+Enter")
    expect(rows(desk).first).to_contain_text(words)
    return LiveEntry.objects.get(heading=words)


def status_of(entry: LiveEntry) -> str:
    """Where it stands by now."""
    return LiveEntry.objects.get(pk=entry.pk).status


def test_an_editor_sees_and_hears_what_a_reporter_files_and_publishes_it_or_sends_it_back_with_a_note(
    seat: Seat, ana: User, tom: User, story: Article
) -> None:
    editors = seat(ana, story, permissions=["notifications"])
    editors.evaluate(HEARS)
    editors.locator(".desk-settings > summary").click()
    editors.get_by_label("Sound").check()
    editors.get_by_label("Notification of this browser").check()
    editors.keyboard.press("Escape")
    tried = editors.evaluate("window.tones")
    title = editors.title()
    reporters = seat(tom, story)

    first = file_entry(reporters, "What the first images will show")

    expect(editors).to_have_title(f"(1) {title}")
    expect(editors.get_by_role("button", name="Waiting 1")).to_be_visible()
    expect(editors.locator("[data-said]")).to_contain_text("An entry by Tom Okafor waits for approval.")
    assert editors.evaluate("window.tones") > tried
    told = "An entry by Tom Okafor waits for approval. What the first images will show"
    assert editors.evaluate("window.notices") == [told]
    stand_on(editors, first)
    editors.keyboard.press("u")
    expect(row_of(editors, first)).to_contain_text("published", ignore_case=True)
    expect(editors).to_have_title(title)
    assert status_of(first) == "published"

    editors.locator(".desk-settings > summary").click()
    editors.get_by_label("Sound").uncheck()
    editors.keyboard.press("Escape")
    heard = editors.evaluate("window.tones")
    second = file_entry(reporters, "How far the stage drifted")
    expect(row_of(editors, second)).to_be_visible()
    assert editors.evaluate("window.tones") == heard
    stand_on(editors, second)
    editors.keyboard.press("b")
    expect(editors.get_by_label("What does it still need?")).to_be_focused()
    editors.keyboard.type("Who says so?")
    editors.keyboard.press("Enter")

    expect(row_of(reporters, second)).to_contain_text("Sent back: Who says so?")
    expect(row_of(reporters, second)).to_contain_text("Draft", ignore_case=True)
    expect(row_of(editors, second)).to_be_focused()
    assert status_of(second) == "draft"


def test_notifications_that_the_browser_refuses_are_not_promised(
    seat: Seat, ana: User, story: Article
) -> None:
    desk = seat(ana, story)
    desk.locator(".desk-settings > summary").click()

    desk.get_by_label("Notification of this browser").click()

    expect(desk.get_by_role("alert").filter(has_text="does not allow")).to_be_visible()
    expect(desk.get_by_label("Notification of this browser")).not_to_be_checked()


def test_a_text_that_its_writer_has_changed_meanwhile_is_not_published_unread(
    seat: Seat, ana: User, tom: User, story: Article
) -> None:
    entry = factories.entry(story, by=tom, heading="Nine metres", status="submitted")
    desk = seat(ana, story)
    row = stand_on(desk, entry)
    desk.route("**/changes/**", lambda route: route.abort())
    publishing.change_entry(entry, by=tom, heading="Ten metres")

    desk.keyboard.press("u")

    expect(row.get_by_role("alert")).to_be_visible()
    assert status_of(entry) == "submitted"


def test_one_key_or_click_pins_makes_key_events_withdraws_with_a_reason_and_restores(
    seat: Seat, ana: User, story: Article, reader: Page
) -> None:
    entry = factories.entry(story, by=ana, heading="Lift-off")
    desk = seat(ana, story)
    open_story(reader, story)
    row = stand_on(desk, entry)

    desk.keyboard.press("p")
    expect(row).to_contain_text("Pinned")
    desk.keyboard.press("p")
    expect(row).not_to_contain_text("Pinned")
    row.locator("summary").click()
    row.get_by_role("button", name="Key event").click()
    expect(row.locator(".row-facts")).to_contain_text("Key event")
    expect(row).to_be_focused()
    catch_up(reader, story)
    expect(reader.get_by_role("navigation", name="Key events")).to_contain_text("Lift-off")

    desk.keyboard.press("w")
    desk.keyboard.type("The clock was wrong")
    desk.keyboard.press("Enter")
    expect(row).to_contain_text("Withdrawn: The clock was wrong")
    catch_up(reader, story)
    expect(shown(reader, entry)).to_have_count(0)

    desk.keyboard.press("r")
    expect(row).to_contain_text("published", ignore_case=True)
    catch_up(reader, story)
    expect(shown(reader, entry)).to_contain_text("Lift-off")
    reasons = list(entry.history.values_list("history_change_reason", flat=True))
    assert reasons[:2] == ["restore", "withdraw: The clock was wrong"]


def test_a_late_change_is_asked_for_a_correction_which_readers_see(
    seat: Seat, ana: User, story: Article, reader: Page
) -> None:
    publishing.change_newsroom(by=factories.administrator(), correction_grace_minutes=0)
    entry = factories.entry(story, by=ana, heading="Ten metres from the target")
    desk = seat(ana, story)
    open_story(reader, story)
    stand_on(desk, entry)
    desk.keyboard.press("e")
    form = edited(desk, entry)
    form.locator("[name=heading]").fill("Nine metres from the target")

    desk.keyboard.press("Control+Enter")
    expect(form.locator("[name=correction]")).to_be_focused()
    assert LiveEntry.objects.get().heading == "Ten metres from the target"
    desk.keyboard.type("It was nine metres, not ten.")
    desk.keyboard.press("Control+Enter")

    expect(row_of(desk, entry)).to_contain_text("Corrected")
    catch_up(reader, story)
    expect(shown(reader, entry)).to_contain_text("Nine metres from the target")
    expect(shown(reader, entry)).to_contain_text("It was nine metres, not ten.")


def test_an_older_version_is_seen_with_its_differences_and_taken_up_again(
    seat: Seat, ana: User, story: Article
) -> None:
    entry = factories.entry(story, by=ana, heading="Lift-off at nine", text="<p>The clock stood at nine.</p>")
    publishing.change_entry(
        entry, by=factories.editor(first_name="Sam", last_name="Keller"), heading="Lift-off"
    )
    desk = seat(ana, story)
    stand_on(desk, entry)

    desk.keyboard.press("h")

    versions = desk.get_by_role("dialog", name="History").get_by_role("listitem")
    expect(versions).to_have_count(2)
    expect(versions.first).to_contain_text("Sam Keller")
    expect(versions.first.locator("del").first).to_contain_text("at")
    versions.last.get_by_role("button", name="Take up this version").click()
    form = edited(desk, entry)
    expect(form.locator("[name=heading]")).to_have_value("Lift-off at nine")
    assert LiveEntry.objects.get().heading == "Lift-off"
    desk.keyboard.press("Control+Enter")

    expect(row_of(desk, entry)).to_contain_text("Lift-off at nine")
    assert LiveEntry.objects.get().heading == "Lift-off at nine"


def test_single_keys_act_on_nothing_while_one_types_and_can_be_switched_off_for_good(
    seat: Seat, ana: User, story: Article
) -> None:
    entry = factories.entry(story, by=ana, heading="Lift-off")
    desk = seat(ana, story)
    heading(desk).focus()
    desk.keyboard.type("we pin a rib")
    assert (heading(desk).input_value(), status_of(entry)) == ("we pin a rib", "published")

    stand_on(desk, entry)
    desk.keyboard.press("?")
    keys = desk.get_by_role("dialog", name="Keys")
    expect(keys.locator("dt")).to_have_text(ALL_KEYS)
    keys.get_by_label("Single characters act on the desk").uncheck()
    desk.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    expect(row_of(desk, entry)).to_be_focused()
    desk.reload()
    expect(desk.locator("[data-desk]")).to_have_attribute("data-ready", "true")
    stand_on(desk, entry)
    desk.keyboard.press("w")
    desk.keyboard.press("Enter")

    edited(desk, entry)
    expect(desk.get_by_role("dialog")).to_have_count(0)


def test_a_step_that_is_refused_says_so_beside_its_row(seat: Seat, ana: User, story: Article) -> None:
    entry = factories.entry(story, by=ana, heading="", status="draft")
    desk = seat(ana, story)
    row = stand_on(desk, entry)

    desk.keyboard.press("u")

    expect(row.get_by_role("alert")).to_contain_text("heading", ignore_case=True)
    expect(row).to_be_focused()


def test_what_its_writer_saved_while_one_was_asked_is_not_thrown_away_unread(
    seat: Seat, ana: User, tom: User, story: Article
) -> None:
    draft = factories.entry(story, by=tom, status="draft", heading="Half a sentence")
    desk = seat(ana, story)
    stand_on(desk, draft).press("x")

    publishing.change_entry(draft, by=tom, heading="A whole sentence")
    expect(row_of(desk, draft)).to_contain_text("A whole sentence")
    desk.keyboard.press("Enter")

    expect(row_of(desk, draft).locator("[data-refused]")).to_contain_text("Somebody else saved this")
    assert LiveEntry.objects.get() == draft
