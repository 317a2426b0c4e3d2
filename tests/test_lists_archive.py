"""The archive: what came out on which day, by the clock of the house."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from editorial import publishing
from editorial.models import Article
from editorial.reader.lists.archive import published_entries
from editorial.reader.lists.days import span_of
from tests import factories
from tests.crowd import many_entries
from tests.markup import attributes, one, page_of, text, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def fair() -> Article:
    """A story published now, with updates around two midnights of London's summer."""
    by = factories.editor()
    story = factories.story(headline="Harbour fair", by=by)
    for moment in (
        *("2024-05-28T12:00Z", "2024-05-29T22:59Z", "2024-05-29T23:00Z"),
        *("2024-05-30T22:59Z", "2024-05-30T23:00Z", "2024-06-02T10:00Z"),
    ):
        factories.entry(story, by=by, heading=moment, published_at=datetime.fromisoformat(moment))
    return story


def test_a_day_has_what_came_out_between_its_midnights_in_the_house(client: Client, fair: Article) -> None:
    page = page_of(client.get("/archive/2024/05/30/"))

    assert text(one(page, ".//h1")) == "Thursday 30 May 2024"
    assert texts(page, ".//ul[@class='rows']//h2/a") == ["Harbour fair"]
    assert texts(page, ".//span[@class='count']") == ["2 updates on this day"]


def test_days_lead_to_the_days_before_and_after_that_have_anything(client: Client, fair: Article) -> None:
    page = page_of(client.get("/archive/2024/05/31/"))

    assert attributes(page, ".//a[@rel='prev']", "href") == ["/archive/2024/05/30/"]
    assert attributes(page, ".//a[@rel='next']", "href") == ["/archive/2024/06/02/"]
    first = page_of(client.get("/archive/2024/05/28/"))
    assert not attributes(first, ".//a[@rel='prev']", "href")


def test_months_and_days_say_how_much_came_out(client: Client, fair: Article) -> None:
    whole = page_of(client.get("/archive/"))
    may = page_of(client.get("/archive/2024/05/"))

    published = Article.objects.get().published_at
    assert published is not None
    assert texts(whole, ".//section[@class='year']/h2") == [str(published.year), "2024"]
    assert texts(whole, ".//ul[@class='counted']/li")[1:] == ["June 1 update", "May 5 updates"]
    assert texts(may, ".//ul/li") == [
        "Friday 31 1 update",
        "Thursday 30 2 updates",
        "Wednesday 29 1 update",
        "Tuesday 28 1 update",
    ]
    assert attributes(may, ".//main//ul/li/a", "href")[1] == "/archive/2024/05/30/"


def test_another_house_has_other_days(client: Client, fair: Article, settings: Settings) -> None:
    settings.TIME_ZONE = "Asia/Tokyo"

    page = page_of(client.get("/archive/2024/05/30/"))
    may = page_of(client.get("/archive/2024/05/"))

    assert texts(page, ".//span[@class='count']") == ["2 updates on this day"]
    assert texts(may, ".//ul/li") == [
        "Friday 31 2 updates",
        "Thursday 30 2 updates",
        "Tuesday 28 1 update",
    ]


@pytest.mark.parametrize(
    "address",
    [
        *("2024/05/27/", "2024/02/30/", "2024/13/01/", "2024/00/01/", "0000/01/01/", "0001/01/01/"),
        *("9999/12/31/", "9999/12/", "0001/01/", "2024/5/30/", "\u0662\u0660\u0662\u0664/05/30/"),
        *("2024/04/", "2024/13/", "2024/", "2024/05/30/?before=nosuchstory"),
    ],
)
def test_days_without_anything_and_days_that_are_none_are_not_there(
    address: str, client: Client, fair: Article
) -> None:
    assert client.get(f"/archive/{address}").status_code == 404


def test_what_readers_cannot_open_leaves_no_trace(client: Client, fair: Article) -> None:
    by = factories.editor()
    draft = factories.story("draft", headline="Draft", by=by)
    for story in (draft, fair):
        factories.entry(
            story, by=by, status="draft", published_at=datetime.fromisoformat("2024-05-20T12:00Z")
        )
    publishing.take_down_story(fair, by=by, reason="A court said so.")

    statuses = [client.get(f"/archive/2024/05/{day}").status_code for day in ("", "20/", "30/")]

    assert statuses == [404, 404, 404]
    assert texts(page_of(client.get("/archive/")), ".//main//p") == ["No story has been published yet."]


def test_the_day_before_is_looked_up_in_an_index_over_the_entries_of_all_stories() -> None:
    entry = factories.entry(factories.story())
    many_entries(entry, 1_000)
    start, _end = span_of(date(2024, 5, 30), date(2024, 5, 30))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    earlier = published_entries().filter(published_at__lt=start)
    plan = earlier.order_by("-published_at")[:1].explain()

    assert "entry_archive" in plan
