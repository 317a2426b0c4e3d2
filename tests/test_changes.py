"""What an open page is told when it asks what changed."""

import json
from datetime import timedelta
from typing import Any
from xml.etree.ElementTree import Element, tostring

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from editorial import publishing
from editorial.models import Article
from tests import factories
from tests.markup import one, page_of, parsed

pytestmark = pytest.mark.django_db

PIECES = {
    "story-head",
    "story-times",
    "story-state",
    "story-continues",
    "story-lead",
    "story-text",
    "story-summary",
    "story-pinned",
    "story-key-events",
    "story-related",
}


def asked(client: Client, story: Article, since: int, **more: str) -> Any:
    answer = client.get(f"{story.get_absolute_url()}changes/", {"since": str(since), **more})
    assert answer.status_code == 200
    return json.loads(answer.content)


def test_a_new_entry_comes_as_the_page_itself_shows_it(client: Client) -> None:
    story = factories.story(time_zone="Europe/London")
    entry = factories.entry(story, heading="Gates open")

    answer = asked(client, story, 1)

    page = page_of(client.get(story.get_absolute_url()))
    [item] = answer["entries"]
    shown, sent = one(page, ".//ol[@data-feed]/li"), one(parsed(item["html"]), ".//li")
    assert (answer["epoch"], answer["from"], answer["to"]) == (story.epoch, 1, 2)
    assert (item["id"], item["version"], item["order"]) == (entry.public_id, 2, entry.order)
    assert item["published_at"] == one(shown, "article//time").attrib["datetime"]
    assert item["html"].startswith("<li")
    assert [*shown.itertext()] == [*sent.itertext()]
    assert one(shown, "article").attrib == one(sent, "article").attrib


def test_each_change_of_an_entry_comes_with_its_version(client: Client) -> None:
    story = factories.story()
    first, second = factories.entry(story), factories.entry(story)

    publishing.change_entry(first, by=factories.editor(), heading="Gates closed")

    answer = asked(client, story, 3)
    assert [(item["id"], item["version"]) for item in answer["entries"]] == [(first.public_id, 4)]
    assert "Gates closed" in answer["entries"][0]["html"]
    assert {item["id"] for item in asked(client, story, 1)["entries"]} == {first.public_id, second.public_id}


def test_a_withdrawn_entry_comes_as_a_tombstone_without_words(client: Client) -> None:
    story = factories.story()
    entry = factories.entry(story, heading="Wrong heading", text="<p>Wrong words.</p>")
    publishing.withdraw_entry(entry, by=factories.editor(), reason="Wrong all over")

    answer = client.get(f"{story.get_absolute_url()}changes/?since=2").content.decode()

    [item] = json.loads(answer)["entries"]
    assert (item["id"], item["version"], item["html"]) == (entry.public_id, 3, None)
    assert "rong" not in answer


def test_the_story_itself_comes_in_the_elements_of_the_page(client: Client) -> None:
    story = factories.story(headline="Rain")

    publishing.change_story(story, by=factories.editor(), headline="Sun", text="<p>At last.</p>")

    page = page_of(client.get(story.get_absolute_url()))
    part = asked(client, story, 1)["story"]
    assert part["version"] == 2
    assert {*part["html"]} == PIECES
    for name, html in part["html"].items():
        shown = "".join(one(page, f".//*[@id='{name}']").itertext())
        assert shown.strip() == "".join(one(parsed(html), "body").itertext()).strip()
    assert "Sun" in part["html"]["story-head"]
    assert "At last." in part["html"]["story-text"]


def test_a_change_within_the_feed_brings_no_more_of_the_story_than_its_times(client: Client) -> None:
    story = factories.story(lead_photo=factories.photo(alternative_text="A rocket"))
    factories.entry(story)

    part = asked(client, story, 1)["story"]

    assert (part["version"], {*part["html"]}) == (2, {"story-times"})


def test_what_is_not_told_of_the_story_is_as_the_open_page_shows_it_on_the_next_day_too(
    client: Client,
) -> None:
    photo = factories.photo(alternative_text="A rocket")
    story = factories.story(lead_photo=photo, text="<p>So far.</p>", bylines=[factories.byline()])
    yesterday = timezone.now() - timedelta(days=1)
    factories.entry(story, published_at=yesterday, is_key_event=True, is_pinned=True)
    Article.objects.filter(pk=story.pk).update(published_at=yesterday, updated_at=yesterday)
    before = page_of(client.get(story.get_absolute_url()))

    factories.entry(story)

    after = page_of(client.get(story.get_absolute_url()))
    told = {*asked(client, story, 2)["story"]["html"]}
    shown = {name: [words_of(page, name) for page in (before, after)] for name in PIECES}
    assert {name for name, (old, new) in shown.items() if old != new} == told == {"story-times"}


def words_of(page: Element, name: str) -> str:
    return tostring(one(page, f".//*[@id='{name}']"), encoding="unicode")


def test_key_events_and_the_pinned_entry_come_with_the_story(client: Client) -> None:
    story = factories.story()
    entry = factories.entry(story, heading="Lift-off", is_key_event=True, is_pinned=True)

    html = asked(client, story, 1)["story"]["html"]

    assert entry.get_absolute_url() in html["story-key-events"]
    assert entry.get_absolute_url() in html["story-pinned"]


def test_the_end_of_coverage_is_told_and_so_is_a_reopening(client: Client) -> None:
    story = factories.story()

    publishing.set_status(story, "ended", by=factories.editor())
    ended = asked(client, story, 1)
    publishing.set_status(story, "live", by=factories.editor())
    reopened = asked(client, story, 2)

    assert (ended["status"], reopened["status"]) == ("ended", "live")
    assert "has ended" in ended["story"]["html"]["story-state"]
    assert "has ended" not in reopened["story"]["html"]["story-state"]


@pytest.mark.parametrize(
    ("status", "pause"), [("live", 10_000), ("upcoming", 30_000), ("published", 30_000), ("ended", 300_000)]
)
def test_a_page_is_told_how_soon_to_ask_again(status: str, pause: int, client: Client) -> None:
    story = factories.story(status)

    answers = [asked(client, story, since) for since in (0, story.version)]

    assert [answer["next_poll_ms"] for answer in answers] == [pause, pause]


def test_from_nothing_everything_that_readers_see_is_told(client: Client) -> None:
    story = factories.story()
    seen = {factories.entry(story).public_id for _number in range(3)}

    answer = asked(client, story, 0)

    assert {item["id"] for item in answer["entries"]} == seen
    assert {*answer["story"]["html"]} == PIECES


def test_nothing_new_says_so_with_one_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    story = factories.story()

    with django_assert_num_queries(1):
        answer = asked(client, story, 1)

    assert answer == {
        "epoch": story.epoch,
        "from": 1,
        "to": 1,
        "status": "live",
        "story": None,
        "entries": [],
        "next_poll_ms": 10_000,
    }


def test_drafts_change_nothing_that_a_reader_can_ask_for(client: Client) -> None:
    story = factories.story()
    addresses = [story.get_absolute_url(), f"{story.get_absolute_url()}changes/?since=1"]
    before = [client.get(address) for address in addresses]

    later = timezone.now() + timedelta(hours=1)
    factories.entry(story, status="draft", heading="A secret")
    factories.entry(story, status="scheduled", heading="A secret", published_at=later)
    factories.entry(story, by=factories.reporter(), status="submitted", heading="A secret")

    after = [client.get(address) for address in addresses]
    assert [each.content for each in before] == [each.content for each in after]
    assert [each["ETag"] for each in before] == [each["ETag"] for each in after]
