"""What search engines ask of a story's structured data, line by line, read back as they read it.

The list is written after Google Search Central, "Article structured data" and "Image metadata in Google Images",
Google's guide to live blogs (LiveBlogPosting in Top stories), and schema.org's LiveBlogPosting, BlogPosting,
ImageObject and CorrectionComment.
"""

import datetime
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import extruct
import pytest
from django.test import Client

from editorial import publishing
from editorial.models import Article
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

NOON = datetime.datetime(2024, 5, 30, 12, tzinfo=datetime.UTC)
HOSTILE = '</script><script>alert(1)</script> & <!-- "quoted" ]]> 😀'


def is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def is_address(value: object) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"https?://\S+", value))


def is_address_with_fragment(value: object) -> bool:
    return is_address(value) and bool(urlsplit(str(value)).fragment)


def is_moment(value: object) -> bool:
    return isinstance(value, str) and datetime.datetime.fromisoformat(value).tzinfo is not None


def is_language(value: object) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", value))


def is_pixels(value: object) -> bool:
    return isinstance(value, int) and value > 0


def each_is(kind: str) -> Callable[[object], bool]:
    """Whether it is a list of things of this kind, each as the list below asks."""
    return lambda value: (
        isinstance(value, list) and bool(value) and not any(faults(each, kind) for each in value)
    )


def is_a(kind: str) -> Callable[[object], bool]:
    return lambda value: not faults(value, kind)


def is_page(value: object) -> bool:
    return isinstance(value, dict) and value["@type"] == "WebPage" and is_address(value["@id"])


REQUIRED, RECOMMENDED = "required", "recommended"
# Of each kind: property, how much it is asked for, what it is to hold. A story that has everything tells what is
# recommended too.
_STORY: list[tuple[str, str, Callable[[object], bool]]] = [
    ("headline", REQUIRED, is_text),
    ("datePublished", REQUIRED, is_moment),
    ("dateModified", REQUIRED, is_moment),
    ("author", REQUIRED, each_is("Person")),
    ("publisher", REQUIRED, is_a("NewsMediaOrganization")),
    ("url", REQUIRED, is_address),
    ("mainEntityOfPage", REQUIRED, is_page),
    ("description", RECOMMENDED, is_text),
    ("image", RECOMMENDED, each_is("ImageObject")),
    ("articleSection", RECOMMENDED, is_text),
    ("inLanguage", RECOMMENDED, is_language),
]
ASKED: dict[str, list[tuple[str, str, Callable[[object], bool]]]] = {
    "NewsArticle": _STORY,
    "LiveBlogPosting": [
        *_STORY,
        ("coverageStartTime", REQUIRED, is_moment),
        ("coverageEndTime", RECOMMENDED, is_moment),
        ("liveBlogUpdate", REQUIRED, each_is("BlogPosting")),
    ],
    "BlogPosting": [
        ("headline", REQUIRED, is_text),
        ("datePublished", REQUIRED, is_moment),
        ("dateModified", REQUIRED, is_moment),
        ("author", REQUIRED, each_is("Person")),
        ("articleBody", REQUIRED, is_text),
        ("url", REQUIRED, is_address_with_fragment),
        ("inLanguage", RECOMMENDED, is_language),
        ("image", RECOMMENDED, each_is("ImageObject")),
        ("correction", RECOMMENDED, each_is("CorrectionComment")),
    ],
    "CorrectionComment": [("text", REQUIRED, is_text), ("datePublished", REQUIRED, is_moment)],
    "Person": [
        ("name", REQUIRED, is_text),
        ("url", RECOMMENDED, is_address),
        ("sameAs", RECOMMENDED, is_address),
        ("jobTitle", RECOMMENDED, is_text),
    ],
    "NewsMediaOrganization": [
        ("name", REQUIRED, is_text),
        ("url", RECOMMENDED, is_address),
        ("logo", RECOMMENDED, is_a("ImageObject")),
    ],
    "ImageObject": [
        ("url", REQUIRED, is_address),
        ("contentUrl", REQUIRED, is_address),
        ("width", REQUIRED, is_pixels),
        ("height", REQUIRED, is_pixels),
        ("creditText", RECOMMENDED, is_text),
        ("creator", RECOMMENDED, is_a("Creator")),
        ("copyrightNotice", RECOMMENDED, is_text),
        ("license", RECOMMENDED, is_address),
        ("acquireLicensePage", RECOMMENDED, is_address),
        ("caption", RECOMMENDED, is_text),
    ],
    "Creator": [("name", REQUIRED, is_text)],
}


def faults(told: Any, kind: str) -> list[str]:
    """What is missing or of another type; nothing may stand there empty."""
    found = [f"{kind}.{name}" for name, asked, fits in ASKED[kind] if not _fits(told, name, asked, fits)]
    is_named = kind == "Creator" or told["@type"] == kind
    return (
        found + [f"{name} is empty" for name, value in told.items() if not value] + ["@type"] * (not is_named)
    )


def _fits(told: Any, name: str, asked: str, fits: Callable[[object], bool]) -> bool:
    return fits(told[name]) if name in told else asked == RECOMMENDED


def missing(told: Any, kind: str) -> set[str]:
    """Recommended properties that are not there."""
    return {name for name, asked, _fits in ASKED[kind] if asked == RECOMMENDED and name not in told}


def told_of(client: Client, story: Article) -> Any:
    """The one thing that a reader of JSON-LD finds on the story's page."""
    page = client.get(story.get_absolute_url()).content.decode()
    [found] = extruct.extract(page, syntaxes=["json-ld"])["json-ld"]
    assert found["@context"] == "https://schema.org"
    return found


