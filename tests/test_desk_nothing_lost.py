"""Nothing typed at the live desk is lost: not by a crash, a reload, a lost network or an expired session."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress

import pytest
from django.contrib.auth.models import Permission, User
from django.contrib.sessions.models import Session
from playwright.sync_api import Error, Locator, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from editorial import publishing
from editorial.models import Article, LiveEntry, Unsent
from tests import factories
from tests.desk_seats import Seat, edited, followed, hush, row_of
from tests.live_desk import composer, heading, open_desk, rows, writing

pytestmark = pytest.mark.django_db(transaction=True)
KEPT_ON_THE_SERVER = 10_000
FULL = """
const put = Storage.prototype.setItem;
Storage.prototype.setItem = function (name, words) {
  if (name.startsWith("desk ")) throw new DOMException("full", "QuotaExceededError");
  put.call(this, name, words);
};
"""


@pytest.fixture
def editor(live_server: LiveServer) -> User:
    """Whoever sits at the desk."""
    return factories.editor(username="ana")


@pytest.fixture
def story(editor: User) -> Article:
    """A story under way."""
    return factories.story(by=editor)


@pytest.fixture
def desk(seat: Seat, editor: User, story: Article) -> Page:
    """The desk, open, with the text editor there."""
    opened = seat(editor, story)
    expect(writing(opened)).to_be_visible()
    return opened


@pytest.fixture
def reopened(desk: Page, story: Article) -> Iterator[Callable[[], Page]]:
    """Opens the desk in a new window of the same browser."""
    with ExitStack() as windows:

        def reopen() -> Page:
            window = desk.context.new_page()
            windows.callback(hush, window, followed(window))
            open_desk(window, story)
            return window

        yield reopen


def write(desk: Page, title: str, words: str) -> None:
    """Write a new entry, and leave it unfinished."""
    heading(desk).fill(title)
    writing(desk).click()
    desk.keyboard.type(words)
    desk.wait_for_function(
        "words => Object.values(localStorage).some((kept) => kept.includes(words))", arg=words
    )


def crash(desk: Page) -> None:
    """End the window as a fault of the browser does: no script of it has a last word."""
    with suppress(Error):
        desk.goto("chrome://crash")
    desk.close()


def form_of(desk: Page, entry: LiveEntry) -> Locator:
    """The form of an entry, there or not."""
    return desk.locator(f'form[data-entry="{entry.public_id}"]')


def test_after_a_crash_in_mid_sentence_the_text_is_in_a_new_window(
    desk: Page, reopened: Callable[[], Page]
) -> None:
    write(desk, "The stage is", "Ten-metre waves kept the sh")

    crash(desk)
    window = reopened()

    expect(heading(window)).to_have_value("The stage is")
    expect(writing(window)).to_have_text("Ten-metre waves kept the sh")


def test_a_reload_puts_back_the_new_entry_and_the_edit_and_sent_or_discarded_they_are_gone(
    desk: Page, story: Article, editor: User
) -> None:
    entry = factories.entry(story, by=editor, heading="Gates open")
    expect(row_of(desk, entry)).to_be_visible()
    row_of(desk, entry).locator("[data-step=edit]").click()
    edited(desk, entry).locator("[name=heading]").fill("Gates open again")
    write(desk, "Half a thought", "and some words")

    desk.reload()

    expect(edited(desk, entry).locator("[name=heading]")).to_have_value("Gates open again")
    expect(heading(desk)).to_have_value("Half a thought")
    expect(writing(desk)).to_have_text("and some words")

    edited(desk, entry).locator("[name=heading]").press("Control+Enter")
    expect(form_of(desk, entry)).to_have_count(0)
    heading(desk).press("Control+Enter")
    expect(rows(desk)).to_have_count(2)
    expect(desk.locator("[data-pending]")).to_have_count(0)
    desk.reload()

    expect(writing(desk)).to_have_text("")
    expect(heading(desk)).to_have_value("")
    expect(desk.locator("[data-kept-texts]")).to_be_hidden()
    assert set(LiveEntry.objects.values_list("heading", flat=True)) == {"Gates open again", "Half a thought"}


def test_without_a_network_one_goes_on_writing_and_each_entry_arrives_once(desk: Page) -> None:
    desk.context.set_offline(True)
    for title in ("First", "Second"):
        heading(desk).fill(title)
        desk.keyboard.press("Control+Enter")
    heading(desk).fill("The third, unfinished")

    waiting = desk.locator("[data-pending]")
    expect(waiting).to_have_count(2)
    expect(waiting.last).to_contain_text("Waiting for the network")
    expect(composer(desk).locator(".form-foot")).to_contain_text("Waiting for the network… First")
    assert not LiveEntry.objects.exists()
    desk.context.set_offline(False)

    expect(rows(desk)).to_have_count(2)
    expect(waiting).to_have_count(0)
    expect(heading(desk)).to_have_value("The third, unfinished")
    assert list(LiveEntry.objects.order_by("pk").values_list("heading", flat=True)) == ["First", "Second"]


def test_an_edit_is_saved_once_the_network_is_back_unless_one_goes_on_writing_in_it(
    desk: Page, story: Article, editor: User
) -> None:
    entries = [factories.entry(story, by=editor, heading=name) for name in ("Left alone", "Written on")]
    for entry in entries:
        row_of(desk, entry).locator("[data-step=edit]").click()
        edited(desk, entry).locator("[name=heading]").fill(f"{entry.heading}, changed")

    desk.context.set_offline(True)
    for entry in entries:
        edited(desk, entry).locator("[name=heading]").press("Control+Enter")
        expect(row_of(desk, entry)).to_contain_text("saved as soon as the newsroom can be reached")
    edited(desk, entries[1]).locator("[name=heading]").press("End")
    desk.keyboard.type(" and more")
    expect(row_of(desk, entries[1])).to_contain_text("you went on writing: save it again")
    heading(desk).focus()
    desk.context.set_offline(False)

    expect(form_of(desk, entries[0])).to_have_count(0)
    expect(heading(desk)).to_be_focused()
    expect(form_of(desk, entries[1]).locator("[name=heading]")).to_have_value("Written on, changed and more")
    headings = LiveEntry.objects.order_by("pk").values_list("heading", flat=True)
    assert list(headings) == ["Left alone, changed", "Written on"]


def test_an_answer_that_is_lost_makes_no_second_entry(desk: Page) -> None:
    lost: list[int] = []

    def lose_the_first(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    desk.route("**/live/entries/", lose_the_first)
    heading(desk).fill("Once")
    desk.keyboard.press("Control+Enter")

    expect(rows(desk)).to_have_count(1)
    expect(desk.locator("[data-pending]")).to_have_count(0)
    assert lost == [200]
    assert LiveEntry.objects.count() == 1


def test_what_was_on_its_way_when_the_browser_ended_is_sent_by_the_next_window(
    desk: Page, reopened: Callable[[], Page]
) -> None:
    desk.route("**/live/entries/", lambda route: route.abort())
    heading(desk).fill("Sent at the last moment")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("[data-pending]")).to_contain_text("Waiting for the network")

    crash(desk)
    window = reopened()

    expect(rows(window)).to_contain_text("Sent at the last moment")
    expect(heading(window)).to_have_value("")
    assert LiveEntry.objects.get().status == "published"


def test_where_the_session_has_expired_one_signs_in_again_in_place(desk: Page) -> None:
    write(desk, "Signed out meanwhile", "while the words were typed")
    Session.objects.all().delete()
    notice = desk.locator("[data-signed-out]")
    expect(notice).to_be_visible()

    writing(desk).click()
    desk.keyboard.press("Control+Enter")
    dialog = desk.get_by_role("dialog", name="Sign in again")
    expect(dialog.get_by_label("Username")).to_have_value("ana")
    desk.keyboard.type("not my password")
    desk.keyboard.press("Enter")
    expect(dialog).to_contain_text("This is not the password")
    desk.keyboard.type(factories.PASSWORD)
    desk.keyboard.press("Enter")

    expect(rows(desk)).to_contain_text("Signed out meanwhile")
    expect(notice).to_be_hidden()
    assert LiveEntry.objects.get().text == "<p>while the words were typed</p>"


def test_signing_in_may_be_put_off_and_is_told_when_it_is_locked(desk: Page) -> None:
    heading(desk).fill("Still here")
    Session.objects.all().delete()
    desk.keyboard.press("Control+Enter")
    dialog = desk.get_by_role("dialog", name="Sign in again")
    dialog.get_by_role("button", name="Later").click()
    expect(desk.locator("[data-pending]")).to_contain_text("Waiting until you sign in again")

    desk.locator("[data-signed-out]").get_by_role("button").click()
    for _attempt in range(7):
        dialog.get_by_label("Password").fill("guess")
        with desk.expect_response(lambda answer: answer.request.method == "POST" and "login" in answer.url):
            desk.keyboard.press("Enter")

    expect(dialog).to_contain_text("Too many wrong passwords")
    expect(desk.locator("[data-pending]")).to_contain_text("Still here")


def test_who_signs_in_in_between_sends_nothing_in_anothers_name(desk: Page) -> None:
    other = factories.editor(username="sam")
    window = desk.context.new_page()
    desk.context.clear_cookies()
    window.goto("/admin/login/")
    window.get_by_label("Username").fill(other.username)
    window.get_by_label("Password").fill(factories.PASSWORD)
    window.keyboard.press("Enter")
    expect(window.get_by_role("link", name="Stories").first).to_be_visible()

    heading(desk).fill("Ana's words")
    desk.keyboard.press("Control+Enter")
    dialog = desk.get_by_role("dialog", name="Sign in again")
    expect(dialog).to_contain_text("sam is signed in")
    dialog.get_by_label("Password").fill(factories.PASSWORD)
    desk.keyboard.press("Enter")

    expect(rows(desk)).to_contain_text("Ana's words")
    created_by = LiveEntry.objects.get().created_by
    assert created_by
    assert created_by.username == "ana"


def test_another_browser_offers_what_only_the_server_has(
    desk: Page, seat: Seat, story: Article, editor: User
) -> None:
    write(desk, "Begun on the train", "and to be finished at home")
    expect(composer(desk).locator("[data-kept]")).to_contain_text("s ago", timeout=KEPT_ON_THE_SERVER)

    home = seat(editor, story)
    kept = home.locator("[data-kept-texts] li")
    expect(kept).to_contain_text("“Begun on the train”")
    heading(home).fill("Something else")
    kept.get_by_role("button", name="Open").click()

    expect(heading(home)).to_have_value("Begun on the train")
    expect(writing(home)).to_have_text("and to be finished at home")
    expect(kept).to_have_count(1)
    expect(kept).to_contain_text("“Something else”")
    kept.get_by_role("button", name="Discard").click()
    kept.get_by_role("button", name="Really discard?").click()
    expect(kept).to_have_count(0)


def test_an_entry_whose_photos_were_under_way_comes_back_once(desk: Page) -> None:
    desk.route("**/incoming/", lambda route: route.abort())
    composer(desk).locator("[data-tray] input[type=file]").set_input_files(factories.PHOTOS / "coffee.jpg")
    heading(desk).fill("In mid-upload")
    heading(desk).press("Control+Enter")
    expect(desk.locator("[data-pending]")).to_contain_text("Waiting for photos")

    with desk.expect_response(lambda answer: answer.request.method == "GET" and "/unsent/" in answer.url):
        desk.reload()

    expect(desk.locator(".is-returned [name=heading]")).to_have_value("In mid-upload")
    expect(heading(desk)).to_have_value("")
    expect(desk.locator("[data-kept-texts]")).to_be_hidden()


def test_two_windows_keep_their_words_apart_and_a_closed_ones_are_offered_beside_what_is_written(
    desk: Page, reopened: Callable[[], Page]
) -> None:
    second = reopened()
    expect(writing(second)).to_be_visible()
    write(second, "In the second window", "two")
    write(desk, "In the first window", "one")

    # What this browser keeps has been looked through when the server is asked for its own.
    with second.expect_response(lambda answer: answer.request.method == "GET" and "/unsent/" in answer.url):
        second.reload()
    expect(heading(second)).to_have_value("In the second window")
    expect(second.locator("[data-kept-texts]")).to_be_hidden()
    crash(desk)
    second.reload()

    expect(heading(second)).to_have_value("In the second window")
    expect(second.locator("[data-kept-texts] li")).to_contain_text("In the first window")


def test_a_browser_that_keeps_nothing_has_the_server_keep_it(desk: Page) -> None:
    desk.add_init_script(FULL)
    desk.reload()
    expect(writing(desk)).to_be_visible()

    heading(desk).fill("Kept there")

    expect(composer(desk).locator("[data-kept]")).to_have_text(
        "Kept on the server only: this browser keeps nothing for this page", timeout=KEPT_ON_THE_SERVER
    )
    assert Unsent.objects.get().content["heading"] == "Kept there"


def test_who_may_only_read_by_now_reads_on_and_what_they_wrote_stays_kept(seat: Seat, story: Article) -> None:
    reading = Permission.objects.filter(codename__in=["view_article", "view_liveentry"])
    person = factories.person()
    person.user_permissions.set(reading)
    publishing.keep_unsent(story, by=person, key="k", window="w", content={"heading": "Half a thought"})
    desk = seat(person, story)

    entry = factories.entry(story, heading="Gates open")

    expect(row_of(desk, entry)).to_be_visible()
    expect(composer(desk)).to_have_count(0)
    assert Unsent.objects.get().content["heading"] == "Half a thought"
