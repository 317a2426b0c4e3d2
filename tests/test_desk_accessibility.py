"""The desk for everybody: by keyboard alone, heard instead of seen, on a phone, in the light and in the dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from editorial import publishing
from editorial.models import Article, LiveEntry
from tests import factories
from tests.desk_seats import Seat, edited, row_of, stand_on
from tests.live_desk import heading, writing

pytestmark = pytest.mark.django_db(transaction=True)

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What stands too close together, or is too small, for a finger: WCAG 2.2, target size (minimum).
TOO_SMALL = """() => [...document.querySelectorAll("button, summary, a, input")]
    .filter((part) => part.checkVisibility() && !part.closest(".visually-hidden, .cke, .skip-to-content-link"))
    .map((part) => [part, part.closest("label") ?? part])
    .filter(([, target]) => {
        const { width, height } = target.getBoundingClientRect();
        return width < 24 || height < 24;
    })
    .map(([part]) => part.outerHTML.slice(0, 120))"""

PLACE_OF_THE_COMPOSER = """() => {
    const [composer, timeline] = [".composer", ".timeline"].map((part) =>
        document.querySelector(part).getBoundingClientRect());
    return composer.bottom <= timeline.top ? "above" : composer.right <= timeline.left ? "beside" : "elsewhere";
}"""


@pytest.fixture
def ana(live_server: LiveServer) -> User:
    """An editor."""
    return factories.editor(username="ana", first_name="Ana", last_name="Ferreira")


@pytest.fixture
def story(ana: User) -> Article:
    """A story with an entry of every kind."""
    story = factories.story(by=ana, headline="Climate satellite on its way after third attempt at launch")
    tom = factories.reporter(username="tom", first_name="Tom", last_name="Okafor")
    factories.entry(story, by=ana, heading="Lift-off", is_key_event=True, is_pinned=True)
    publishing.withdraw_entry(factories.entry(story, by=ana), by=ana, reason="It was another engine")
    factories.entry(story, by=tom, heading="What the images will show", status="submitted")
    sent_back = factories.entry(story, by=tom, heading="How far it drifted", status="submitted")
    publishing.send_back(sent_back, by=ana, note="Who says so?")
    return story


def violations(desk: Page) -> list[tuple[str, str]]:
    """What axe finds on what is shown now."""
    found = Axe().run(desk, options={"runOnly": STANDARDS}).response["violations"]
    return [(each["id"], node["html"][:160]) for each in found for node in each["nodes"]]


@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]
)
def test_axe_finds_nothing_on_the_desk_with_an_edit_a_menu_or_a_question_open(
    seat: Seat, ana: User, story: Article, width: int, scheme: str
) -> None:
    entry = LiveEntry.objects.get(heading="Lift-off")
    waiting = LiveEntry.objects.get(heading="What the images will show")
    desk = seat(ana, story, viewport={"width": width, "height": 800}, color_scheme=scheme)
    expect(writing(desk)).to_be_visible()
    found = violations(desk)

    stand_on(desk, entry)
    desk.keyboard.press("e")
    edited(desk, entry)
    row_of(desk, waiting).locator("summary").click()
    found += violations(desk)
    for key, name in (("h", "History"), ("b", "Send back to its writer"), ("?", "Keys")):
        stand_on(desk, waiting)
        desk.keyboard.press(key)
        expect(desk.get_by_role("dialog", name=name)).to_be_visible()
        found += violations(desk)
        desk.keyboard.press("Escape")

    assert found == []


@pytest.mark.parametrize(("width", "place"), [(360, "above"), (1280, "beside")])
def test_composer_and_timeline_have_their_places_nothing_overflows_and_everything_is_big_enough_to_hit(
    seat: Seat, ana: User, story: Article, width: int, place: str
) -> None:
    entry = LiveEntry.objects.get(heading="Lift-off")
    factories.entry(story, by=ana, heading="W" * 190)
    desk = seat(ana, story, viewport={"width": width, "height": 740})
    stand_on(desk, entry)

    desk.keyboard.press("e")
    edited(desk, entry)

    assert desk.evaluate("document.documentElement.scrollWidth") == width
    assert desk.evaluate(PLACE_OF_THE_COMPOSER) == place
    assert desk.evaluate(TOO_SMALL) == []


def test_the_whole_desk_is_reached_by_the_tab_key_and_the_focus_is_always_seen(
    seat: Seat, ana: User, story: Article
) -> None:
    desk = seat(ana, story)
    expect(writing(desk)).to_be_visible()
    desk.evaluate("document.activeElement.blur()")
    parts = (
        "desk-back",
        'name="heading"',
        "cke_editable",
        "data-find",
        'class="row is-submitted"',
        "data-step",
    )

    reached = []
    for _step in range(80):
        desk.keyboard.press("Tab")
        reached.append(
            desk.evaluate(
                """() => {
                    const { activeElement: part } = document;
                    const { outlineStyle, boxShadow } = getComputedStyle(part);
                    const isSeen = outlineStyle !== "none" || boxShadow !== "none";
                    return [part.outerHTML.slice(0, 200), isSeen];
                }"""
            )
        )

    unseen = [html for html, is_seen in reached if not is_seen and not html.startswith("<body")]
    assert unseen == []
    walked = " ".join(html for html, _is_seen in reached)
    assert [part for part in parts if part not in walked] == []


def test_one_walks_the_timeline_and_works_in_it_without_a_mouse(
    seat: Seat, ana: User, story: Article
) -> None:
    desk = seat(ana, story)
    desk.evaluate("document.activeElement.blur()")
    focused = desk.locator("[data-rows] > li:focus h3")

    desk.keyboard.press("j")
    expect(focused).to_have_text("What the images will show")
    desk.keyboard.press("ArrowDown")
    expect(focused).to_have_text("How far it drifted")
    desk.keyboard.press("k")
    expect(focused).to_have_text("What the images will show")

    for _step in range(3):
        desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    menu = desk.locator("[data-rows] details[open]")
    expect(menu.get_by_role("button", name="History")).to_be_visible()
    desk.keyboard.press("Escape")
    expect(menu).to_have_count(0)
    expect(desk.locator("[data-rows] summary:focus")).to_have_count(1)

    desk.keyboard.press("n")
    expect(heading(desk)).to_be_focused()