def full_story(status: str) -> Article:
    """A story that has everything that can be told."""
    by = factories.administrator()
    rights = {
        "caption": HOSTILE,
        "credit_line": "Ana Ferreira/EPA-EFE/Shutterstock",
        "copyright_notice": "© 2024 EPA",
        "licence_url": "https://example.org/licence",
        "acquire_url": "https://example.org/buy",
    }
    photo = factories.developed(factories.photo(by=by, alternative_text="A rocket", **rights))
    logo = factories.photo("cat.jpg", by=by, alternative_text="The Meridian", **rights)
    publishing.change_newsroom(by=by, logo=logo)
    ana = factories.byline("Ana Ferreira", by=by, role="Reporter", link="https://example.org/ana")
    section = publishing.add_section(by=by, name="World", slug="world")
    story = factories.story(
        by=by,
        headline=HOSTILE,
        standfirst=HOSTILE,
        bylines=[ana],
        section=section,
        lead_photo=photo,
        time_zone="Europe/London",
        coverage_started_at=NOON,
    )
    text = (
        f'<p>1 &lt; 2 &amp; {"</script>".replace("<", "&lt;")}</p><figure data-photo="{photo.pk}"></figure>'
    )
    entry = factories.entry(story, by=by, heading=HOSTILE, text=text, bylines=[ana], published_at=NOON)
    publishing.change_entry(entry, by=by, correction=HOSTILE)
    withdrawn = factories.entry(story, by=by, heading="Never so")
    publishing.withdraw_entry(withdrawn, by=by)
    return publishing.set_status(story, status, by=by) if status != "live" else story


@pytest.mark.parametrize("status", ["live", "ended"])
def test_a_live_blog_tells_all_that_is_asked_also_when_it_has_ended(status: str, client: Client) -> None:
    story = full_story(status)

    told = told_of(client, story)

    assert faults(told, "LiveBlogPosting") == []
    assert missing(told, "LiveBlogPosting") == ({"coverageEndTime"} if status == "live" else set())
    [update] = told["liveBlogUpdate"]  # the withdrawn one is not among them
    assert missing(update, "BlogPosting") == set()
    assert {
        *missing(told["author"][0], "Person"),
        *missing(told["publisher"], "NewsMediaOrganization"),
    } == set()
    images = [*told["image"], *update["image"], told["publisher"]["logo"]]
    assert [missing(image, "ImageObject") for image in images] == [set()] * 5
    shapes = [image["width"] / image["height"] for image in told["image"]]
    assert shapes == [pytest.approx(shape, rel=0.01) for shape in (16 / 9, 4 / 3, 1)]
    assert {image["creditText"] for image in images} == {"Ana Ferreira/EPA-EFE/Shutterstock"}
    assert told["headline"] == told["description"] == update["headline"] == HOSTILE
    assert update["correction"][0]["text"] == HOSTILE


def test_a_plain_story_tells_all_that_is_asked_of_an_article(client: Client) -> None:
    by = factories.editor()
    story = factories.story("published", by=by, bylines=[factories.byline(by=by)], text="<p>It fell.</p>")

    told = told_of(client, story)

    assert faults(told, "NewsArticle") == []


def test_the_time_of_an_update_stays_when_it_is_edited_and_carries_the_storys_offset(client: Client) -> None:
    by = factories.administrator()
    publishing.change_newsroom(by=by, correction_grace_minutes=0)
    story = factories.story(by=by, time_zone="Europe/London")
    entry = factories.entry(story, by=by, published_at=NOON + timedelta(hours=2, minutes=12))
    [before] = told_of(client, story)["liveBlogUpdate"]

    publishing.change_entry(entry, by=by, heading="Gates closed")

    [after] = told_of(client, story)["liveBlogUpdate"]
    assert before["datePublished"] == after["datePublished"] == "2024-05-30T15:12:00+01:00"
    moments = [datetime.datetime.fromisoformat(each["dateModified"]) for each in (before, after)]
    assert moments[0] < moments[1]
    assert after["headline"] == "Gates closed"


def test_the_address_of_an_update_opens_at_it_wherever_it_stands(client: Client) -> None:
    by = factories.editor()
    story = factories.story(by=by)
    entry = factories.entry(story, by=by)
    [update] = told_of(client, story)["liveBlogUpdate"]

    for _number in range(31):
        factories.entry(story, by=by)

    parts = urlsplit(update["url"])
    page = client.get(parts.path).content.decode()
    assert f'id="{parts.fragment}"' in page
    assert f'id="{parts.fragment}"' not in client.get(story.get_absolute_url()).content.decode()
    assert parts.fragment == f"entry-{entry.public_id}"


def test_a_story_names_the_one_whose_coverage_it_goes_on_with(client: Client) -> None:
    by = factories.editor()
    first = factories.story("ended", by=by, headline="Day one")
    second = factories.story(by=by, headline="Day two", continues=first)
    before = told_of(client, second)

    publishing.take_down_story(first, by=by, reason="It was not so.")

    assert before["isPartOf"]["headline"] == "Day one"
    assert "isPartOf" not in told_of(client, second)


def test_the_list_would_tell_what_is_missing_empty_or_of_another_type() -> None:
    assert faults(
        {"@type": "CorrectionComment", "datePublished": "2024-05-30T15:12:00+01:00"}, "CorrectionComment"
    )
    assert faults({"@type": "Person", "name": "Ana", "url": ""}, "Person")
    assert faults({"@type": "Person", "name": "Ana", "url": "/bylines/ana/"}, "Person")
    assert not faults({"@type": "Person", "name": "Ana"}, "Person")
