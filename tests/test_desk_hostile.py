"""Script in what people at the desk write, are called, or have in their browser: none of it runs on anybody's desk."""

import json

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from editorial import publishing
from editorial.models import Article
from tests import factories
from tests.desk_seats import Seat, edited, row_of
from tests.live_desk import composer, heading, rows, writing

pytestmark = pytest.mark.django_db(transaction=True)
# The desk's policy lets attributes run, as its text editor needs them.
SCRIPT = '"><img src=/nothing onerror="window.ran=1">\'</script><script>window.ran=1</script>'
OUTSIDE_TEXT = (
    "() => [...document.querySelectorAll('[onerror]')].filter((each) => !each.closest('.cke')).length"
)


@pytest.fixture
def editor(live_server: LiveServer) -> User:
    """Whoever sits at the desk."""
    return factories.editor(username="ana")


@pytest.fixture
def story(editor: User) -> Article:
    """A story under way, called after a script."""
    return factories.story(by=editor, headline=SCRIPT)


def is_harmless(desk: Page) -> bool:
    """Whether nothing of it ran, and nothing is there that could."""
    return desk.evaluate("window.ran") is None and desk.evaluate(OUTSIDE_TEXT) == 0


def test_names_headings_notes_and_reasons_are_words_wherever_the_desk_shows_them(
    seat: Seat, editor: User, story: Article
) -> None:
    writer = factories.reporter(first_name=SCRIPT[:100], last_name=SCRIPT[:100])
    factories.byline(SCRIPT, role=SCRIPT)
    waiting = factories.entry(story, by=writer, heading=SCRIPT, status="submitted")
    back = factories.entry(story, by=writer, heading=SCRIPT, status="submitted")
    publishing.send_back(back, by=editor, note=SCRIPT)
    gone = factories.entry(story, by=editor, heading=SCRIPT)
    publishing.withdraw_entry(gone, by=editor, reason=SCRIPT)
    desk = seat(editor, story)
    expect(writing(desk)).to_be_visible()

    publishing.be_present(story, by=writer, window="w1", editing=[waiting.public_id])
    expect(row_of(desk, waiting).locator("[data-editing]")).to_contain_text("onerror")
    row_of(desk, gone).press("h")
    expect(desk.locator("[data-versions-list]")).to_contain_text("withdraw: ")
    desk.keyboard.press("Escape")
    row_of(desk, waiting).press("e")
    form = edited(desk, waiting)
    form.locator("[name=heading]").fill(SCRIPT + "mine")
    publishing.change_entry(waiting, by=writer, heading=SCRIPT + "theirs")
    form.get_by_role("button", name="Save").press("Enter")

    expect(form.locator(".conflict ins").first).to_be_visible()
    assert is_harmless(desk)


def test_what_a_browser_keeps_is_put_into_no_markup(seat: Seat, editor: User, story: Article) -> None:
    desk = seat(editor, story)
    expect(writing(desk)).to_be_visible()
    values = {"heading": SCRIPT, "text": f"<p>Words</p>{SCRIPT}", "token": SCRIPT, "bylines": [SCRIPT]}
    # The network is away while it is put there, so that nothing is sent before it is offered.
    kept = {"key": SCRIPT, "window": "w1", "values": {**values, "photos": {"photos": [SCRIPT]}}, "at": 1}
    on_its_way = {**values, "token": f"{SCRIPT}2"}
    sent = {
        "key": f"{SCRIPT}2",
        "window": "w1",
        "values": on_its_way,
        "button": "_publish",
        "photos": None,
        "at": 2,
    }
    for drawer, thing in (("unsent", kept), ("outbox", sent)):
        name = f"desk {drawer} {editor.username} {story.public_id} w1 {drawer}"
        desk.evaluate("([name, words]) => localStorage.setItem(name, words)", [name, json.dumps(thing)])

    desk.reload()

    expect(desk.locator("[data-outbox] form")).to_be_visible()
    expect(heading(desk)).to_have_value(SCRIPT)
    expect(writing(desk)).to_contain_text("Words")
    assert is_harmless(desk)


def test_an_entry_of_a_time_to_come_is_not_told_as_published(
    seat: Seat, editor: User, story: Article
) -> None:
    desk = seat(editor, story)
    heading(desk).fill("The embargo ends")
    composer(desk).get_by_role("button", name="Set time").press("Enter")
    composer(desk).locator("[name=published_at]").fill("2090-01-01 15:00")

    desk.keyboard.press("Control+Enter")

    expect(desk.locator("[data-said]")).to_have_text("Scheduled: The embargo ends")
    expect(rows(desk).first).to_have_attribute("data-status", "scheduled")
