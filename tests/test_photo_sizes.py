"""Photos laid out in a browser: each as wide as `sizes` told, in its place before it comes, galleries composed."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route
from pytest_django.live_server_helper import LiveServer

from editorial import publishing
from editorial.models import Article
from tests import factories
from tests.photo_pages import drawn, figures, load_all

WIDTHS = [360, 390, 768, 1280]
GALLERIES = [2, 3, 4, 5, 6, 7, 9, 10]
MEASURED = """() => [...document.querySelectorAll("figure img")].map(image => ({
    shown: image.getBoundingClientRect().width, sizes: image.naturalWidth, current: image.currentSrc,
    offered: image.srcset, where: image.closest("[class]:not(a, img)").className + " " + image.sizes }))"""
# How many photos stand in each row of a gallery of so many.
DESK = {
    2: [2],
    3: [1, 2],
    4: [2, 2],
    5: [2, 3],
    6: [3, 3],
    7: [1, 3, 3],
    8: [2, 3, 3],
    9: [3, 3, 3],
    10: [1, 3, 3, 3],
}
PHONE = {
    2: [2],
    3: [1, 2],
    4: [2, 2],
    5: [1, 2, 2],
    6: [2, 2, 2],
    7: [1, 2, 2, 2],
    8: [2, 2, 2, 2],
    9: [1, 2, 2, 2, 2],
    10: [1, 2, 2, 2, 2, 1],
}
# The same of the page's galleries; below 0 where a row does not reach from edge to edge, or is of several heights.
ROWS = """() => [...document.querySelectorAll(".gallery")].map(gallery => {
    const { left, right } = gallery.getBoundingClientRect();
    const boxes = [...gallery.querySelectorAll("img")].map(image => image.getBoundingClientRect());
    const rows = boxes.reduce((all, box) => all.set(box.top, [...(all.get(box.top) ?? []), box]), new Map());
    const isFull = row => Math.abs(row[0].left - left) < 1 && Math.abs(row.at(-1).right - right) < 1
        && row.every(({ height }) => Math.abs(height - row[0].height) < 1);
    return [...rows.values()].map(row => isFull(row) ? row.length : -row.length);
})"""
PLACES = """() => [...document.querySelectorAll("figure, h3, .foot")].map(each => {
    const { left, top, width, height } = each.getBoundingClientRect();
    return [each.tagName, left, top + scrollY, width, height].map(value => Number(value) ? Math.round(value) : value);
})"""


def phone(browser: Browser, live_server: LiveServer, width: int = 390) -> Page:
    """A window without scroll bars, as phones have none."""
    return browser.new_page(
        base_url=live_server.url,
        viewport={"width": width, "height": 800},
        is_mobile=True,
        device_scale_factor=1,
    )


@pytest.fixture
def full_of_photos(live_server: LiveServer) -> Article:
    """A story with a photo in every place that there is, and another one on the front page."""
    by = factories.editor()
    lead = drawn(1400, 933, by=by, is_developed=True)
    upright, tall = drawn(400, 600, by=by), drawn(200, 600, by=by)
    text = "<p>A</p>".join(
        [figures(lead), figures(upright), figures(tall), *(figures(*[lead] * count) for count in GALLERIES)]
    )
    story = factories.story(by=by, lead_photo=lead, text=text)
    factories.entry(story, by=by, text=text)
    factories.story("published", by=by, lead_photo=lead)
    return story


def test_every_photo_is_as_wide_as_the_browser_was_told(
    full_of_photos: Article, browser: Browser, live_server: LiveServer
) -> None:
    page = phone(browser, live_server)

    measured = {
        (address, width): _measured(page, address, width)
        for width in WIDTHS
        for address in (full_of_photos.get_absolute_url(), "/")
    }
    page.close()

    assert {len(photos) for photos in measured.values()} == {2, 1 + 2 * (3 + sum(GALLERIES))}
    for at, photos in measured.items():
        for photo in photos:
            # A browser rounds the size of a picture down, a layout to a 64th of a pixel.
            assert photo["shown"] == pytest.approx(photo["sizes"], abs=1.5), (at, photo)
            # At one pixel to a pixel it takes what fills the place, or something larger that it has already.
            assert _width(photo["current"]) >= _needed(photo), (at, photo)


def _measured(page: Page, address: str, width: int) -> list[dict[str, Any]]:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)
    load_all(page)
    found: list[dict[str, Any]] = page.evaluate(MEASURED)
    return found


def _width(address: str) -> int:
    return int(re.findall(r"-(\d+)\.\w+$", address)[0])


def _needed(photo: dict[str, Any]) -> int:
    """The narrowest picture on offer that fills its place, else the widest."""
    offered = sorted(int(width) for width in re.findall(r" (\d+)w", photo["offered"]))
    return next((width for width in offered if width >= photo["shown"] - 1), offered[-1])


def test_nothing_moves_when_photos_come_nor_when_they_are_cut(
    browser: Browser, live_server: LiveServer
) -> None:
    photos = [drawn(width, height) for width, height in ((700, 1000), (900, 300), (640, 480), (900, 600))]
    text = figures(*photos[:3]) + "<p>A</p>" + figures(photos[0]) + "<p>B</p>" + figures(photos[1])
    story = factories.story(lead_photo=photos[0], text=text)
    factories.entry(story, text=figures(*photos[:2]) + "<p>C</p>" + figures(*photos))
    page = phone(browser, live_server)
    held: list[Route] = []
    page.route("**/media/renditions/*/*", lambda route: held.append(route))
    page.goto(story.get_absolute_url(), wait_until="domcontentloaded")
    page.wait_for_function("() => document.styleSheets.length >= 6 && document.images.length")

    before = page.evaluate(PLACES)
    _let_come(page, held)
    load_all(page)
    after = page.evaluate(PLACES)
    for photo in photos:
        factories.developed(photo)
    page.goto(story.get_absolute_url())
    load_all(page)
    cut = page.evaluate(PLACES)
    page.close()

    assert before == after == cut


def _let_come(page: Page, held: list[Route]) -> None:
    for route in held:
        route.continue_()
    page.unroute("**/media/renditions/*/*")


def test_galleries_are_composed_of_full_rows_of_one_height(browser: Browser, live_server: LiveServer) -> None:
    photo, killed = drawn(90, 60), drawn(60, 90)
    text = "<p>A</p>".join(figures(photo, killed, *[photo] * (count - 1)) for count in DESK)
    story = factories.story(text=text)
    publishing.kill_photo(killed, by=factories.editor(), reason="The agency withdrew it")
    page = phone(browser, live_server, 1280)

    page.goto(story.get_absolute_url())
    desk = page.evaluate(ROWS)
    page.set_viewport_size({"width": 390, "height": 800})
    small = page.evaluate(ROWS)
    page.close()

    assert desk == [*DESK.values()]
    assert small == [*PHONE.values()]
