""" "Add photos": many files brought at once into the library, described and put right, on a page of their own."""

import base64
import hashlib
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.utils import timezone
from PIL import Image as Picture
from playwright.sync_api import Browser, Dialog, FilePayload, Locator, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from editorial import publishing
from editorial.models import Image
from tests import factories
from tests.desk import address
from tests.desk_seats import followed, hush
from tests.live_desk import faults_of, sign_in
from tests.photo_files import PHOTOS, saved

pytestmark = pytest.mark.django_db(transaction=True)
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HOSTILE = "<img src=x onerror=alert(1)>"
CARRIED = """files => {
    const carried = new DataTransfer();
    for (const [name, data] of files) {
        const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
        carried.items.add(new File([bytes], name, { type: "image/jpeg" }));
    }
    return carried;
}"""
PASTE = """clipboardData => {
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
WIDER_THAN_ITS_WINDOW = """() => [...document.querySelectorAll(".adding *")]
    .filter((part) => part.checkVisibility() && !part.closest(".visually-hidden"))
    .filter((part) => part.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map((part) => part.outerHTML.slice(0, 120))"""


@pytest.fixture
def desk() -> User:
    """Someone of the picture desk."""
    return factories.picture_desk(username="imani", first_name="Imani", last_name="Odhiambo")


@pytest.fixture
def adding(page: Page, live_server: LiveServer, desk: User) -> Iterator[Page]:
    """The page, open; a fault of its scripts, or a breach of its policy, fails the test."""
    faults, under_way = faults_of(page), followed(page)
    sign_in(page.context, desk, live_server.url)
    open_page(page)
    yield page
    hush(page, under_way)
    assert faults == []


def open_page(page: Page) -> None:
    """Open the page, and wait until one can bring photos."""
    page.goto(address("image_add_photos"))
    expect(page.locator("[data-desk]")).to_have_attribute("data-ready", "true")


def scene(number: int) -> bytes:
    """A small picture like no other number's, that says nothing of itself."""
    shades = hashlib.shake_128(str(number).encode()).digest(72)
    return saved(Picture.frombytes("L", (9, 8), shades).resize((90, 80), Picture.Resampling.NEAREST), "JPEG")


def file(name: str, data: bytes, media_type: str = "image/jpeg") -> FilePayload:
    """A file as one chooses it."""
    return {"name": name, "mimeType": media_type, "buffer": data}


def scenes(number: int) -> list[FilePayload]:
    """So many files, each another picture."""
    return [file(f"DSC_{each:02}.jpg", scene(each)) for each in range(number)]


def of_demo(*names: str) -> list[FilePayload]:
    """Photographs of the demo."""
    return [file(name, (PHOTOS / name).read_bytes()) for name in names]


def pick(adding: Page, files: list[FilePayload] | list[Path]) -> None:
    """Choose files by the button."""
    with adding.expect_file_chooser() as choosing:
        adding.get_by_role("button", name="Choose files").click()
    assert choosing.value.is_multiple()
    choosing.value.set_files(files)


def carried(adding: Page, files: list[FilePayload]) -> Any:
    """Files as they are dragged, or lie in the clipboard."""
    return adding.evaluate_handle(
        CARRIED, [[each["name"], base64.b64encode(each["buffer"]).decode()] for each in files]
    )


def cards(adding: Page) -> Locator:
    """The photos of the list."""
    return adding.locator("[data-photo-card]")


def card(adding: Page, name: str) -> Locator:
    """The card of a file, or of a photo with this title."""
    return cards(adding).filter(has=adding.locator("[data-name]", has_text=name))


def arrived(adding: Page, here: int, of: int) -> None:
    """Wait until so many photos are in the library."""
    expect(adding.locator("[data-arrivals]")).to_have_text(f"{here} of {of} in the library")


def violations(adding: Page) -> list[tuple[str, str]]:
    """What axe finds on what is shown now."""
    found = Axe().run(adding, options={"runOnly": STANDARDS}).response["violations"]
    return [(each["id"], node["html"][:160]) for each in found for node in each["nodes"]]


def test_twenty_files_come_three_at_a_time_a_bad_one_stops_none_and_they_are_described_by_keys(
    adding: Page,
) -> None:
    files = scenes(20)
    files[4] = file("notes.jpg", b"no picture")
    held: list[Route] = []
    is_open: list[bool] = []
    adding.route("**/incoming/", lambda route: route.continue_() if is_open else held.append(route))
    pick(adding, files)
    expect(cards(adding)).to_have_count(20)
    expect(cards(adding).get_by_text("Waits for its turn.")).to_have_count(17)
    assert len(held) == 3

    is_open.append(True)
    for route in held:
        route.continue_()
    arrived(adding, 19, 20)
    refused = card(adding, "notes.jpg")
    expect(refused.locator("[data-state]")).to_contain_text("“notes.jpg” is not a photo that can be shown")
    expect(adding.get_by_role("status").first).to_contain_text("Refused: 1, Credit missing: 19")
    with adding.expect_request("**/incoming/"):
        refused.get_by_role("button", name="Try again").click()
    expect(refused.locator("[data-state]")).to_contain_text("is not a photo")
    refused.get_by_role("button", name="Off this list").click()

    adding.get_by_role("button", name="Credit missing: 19").press("Enter")
    adding.keyboard.type("A. QUAY/Port")
    first = card(adding, "DSC_00.jpg")
    first.get_by_role("button", name="Apply credit to all").press("Enter")
    cards(adding).nth(5).get_by_role("textbox", name="Alternative text").focus()
    for number in [*range(5, 19), *range(5)]:
        adding.keyboard.type(f"Scene {number}")
        adding.keyboard.press("Control+Enter")
    expect(adding.locator("[data-complete]")).to_be_visible()
    expect(adding.locator("[data-said]")).to_have_text("Nothing is missing.")
    adding.get_by_role("button", name="Clear finished").press("Enter")
    expect(cards(adding)).to_have_count(0)
    expect(adding.get_by_role("button", name="Choose files")).to_be_focused()

    told = Image.objects.order_by("uploaded_as")
    assert {photo.credit_line for photo in told} == {"A. QUAY/Port"}
    assert [photo.alternative_text for photo in told] == [f"Scene {number}" for number in range(19)]


def test_files_are_pasted_and_dropped_anywhere_and_what_they_say_of_themselves_is_marked(
    adding: Page,
) -> None:
    adding.clock.install()
    adding.evaluate(PASTE, carried(adding, of_demo("launch.jpg")))
    adding.locator("h1").dispatch_event("drop", {"dataTransfer": carried(adding, of_demo("coffee.jpg"))})
    arrived(adding, 2, 2)

    launch = card(adding, "Launch")
    expect(launch.get_by_role("textbox", name="Credit")).to_have_value("SpaceX")
    expect(launch.locator('[data-from-file="credit_line"]')).to_be_visible()
    expect(launch.locator("img[data-picture]")).to_have_attribute("src", re.compile("/media/renditions/"))
    # Its clock stands still: what is saved now is saved because the field was left.
    adding.clock.pause_at(timezone.now() + timedelta(minutes=1))
    launch.get_by_role("textbox", name="Credit").fill("SpaceX/NASA")
    expect(launch.locator('[data-from-file="credit_line"]')).to_be_hidden()
    with adding.expect_response("**/card/"):
        launch.get_by_role("textbox", name="Credit").blur()

    assert set(Image.objects.values_list("credit_line", flat=True)) >= {"SpaceX/NASA"}


def test_a_line_that_breaks_costs_nothing_and_a_closed_page_goes_on_where_it_was(
    adding: Page, desk: User
) -> None:
    asked: list[str] = []
    is_broken = [True]

    def second_piece(route: Route) -> None:
        route.abort() if is_broken else route.continue_()

    dialogs: list[str] = []

    def leave(dialog: Dialog) -> None:
        dialogs.append(dialog.type)
        dialog.accept()

    adding.on("dialog", leave)
    adding.route(re.compile("offset=131072$"), second_piece)
    pick(adding, [PHOTOS / "deep-field.jpg"])
    pick(adding, scenes(2))
    arrived(adding, 2, 3)
    expect(card(adding, "deep-field.jpg")).to_contain_text("goes on by itself from 55 percent")
    publishing.discard_photo(Image.objects.get(uploaded_as="DSC_01.jpg"), by=desk)
    card(adding, "DSC_00.jpg").get_by_role("textbox", name="Caption").fill("The quay")

    adding.reload()

    expect(adding.locator("[data-lost]")).to_contain_text("deep-field.jpg")
    expect(adding.get_by_text("What was unfinished here is back.")).to_be_visible()
    expect(card(adding, "The quay").get_by_role("textbox", name="Caption")).to_have_value("The quay")
    is_broken.clear()
    adding.on("request", lambda request: asked.append(request.url.partition("offset=")[2]))
    pick(adding, [PHOTOS / "deep-field.jpg"])
    arrived(adding, 2, 2)
    expect(adding.locator("[data-lost]")).to_be_hidden()
    assert dialogs == ["beforeunload"]
    assert [offset for offset in asked if offset] == ["131072"]


def test_a_photo_that_is_there_already_is_pointed_out_and_the_other_can_be_used_instead(
    adding: Page, desk: User
) -> None:
    known = factories.photo("launch.jpg", headline=HOSTILE, alternative_text="A rocket")
    publishing.change_photo(known, by=desk, caption="")
    factories.story(headline="Countdown", lead_photo=known)
    twin = factories.photo("launch.jpg", headline="Twin")
    publishing.kill_photo(factories.photo("cat.jpg"), by=desk, reason="The wrong cat")
    smaller = saved(Picture.open(PHOTOS / "launch.jpg").resize((320, 214)), "WEBP")
    pick(adding, [file("small.webp", smaller, "image/webp"), *of_demo("cat.jpg")])
    arrived(adding, 2, 2)
    cat, rocket = cards(adding).nth(1), cards(adding).nth(0)
    expect(cat.locator("[data-duplicates]")).to_contain_text("This photo was brought before, and killed:")
    expect(cat.locator("[data-duplicates]")).to_contain_text("it was killed: The wrong cat")
    expect(cat.get_by_role("button", name="Use that one")).to_be_hidden()
    expect(rocket.locator("[data-duplicates]")).to_contain_text("The library seems to have this already:")
    expect(rocket.locator("[data-duplicates]")).to_contain_text("Used in: Countdown")

    rocket.get_by_role("textbox", name="Caption").fill("Waiting for its third attempt")
    rocket.get_by_role("textbox", name="Alternative text").fill("Something else")
    rocket.get_by_role("button", name=f"Use that one: {HOSTILE}").click()

    expect(rocket.locator("[data-name]")).to_have_text(HOSTILE)
    expect(rocket.get_by_role("textbox", name="Alternative text")).to_have_value("A rocket")
    expect(rocket.locator("[data-saved]")).to_have_text("")
    expect(adding.locator("img[src=x]")).to_have_count(0)
    expect(rocket.locator("[data-duplicates]")).to_contain_text(
        "Already in the library: Twin", use_inner_text=True
    )
    expect(rocket.get_by_role("button", name=re.compile("Use that one|Throw away"))).to_have_count(0)
    assert {*Image.objects.exclude(uploaded_as="cat.jpg")} == {known, twin}
    known.refresh_from_db()
    assert (known.caption, known.alternative_text) == ("Waiting for its third attempt", "A rocket")
    discard = cat.get_by_role("button", name="Throw away")
    discard.click()
    cat.get_by_role("button", name="Really throw away?").click()
    expect(cards(adding)).to_have_count(1)
    assert not Image.objects.filter(uploaded_as="cat.jpg", killed_at=None).exists()


def test_hostile_names_and_texts_are_shown_as_they_are_and_a_colleagues_words_beside_ones_own(
    adding: Page,
) -> None:
    pick(adding, [file(f"{HOSTILE}.jpg", scene(1))])
    arrived(adding, 1, 1)
    photo = Image.objects.get()
    sam = factories.editor(first_name="Sam", last_name="Koh")
    publishing.change_photo(photo, by=sam, caption=f"Sam's {HOSTILE}", credit_line="SAM/Agency")
    only = cards(adding).nth(0)

    only.get_by_role("textbox", name="Caption").fill("Mine")
    only.get_by_role("textbox", name="Caption").blur()

    conflict = only.locator("[data-conflict]")
    expect(conflict).to_contain_text("Sam Koh saved this")
    expect(conflict).to_contain_text(f"Sam's {HOSTILE}")
    expect(only.get_by_role("textbox", name="Credit")).to_have_value("SAM/Agency")
    conflict.get_by_role("button", name="Take theirs").click()
    expect(only.get_by_role("textbox", name="Caption")).to_have_value(f"Sam's {HOSTILE}")
    expect(only.locator("[data-name]")).to_have_text(f"{HOSTILE}.jpg")
    expect(adding.locator("img[src=x]")).to_have_count(0)


def test_whoever_was_signed_out_signs_in_again_in_place_and_the_photos_come(adding: Page) -> None:
    adding.context.clear_cookies()
    pick(adding, scenes(2))

    adding.get_by_label("Password").fill(factories.PASSWORD)
    adding.get_by_role("button", name="Sign in").last.click()

    arrived(adding, 2, 2)
    assert Image.objects.count() == 2


def test_without_scripts_the_page_offers_the_form_for_one_photo_alone(
    browser: Browser, live_server: LiveServer, desk: User
) -> None:
    page = browser.new_page(base_url=live_server.url, java_script_enabled=False)
    sign_in(page.context, desk, live_server.url)

    page.goto(address("image_add_photos"))

    expect(page.get_by_role("button", name="Choose files")).to_be_hidden()
    page.get_by_role("link", name="Add a photo").click()
    expect(page).to_have_url(re.compile(re.escape(address("image_add")) + "$"))
    page.context.close()


def test_axe_finds_nothing_and_nothing_overflows_whatever_stands_on_the_page(
    adding: Page, desk: User
) -> None:
    publishing.kill_photo(factories.photo("cat.jpg"), by=desk, reason="The wrong cat")
    factories.photo(
        "launch.jpg", headline="Unbreakable" * 12, embargo_until=timezone.now().replace(year=2098)
    )
    long = file(f"{'a' * 120}.jpg", b"no picture")
    found = violations(adding)
    pick(adding, [*of_demo("cat.jpg", "launch.jpg"), *scenes(1), long])
    arrived(adding, 3, 4)
    expect(adding.locator("[data-duplicates] img[src]")).to_be_visible()

    wide = []
    schemes: list[Literal["light", "dark"]] = ["light", "dark"]
    for width in (1280, 390, 360):
        for scheme in schemes:
            adding.set_viewport_size({"width": width, "height": 800})
            adding.emulate_media(color_scheme=scheme)
            adding.evaluate("Promise.all(document.getAnimations().map((each) => each.finished))")
            found += violations(adding) if width > 360 else []
        wide += adding.evaluate(WIDER_THAN_ITS_WINDOW)

    assert (found, wide) == ([], [])
