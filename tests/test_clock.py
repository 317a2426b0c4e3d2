"""Clock times as readers see them."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from editorial import publishing
from editorial.clock import Clock
from editorial.models import Newsroom
from editorial.zones import zone_letters
from tests import factories
from tests.markup import page_of, texts

PADDED = Newsroom.ClockStyle.TWELVE_PADDED


def at(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        (Newsroom.ClockStyle.TWELVE_PADDED, "03:12 PM BST"),
        (Newsroom.ClockStyle.TWELVE_PLAIN, "3.12pm BST"),
        (Newsroom.ClockStyle.TWENTY_FOUR, "15:12 BST"),
    ],
)
def test_the_house_decides_how_its_clock_is_written(style: str, shown: str) -> None:
    clock = Clock(ZoneInfo("Europe/London"), style)

    moment = clock.shown(at("2024-05-30T14:12:00Z"))

    assert moment.time == shown


@pytest.mark.parametrize(
    ("utc", "shown"),
    [("2024-05-30T23:05:00Z", "12:05 AM BST"), ("2024-05-30T11:05:00Z", "12:05 PM BST")],
)
def test_midnight_and_noon_are_twelve(utc: str, shown: str) -> None:
    clock = Clock(ZoneInfo("Europe/London"), PADDED)

    moment = clock.shown(at(utc))

    assert moment.time == shown


def test_a_moment_keeps_the_offset_and_the_day_of_its_zone() -> None:
    clock = Clock(ZoneInfo("America/New_York"), PADDED)

    moment = clock.shown(at("2015-02-12T02:30:15.999999Z"))

    assert moment.iso == "2015-02-11T21:30:15-05:00"
    assert (moment.day, moment.day_name, moment.date) == (
        "2015-02-11",
        "Wednesday 11 February 2015",
        "11 February",
    )


def test_the_hour_that_comes_twice_is_told_apart_by_its_letters() -> None:
    clock = Clock(ZoneInfo("Europe/London"), PADDED)

    first, second = clock.shown(at("2024-10-27T00:30:00Z")), clock.shown(at("2024-10-27T01:30:00Z"))

    assert (first.time, first.iso) == ("01:30 AM BST", "2024-10-27T01:30:00+01:00")
    assert (second.time, second.iso) == ("01:30 AM GMT", "2024-10-27T01:30:00+00:00")


@pytest.mark.parametrize(
    ("zone", "letters"),
    [
        ("Europe/London", "BST"),
        ("America/New_York", "EDT"),
        ("America/Sao_Paulo", "GMT-3"),
        ("Asia/Kathmandu", "GMT+5:45"),
        ("Asia/Kolkata", "IST"),
        ("America/St_Johns", "NDT"),
        ("Pacific/Marquesas", "GMT-9:30"),
        ("Africa/Abidjan", "GMT"),
        ("Atlantic/Azores", "GMT"),
        ("UTC", "UTC"),
    ],
)
def test_a_zone_without_letters_says_its_distance_from_greenwich(zone: str, letters: str) -> None:
    local = at("2024-07-01T12:00:00Z").astimezone(ZoneInfo(zone))

    shown = zone_letters(local)

    assert shown == letters


@pytest.mark.django_db
def test_the_page_is_written_in_the_houses_style_and_the_storys_zone(client: Client) -> None:
    publishing.change_newsroom(by=factories.administrator(), clock_style=Newsroom.ClockStyle.TWENTY_FOUR)
    story = factories.story(time_zone="America/Sao_Paulo")
    factories.entry(story, published_at=at("2024-05-30T14:12:00Z"))

    page = page_of(client.get(story.get_absolute_url()))

    assert texts(page, ".//article//time") == ["11:12 GMT-3"]
