"""Older entries of a story."""

import datetime
from datetime import timedelta

import pytest
from django.test import Client

from editorial import publishing
from editorial.models import Article, LiveEntry
from tests import factories
from tests.markup import attributes, one, page_of

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2024, 5, 30, 12, tzinfo=datetime.UTC)


def test_older_entries_follow_behind_a_link_until_there_are_none(client: Client) -> None:
    story, entries = with_entries(31)

    first = page_of(client.get(story.get_absolute_url()))
    address = one(first, ".//a[@data-older]").attrib["href"]
    second = page_of(client.get(address))

    shown = [each for page in (first, second) for each in attributes(page, ".//article", "data-entry")]
    assert shown == [entry.public_id for entry in reversed(entries)]
    assert address == f"{story.get_absolute_url()}?before={entries[1].public_id}"
    assert not second.findall(".//a[@data-older]")
    assert [one(page, ".//ol[@data-feed]").attrib["data-is-newest"] for page in (first, second)] == [
        "true",
        "false",
    ]
    assert [one(page, ".//ol[@data-feed]").attrib["data-has-older"] for page in (first, second)] == [
        "true",
        "false",
    ]


def test_a_feed_that_just_fits_has_nothing_older(client: Client) -> None:
    story, _entries = with_entries(30)

    page = page_of(client.get(story.get_absolute_url()))

    assert len(page.findall(".//article")) == 30
    assert not page.findall(".//a[@data-older]")


def with_entries(number: int) -> tuple[Article, list[LiveEntry]]:
    editor = factories.editor()
    story = factories.story(by=editor)
    times = [NOON + timedelta(minutes=minute) for minute in range(number)]
    return story, [factories.entry(story, by=editor, published_at=time) for time in times]


def test_the_way_to_older_entries_holds_when_the_entry_it_names_is_withdrawn(client: Client) -> None:
    story, [oldest, middle, _newest] = with_entries(3)
    publishing.withdraw_entry(middle, by=factories.editor())

    page = page_of(client.get(f"{story.get_absolute_url()}?before={middle.public_id}"))

    assert attributes(page, ".//article", "data-entry") == [oldest.public_id]


@pytest.mark.parametrize("before", ["nosuchentry9", "1"])
def test_older_entries_than_one_that_never_was_are_not_found(before: str, client: Client) -> None:
    story = factories.story()

    answer = client.get(f"{story.get_absolute_url()}?before={before}")

    assert answer.status_code == 404
