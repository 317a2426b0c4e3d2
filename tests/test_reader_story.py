"""The story page, as a reader opens it."""

import datetime
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from editorial import publishing
from editorial.models import Article
from tests import factories
from tests.markup import attributes, meta, one, page_of, text, texts, with_class

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2024, 5, 30, 12, tzinfo=datetime.UTC)


def opened(client: Client, story: Article, query: str = "") -> dict[str, str]:
    page = page_of(client.get(story.get_absolute_url() + query))
    return one(page, ".//main").attrib


def test_the_page_says_which_story_epoch_and_version_it_shows(client: Client) -> None:
    story = factories.story()
    factories.entry(story)

    main = opened(client, story)

    assert main["data-story"] == story.public_id
    assert (main["data-epoch"], main["data-version"]) == (story.epoch, "2")
    assert main["data-status"] == "live"
    assert main["data-changes"] == f"/stories/{story.slug}/changes/"


def test_entries_stand_newest_first_each_with_time_heading_and_words(client: Client) -> None:
    story = factories.story(time_zone="Europe/London")
    early = factories.entry(story, heading="Gates open", text="<p>At last.</p>", published_at=NOON)
    late = factories.entry(story, heading="Gates close", published_at=NOON + timedelta(minutes=72))

    page = page_of(client.get(story.get_absolute_url()))

    assert texts(page, ".//ol[@data-feed]/li/article//h3") == ["Gates close", "Gates open"]
    assert texts(page, ".//article//time") == ["02:12 PM BST", "01:00 PM BST"]
    assert attributes(page, ".//article//time", "datetime")[0] == "2024-05-30T14:12:00+01:00"
    assert attributes(page, ".//article", "id") == [f"entry-{late.public_id}", f"entry-{early.public_id}"]
    assert attributes(page, ".//ol[@data-feed]/li", "data-order") == [late.order, early.order]
    assert attributes(page, ".//article//a", "href") == [late.get_absolute_url(), early.get_absolute_url()]
    assert "At last." in text(page)


def test_entries_of_the_same_time_stand_in_the_order_of_their_creation(client: Client) -> None:
    story = factories.story()
    for heading in ("First", "Second", "Third"):
        factories.entry(story, heading=heading, published_at=NOON)

    page = page_of(client.get(story.get_absolute_url()))

    orders = attributes(page, ".//ol[@data-feed]/li", "data-order")
    assert texts(page, ".//article//h3") == ["Third", "Second", "First"]
    assert orders == sorted(orders, reverse=True)


def test_each_day_stands_over_its_first_entry_by_the_storys_clock(client: Client) -> None:
    story = factories.story(time_zone="Europe/London")
    evening = datetime.datetime(2024, 5, 30, 22, 50, tzinfo=datetime.UTC)
    for minutes in (0, 5, 15, 20):
        factories.entry(story, published_at=evening + timedelta(minutes=minutes))

    page = page_of(client.get(story.get_absolute_url()))

    first = [item.attrib["data-day"] for item in with_class(page, "is-first-of-day")]
    assert first == ["2024-05-31", "2024-05-30"]
    assert texts(page, ".//li/p[@class='day']") == ["Friday 31 May 2024"] * 2 + ["Thursday 30 May 2024"] * 2


def test_the_pinned_entry_is_linked_above_the_feed_and_stands_once_in_it(client: Client) -> None:
    story = factories.story()
    pinned = factories.entry(story, heading="What we know", is_pinned=True)
    factories.entry(story)

    page = page_of(client.get(story.get_absolute_url()))

    assert attributes(page, ".//*[@id='story-pinned']//a", "href") == [pinned.get_absolute_url()]
    assert attributes(page, ".//article", "data-entry").count(pinned.public_id) == 1


def test_key_events_are_listed_newest_first_and_labelled_in_the_feed(client: Client) -> None:
    story = factories.story()
    for minute, heading in enumerate(["Fuelling", "Lift-off"]):
        factories.entry(
            story, heading=heading, is_key_event=True, published_at=NOON + timedelta(minutes=minute)
        )
    factories.entry(story, heading="A pause")

    page = page_of(client.get(story.get_absolute_url()))

    assert texts(page, ".//*[@id='story-key-events']//a") == ["Lift-off", "Fuelling"]
    assert len(texts(page, ".//span[@class='key-event']")) == 2


