"""A story leads its readers to the one in which coverage goes on, to the one before it, and to related ones."""

import json

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from editorial import publishing
from editorial.models import Article
from tests import factories
from tests.markup import page_of, text

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def by() -> User:
    return factories.editor()


def links(client: Client, story: Article, place: str) -> list[tuple[str | None, str]]:
    """Address and words of the links in this part of the story's page."""
    page = page_of(client.get(story.get_absolute_url()))
    return [(link.get("href"), text(link)) for link in page.iterfind(f".//*[@id='{place}']//a")]


def link(story: Article) -> tuple[str, str]:
    """How a page leads to the story."""
    return story.get_absolute_url(), story.headline


def test_coverage_that_goes_on_elsewhere_is_led_to_from_both_ends(client: Client, by: User) -> None:
    friday = factories.story(by=by, headline="Friday: the fair opens")
    saturday = factories.story(by=by, headline="Saturday: the rain", continues=friday)

    assert links(client, friday, "story-continues") == [link(saturday)]
    assert links(client, saturday, "story-continues") == [link(friday)]


def test_stories_that_readers_cannot_open_are_not_led_to(client: Client, by: User) -> None:
    draft, gone = factories.story("draft", by=by), factories.story(by=by)
    shown = factories.story(by=by)
    story = factories.story(by=by, continues=gone, related=[draft, gone, shown])
    factories.story("draft", by=by, continues=story)

    publishing.take_down_story(gone, by=by, reason="A court order")

    assert links(client, story, "story-continues") == []
    assert links(client, story, "story-related") == [link(shown)]
    assert gone.headline not in client.get(story.get_absolute_url()).content.decode()


def test_a_related_story_that_is_led_to_above_is_not_repeated_below(client: Client, by: User) -> None:
    first = factories.story(by=by)
    second = factories.story(by=by, continues=first, related=[first])

    assert links(client, second, "story-related") == []


def test_open_pages_hear_of_a_story_that_continues_theirs(client: Client, by: User) -> None:
    friday = factories.story(by=by)
    saturday = factories.story("draft", by=by, headline="Saturday: the rain", continues=friday)
    friday.refresh_from_db()

    publishing.set_status(saturday, "live", by=by)

    told = json.loads(client.get(f"{friday.get_absolute_url()}changes/?since={friday.version}").content)
    assert "Saturday: the rain" in told["story"]["html"]["story-continues"]
    assert told["story"]["html"]["story-related"] == "\n"


def test_however_many_stories_it_leads_to_the_page_asks_as_often(client: Client, by: User) -> None:
    lone, linked = factories.story(by=by), factories.story(by=by)
    publishing.change_story(linked, by=by, related=[factories.story(by=by) for _each in range(5)])
    for _each in range(3):
        factories.story(by=by, continues=linked)

    asked = []
    for story in (lone, linked):
        with CaptureQueriesContext(connection) as queries:
            client.get(story.get_absolute_url())
        asked.append(len(queries))

    assert asked[0] == asked[1]
