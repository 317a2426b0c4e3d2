"""The story's own controls on the live desk's bar: its lines, its coverage, links to its preview."""

from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Locator, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from editorial import publishing
from editorial.models import Article, LiveEntry, PreviewLink
from tests import factories
from tests.desk_seats import Seat
from tests.live_desk import rows, writing

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def editor(live_server: LiveServer) -> User:
    """Whoever sits at the desk."""
    return factories.editor(username="ana", first_name="Ana", last_name="Ferreira")


@pytest.fixture
def story(editor: User) -> Article:
    """A story under way."""
    return factories.story(by=editor, headline="Rain", standfirst="No play today.")


@pytest.fixture
def desk(seat: Seat, editor: User, story: Article) -> Page:
    """The story's desk, open."""
    opened = seat(editor, story)
    expect(writing(opened)).to_be_visible()  # its files are all there: some tests take the network away
    return opened


def button(desk: Page | Locator, name: str) -> Locator:
    return desk.get_by_role("button", name=name, exact=True)


def now(story: Article) -> Article:
    return Article.objects.get(pk=story.pk)


def press(desk: Page, name: str) -> Locator:
    """Press a button of the bar by keyboard; the dialog that it opens."""
    button(desk.locator("#desk-controls"), name).focus()
    desk.keyboard.press("Enter")
    dialog = desk.locator("dialog[open]")
    expect(dialog).to_be_visible()
    return dialog


def test_headline_and_points_are_changed_by_keyboard_and_the_focus_returns(
    desk: Page, story: Article
) -> None:
    dialog = press(desk, "Headline")
    expect(dialog.get_by_label("Headline")).to_be_focused()

    desk.keyboard.press("Control+A")
    desk.keyboard.type("Sun")
    expect(dialog.locator("[data-field=headline] .counter")).to_have_text("3 / 90")
    dialog.get_by_label("What we know").fill("It is dry.\nPlay begins at two.")
    desk.keyboard.press("Control+Enter")

    expect(dialog).to_be_hidden()
    expect(desk.locator("#desk-headline")).to_have_text("Sun")
    expect(button(desk, "Headline")).to_be_focused()
    assert (now(story).headline, now(story).standfirst) == ("Sun", "No play today.")
    assert now(story).summary_points == ["It is dry.", "Play begins at two."]


def test_what_was_typed_stays_through_a_refusal_a_lost_network_and_a_reload(
    desk: Page, story: Article
) -> None:
    dialog = press(desk, "Headline")
    dialog.get_by_label("Headline").fill("Sun")
    dialog.get_by_label("What we know").fill("point\n" * 21)
    button(dialog, "Save").click()
    points = dialog.get_by_label("What we know")
    expect(points).to_be_focused()
    expect(dialog.locator("[data-field=summary]")).to_contain_text("These are 21 points.")

    points.fill("It is dry.")
    desk.context.set_offline(True)
    button(dialog, "Save").click()
    expect(dialog.get_by_role("alert")).to_contain_text("The newsroom cannot be reached.")

    desk.context.set_offline(False)
    desk.reload()
    expect(desk.locator("[data-desk]")).to_have_attribute("data-ready", "true")
    dialog = press(desk, "Headline")
    expect(dialog).to_contain_text("These words were not saved yet.")
    button(dialog, "Save").click()

    expect(dialog).to_be_hidden()
    assert (now(story).headline, now(story).summary) == ("Sun", "It is dry.")


def test_words_that_a_colleague_saved_meanwhile_stand_beside_ones_own_to_choose(
    desk: Page, story: Article
) -> None:
    dialog = press(desk, "Headline")
    headline = dialog.get_by_label("Headline")
    headline.fill("Sun")
    tom = factories.editor(first_name="Tom", last_name="Cole")
    publishing.change_story(story, by=tom, headline="Hail", standfirst="Play at two.")

    expect(dialog.get_by_label("Standfirst")).to_have_value("Play at two.")
    expect(headline).to_have_value("Sun")
    button(dialog, "Save").click()
    expect(dialog).to_contain_text("Tom Cole saved other words while you were writing:")
    expect(dialog.locator("[data-words]")).to_have_text("Hail")
    assert now(story).headline == "Hail"

    button(dialog, "Take these words").click()
    expect(headline).to_have_value("Hail")
    expect(dialog.locator("[data-words]")).to_have_text("Sun")
    button(dialog, "Take these words").click()
    button(dialog, "Save").click()

    expect(dialog).to_be_hidden()
    assert (now(story).headline, now(story).standfirst) == ("Sun", "Play at two.")


def test_coverage_ends_with_a_last_entry_and_is_reopened(desk: Page, story: Article) -> None:
    dialog = press(desk, "End coverage")
    expect(dialog.get_by_label("Heading")).to_have_value("Live coverage has ended")
    dialog.get_by_label("Text, if there is more to say").fill("Thank you.\nGood <night>.")
    button(dialog, "End coverage").click()

    expect(dialog).to_be_hidden()
    expect(rows(desk)).to_contain_text("Live coverage has ended")
    expect(button(desk, "Reopen coverage")).to_be_focused()
    entry = LiveEntry.objects.get()
    assert entry.text == "<p>Thank you.</p>\n<p>Good &lt;night&gt;.</p>"
    assert entry.published_at == now(story).coverage_ended_at

    dialog = press(desk, "Reopen coverage")
    desk.keyboard.press("Enter")

    expect(dialog).to_be_hidden()
    expect(button(desk, "End coverage")).to_be_focused()
    assert now(story).status == "live"


