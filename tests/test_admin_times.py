"""Clock times as editors type them: the story's zone, gaps and folds asked back."""

import datetime
import zoneinfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from editorial.admin import times

LONDON = zoneinfo.ZoneInfo("Europe/London")
SAO_PAULO = zoneinfo.ZoneInfo("America/Sao_Paulo")
AZORES = zoneinfo.ZoneInfo("Atlantic/Azores")


def utc(text: str) -> datetime.datetime:
    """A moment, written in UTC."""
    return datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("typed", "zone", "meant"),
    [
        ("2024-05-30 15:12", LONDON, "2024-05-30 14:12"),
        ("2024-05-30 15:12 BST", LONDON, "2024-05-30 14:12"),
        ("2024-05-30T15:12:30", LONDON, "2024-05-30 14:12:30"),
        ("2024-05-30 9:05 bst", LONDON, "2024-05-30 08:05"),
        ("2024-12-30 15:12 GMT", LONDON, "2024-12-30 15:12"),
        ("2024-05-30 15:12 GMT-3", SAO_PAULO, "2024-05-30 18:12"),
        ("2024-10-27 01:30 BST", LONDON, "2024-10-27 00:30"),
        ("2024-10-27 01:30 GMT", LONDON, "2024-10-27 01:30"),
    ],
)
def test_a_time_is_read_in_the_storys_zone(typed: str, zone: zoneinfo.ZoneInfo, meant: str) -> None:
    assert times.read(typed, zone) == utc(meant)


@pytest.mark.parametrize(
    "moment", ["2024-10-27 00:30", "2024-10-27 01:30", "2024-03-31 01:00", "2024-07-01 12:00"]
)
def test_what_is_said_can_be_typed_again(moment: str) -> None:
    said = times.say(utc(moment), LONDON)

    assert times.read(said, LONDON) == utc(moment)


def test_a_clock_time_alone_is_of_today_where_the_story_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: utc("2024-05-30 01:00"))

    assert times.read("22:15", SAO_PAULO) == utc("2024-05-30 01:15")


def test_a_time_that_came_twice_is_asked_back_with_both_choices() -> None:
    with pytest.raises(ValidationError) as asked:
        times.read("2024-10-27 01:30", LONDON)

    assert "“2024-10-27 01:30 BST” or “2024-10-27 01:30 GMT”" in asked.value.messages[0]


def test_a_time_that_never_was_is_asked_back_with_both_neighbours() -> None:
    with pytest.raises(ValidationError) as asked:
        times.read("2024-03-31 01:30", LONDON)

    assert "“2024-03-31 00:30 GMT” or “2024-03-31 02:30 BST”" in asked.value.messages[0]


def test_where_both_have_the_same_letters_the_choices_are_told_by_their_distance() -> None:
    """Moscow put its clock back in 2014 and kept its letters."""
    with pytest.raises(ValidationError) as asked:
        times.read("2014-10-26 01:30", zoneinfo.ZoneInfo("Europe/Moscow"))

    assert "“2014-10-26 01:30 GMT+4” or “2014-10-26 01:30 GMT+3”" in asked.value.messages[0]


def test_letters_that_the_clock_did_not_have_are_asked_back() -> None:
    with pytest.raises(ValidationError) as asked:
        times.read("2024-05-30 15:12 GMT", LONDON)

    assert "says BST" in asked.value.messages[0]


@pytest.mark.parametrize("typed", ["soon", "2024-02-30 10:00", "25:00", "30/05/2024 15:12", "2024-05-30"])
def test_what_is_no_time_is_answered_with_how_to_write_one(typed: str) -> None:
    with pytest.raises(ValidationError, match=r"Write the time as 2024-05-30 15:12"):
        times.read(typed, LONDON)


def test_an_untouched_time_stays_to_its_last_microsecond() -> None:
    kept = utc("2024-05-30 14:12:33.123456")

    assert times.read(times.say(kept, LONDON), LONDON, kept=kept) == kept


def test_nothing_typed_is_no_time() -> None:
    assert times.read("  ", LONDON, kept=utc("2024-05-30 14:12")) is None


def test_a_clock_without_letters_that_stands_at_greenwich_says_so_at_the_desk_as_on_the_page() -> None:
    summer_in_the_azores = utc("2024-07-01 12:00")

    said = times.say(summer_in_the_azores, AZORES)

    assert said == "2024-07-01 12:00 GMT"
    assert times.read(said, AZORES) == summer_in_the_azores
