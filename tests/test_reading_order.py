"""The pages of a long story: up, down, from its beginning, and by the hour."""

import datetime
from datetime import timedelta
from xml.etree import ElementTree as Tree

import pytest
from django.test import Client

from editorial import publishing
from editorial.models import Article, LiveEntry
from editorial.reader.hours import MOST_ENTRIES
from tests import factories
from tests.crowd import many_entries
from tests.markup import attributes, meta, one, page_of, text, texts, with_class

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2024, 5, 30, 12, tzinfo=datetime.UTC)
NEXT, NEWER = ".//a[@rel='next']", ".//a[@rel='prev']"


def covered(number: int, status: str = "live", *, apart: int = 1) -> tuple[Article, list[LiveEntry]]:
    """A story with so many entries, so many minutes apart, the oldest of them first."""
    by = factories.editor()
    story = factories.story(by=by)
    times = [NOON + timedelta(minutes=apart * place) for place in range(number)]
    entries = [factories.entry(story, by=by, published_at=time) for time in times]
    if status == "ended":
        story = publishing.set_status(story, "ended", by=by)
    return story, entries


def opened(client: Client, address: str) -> Tree.Element:
    """The page at this address."""
    answer = client.get(address)
    assert answer.status_code == 200
    return page_of(answer)


def ids(page: Tree.Element) -> list[str]:
    """The entries on the page, from its top."""
    return attributes(page, ".//article", "data-entry")


BEGINNING = ".//a[@class='from-beginning']"


def link(page: Tree.Element, path: str) -> str:
    """Where the only link at this path leads."""
    return one(page, path).attrib["href"]


def test_a_story_is_read_from_its_beginning_page_by_page(client: Client) -> None:
    story, entries = covered(33, "ended")
    own = story.get_absolute_url()

    first = opened(client, f"{own}?order=oldest")
    second = opened(client, link(first, NEXT))

    assert ids(first) + ids(second) == [entry.public_id for entry in entries]
    assert link(first, NEXT) == f"{own}?order=oldest&after={entries[29].public_id}"
    assert not second.findall(NEXT)
    assert link(first, ".//p[@class='order']/a") == link(second, ".//p[@class='order']/a") == own
    # The way to the beginning, but not where it begins.
    assert not first.findall(BEGINNING)
    assert link(second, BEGINNING) == f"{own}?order=oldest"


def test_read_from_its_beginning_a_story_is_the_same_page_to_search_engines(client: Client) -> None:
    story, entries = covered(31, "ended")
    own = f"{story.get_absolute_url()}?order=oldest"

    first, second = opened(client, own), opened(client, f"{own}&after={entries[29].public_id}")

    assert link(first, "head/link[@rel='canonical']").endswith(story.get_absolute_url())
    assert "robots" not in meta(first)
    assert meta(second)["robots"] == "noindex, follow"


def test_what_is_no_order_is_the_usual_one(client: Client) -> None:
    story, entries = covered(2)

    page = opened(client, f"{story.get_absolute_url()}?order=random")

    assert ids(page) == [entry.public_id for entry in reversed(entries)]


def test_links_lead_up_again_from_the_oldest_page_to_the_newest(client: Client) -> None:
    story, entries = covered(70)
    shown: list[str] = []

    page = opened(client, f"{story.get_absolute_url()}?before={entries[10].public_id}")
    while True:
        shown = ids(page) + shown
        if not page.findall(NEWER):
            break
        page = opened(client, link(page, NEWER))

    assert shown == [entry.public_id for entry in reversed(entries)]
    assert one(page, ".//ol[@data-feed]").attrib["data-is-newest"] == "true"


def test_an_entrys_page_leads_up_to_what_came_after_it(client: Client) -> None:
    _story, entries = covered(3)

    page = opened(client, entries[1].get_absolute_url())
    above = opened(client, link(page, NEWER))

    assert ids(above) == [entries[2].public_id]
    assert meta(above)["robots"] == "noindex, follow"
    assert link(above, NEXT).endswith(f"?before={entries[2].public_id}")


def test_pages_stay_where_they_are_while_entries_arrive_and_go(client: Client) -> None:
    story, entries = covered(34)
    address = f"{story.get_absolute_url()}?after={entries[1].public_id}"
    before = ids(opened(client, address))

    factories.entry(story)
    publishing.withdraw_entry(entries[1], by=factories.editor())

    assert ids(opened(client, address)) == before
    assert before == [entry.public_id for entry in entries[31:1:-1]]


def test_above_the_newest_entry_there_is_nothing_and_the_page_says_so(client: Client) -> None:
    story, entries = covered(2)

    page = opened(client, f"{story.get_absolute_url()}?after={entries[1].public_id}")

    assert ids(page) == []
    assert text(next(with_class(page, "feed-empty"))) == "There are no newer updates."


@pytest.mark.parametrize(
    "query", ["after=nosuchentry9", "order=oldest&after=1", "after=%2F", "order=oldest&after=é"]
)
def test_what_comes_after_an_entry_that_never_was_is_not_found(query: str, client: Client) -> None:
    story, _entries = covered(1)

    answer = client.get(f"{story.get_absolute_url()}?{query}")

    assert answer.status_code == 404


def test_an_ended_story_has_the_time_line_of_all_its_hours(client: Client) -> None:
    story, entries = covered(40, "ended", apart=20)

    page = opened(client, story.get_absolute_url())
    lines = texts(page, ".//details[@data-hours]//li")
    first, *_hours, last = attributes(page, ".//details[@data-hours]//a", "href")
    risen = opened(client, f"{story.get_absolute_url()}?order=oldest")

    assert lines[:3] == ["Friday 31 May 2024", "02:00 AM 1", "01:00 AM 3"]
    assert lines[-1] == "01:00 PM 3"
    assert (first, last) == (entries[-1].get_absolute_url(), entries[2].get_absolute_url())
    assert attributes(risen, ".//details[@data-hours]//a", "href")[0] == entries[0].get_absolute_url()


def test_a_story_that_goes_on_has_the_time_line_of_its_page(client: Client) -> None:
    story, entries = covered(40, apart=20)

    page = opened(client, story.get_absolute_url())

    links = attributes(page, ".//details[@data-hours]//a", "href")
    assert len(links) == 11
    assert links[-1] == entries[11].get_absolute_url()


def test_an_hour_that_comes_twice_as_the_clock_goes_back_is_there_twice(client: Client) -> None:
    by = factories.editor()
    story = factories.story(by=by, time_zone="Europe/London")
    change = datetime.datetime(2024, 10, 27, 0, 30, tzinfo=datetime.UTC)
    for hours in (0, 1):
        factories.entry(story, by=by, published_at=change + timedelta(hours=hours))

    page = opened(client, story.get_absolute_url())

    assert texts(page, ".//details[@data-hours]//li") == [
        "Sunday 27 October 2024",
        "01:00 AM 1",
        "01:00 AM 1",
    ]


def test_one_hour_needs_no_time_line_and_thousands_of_entries_get_none(client: Client) -> None:
    story, [entry] = covered(1)
    brief = opened(client, story.get_absolute_url())
    many_entries(entry, MOST_ENTRIES)
    publishing.set_status(story, "ended", by=factories.editor())

    endless = opened(client, story.get_absolute_url())

    for page in (brief, endless):
        assert "hidden" in one(page, ".//details[@data-hours]").attrib
        assert not page.findall(".//details[@data-hours]//li")