def test_a_correction_and_an_update_are_told_with_their_time(client: Client) -> None:
    publishing.change_newsroom(by=factories.administrator(), correction_grace_minutes=0)
    story = factories.story(time_zone="UTC")
    entry = factories.entry(story, published_at=timezone.now() - timedelta(days=3))

    changed = publishing.change_entry(
        entry, by=factories.editor(), heading="Gates closed", correction="They were not open."
    )

    page = page_of(client.get(story.get_absolute_url()))
    told = f"{changed.updated_at:%-d %B, %I:%M %p}"
    assert texts(page, ".//span[@class='updated']/time")[-1] == told
    assert texts(page, ".//p[@class='correction']") == [f"Corrected {told}: They were not open."]


def test_the_bylines_of_story_and_entry_are_named_in_their_order(client: Client) -> None:
    ana = factories.byline("Ana Ferreira", role="Science", link="https://example.org/ana")
    tom, eve = factories.byline("Tom Okafor"), factories.byline("Eve Ng")
    story = factories.story(bylines=[tom, ana, eve])
    factories.entry(story, bylines=[eve, tom])

    page = page_of(client.get(story.get_absolute_url()))

    assert texts(page, ".//p[@class='bylines']") == [
        "By Tom Okafor, Ana Ferreira (Science) and Eve Ng",
        "Eve Ng and Tom Okafor",
    ]
    authors = attributes(page, ".//a[@rel='author']", "href")
    assert authors == [byline.get_absolute_url() for byline in (tom, ana, eve, eve, tom)]


def test_an_ended_story_says_so_and_when(client: Client) -> None:
    story = factories.story(time_zone="Europe/London", coverage_started_at=NOON)
    publishing.set_status(story, "ended", by=factories.editor(), at=NOON + timedelta(hours=7))

    page = page_of(client.get(story.get_absolute_url()))

    state = text(one(page, ".//*[@id='story-state']"))
    assert state == "Live coverage has ended. It ended on Thursday 30 May 2024, 08:00 PM BST."


def test_an_upcoming_story_says_when_coverage_starts(client: Client) -> None:
    starts = datetime.datetime(2035, 1, 2, 19, tzinfo=datetime.UTC)
    story = factories.story("upcoming", time_zone="Europe/London", coverage_started_at=starts)

    page = page_of(client.get(story.get_absolute_url()))

    state = text(one(page, ".//*[@id='story-state']"))
    assert state == "Live coverage has not started yet. It starts on Tuesday 2 January 2035, 07:00 PM GMT."


def test_a_plain_story_has_its_text_and_no_feed(client: Client) -> None:
    story = factories.story("published", text="<p>Nothing happened, twice.</p>", standfirst="A calm day.")

    page = page_of(client.get(story.get_absolute_url()))

    assert text(one(page, ".//*[@id='story-text']/div")) == "Nothing happened, twice."
    assert not page.findall(".//ol[@data-feed]")


def test_everything_outside_the_feed_has_its_element_even_where_there_is_nothing(client: Client) -> None:
    story = factories.story()

    page = page_of(client.get(story.get_absolute_url()))

    pieces = {"head", "times", "state", "lead", "text", "pinned", "key-events"}
    assert {f"story-{piece}" for piece in pieces} <= {element.get("id") for element in page.iter()}


def test_shared_links_and_search_engines_are_told_what_the_page_is(
    client: Client, settings: Settings
) -> None:
    photo = factories.photo(alternative_text="A rocket")
    story = factories.story(headline="Rain & wind", standfirst="No play.", lead_photo=photo)

    page = page_of(client.get(story.get_absolute_url(), headers={"host": "localhost"}))

    told = meta(page)
    address = f"{settings.SITE_URL}{story.get_absolute_url()}"
    assert one(page, "head/title").text == "Rain & wind – The Meridian"
    assert one(page, "head/link[@rel='canonical']").attrib["href"] == address == told["og:url"]
    assert told["description"] == told["og:description"] == "No play."
    assert told["og:title"] == told["twitter:title"] == "Rain & wind"
    assert told["og:image"].startswith(f"{settings.SITE_URL}/media/renditions/")
    assert told["og:image:alt"] == "A rocket"


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "Über 𝒳 😀 שלום e\u0301", "1 < 2 & 3 \"quoted\" 'too'"]
)
def test_plain_texts_are_shown_as_they_were_typed(words: str, client: Client) -> None:
    section = publishing.add_section(by=factories.editor(), name=words[:50], slug="odd")
    story = factories.story(
        headline=words, standfirst=words, section=section, bylines=[factories.byline(words)]
    )
    entry = factories.entry(story, heading=words, is_key_event=True, is_pinned=True)
    publishing.change_entry(entry, by=factories.editor(), correction=words)

    page = page_of(client.get(story.get_absolute_url()))

    assert text(one(page, ".//h1")) == words
    assert texts(page, ".//article//h3") == [words]
    assert text(page).count(words) >= 8
    assert [script.get("src") for script in page.iterfind("body//script")] == []
