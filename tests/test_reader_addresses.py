"""Addresses: those that a story once had, and those that never were."""

import pytest
from django.test import Client

from editorial import publishing
from editorial.models import Article
from tests import factories
from tests.markup import one, page_of, text

pytestmark = pytest.mark.django_db


def moved(story: Article, slug: str) -> Article:
    return publishing.change_story(story, by=factories.editor(), slug=slug)


@pytest.mark.parametrize(
    "rest", ["", "?before=x&utm_source=y", "changes/?since=1&epoch=a%26b", "entries/abc/"]
)
def test_a_former_address_and_all_below_it_leads_on_for_ever(rest: str, client: Client) -> None:
    story = factories.story(slug="rain")
    moved(moved(story, "sun"), "snow")

    answers = [client.get(f"/stories/{slug}/{rest}") for slug in ("rain", "sun")]

    assert [answer.status_code for answer in answers] == [301, 301]
    assert [answer["Location"] for answer in answers] == [f"/stories/snow/{rest}"] * 2


def test_an_address_that_came_back_to_its_story_opens_it(client: Client) -> None:
    story = factories.story(slug="rain")

    moved(moved(story, "sun"), "rain")

    assert client.get("/stories/rain/").status_code == 200
    assert client.get("/stories/sun/")["Location"] == "/stories/rain/"


def test_browsers_do_not_keep_a_redirect_that_may_turn_round(client: Client) -> None:
    moved(factories.story(slug="rain"), "sun")

    answer = client.get("/stories/rain/")

    assert answer["Cache-Control"] == "public, max-age=60"


def test_the_former_address_of_a_draft_leads_nowhere(client: Client) -> None:
    moved(factories.story("draft", slug="rain"), "sun")

    answer = client.get("/stories/rain/")

    assert answer.status_code == 404


@pytest.mark.parametrize("address", ["/nowhere/", "/stories/nowhere/", "/stories/nowhere/changes/?since=0"])
def test_an_unknown_address_gets_a_page_that_leads_on(address: str, client: Client) -> None:
    answer = client.get(address)

    page = page_of(answer)
    assert answer.status_code == 404
    assert text(one(page, ".//h1")) == "There is no such page"
    assert one(page, ".//main//a").attrib["href"] == "/"
