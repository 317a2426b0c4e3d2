"""A photo's page in a browser: the focal point by mouse and by keyboard, crops as the server cuts, the file's words."""

import io
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from editorial import publishing
from editorial.models import Image
from editorial.photos.shapes import SHAPES, box_of
from tests import factories
from tests.desk import address
from tests.live_desk import faults_of, sign_in
from tests.photo_files import plain, saved
from tests.test_desk_accessibility import STANDARDS, TOO_SMALL

pytestmark = pytest.mark.django_db(transaction=True)

# Without its own loading of style sheets, which the page's policy forbids; the search field is Django's own.
AXE = {"runOnly": STANDARDS, "preload": False, "rules": {"label-title-only": {"enabled": False}}}
# What of the photo lies within a preview's frame, in pixels of the photo, as it is on the screen.
SEEN_BOX = """(preview) => {
    const { width, height } = preview.closest("[data-cropping]").dataset;
    const frame = preview.querySelector("[data-frame]").getBoundingClientRect();
    const picture = preview.querySelector("img").getBoundingClientRect();
    const across = (place) => Math.round(((place - picture.left) * width) / picture.width);
    const down = (place) => Math.round(((place - picture.top) * height) / picture.height);
    return [across(frame.left), down(frame.top), across(frame.right), down(frame.bottom)];
}"""


@pytest.fixture
def desk(page: Page, live_server: LiveServer) -> Iterator[Page]:
    """The picture desk's browser; a fault of a script, or what its policy forbids, fails the test."""
    faults = faults_of(page)
    sign_in(page.context, factories.picture_desk(), live_server.url)

    yield page

    assert faults == []


def opened(desk: Page, photo: Image) -> Locator:
    """The ring of the focal point on the photo's page, once it is there."""
    desk.goto(address("image_change", photo.pk))
    ring = desk.get_by_role("slider")
    expect(ring).to_be_visible()
    return ring


def focus_of(desk: Page) -> tuple[float, float]:
    """What the two fields hold."""
    return float(desk.input_value("#id_focal_x")), float(desk.input_value("#id_focal_y"))


def test_the_previews_show_what_the_server_will_cut(desk: Page) -> None:
    # Nearly 4:3, so that nothing is cut off for the lead; and 38.5 pixels over a wide cut, which is to be rounded.
    picture = io.BytesIO(saved(plain(398, 301), "JPEG"))
    photo = publishing.add_photo(by=factories.editor(), upload=picture, name="quay.jpg")
    size = photo.width or 0, photo.height or 0
    opened(desk, photo)

    seen, cut = {}, {}
    for focus in [(0.5, 0.5), (0.0, 1.0), (0.123, 0.877), (0.333, 0.25), (1.0, 0.0)]:
        for field, share in zip(("#id_focal_x", "#id_focal_y"), focus, strict=True):
            desk.fill(field, str(share))
        for preview in desk.locator("[data-cut]").all():
            name = preview.get_attribute("data-cut") or ""
            seen[name, focus] = tuple(preview.evaluate(SEEN_BOX))
            cut[name, focus] = box_of(SHAPES[name], size, focus) or (0, 0, *size)

    assert seen == cut
    assert {name for name, _focus in seen} == {*SHAPES}


def test_the_focal_point_is_set_by_click_by_drag_and_by_keyboard_and_saved(desk: Page) -> None:
    photo = factories.photo("launch.jpg")
    ring = opened(desk, photo)
    box = desk.locator("[data-focal-point]").bounding_box()
    assert box

    desk.mouse.click(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.5)
    clicked = focus_of(desk)
    desk.mouse.down()
    desk.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + box["height"] * 0.2, steps=4)
    desk.mouse.up()
    dragged = focus_of(desk)
    desk.keyboard.press("Home")
    centred = focus_of(desk)
    for key in ("ArrowRight", "ArrowRight", "Shift+ArrowUp", "ArrowDown"):
        desk.keyboard.press(key)

    assert clicked == pytest.approx((0.25, 0.5), abs=0.01)
    assert dragged == pytest.approx((0.75, 0.2), abs=0.01)
    assert centred == (0.5, 0.5)
    expect(ring).to_be_focused()
    expect(ring).to_have_attribute("aria-valuetext", "52 % across, 41 % down")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator(".messagelist")).to_be_visible()
    photo.refresh_from_db()
    assert (photo.focal_x, photo.focal_y) == (0.52, 0.41)


def test_the_files_words_are_taken_with_one_press_and_the_pictures_tell_when_they_are_made(
    desk: Page,
) -> None:
    photo = factories.photo("astronaut.jpg")
    publishing.change_photo(photo, by=factories.editor(), credit_line="NASA")
    opened(desk, photo)
    making = desk.locator("[data-pictures]")
    expect(making).to_contain_text("One picture for now")

    desk.locator("[data-take=credit_line]").click()

    expect(desk.locator("#id_credit_line")).to_have_value("NASA/Great Images in NASA")
    expect(desk.locator("#id_credit_line")).to_be_focused()
    expect(desk.locator("[data-take=credit_line]")).to_be_hidden()
    made = factories.developed(Image.objects.get(pk=photo.pk))
    expect(making).to_contain_text(f"{len(made.renditions)} pictures, made.")


def test_an_error_is_met_where_it_is_and_the_fields_of_the_focal_point_go_by_hundredths(desk: Page) -> None:
    opened(desk, factories.photo("astronaut.jpg"))
    embargo = desk.locator("#id_embargo_until")
    desk.focus("#id_focal_x")
    desk.keyboard.press("ArrowUp")
    hundredth = focus_of(desk)

    embargo.fill("tomorrow")
    desk.get_by_role("button", name="Save", exact=True).click()

    expect(desk.locator(".errornote")).to_be_attached()
    expect(embargo).to_be_focused()
    expect(embargo).to_be_in_viewport()
    expect(embargo).to_have_value("tomorrow")
    assert hundredth == (0.51, 0.5)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (390, "light")])
def test_the_page_and_the_question_whether_to_kill_are_for_everybody(
    desk: Page, width: int, scheme: str
) -> None:
    by, photo = factories.editor(), factories.photo("astronaut.jpg", headline="W" * 120)
    publishing.change_photo(photo, by=by, credit_line="N" * 200, caption="C" * 300, alternative_text="photo")
    factories.entry(
        factories.story(by=by, headline="S" * 150), by=by, text=f'<figure data-photo="{photo.pk}"></figure>'
    )
    desk.set_viewport_size({"width": width, "height": 800})
    desk.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two that it knows

    found = []
    for page in ("image_change", "image_kill", "image_changelist"):
        desk.goto(
            address(page, *([] if page == "image_changelist" else [photo.pk])), wait_until="networkidle"
        )
        broken = Axe().run(desk, options=AXE).response["violations"]
        found += [(page, each["id"], node["html"][:160]) for each in broken for node in each["nodes"]]
        found += [(page, "overflow", str(desk.evaluate("document.documentElement.scrollWidth")))]
        if page != "image_changelist":
            found += [(page, "too small", html) for html in desk.evaluate(TOO_SMALL)]

    assert [each for each in found if each[1:] != ("overflow", str(width))] == []
