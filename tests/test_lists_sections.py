"""The pages of sections."""

import pytest
from django.test import Client

from editorial import publishing
from editorial.models import Article, Section
from editorial.reader.lists.paging import PAGE_LENGTH
from tests import factories
from tests.markup import attributes, one, page_of, text, texts

pytestmark = pytest.mark.django_db

LATEST = ".//section[@class='latest']//h3"


@pytest.fixture
def science() -> Section:
    """A section."""
    return publishing.add_section(by=factories.editor(), name="Science", slug="science")


def stories_in(section: Section, number: int) -> list[Article]:
    """So many published stories, the first the oldest."""
    by = factories.editor()
    return [
        factories.story("published", by=by, section=section, headline=f"Story {place}")
        for place in range(number)
    ]


def test_a_section_shows_what_is_live_first_then_what_came_out_last(client: Client, science: Section) -> None:
    live = factories.story(headline="Live", section=science)
    factories.entry(live, heading="Newest of the live one")
    stories_in(science, 2)
    factories.story("published", headline="Of no section")
    factories.story("draft", headline="A draft", section=science)

    page = page_of(client.get(science.get_absolute_url()))

    assert text(one(page, ".//h1")) == "Science"
    assert texts(page, ".//section[@class='live-now']//h3") == ["Live"]
    assert texts(page, ".//ol[@class='newest']//a") == ["Newest of the live one"]
    assert texts(page, LATEST) == ["Story 1", "Story 0"]
    assert texts(page, ".//nav[@class='sections']//a[@aria-current='page']") == ["Science"]


def test_older_pages_go_on_where_the_page_ended_whatever_came_meanwhile(
    client: Client, science: Section
) -> None:
    stories_in(science, PAGE_LENGTH + 2)
    first = page_of(client.get(science.get_absolute_url()))
    [onward] = attributes(first, ".//a[@rel='next']", "href")
    before = texts(page_of(client.get(f"{science.get_absolute_url()}{onward}")), LATEST)

    stories_in(science, 3)
    marked = Article.objects.get(headline="Story 2", public_id=onward.removeprefix("?before="))
    publishing.take_down_story(marked, by=factories.editor(), reason="A court said so.")
    page = page_of(client.get(f"{science.get_absolute_url()}{onward}"))

    assert texts(first, LATEST)[-1] == "Story 2"
    assert texts(page, LATEST) == before == ["Story 1", "Story 0"]
    assert one(page, "head/link[@rel='canonical']").attrib["href"].endswith(onward)
    assert attributes(page, ".//nav[@class='pages']/a", "href") == [science.get_absolute_url()]


def test_unknown_sections_and_places_are_not_there(client: Client, science: Section) -> None:
    draft = factories.story("draft", section=science)

    answers = [
        client.get(address).status_code
        for address in (
            "/sections/nowhere/",
            "/sections/science/?before=nosuchstory",
            "/sections/science/?before=%27",
            "/sections/science/?before=%D9%A3",
            f"/sections/science/?before={draft.public_id}",
        )
    ]

    assert answers == [404] * 5


def test_a_section_without_stories_says_so_and_is_not_offered(client: Client, science: Section) -> None:
    factories.story("draft", section=science)

    page = page_of(client.get(science.get_absolute_url()))

    assert texts(page, ".//p[@class='nothing']") == ["No story of this section has been published yet."]
    assert not texts(page_of(client.get("/")), ".//nav[@class='sections']//a")


def test_the_front_page_leads_to_each_section_with_its_latest_stories(
    client: Client, science: Section
) -> None:
    stories_in(science, 6)

    page = page_of(client.get("/"))

    assert attributes(page, ".//nav[@class='sections']//a", "href") == ["/sections/science/"]
    assert texts(page, ".//section[@class='shelf']/h2") == ["Science"]
    assert texts(page, ".//section[@class='shelf']/ul/li/a") == [f"Story {number}" for number in (5, 4, 3, 2)]
