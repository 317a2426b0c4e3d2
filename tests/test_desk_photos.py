"""Photos at the live desk: brought while one writes, described, put in order, published with the entry."""

import base64
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, Request, Route, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from editorial import publishing
from editorial.models import Article, Image, LiveEntry
from tests import factories
from tests.desk_seats import edited, row_of, seats
from tests.live_desk import composer, heading, rows, writing
from tests.photo_files import plain, saved

pytestmark = pytest.mark.django_db(transaction=True)
PHOTOS = factories.PHOTOS
FILES = """names => {
    const files = new DataTransfer();
    for (const [name, data] of names) {
        const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
        files.items.add(new File([bytes], name, { type: "image/jpeg" }));
    }
    return files;
}"""

PASTE = """(text, clipboardData) => {
    text.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def story(live_server: LiveServer, settings: Settings, tmp_path: Path) -> Article:
    """A story under way; what is on its way in lies in the test's own folder."""
    settings.NEWSROOM_DATA = tmp_path / "data"
    return factories.story()


@pytest.fixture
def editor(live_server: LiveServer) -> User:
    """Whoever sits at the desk."""
    return factories.editor(first_name="Ana", last_name="Ferreira")


@pytest.fixture
def desk(
    browser: Browser,
    browser_context_args: dict[str, Any],
    live_server: LiveServer,
    story: Article,
    editor: User,
) -> Iterator[Page]:
    """The desk, open, with a text editor to write in; a fault of a script fails the test."""
    with seats(browser, browser_context_args, live_server.url) as seat:
        page = seat(editor, story)
        expect(writing(page)).to_be_visible()
        yield page


def nameless(tmp_path: Path, *names: str) -> list[Path]:
    """Photographs that say nothing of themselves, each another picture."""
    files = [tmp_path / name for name in names]
    for place, file in enumerate(files):
        file.write_bytes(saved(plain(90 + 2 * place), "JPEG"))
    return files


def pick(desk: Page, *files: Path) -> None:
    """Choose files by the button."""
    with desk.expect_file_chooser() as choosing:
        composer(desk).get_by_role("button", name="Add photos").click()
    choosing.value.set_files(files)


def carried(desk: Page, *names: str) -> Any:
    """Files as they are dragged, or lie in the clipboard."""
    return desk.evaluate_handle(
        FILES, [[name, base64.b64encode((PHOTOS / name).read_bytes()).decode()] for name in names]
    )


def cards(desk: Page) -> Locator:
    """The photos of the entry that is written."""
    return composer(desk).locator("[data-photo-card]")


def card(desk: Page, place: int, arrived: bool = True) -> Locator:
    """The card at this place; with its photo."""
    found = cards(desk).nth(place)
    if arrived:
        expect(found.get_by_role("button", name="Insert at cursor")).to_be_visible()
    return found


def short(photo: Locator) -> Locator:
    """What a closed card says of its photo."""
    return photo.locator("summary")


def names(desk: Page) -> list[str]:
    """The cards' files, or headlines, in order."""
    found: list[str] = (
        cards(desk).locator("[data-group]").evaluate_all("all => all.map(each => each.ariaLabel)")
    )
    return found


def publish(desk: Page, title: str) -> LiveEntry:
    """Send the entry, and see it in the timeline."""
    heading(desk).fill(title)
    heading(desk).press("Control+Enter")
    expect(rows(desk).filter(has_text=title)).to_be_visible()
    return LiveEntry.objects.get(heading=title)


def photos_in(entry: LiveEntry) -> list[int]:
    """The photos of its text, in their order."""
    return [int(key) for key in re.findall(r'<figure data-photo="(\d+)"', entry.text)]


def key_of(caption: str) -> int:
    """The library's number of the photo whose caption begins so."""
    return Image.objects.get(caption__startswith=caption).pk


