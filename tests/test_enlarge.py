"""Photos in large: opened by click or key, left as they were found, and never without what the page says of them."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from editorial import publishing
from editorial.models import LiveEntry
from tests import factories
from tests.live_page import catch_up, open_story, shown, withdraw
from tests.photo_pages import drawn, figures

FILLER = "<p>Crowds waited along the quay while the tide came in.</p>" * 30


def dialog(reader: Page) -> Locator:
    """The photo in large."""
    return reader.locator("dialog[open]")


def links(entry: LiveEntry, reader: Page) -> Locator:
    """The links around an entry's photos."""
    return shown(reader, entry).locator("a.enlarge")


def gallery(*captions: str) -> LiveEntry:
    """An entry with a photo for each caption, far down its page."""
    by = factories.editor()
    photos = [
        drawn(600, 900, by=by, is_developed=place == 0, caption=caption, credit_line=f"Ana Ferreira/{place}")
        for place, caption in enumerate(captions)
    ]
    return factories.entry(factories.story(by=by, text=FILLER), by=by, text=figures(*photos))


def off_centre(picture: Locator) -> float:
    """How many pixels the photo's middle lies from the middle of the room that it has."""
    apart = """image => {
        const middle = (each) => {
            const { left, top, width, height } = each.getBoundingClientRect();
            return [left + width / 2, top + height / 2];
        };
        const [across, down] = middle(image);
        const [stageAcross, stageDown] = middle(image.closest("[data-stage]"));
        return Math.hypot(across - stageAcross, down - stageDown);
    }"""
    return float(picture.evaluate(apart))


def test_a_click_shows_the_whole_photo_with_its_words_and_escape_leads_back(reader: Page) -> None:
    entry = gallery("Two halves", "And again")
    open_story(reader, entry.article)
    link = links(entry, reader).first

    link.click()
    scrolled = reader.evaluate("scrollY")
    picture = dialog(reader).locator("img")
    expect(picture).to_have_js_property("complete", True)

    assert scrolled > 0
    assert "-gallery-" in str(link.locator("img").evaluate("image => image.currentSrc"))
    assert "-whole-" in str(picture.evaluate("image => image.currentSrc"))
    assert picture.evaluate("image => Math.round(image.naturalHeight / image.naturalWidth * 10)") == 15
    expect(picture).to_have_attribute("alt", "Two halves")
    expect(dialog(reader).locator(".caption")).to_have_text("Two halves")
    expect(dialog(reader).locator(".credit")).to_have_text("Ana Ferreira/0")

    reader.keyboard.press("Escape")

    expect(dialog(reader)).to_have_count(0)
    expect(link).to_be_focused()
    assert reader.evaluate("scrollY") == scrolled


def test_a_photo_that_is_closed_and_opened_in_one_moment_is_shown(reader: Page) -> None:
    entry = gallery("Two halves", "And again")
    open_story(reader, entry.article)
    links(entry, reader).first.click()
    expect(dialog(reader).locator("img")).to_be_visible()

    reader.evaluate(
        """() => new Promise((told) => {
          const shown = document.querySelector("dialog[open]");
          shown.addEventListener("close", () => setTimeout(told), { once: true });
          shown.close();
          document.querySelectorAll("a.enlarge")[1].click();
        })"""
    )

    expect(dialog(reader).locator("img")).to_be_visible()
    expect(dialog(reader).locator(".caption")).to_have_text("And again")


def test_keys_and_buttons_lead_through_the_photos_of_an_entry_and_around_its_end(reader: Page) -> None:
    entry = gallery("One", "Two", "Three")
    open_story(reader, entry.article)
    caption, place = dialog(reader).locator(".caption"), dialog(reader).locator("[data-number]")

    links(entry, reader).nth(1).focus()
    reader.keyboard.press("Enter")
    expect(caption).to_have_text("Two")
    expect(place).to_have_text("2 of 3")

    reader.keyboard.press("ArrowRight")
    expect(caption).to_have_text("Three")
    dialog(reader).get_by_role("button", name="Next photo").click()
    expect(caption).to_have_text("One")
    reader.keyboard.press("ArrowLeft")
    expect(caption).to_have_text("Three")
    dialog(reader).get_by_role("button", name="Previous photo").click()
    expect(caption).to_have_text("Two")

    dialog(reader).get_by_role("button", name="Close").click()
    expect(dialog(reader)).to_have_count(0)
    expect(links(entry, reader).nth(1)).to_be_focused()


