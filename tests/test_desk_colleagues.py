"""Colleagues at one desk: seen by name, warned of each other, and never writing over one another."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from editorial import publishing
from editorial.models import Article, LiveEntry
from tests import factories
from tests.desk_seats import Seat, edited, row_of, stand_on

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ana(live_server: LiveServer) -> User:
    """An editor."""
    return factories.editor(username="ana", first_name="Ana", last_name="Ferreira")


@pytest.fixture
def sam(live_server: LiveServer) -> User:
    """Another."""
    return factories.editor(username="sam", first_name="Sam", last_name="Keller")


@pytest.fixture
def story(ana: User) -> Article:
    """A story under way."""
    return factories.story(by=ana)


@pytest.fixture
def entry(story: Article, ana: User) -> LiveEntry:
    """An entry that both of them will open."""
    return factories.entry(story, by=ana, heading="Booster comes down", text="<p>Ten-metre waves.</p>")


def test_one_sees_who_is_there_and_who_is_editing_what_and_is_warned_of_the_same_entry(
    seat: Seat, ana: User, sam: User, story: Article, entry: LiveEntry
) -> None:
    hers = seat(ana, story)
    people = hers.get_by_role("list", name="At this desk").get_by_role("listitem")
    expect(people).to_have_text(["AFAna Ferreira (you)"])

    his = seat(sam, story)
    expect(people).to_have_text(["AFAna Ferreira (you)", "SKSam Keller is here"])
    stand_on(his, entry)
    his.keyboard.press("e")
    edited(his, entry)

    expect(row_of(hers, entry)).to_contain_text("Sam Keller is editing")
    stand_on(hers, entry)
    hers.keyboard.press("e")
    edited(hers, entry)
    expect(row_of(hers, entry).get_by_role("alert").first).to_contain_text(
        "Sam Keller has this entry open too"
    )
    expect(row_of(his, entry)).to_contain_text("Ana Ferreira is editing")

    his.keyboard.press("Escape")
    expect(row_of(hers, entry)).not_to_contain_text("Sam Keller is editing")
    his.close()

    expect(people).to_have_text(["AFAna Ferreira (you)"])


def test_two_save_the_same_entry_and_the_second_sees_both_texts_and_merges_them(
    seat: Seat, ana: User, sam: User, story: Article, entry: LiveEntry
) -> None:
    hers, his = seat(ana, story), seat(sam, story)
    for desk in (hers, his):
        stand_on(desk, entry)
        desk.keyboard.press("Enter")
        edited(desk, entry)
    edited(his, entry).locator("[name=heading]").fill("Booster is safe")
    edited(hers, entry).locator("[name=heading]").fill("Booster comes down in rough seas")

    his.keyboard.press("Control+Enter")
    expect(row_of(his, entry)).to_contain_text("Booster is safe")
    expect(row_of(hers, entry)).to_contain_text("Sam Keller saved a newer version")
    expect(edited(hers, entry).locator("[name=heading]")).to_have_value("Booster comes down in rough seas")
    hers.keyboard.press("Control+Enter")

    both = hers.get_by_role("region", name="Two versions")
    expect(both.locator("del")).to_have_text(["is safe"])
    expect(both).to_contain_text("Booster comes down in rough seas")
    assert LiveEntry.objects.get().heading == "Booster is safe"
    edited(hers, entry).locator("[name=heading]").fill("Booster is safe in rough seas")
    both.get_by_label("Yours").check()
    both.get_by_label("I have seen both").check()
    hers.keyboard.press("Control+Enter")

    expect(row_of(his, entry)).to_contain_text("Booster is safe in rough seas")
    expect(hers.locator(f'form[data-entry="{entry.public_id}"]')).to_have_count(0)
    assert [each.heading for each in entry.history.order_by("history_id")] == [
        "Booster comes down",
        "Booster is safe",
        "Booster is safe in rough seas",
    ]


def test_an_entry_that_is_withdrawn_by_another_says_so_to_whoever_has_it_open(
    seat: Seat, ana: User, sam: User, story: Article, entry: LiveEntry
) -> None:
    desk = seat(ana, story)
    stand_on(desk, entry)
    desk.keyboard.press("e")
    edited(desk, entry).locator("[name=heading]").fill("Booster comes down hard")

    publishing.withdraw_entry(entry, by=sam)
    told = "Sam Keller withdrew this entry: readers do not see it"
    expect(row_of(desk, entry)).to_contain_text(told)
    desk.keyboard.press("Control+Enter")
    expect(edited(desk, entry).locator(".conflict")).to_be_visible()

    expect(row_of(desk, entry)).to_contain_text(told)


def test_an_entry_that_is_thrown_away_by_another_leaves_its_text_with_whoever_has_it_open(
    seat: Seat, ana: User, sam: User, story: Article
) -> None:
    draft = factories.entry(story, by=ana, heading="Half a thought", status="draft")
    desk = seat(ana, story)
    stand_on(desk, draft)
    desk.keyboard.press("e")
    edited(desk, draft).locator("[name=heading]").fill("A whole thought")

    publishing.discard_entry(draft, by=sam)

    expect(row_of(desk, draft)).to_contain_text("Somebody threw this entry away")
    expect(edited(desk, draft).locator("[name=heading]")).to_have_value("A whole thought")