def test_photos_that_are_picked_dropped_and_pasted_stand_at_the_end_of_the_entry_in_their_order(
    desk: Page,
) -> None:
    pick(desk, PHOTOS / "launch.jpg", PHOTOS / "cat.jpg")
    composer(desk).dispatch_event("drop", {"dataTransfer": carried(desk, "astronaut.jpg", "coffee.jpg")})
    writing(desk).evaluate(PASTE, carried(desk, "pavilion.jpg"))
    expect(cards(desk)).to_have_count(5)
    for place in range(5):
        card(desk, place)
    astronaut = card(desk, 2)
    expect(astronaut.locator("img")).to_have_attribute("src", re.compile("/media/renditions/"))
    expect(short(astronaut)).to_have_text(
        re.compile("NASA/Great Images in NASA · read from the file"), use_inner_text=True
    )

    entry = publish(desk, "In pictures")

    by_file = {"launch": "A Falcon", "astronaut": "Eileen", "pavilion": "The Summer Palace"}
    order = photos_in(entry)
    assert len(order) == len(set(order)) == 5
    assert [order.index(key_of(caption)) for caption in by_file.values()] == [0, 2, 4]
    expect(cards(desk)).to_have_count(0)


def test_several_files_are_sent_at_once_each_with_a_bar_of_its_own(desk: Page) -> None:
    held: list[Route] = []
    begun: set[str] = set()

    def is_second(request: Request) -> bool:
        if request.url.endswith("offset=0"):
            begun.add(request.url)
        return len(begun) == 2

    desk.route(re.compile("offset=0$"), lambda route: held.append(route))
    with desk.expect_request(is_second):
        pick(desk, PHOTOS / "launch.jpg", PHOTOS / "cat.jpg")

    bars = cards(desk).get_by_role("progressbar")
    expect(bars).to_have_count(2)
    assert len(set(bars.evaluate_all("all => all.map(each => each.ariaLabel)"))) == 2
    for request in held:
        request.continue_()
    expect(bars).to_have_count(0)
    assert Image.objects.count() == 2


def test_a_line_that_breaks_in_mid_upload_costs_one_piece_and_the_photo_comes_by_itself(desk: Page) -> None:
    asked: list[str] = []

    def break_line(route: Route) -> None:
        asked.append(f"{route.request.method} {route.request.url.partition('?')[2]}")
        if asked[-1] == "POST offset=131072" and asked.count(asked[-1]) == 1:
            desk.context.set_offline(True)
        route.continue_()

    # Its clock stands still: nothing but the network's return can let it go on.
    desk.clock.install()
    desk.clock.pause_at(timezone.now() + timedelta(minutes=1))
    desk.route(re.compile("/incoming/[0-9a-f]{32}/"), break_line)
    pick(desk, PHOTOS / "deep-field.jpg")

    waiting = card(desk, 0, arrived=False)
    expect(waiting.locator("[data-state]")).to_contain_text("goes on by itself from 55 percent")
    expect(waiting.get_by_role("progressbar")).to_have_attribute("value", re.compile("^0.55"))
    desk.context.set_offline(False)
    expect(card(desk, 0).get_by_role("progressbar")).to_have_count(0)

    assert [each for each in asked if each != "GET "] == [
        "POST offset=0",
        "POST offset=131072",
        "POST offset=131072",
    ]
    assert "GET " in asked
    assert Image.objects.get().width == 1000


def test_what_the_file_does_not_say_is_asked_for_and_one_credit_can_be_given_to_all(
    desk: Page, tmp_path: Path
) -> None:
    pick(desk, *nameless(tmp_path, "one.jpg", "two.jpg"), PHOTOS / "launch.jpg")
    first, second, launch = (card(desk, place) for place in range(3))
    expect(first.get_by_text("missing: ask, or tick “none known”")).to_be_visible()
    expect(first.get_by_text("missing: say what it shows")).to_be_visible()
    expect(short(launch)).not_to_contain_text("missing", use_inner_text=True)
    about = first.get_by_role("link", name="Focal point, rights, where it is used")
    expect(about).to_have_attribute("href", re.compile(r"/admin/editorial/image/\d+/change/$"))

    assert (
        Axe().run(desk, options={"runOnly": ["wcag2a", "wcag2aa", "best-practice"]}).response["violations"]
        == []
    )
    first.get_by_role("textbox", name="Credit").fill("A. QUAY/Port")
    first.get_by_role("textbox", name="Credit").press("Enter")
    first.get_by_role("textbox", name="Alternative text").fill("A red half and a blue one")
    second.get_by_role("textbox", name="Alternative text").fill("Another red half")
    first.get_by_role("button", name="Apply credit to all").click()
    expect(launch.locator("summary")).to_contain_text("A. QUAY/Port")
    composer(desk).get_by_role("button", name="Undo").click()
    expect(launch.locator("summary")).to_contain_text("SpaceX")
    second.get_by_role("checkbox", name="None known").check()
    entry = publish(desk, "Two halves")

    told = [Image.objects.get(pk=key) for key in photos_in(entry)]
    assert [photo.credit_line for photo in told] == ["A. QUAY/Port", "", "SpaceX"]
    assert [photo.is_credit_unknown for photo in told] == [False, True, False]
    assert [photo.alternative_text for photo in told][:2] == ["A red half and a blue one", "Another red half"]