def test_a_click_beside_the_photo_closes_and_one_on_it_does_not(reader: Page) -> None:
    photo = drawn(300, 450, is_developed=True)
    story = factories.story("published", lead_photo=photo)
    open_story(reader, story)
    reader.locator("a.enlarge").click()
    assert off_centre(dialog(reader).locator("img")) < 1
    expect(dialog(reader).get_by_role("button", name="Next photo")).to_be_hidden()

    dialog(reader).locator("img").click()
    expect(dialog(reader)).to_have_count(1)
    dialog(reader).locator("[data-stage]").click(position={"x": 5, "y": 5})

    expect(dialog(reader)).to_have_count(0)


def test_with_a_key_held_it_is_a_link_like_any_other(reader: Page) -> None:
    photo = drawn(300, 200)
    story = factories.story("published", lead_photo=photo)
    open_story(reader, story)

    with reader.context.expect_page() as opened:
        reader.locator("a.enlarge").click(modifiers=["Control"])

    assert opened.value.url.endswith("-first-300.jpg")
    expect(dialog(reader)).to_have_count(0)


def test_without_a_script_the_link_leads_to_the_whole_photo(
    browser: Browser, live_server: LiveServer
) -> None:
    photo = drawn(200, 500, is_developed=True)
    story = factories.story("published", lead_photo=photo)
    page = browser.new_page(base_url=live_server.url, java_script_enabled=False)
    page.goto(story.get_absolute_url())

    page.get_by_role("link", name="Enlarge the photo: Two halves", exact=True).click()
    page.wait_for_url("**/media/renditions/**")

    assert page.url.endswith("-whole-200.jpg")
    page.close()


def test_an_entry_that_came_later_can_be_enlarged_and_follows_what_editors_do(reader: Page) -> None:
    story, by = factories.story(), factories.editor()
    open_story(reader, story)
    first, second = drawn(300, 200, by=by, caption="One"), drawn(310, 200, by=by, caption="Two")
    entry = factories.entry(story, by=by, text=figures(first, second))
    catch_up(reader, story)

    links(entry, reader).first.click()
    publishing.change_photo(first, by=by, caption="One, put right", credit_line="REUTERS/Bo")
    catch_up(reader, story)
    expect(dialog(reader).locator(".caption")).to_have_text("One, put right")
    expect(dialog(reader).locator(".credit")).to_have_text("REUTERS/Bo")

    publishing.kill_photo(second, by=by, reason="Not ours")
    catch_up(reader, story)
    expect(dialog(reader).locator("[data-number]")).to_be_empty()

    reader.keyboard.press("Escape")
    expect(links(entry, reader)).to_be_focused()


@pytest.mark.parametrize("how", ["killed", "withdrawn"])
def test_a_photo_that_is_taken_off_the_page_is_not_shown_in_large_either(how: str, reader: Page) -> None:
    entry, by = gallery("One", "Two"), factories.editor()
    open_story(reader, entry.article)
    links(entry, reader).first.click()
    expect(dialog(reader)).to_have_count(1)

    if how == "killed":
        publishing.kill_photo(entry.photos.get(caption="One"), by=by, reason="The agency withdrew it")
    else:
        withdraw(entry)
    catch_up(reader, entry.article)

    expect(dialog(reader)).to_have_count(0)
    expect(reader.locator("main")).to_be_focused()
    expect(reader.locator("[data-enlarged-gone]")).to_contain_text("taken off the page")
    assert reader.locator("dialog img").count() == 0


def test_nothing_stands_in_the_way_of_whoever_looks_at_a_photo_in_large(reader: Page) -> None:
    entry = gallery("Two halves. " * 30, "Again")
    for width, height in ((390, 844), (1280, 800), (844, 390)):
        for scheme in ("light", "dark"):
            reader.set_viewport_size({"width": width, "height": height})
            reader.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            open_story(reader, entry.article)
            links(entry, reader).first.click()
            reader.wait_for_function(
                """() => document.getAnimations().every(({ playState }) => playState === "finished")
                    && document.querySelector("dialog img").complete"""
            )

            found = Axe().run(reader)

            assert found.violations_count == 0, f"{width} {scheme}: {found.generate_report()}"
            assert reader.evaluate(OUTSIDE) == [], (width, scheme)


# What of picture and buttons does not stand within the window, or is smaller than a finger.
OUTSIDE = """() => [...document.querySelectorAll("dialog :is(img, button)")]
    .map(each => [each.outerHTML, each.getBoundingClientRect()])
    .filter(([, { left, right, top, bottom, width, height }]) => left < 0 || top < 0
        || right > document.documentElement.clientWidth || bottom > innerHeight || Math.min(width, height) < 44)
    .map(([html]) => html)"""
