"""The desk in a real browser: nothing breaks the policy for scripts and styles, and its small helps work."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests import factories
from tests.desk import address

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def troubles(page: Page) -> list[str]:
    """What the browser's console complains of."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


@pytest.fixture
def desk(page: Page, troubles: list[str]) -> Page:
    """An administrator's browser, signed in."""
    person = factories.administrator()
    page.goto("/admin/login/")
    page.fill("#id_username", person.username)
    page.fill("#id_password", factories.PASSWORD)
    page.click("[type=submit]")
    return page


def test_no_page_of_the_desk_breaks_the_policy(desk: Page, troubles: list[str]) -> None:
    photo = factories.photo(credit_line="A. Quay", alternative_text="A quay")
    story = factories.story(lead_photo=photo)
    entry, byline = factories.entry(story), factories.byline()
    pages = [
        "/admin/",
        *(address(f"{model}_changelist") for model in ("article", "liveentry", "image", "byline", "refusal")),
        *(address(f"{model}_add") for model in ("article", "liveentry", "image", "section")),
        *(address(f"liveentry_{kind}", entry.pk) for kind in ("change", "history")),
        *(
            address(f"{m}_change", r.pk)
            for m, r in [("article", story), ("image", photo), ("byline", byline)]
        ),
        "/admin/auth/user/add/",
        "/admin/password_change/",
    ]

    for path in pages:
        desk.goto(path, wait_until="networkidle")

    assert troubles == []


@pytest.mark.parametrize(("scheme", "paper"), [("light", "rgb(255, 255, 255)"), ("dark", "rgb(27, 30, 38)")])
def test_one_writes_on_paper_and_every_heading_can_be_read(desk: Page, scheme: str, paper: str) -> None:
    desk.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the names that it knows
    story = factories.story()

    desk.goto(address("article_change", story.pk), wait_until="networkidle")

    expect(desk.locator(".cke_editable")).to_have_css("background-color", paper)
    expect(desk.locator("details summary")).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    expect(desk.locator("details summary h2")).to_have_css("background-color", "rgba(0, 0, 0, 0)")


@pytest.mark.parametrize("width", [390, 1280])
def test_every_page_fits_its_window(desk: Page, width: int) -> None:
    photo = factories.photo(credit_line="A. Quay", alternative_text="A quay")
    story = factories.story(lead_photo=photo)
    entry = factories.entry(story)
    desk.set_viewport_size({"width": width, "height": 800})

    wide = {}
    for path in [
        "/admin/",
        *(address(f"{model}_changelist") for model in ("article", "liveentry", "image")),
        *(
            address(f"{m}_change", r.pk)
            for m, r in [("article", story), ("liveentry", entry), ("image", photo)]
        ),
    ]:
        desk.goto(path, wait_until="networkidle")
        wide[path] = desk.evaluate("document.documentElement.scrollWidth")

    assert {path: pixels for path, pixels in wide.items() if pixels > width} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_lists_and_the_photos_page(desk: Page, scheme: str) -> None:
    photo = factories.photo()
    factories.entry(factories.story())
    desk.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two that it knows

    found = []
    for path in [
        address("article_changelist"),
        address("liveentry_changelist"),
        address("image_changelist"),
        address("image_change", photo.pk),
    ]:
        desk.goto(path, wait_until="networkidle")
        broken = (
            Axe().run(desk, options={"runOnly": ["wcag2a", "wcag2aa", "wcag22aa"]}).response["violations"]
        )
        found += [(path, each["id"], each["nodes"][0]["html"][:120]) for each in broken]

    assert found == []


def test_a_heading_is_counted_while_it_is_typed_and_never_cut_off(desk: Page) -> None:
    story = factories.story()
    desk.goto(f"{address('liveentry_add')}?article={story.pk}")

    desk.fill("#id_heading", "🚀" * 85)

    counter = desk.locator(".field-heading .counter")
    expect(counter).to_have_text("85 / 80")
    expect(counter).to_have_class(re.compile("over"))


def test_an_entry_is_written_and_published_in_the_browser(desk: Page) -> None:
    story = factories.story()
    desk.goto(f"{address('liveentry_add')}?article={story.pk}")
    desk.fill("#id_heading", "Ferries sail")
    desk.locator(".cke_editable").click()
    desk.keyboard.type("The wind has dropped.")

    desk.get_by_role("button", name="Publish").click()

    expect(desk.locator(".messagelist")).to_contain_text("Ferries sail")
    entry = story.entries.get()
    assert (entry.status, entry.text.strip()) == ("published", "<p>The wind has dropped.</p>")