def test_photos_are_put_in_order_by_keys_and_by_dragging(desk: Page) -> None:
    pick(desk, PHOTOS / "launch.jpg", PHOTOS / "cat.jpg", PHOTOS / "coffee.jpg")
    for place in range(3):
        card(desk, place)
    launch, cat, coffee = names(desk)
    later = desk.get_by_role("group", name=launch).get_by_role("button", name="Move later")

    later.press("Enter")
    expect(later).to_be_focused()
    expect(composer(desk).locator("[data-told]")).to_have_text(f"{launch} is now number 2 of 3.")
    by_button = names(desk)
    later.press("Alt+ArrowRight")
    expect(later).to_be_focused()
    by_keys = names(desk)
    card(desk, 2).locator("[data-handle]").drag_to(card(desk, 0).locator("[data-handle]"))

    assert by_button == [cat, launch, coffee]
    assert by_keys == [cat, coffee, launch]
    assert names(desk) == [launch, cat, coffee]


def test_a_photo_goes_where_the_cursor_was_and_the_others_stand_at_the_end(desk: Page) -> None:
    pick(desk, PHOTOS / "launch.jpg", PHOTOS / "cat.jpg")
    card(desk, 1)
    writing(desk).click()
    desk.keyboard.type("Before")
    desk.keyboard.press("Enter")
    desk.keyboard.type("After")
    desk.keyboard.press("ArrowUp")

    card(desk, 0).locator("summary").click()
    card(desk, 0).get_by_role("textbox", name="Caption").fill("The rocket, waiting")
    cards(desk).nth(0).get_by_role("button", name="Insert at cursor").click()
    expect(cards(desk).nth(0).get_by_text("In the text")).to_be_visible()
    entry = publish(desk, "Around a photo")

    launch = key_of("The rocket, waiting")
    [cat] = {photo.pk for photo in Image.objects.all()} - {launch}
    parts = re.findall(r"Before|After|data-photo=\"\d+\"", entry.text)
    assert parts == ["Before", f'data-photo="{launch}"', "After", f'data-photo="{cat}"']


def test_a_file_that_is_no_photo_says_so_and_can_be_taken_away(desk: Page, tmp_path: Path) -> None:
    (tmp_path / "notes.jpg").write_text("not a picture")
    pick(desk, tmp_path / "notes.jpg", PHOTOS / "launch.jpg")
    refused = card(desk, 0, arrived=False)
    expect(refused).to_contain_text("“notes.jpg” is not a photo that can be shown")
    card(desk, 1)

    refused.get_by_role("button", name="Remove").click()
    expect(cards(desk).get_by_role("button", name="Remove")).to_be_focused()
    entry = publish(desk, "One of two")

    assert photos_in(entry) == [Image.objects.get().pk]


def test_an_entry_with_a_refused_file_comes_back_with_the_reason(desk: Page, tmp_path: Path) -> None:
    (tmp_path / "notes.jpg").write_text("not a picture")
    pick(desk, tmp_path / "notes.jpg")
    expect(cards(desk)).to_contain_text("is not a photo")

    heading(desk).fill("With notes")
    heading(desk).press("Control+Enter")

    returned = desk.locator("[data-outbox] form")
    expect(returned.locator("[data-errors]")).to_contain_text("“notes.jpg” is not a photo that can be shown")
    expect(returned.locator("[name=heading]")).to_have_value("With notes")
    assert not LiveEntry.objects.exists()


