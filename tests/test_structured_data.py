"""What search engines read of a story."""

import datetime
import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from editorial import publishing
from editorial.models import Article
from tests import factories
from tests.markup import one, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

NOON = datetime.datetime(2024, 5, 30, 12, tzinfo=datetime.UTC)


def told(client: Client, address: str) -> Any:
    page = page_of(client.get(address))
    return json.loads(one(page, "head/script[@type='application/ld+json']").text or "")


@pytest.mark.parametrize("status", ["upcoming", "live", "ended"])
def test_a_story_with_a_feed_is_a_live_blog_also_before_and_after(status: str, client: Client) -> None:
    story = factories.story(status)

    facts = told(client, story.get_absolute_url())

    assert (facts["@context"], facts["@type"]) == ("https://schema.org", "LiveBlogPosting")
    assert ("coverageEndTime" in facts) == (status == "ended")
    assert ("coverageStartTime" in facts) == (status != "upcoming")


def test_a_plain_story_is_a_news_article(client: Client) -> None:
    story = factories.story("published", headline="Rain", text="<p>It fell.</p>")

    facts = told(client, story.get_absolute_url())

    assert (facts["@type"], facts["headline"], facts["description"]) == ("NewsArticle", "Rain", "It fell.")
    assert not {"liveBlogUpdate", "coverageStartTime", "coverageEndTime", "image"} & {*facts}


def test_the_story_says_who_wrote_and_publishes_it_and_where_it_stands(
    client: Client, settings: Settings
) -> None:
    ana = factories.byline("Ana Ferreira", role="Reporter", link="https://example.org/ana")
    story = factories.story(headline="Rain", standfirst="No play.", bylines=[ana])

    facts = told(client, story.get_absolute_url())

    address = f"{settings.SITE_URL}{story.get_absolute_url()}"
    assert (facts["headline"], facts["description"], facts["url"]) == ("Rain", "No play.", address)
    assert facts["mainEntityOfPage"] == {"@type": "WebPage", "@id": address}
    assert facts["author"] == [
        {
            "@type": "Person",
            "name": "Ana Ferreira",
            "jobTitle": "Reporter",
            "url": f"{settings.SITE_URL}/bylines/ana-ferreira/",
            "sameAs": "https://example.org/ana",
        }
    ]
    assert facts["publisher"]["name"] == "The Meridian"
    assert facts["publisher"]["url"] == f"{settings.SITE_URL}/"


def test_what_nobody_signed_is_the_newsrooms(client: Client) -> None:
    story = factories.story()
    factories.entry(story)

    facts = told(client, story.get_absolute_url())

    assert facts["author"] == facts["liveBlogUpdate"][0]["author"] == [facts["publisher"]]


def test_times_carry_the_storys_offset(client: Client) -> None:
    editor = factories.editor()
    story = factories.story(by=editor, time_zone="Europe/London", coverage_started_at=NOON)
    factories.entry(story, by=editor, published_at=NOON + timedelta(minutes=72))
    publishing.set_status(story, "ended", by=editor, at=NOON + timedelta(hours=7))

    facts = told(client, story.get_absolute_url())

    assert facts["coverageStartTime"] == "2024-05-30T13:00:00+01:00"
    assert facts["coverageEndTime"] == "2024-05-30T20:00:00+01:00"
    assert facts["liveBlogUpdate"][0]["datePublished"] == "2024-05-30T14:12:00+01:00"
    assert facts["datePublished"] <= facts["dateModified"]


def test_every_entry_on_the_page_is_an_update_with_its_own_words(client: Client, settings: Settings) -> None:
    tom = factories.byline("Tom Okafor")
    story = factories.story()
    factories.entry(story, heading="Gates open", published_at=NOON)
    entry = factories.entry(
        story, heading="Gates close", text="<p>1 &lt; 2 &amp; 3</p><p>So it is.</p>", bylines=[tom]
    )

    newest, oldest = told(client, story.get_absolute_url())["liveBlogUpdate"]

    assert (newest["@type"], newest["headline"], oldest["headline"]) == (
        "BlogPosting",
        "Gates close",
        "Gates open",
    )
    assert " ".join(newest["articleBody"].split()) == "1 < 2 & 3 So it is."
    assert newest["url"] == f"{settings.SITE_URL}{entry.get_absolute_url()}#entry-{entry.public_id}"
    assert newest["author"] == [
        {"@type": "Person", "name": "Tom Okafor", "url": f"{settings.SITE_URL}/bylines/tom-okafor/"}
    ]


def test_a_changed_entry_says_when(client: Client) -> None:
    publishing.change_newsroom(by=factories.administrator(), correction_grace_minutes=0)
    story = factories.story(time_zone="UTC")
    entry = factories.entry(story, published_at=NOON)

    changed = publishing.change_entry(entry, by=factories.editor(), heading="Gates closed")

    [update] = told(client, story.get_absolute_url())["liveBlogUpdate"]
    assert changed.updated_at
    assert update["dateModified"] == changed.updated_at.isoformat(timespec="seconds")