def test_coverage_ends_without_a_last_entry_where_none_is_wanted(desk: Page, story: Article) -> None:
    dialog = press(desk, "End coverage")
    dialog.get_by_label("Publish a closing entry with it").uncheck()
    expect(dialog.get_by_label("Heading")).to_be_hidden()
    button(dialog, "End coverage").click()

    expect(desk.locator("#desk-state")).to_contain_text("ended")
    assert now(story).status == "ended"
    assert not LiveEntry.objects.exists()


def test_a_key_that_is_held_opens_the_question_and_does_not_answer_it(desk: Page, story: Article) -> None:
    button(desk, "End coverage").focus()
    sent: list[str] = []
    desk.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)

    for _time in range(3):
        desk.keyboard.down("Enter")
    desk.keyboard.up("Enter")

    expect(desk.locator("dialog[open]")).to_contain_text("End coverage?")
    desk.keyboard.press("Escape")
    expect(button(desk, "End coverage")).to_be_focused()
    assert not [address for address in sent if address.endswith("/status/")]


def test_coverage_of_a_draft_is_announced_then_started(seat: Seat, editor: User) -> None:
    story = factories.story("draft", by=editor)
    page = seat(editor, story)

    dialog = press(page, "Start coverage")
    expect(dialog).to_contain_text("The story goes out with this")
    button(dialog, "Announce it only").click()
    expect(page.locator("#desk-state")).to_contain_text("upcoming")
    dialog = press(page, "Start coverage")
    expect(button(dialog, "Announce it only")).to_be_hidden()
    page.keyboard.press("Enter")

    expect(page.locator("#desk-state")).to_contain_text("live")
    assert now(story).status == "live"


def test_what_a_colleague_does_to_the_coverage_changes_what_is_offered(desk: Page, story: Article) -> None:
    dialog = press(desk, "End coverage")

    publishing.set_status(story, "ended", by=factories.editor())
    expect(desk.locator("#desk-controls [data-opens=end]")).to_be_hidden()
    button(dialog, "End coverage").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Coverage has ended already.")
    desk.keyboard.press("Escape")

    expect(button(desk, "Reopen coverage")).to_be_focused()


def test_a_link_to_the_preview_is_made_opens_without_signing_in_and_is_revoked(
    desk: Page, story: Article, browser: Browser, live_server: LiveServer, settings: Any
) -> None:
    settings.SITE_URL = live_server.url
    dialog = press(desk, "Preview")
    expect(dialog).to_contain_text("None.")

    dialog.get_by_label("It opens for").select_option("an hour")
    button(dialog, "Make a link").click()
    field = dialog.get_by_label("Address of the preview")
    expect(field).to_be_focused()
    expect(dialog).to_contain_text("Made by Ana Ferreira.")
    stranger = browser.new_page()
    stranger.goto(field.input_value())
    expect(stranger.get_by_role("complementary", name="Preview")).to_contain_text("The link opens until")
    expect(stranger.get_by_role("heading", name="Rain")).to_be_visible()

    button(dialog, "Revoke").click()
    expect(field).to_have_count(0)
    expect(dialog).to_contain_text("None.")
    stranger.reload()
    expect(stranger.get_by_role("heading", name="This preview is not open")).to_be_visible()
    stranger.close()
    assert not PreviewLink.objects.open_now().exists()


def test_a_new_link_stays_where_the_list_of_links_comes_later_than_it(desk: Page) -> None:
    held: list[Route] = []

    def hold_the_list(route: Route) -> None:
        held.append(route) if route.request.method == "GET" else route.continue_()

    desk.route("**/live/previews/", hold_the_list)
    dialog = press(desk, "Preview")
    button(dialog, "Make a link").click()
    field = dialog.get_by_label("Address of the preview")
    expect(field).to_be_focused()

    with desk.expect_event("requestfinished", lambda asked: asked.method == "GET"):
        held[0].fulfill(json={"links": []})
    desk.evaluate("() => new Promise(requestAnimationFrame)")

    expect(field).to_have_count(1)


def test_a_reporter_is_offered_to_look_and_no_more(seat: Seat, story: Article) -> None:
    page = seat(factories.reporter(), story)

    dialog = press(page, "Preview")

    expect(dialog).to_contain_text("None.")
    expect(button(dialog, "Make a link")).to_have_count(0)
    expect(page.locator("#desk-controls button")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_stands_in_anybodys_way(
    scheme: Literal["light", "dark"], width: int, desk: Page, story: Article
) -> None:
    publishing.change_story(story, by=factories.editor(), summary="It rains.")
    desk.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    desk.set_viewport_size({"width": width, "height": 800})
    found = []

    for name in ("Headline", "End coverage", "Preview"):
        dialog = press(desk, name)
        if name == "Preview":
            button(dialog, "Make a link").click()
            expect(dialog.get_by_label("Address of the preview")).to_be_visible()
        found += Axe().run(desk, context="dialog[open]").response["violations"]
        assert dialog.evaluate("each => each.scrollWidth <= each.clientWidth")
        desk.keyboard.press("Escape")
        expect(dialog).to_be_hidden()

    assert found == []