def test_an_edit_waits_for_its_photos_before_it_is_saved(desk: Page, story: Article, editor: User) -> None:
    entry = factories.entry(story, by=editor, heading="Gates open")
    row_of(desk, entry).locator("[data-step=edit]").click()
    form = edited(desk, entry)
    held: list[Route] = []
    desk.route("**/incoming/", lambda route: held.append(route))
    form.locator("[data-tray] input[type=file]").set_input_files(PHOTOS / "coffee.jpg")
    form.locator("[name=heading]").press("Control+Enter")
    expect(row_of(desk, entry)).to_contain_text("Waiting for photos")

    for request in held:
        request.continue_()

    expect(form).to_have_count(0)
    entry.refresh_from_db()
    assert len(photos_in(entry)) == 1


def test_words_that_a_colleague_saved_meanwhile_are_shown_beside_ones_own(desk: Page) -> None:
    pick(desk, PHOTOS / "launch.jpg")
    card(desk, 0).locator("summary").click()
    photo = Image.objects.get()
    sam = factories.picture_desk(first_name="Sam", last_name="Koh")
    publishing.change_photo(photo, by=sam, caption="Sam's rocket", credit_line="SAM/Agency")

    card(desk, 0).get_by_role("textbox", name="Caption").fill("Ana's rocket")

    conflict = card(desk, 0).locator("[data-conflict]")
    expect(conflict).to_contain_text("Sam Koh saved this")
    expect(conflict).to_contain_text("Sam's rocket")
    expect(conflict).not_to_contain_text("SAM/Agency")
    conflict.get_by_role("button", name="Keep mine").click()
    expect(conflict).to_be_hidden()
    expect(card(desk, 0).locator("[data-saved]")).to_have_text("")
    photo.refresh_from_db()
    assert (photo.caption, photo.credit_line) == ("Ana's rocket", "SAM/Agency")


def test_after_a_crash_photos_and_their_words_are_there_and_half_sent_files_are_asked_for_and_go_on(
    desk: Page, tmp_path: Path
) -> None:
    offsets: list[str] = []
    desk.route(
        re.compile("offset=131072"),
        lambda route: route.abort() if not offsets else route.continue_(),
    )
    desk.route(
        "**/card/", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    pick(desk, *nameless(tmp_path, "one.jpg"), PHOTOS / "deep-field.jpg")
    card(desk, 0).get_by_role("textbox", name="Caption").fill("Half red")
    expect(card(desk, 1, arrived=False)).to_contain_text("goes on by itself")
    expect(composer(desk).locator("[data-kept]")).to_contain_text("kept")

    desk.reload()
    lost = composer(desk).locator("[data-lost]")
    expect(lost).to_contain_text("deep-field.jpg")
    expect(card(desk, 0).get_by_role("textbox", name="Caption")).to_have_value("Half red")
    offsets.append("the line is back")
    with desk.expect_request(re.compile("offset=")) as first_piece:
        pick(desk, PHOTOS / "deep-field.jpg")
    card(desk, 1)

    assert first_piece.value.url.endswith("offset=131072")
    expect(lost).to_be_hidden()
    expect(cards(desk)).to_have_count(2)


def test_the_tray_says_what_rights_forbid_and_which_photo_the_library_had_and_that_one_can_be_used(
    desk: Page, editor: User
) -> None:
    publishing.kill_photo(factories.photo("cat.jpg"), by=editor, reason="The wrong cat")
    known = factories.photo(
        "launch.jpg", headline="Countdown", embargo_until=timezone.now() + timedelta(days=1)
    )
    pick(desk, PHOTOS / "cat.jpg", PHOTOS / "launch.jpg")
    cat, launch = card(desk, 0), card(desk, 1)
    expect(cat.locator("[data-duplicates]")).to_contain_text("This photo was brought before, and killed:")
    expect(cat.locator("[data-duplicates]")).to_contain_text("it was killed: The wrong cat")
    expect(cat.get_by_role("button", name="Use that one")).to_be_hidden()

    launch.get_by_role("button", name="Use that one").press("Enter")

    expect(launch.locator("[data-group]")).to_be_focused()
    expect(launch.locator("[data-warnings-list]")).to_contain_text("Cannot be published: it is under embargo")
    assert Image.objects.filter(uploaded_as="launch.jpg").get() == known
    heading(desk).fill("Too early")
    heading(desk).press("Control+Enter")
    returned = desk.locator("[data-outbox] form")
    expect(returned.locator("[data-errors]")).to_contain_text("is under embargo until")
    assert not LiveEntry.objects.exists()