def test_a_photo_carries_its_credit_verbatim_and_only_what_is_known(
    client: Client, settings: Settings
) -> None:
    known = factories.photo(
        "cat.jpg",
        alternative_text="A cat",
        caption="A cat - resting",
        credit_line="Ana Ferreira/EPA-EFE/Shutterstock via Getty Images & Co",
        creator="Ana Ferreira",
        copyright_notice="© 2024",
        licence_url="https://example.org/licence",
        acquire_url="https://example.org/buy",
    )
    unknown = publishing.change_photo(
        factories.photo(alternative_text="A rocket"),
        by=factories.editor(),
        caption="",
        credit_line="",
        creator="",
        copyright_notice="",
        licence_url="",
        is_credit_unknown=True,
    )
    story = factories.story(lead_photo=known)
    factories.entry(story, text=f'<figure data-photo="{unknown.pk}"></figure>')

    facts = told(client, story.get_absolute_url())

    [lead], [other] = facts["image"], facts["liveBlogUpdate"][0]["image"]
    assert lead["creditText"] == "Ana Ferreira/EPA-EFE/Shutterstock via Getty Images & Co"
    assert lead["creator"] == {"@type": "Person", "name": "Ana Ferreira"}
    assert (lead["caption"], lead["copyrightNotice"]) == ("A cat - resting", "© 2024")
    assert lead["license"] == "https://example.org/licence"
    assert lead["acquireLicensePage"] == "https://example.org/buy"
    assert lead["contentUrl"].startswith(f"{settings.SITE_URL}/media/renditions/")
    assert {*other} == {"@type", "url", "contentUrl", "width", "height"}


def test_the_storys_photo_is_told_in_the_shapes_that_search_engines_ask_for(client: Client) -> None:
    photo = factories.photo(alternative_text="A rocket", credit_line="SpaceX")
    story = factories.story(lead_photo=photo)
    factories.entry(story, text=f'<figure data-photo="{photo.pk}"></figure>')

    early = told(client, story.get_absolute_url())
    factories.developed(photo)
    facts = told(client, story.get_absolute_url())

    assert [image["width"] / image["height"] for image in early["image"]] == [pytest.approx(1.5, rel=0.01)]
    shapes = [pytest.approx(shape, rel=0.01) for shape in (16 / 9, 4 / 3, 1)]
    assert [image["width"] / image["height"] for image in facts["image"]] == shapes
    assert {image["creditText"] for image in facts["image"]} == {"SpaceX"}
    assert [image["width"] for image in facts["liveBlogUpdate"][0]["image"]] == [640]


@pytest.mark.parametrize(
    ("credit", "named", "creator"),
    [
        ("REUTERS/Ana Ferreira", "", {"@type": "Person", "name": "Ana Ferreira"}),
        ("REUTERS/Ana Ferreira", "Bo Ek", {"@type": "Person", "name": "Bo Ek"}),
        ("REUTERS", "REUTERS", {"@type": "Organization", "name": "REUTERS"}),
        ("REUTERS", "", None),
    ],
)
def test_who_made_a_photo_is_a_person_but_for_the_agency_of_its_credit(
    credit: str, named: str, creator: dict[str, str] | None, client: Client
) -> None:
    photo = factories.photo(alternative_text="A rocket", credit_line=credit, creator=named)
    publishing.change_photo(photo, by=factories.editor(), creator=named)
    story = factories.story(lead_photo=photo)

    [image] = told(client, story.get_absolute_url())["image"]

    assert image.get("creator") == creator


def test_the_publishers_logo_and_own_address_are_told_where_there_are_any(client: Client) -> None:
    logo = factories.photo(alternative_text="The Meridian")
    publishing.change_newsroom(
        by=factories.administrator(), logo=logo, publisher_url="https://publisher.example/"
    )
    story = factories.story()

    publisher = told(client, story.get_absolute_url())["publisher"]

    assert publisher["url"] == "https://publisher.example/"
    assert (publisher["logo"]["@type"], publisher["logo"]["width"]) == ("ImageObject", 640)


def test_a_change_of_the_logos_photo_begins_a_new_epoch_since_every_page_tells_of_it(client: Client) -> None:
    by = factories.administrator()
    logo = factories.photo(by=by, alternative_text="The Meridian")
    publishing.change_newsroom(by=by, logo=logo)
    story = factories.story(by=by)

    publishing.change_photo(logo, by=by, credit_line="THE MERIDIAN")

    assert told(client, story.get_absolute_url())["publisher"]["logo"]["creditText"] == "THE MERIDIAN"
    assert Article.objects.get(pk=story.pk).epoch != story.epoch


@pytest.mark.parametrize("words", ["</script><script>alert(1)</script>", "<!-- a & b", 'a\\u003cb "c"'])
def test_no_words_end_the_script_that_they_stand_in(words: str, client: Client) -> None:
    publishing.change_newsroom(by=factories.administrator(), name=words)
    story = factories.story(headline=words)
    factories.entry(story, heading=words)

    page = client.get(story.get_absolute_url()).content.decode()

    script = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    facts = json.loads(script)
    assert (facts["headline"], facts["liveBlogUpdate"][0]["headline"]) == (words, words)
    assert facts["publisher"]["name"] == words
    assert not {"<", ">", "&"} & {*script}


def test_no_address_is_taken_from_the_request(client: Client, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    settings.SITE_URL = "https://news.example"
    story = factories.story(lead_photo=factories.photo(alternative_text="A rocket"))

    page = client.get(story.get_absolute_url(), headers={"host": "evil.example"}).content.decode()

    assert "evil.example" not in page
    assert f"https://news.example{story.get_absolute_url()}" in page
