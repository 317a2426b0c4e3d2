"""A reader's way from the front page through a story and back, with the keyboard alone."""

from playwright.sync_api import Locator, Page, expect

from editorial.models import Article, LiveEntry
from tests import factories
from tests.live_page import catch_up, shown

MOST_KEYS = 80
# Whether the element that has the focus can be seen to have it: some of it lies in the window, under nothing else.
SEEN = """element => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const points = [.1, .5, .9].flatMap(x => [.2, .5, .8].map(y => [x, y]))
        .map(([x, y]) => [box.left + box.width * x, box.top + box.height * y]);
    const isClear = points.some(([x, y]) => {
        const top = document.elementFromPoint(x, y);
        return top && (element.contains(top) || top.contains(element));
    });
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && isClear;
}"""


def focused(page: Page) -> Locator:
    """What has the focus."""
    return page.locator(":focus")


def go_to(page: Page, target: Locator, key: str = "Tab") -> None:
    """Press the key until the target has the focus; whatever has it on the way can be seen to have it."""
    for _press in range(MOST_KEYS):
        page.keyboard.press(key)
        if focused(page).count():
            assert focused(page).evaluate(SEEN), focused(page).evaluate("element => element.outerHTML")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{MOST_KEYS} times {key} do not lead to {target}")


def covered_with_photo() -> tuple[Article, list[LiveEntry]]:
    """A live story with photos and three entries; each long enough that the newest alone is in the window."""
    editor = factories.editor()
    photo = factories.photo(by=editor, alternative_text="A rocket", credit_line="Ana Ferreira/EPA-EFE")
    figure = f'<figure data-photo="{photo.pk}"></figure>'
    story = factories.story(by=editor, lead_photo=photo, headline="Rain stops play at the harbour fair")
    text = "<p>Crowds waited along the quay while the tide came in.</p>" * 8
    return story, [factories.entry(story, by=editor, text=text + figure) for _number in range(3)]


def test_the_keyboard_leads_from_the_front_page_through_a_story_and_back(reader: Page) -> None:
    story, [oldest, *_others] = covered_with_photo()
    reader.goto("/")

    # The first key finds the way past the head of the page; the story is a few keys on.
    reader.keyboard.press("Tab")
    expect(focused(reader)).to_have_text("Skip to the content")
    assert focused(reader).evaluate(SEEN)
    reader.keyboard.press("Enter")
    go_to(reader, reader.get_by_role("link", name=story.headline))
    reader.keyboard.press("Enter")
    expect(reader.get_by_role("heading", level=1)).to_have_text(story.headline)

    # Pausing: an update that comes waits, and the focus stays where it is.
    pause = reader.locator("[data-pause]")
    expect(pause).to_be_visible()
    go_to(reader, pause)
    reader.keyboard.press("Enter")
    expect(pause).to_have_attribute("aria-pressed", "true")
    newest = factories.entry(story)
    catch_up(reader, story)
    expect(pause).to_be_focused()
    expect(shown(reader, newest)).to_have_count(0)

    # What waits is opened, back or onward from there, and the focus goes to it.
    button = reader.locator("[data-new-updates]")
    expect(button).to_be_visible()
    is_before = button.evaluate(
        "(button, pause) => Boolean(button.compareDocumentPosition(pause) & Node.DOCUMENT_POSITION_FOLLOWING)",
        pause.element_handle(),
    )
    go_to(reader, button, "Shift+Tab" if is_before else "Tab")
    reader.keyboard.press("Enter")
    expect(shown(reader, newest)).to_be_visible()
    assert reader.evaluate(
        "entry => entry.contains(document.activeElement)", shown(reader, newest).element_handle()
    )

    # A photo is enlarged and left; the focus is back on it.
    photo = shown(reader, oldest).locator("a.enlarge")
    go_to(reader, photo)
    reader.keyboard.press("Enter")
    expect(reader.locator("dialog[open] img")).to_be_visible()
    reader.keyboard.press("Escape")
    expect(reader.locator("dialog[open]")).to_have_count(0)
    expect(photo).to_be_focused()

    # An entry's own page, and back.
    link = shown(reader, oldest).locator(".permalink")
    go_to(reader, link, "Shift+Tab")
    reader.keyboard.press("Enter")
    reader.wait_for_url(f"**{oldest.get_absolute_url()}")
    expect(shown(reader, oldest)).to_be_visible()
    reader.go_back()  # a key of the browser's own, which the page does not hear
    reader.wait_for_url(f"**{story.get_absolute_url()}")

    # No trap: from the first stop to the last, and out of the page.
    stops = order_of_stops(reader)
    assert stops == sorted(stops)


def order_of_stops(page: Page) -> list[int]:
    """The place in the document of each thing that Tab stops at, from the top until it leaves the page."""
    page.evaluate("document.activeElement.blur()")
    page.evaluate("window.order = [...document.querySelectorAll('*')]")
    page.locator(".skip").focus()
    places: list[int] = []
    for _press in range(MOST_KEYS):
        place = page.evaluate("order.indexOf(document.activeElement)")
        if places and place <= places[0]:
            return places
        places.append(place)
        page.keyboard.press("Tab")
    raise AssertionError("Tab never leaves the page")
