"""The story page, as a reader opens it."""

import datetime
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from editorial import publishing
from editorial.models import Article, LiveEntry
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
    assert (main["data-status"], main["data-story-version"]) == ("live", "1")
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


def test_a_photo_keeps_its_place_and_says_caption_and_credit_verbatim(client: Client) -> None:
    credit = "Ana Ferreira/EPA-EFE/Shutterstock & Söhne"
    photo = factories.photo(alternative_text="A rocket", caption="On the pad - “ready”", credit_line=credit)
    story = factories.story(lead_photo=photo)

    page = page_of(client.get(story.get_absolute_url()))

    figure = one(page, f".//figure[@data-photo='{photo.pk}']")
    image = one(figure, ".//img").attrib
    assert one(figure, "figcaption/span[@class='caption']").text == "On the pad - “ready”"
    assert one(figure, "figcaption/span[@class='credit']").text == credit
    assert image["alt"] == "A rocket"
    assert (image["width"], image["height"]) == ("640", "427")
    assert attributes(figure, ".//source", "type") == ["image/avif", "image/webp"]
    assert image["srcset"].endswith(" 640w")
    assert {"fetchpriority", "sizes"} <= {*image}


@pytest.mark.parametrize(
    ("said", "figcaption"),
    [
        ({"caption": "On the pad", "is_credit_unknown": True}, ["On the pad"]),
        ({"caption": "", "credit_line": "NASA"}, ["NASA"]),
        ({"caption": "", "is_credit_unknown": True}, []),
    ],
)
def test_what_is_not_known_of_a_photo_leaves_no_dash(
    said: dict[str, object], figcaption: list[str], client: Client
) -> None:
    photo = factories.photo(alternative_text="A rocket")
    known: dict[str, Any] = {"credit_line": "", **said}
    photo = publishing.change_photo(photo, by=factories.editor(), **known)
    story = factories.story(lead_photo=photo)

    page = page_of(client.get(story.get_absolute_url()))

    assert texts(page, ".//figcaption") == figcaption


def test_a_photo_that_waits_for_its_file_is_not_shown(client: Client) -> None:
    photo = factories.photo(None, alternative_text="A rocket", credit_line="NASA")
    story = factories.story(lead_photo=photo, text=f'<p>a</p><figure data-photo="{photo.pk}"></figure>')

    page = page_of(client.get(story.get_absolute_url()))

    assert not page.findall(".//figure")


def test_photos_below_the_first_are_loaded_when_they_come_near(client: Client) -> None:
    photo = factories.photo(alternative_text="A rocket")
    story = factories.story(text=f'<figure data-photo="{photo.pk}"></figure>')
    factories.entry(story, text=f'<figure data-photo="{photo.pk}"></figure>')

    page = page_of(client.get(story.get_absolute_url()))

    assert [image.get("loading") for image in page.iterfind(".//img")] == [None, "lazy"]


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
    assert attributes(page, ".//a[@rel='author']", "href") == ["https://example.org/ana"]


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


@pytest.mark.parametrize("before", ["nosuchentry9", "%00", "1"])
def test_older_entries_than_one_that_never_was_are_not_found(before: str, client: Client) -> None:
    story = factories.story()

    answer = client.get(f"{story.get_absolute_url()}?before={before}")

    assert answer.status_code == 404


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


def test_a_page_that_has_not_changed_is_not_sent_again(client: Client) -> None:
    story = factories.story()
    first = client.get(story.get_absolute_url())

    again = client.get(story.get_absolute_url(), headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_a_changed_page_has_another_mark_and_a_foreign_parameter_has_not(client: Client) -> None:
    story = factories.story()
    address = story.get_absolute_url()
    before, foreign = client.get(address), client.get(f"{address}?utm_source=x")

    factories.entry(story)

    assert before["ETag"] == foreign["ETag"]
    assert client.get(address, headers={"if-none-match": before["ETag"]}).status_code == 200


def test_every_reader_gets_the_same_page_and_no_cookie(client: Client) -> None:
    story = factories.story()
    editors = Client()
    editors.force_login(factories.editor())

    answers = [each.get(story.get_absolute_url()) for each in (client, editors)]

    assert answers[0].content == answers[1].content
    assert all(answer["Cache-Control"].startswith("public, max-age=1") for answer in answers)
    assert not any(answer.cookies or answer.has_header("Vary") for answer in answers)


def test_the_head_of_a_page_can_be_asked_for_and_nothing_can_be_sent(client: Client) -> None:
    address = factories.story().get_absolute_url()

    head, post = client.head(address), client.post(address)

    assert (head.status_code, head["ETag"]) == (200, client.get(address)["ETag"])
    assert post.status_code == 405
