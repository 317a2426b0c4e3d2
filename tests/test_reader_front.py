"""The front page."""

import gzip
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from editorial import publishing
from tests import factories
from tests.markup import attributes, meta, one, page_of, text, texts

pytestmark = pytest.mark.django_db

LIVE = ".//section[@class='live-now']"
LATEST = ".//section[@class='latest']"


def test_what_is_live_stands_on_top_with_its_newest_entries(client: Client) -> None:
    story = factories.story(headline="Rain at the harbour")
    now = timezone.now()
    for minutes in range(5):
        factories.entry(
            story, heading=f"{minutes} minutes ago", published_at=now - timedelta(minutes=minutes)
        )

    page = page_of(client.get("/"))

    assert texts(page, f"{LIVE}//h3") == ["Rain at the harbour"]
    assert attributes(page, f"{LIVE}//h3/a", "href") == [story.get_absolute_url()]
    assert texts(page, f"{LIVE}//li/a") == ["0 minutes ago", "1 minutes ago", "2 minutes ago"]


def test_the_rest_follows_the_one_that_changed_last_on_top(client: Client) -> None:
    for status in ("ended", "upcoming", "published"):
        factories.story(status, headline=f"A story that is {status}")

    page = page_of(client.get("/"))

    assert texts(page, f"{LATEST}//h3") == [
        "A story that is published",
        "A story that is upcoming",
        "A story that is ended",
    ]
    assert texts(page, f"{LATEST}//span[@class='status']") == ["Upcoming", "Ended"]
    assert not page.findall(LIVE)


def test_a_card_shows_its_photo_with_its_credit(client: Client) -> None:
    photo = factories.photo(alternative_text="A rocket", credit_line="SpaceX/NASA")
    factories.story("published", lead_photo=photo)

    page = page_of(client.get("/"))

    figure = one(page, f".//figure[@data-photo='{photo.pk}']")
    assert one(figure, ".//img").attrib["alt"] == "A rocket"
    assert texts(figure, "figcaption/span") == ["SpaceX/NASA"]


def test_without_any_story_the_page_says_so(client: Client) -> None:
    factories.story("draft")

    page = page_of(client.get("/"))

    assert "No story has been published yet." in text(page)


def test_it_has_a_name_a_description_and_one_address(client: Client, settings: Settings) -> None:
    publishing.change_newsroom(by=factories.administrator(), name="The Tide & Times")

    page = page_of(client.get("/?utm_source=x", headers={"host": "127.0.0.1"}))

    assert one(page, "head/title").text == "The Tide & Times"
    assert one(page, "head/link[@rel='canonical']").attrib["href"] == f"{settings.SITE_URL}/"
    assert "The Tide & Times" in meta(page)["description"]


def test_it_is_shared_by_all_and_not_sent_again_unchanged(client: Client) -> None:
    factories.story()
    first = client.get("/")

    again = client.get("/", headers={"if-none-match": first["ETag"]})

    assert first["Cache-Control"].startswith("public, max-age=1")
    assert (again.status_code, first.cookies, first["Vary"]) == (304, {}, "Accept-Encoding")


def test_its_queries_do_not_grow_with_the_number_of_stories(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(30):
        factories.story("published")

    with django_assert_num_queries(5):
        answer = client.get("/")

    assert len(texts(page_of(answer), f"{LATEST}//h3")) == 12


def test_its_script_is_small(client: Client) -> None:
    script = client.get("/static/editorial/front.js").content

    assert len(gzip.compress(script, 9, mtime=0)) <= 1_000
    assert b"/*" not in script
