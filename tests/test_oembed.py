"""oEmbed: what other sites are told of our stories, and of nothing else."""

import logging
from typing import Any
from xml.etree import ElementTree as Tree

import pytest
from django.conf import settings
from django.test import Client

from editorial import publishing
from editorial.models import Article
from tests import factories
from tests.markup import attributes, one, page_of, parsed
from tests.test_embed import embeddable

pytestmark = pytest.mark.django_db


def told(client: Client, url: str, **more: str | int) -> Any:
    """The answer to the question what is at this address."""
    return client.get("/oembed", {"url": url, **more})


def world_address(story: Article, rest: str = "") -> str:
    """The address under which the world knows the story."""
    return f"{settings.SITE_URL}{story.get_absolute_url()}{rest}"


def test_a_story_is_a_frame_with_all_that_the_specification_asks(client: Client) -> None:
    photo = factories.developed(factories.photo())
    byline = factories.byline("Ana Ferreira")
    story = embeddable(headline='Rain "stops" <play>', lead_photo=photo, bylines=[byline])

    answer = told(client, world_address(story))

    said = answer.json()
    frame = one(parsed(said["html"]), ".//iframe").attrib
    assert (said["version"], said["type"]) == ("1.0", "rich")
    assert said["title"] == 'Rain "stops" <play>'
    assert (said["author_name"], said["provider_name"]) == ("Ana Ferreira", "The Meridian")
    assert frame["src"] == world_address(story, "embed/")
    assert frame["title"] == 'Rain "stops" <play> – The Meridian'
    assert (int(frame["width"]), int(frame["height"])) == (said["width"], said["height"])
    assert said["thumbnail_url"].startswith(settings.SITE_URL)
    assert {"thumbnail_width", "thumbnail_height"} <= said.keys()


def test_xml_says_the_same(client: Client) -> None:
    story = embeddable(headline="Rain & <play>")

    as_json, as_xml = (told(client, world_address(story), format=form) for form in ("json", "xml"))

    root = Tree.fromstring(as_xml.content)  # noqa: S314 (our own)
    assert as_xml["Content-Type"] == "text/xml; charset=utf-8"
    assert root.tag == "oembed"
    assert {each.tag: each.text for each in root} == {
        name: str(said) for name, said in as_json.json().items()
    }


def test_xml_is_well_formed_whatever_the_headline_holds(client: Client) -> None:
    story = embeddable(headline="Rain \ufffe & \uffff]]> play")

    answer = told(client, world_address(story), format="xml")

    assert Tree.fromstring(answer.content).findtext("title") == "Rain  & ]]> play"  # noqa: S314 (our own)


def test_a_refusal_can_be_read_in_every_language(client: Client) -> None:
    publishing.change_newsroom(by=factories.administrator(), language="de")

    refusal = told(client, "")

    assert refusal["Content-Type"] == "text/plain; charset=utf-8"
    assert refusal.content.decode().startswith("Fragen Sie")


def test_frame_and_picture_fit_the_room_that_is_asked_for(client: Client) -> None:
    story = embeddable(lead_photo=factories.developed(factories.photo()))

    said = told(client, world_address(story), maxwidth=400, maxheight=300).json()

    assert (said["width"], said["height"]) == (400, 300)
    assert 'width="400" height="300"' in said["html"]
    assert not [name for name in said if name.startswith("thumbnail")]


def test_an_entry_is_its_storys_feed_opened_at_it(client: Client) -> None:
    story = embeddable()
    entry = factories.entry(story, heading="The gates open")

    said = told(client, f"{settings.SITE_URL}{entry.get_absolute_url()}").json()

    assert said["title"] == "The gates open"
    assert f"embed/#entry-{entry.public_id}" in said["html"]


def test_a_former_address_leads_to_the_present_one(client: Client) -> None:
    story = embeddable(slug="harbour-fair")
    former = world_address(story)
    publishing.change_story(story, by=factories.editor(), slug="harbour-festival")

    said = told(client, former).json()

    assert "/stories/harbour-festival/embed/" in said["html"]


def test_no_cache_goes_on_telling_what_was_taken_away(client: Client) -> None:
    story = embeddable()

    answers = [told(client, address) for address in (world_address(story), world_address(story, "nothing/"))]

    assert [answer.status_code for answer in answers] == [200, 404]
    assert {answer["Cache-Control"] for answer in answers} == {"public, max-age=1"}


def test_of_anything_else_there_is_nothing_to_tell(client: Client) -> None:
    story, draft = embeddable(), factories.story("draft")
    closed, gone = factories.story(is_embeddable=False), factories.story()
    withdrawn = factories.entry(story)
    publishing.withdraw_entry(withdrawn, by=factories.editor())
    publishing.take_down_story(gone, by=factories.editor(), reason="A court said so.")
    path = story.get_absolute_url()
    addresses = [
        *map(world_address, (draft, closed, gone)),
        *(
            f"{settings.SITE_URL}{rest}"
            for rest in (withdrawn.get_absolute_url(), "/", "/admin/", "/nowhere")
        ),
        *(f"http://{host}{path}" for host in ("evil.example", "[", f"{settings.SITE_URL[7:]}@evil.example")),
        *(
            f"{settings.SITE_URL}.evil.example{path}",
            f"file://{path}",
            f"//{settings.SITE_URL[7:]}{path}",
            path,
        ),
    ]

    statuses = {address: told(client, address).status_code for address in addresses}

    assert set(statuses.values()) == {404}, statuses


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ({}, 400),
        ({"url": ""}, 400),
        ({"maxwidth": "0"}, 400),
        ({"maxheight": "-5"}, 400),
        ({"maxwidth": "wide"}, 400),
        ({"maxwidth": "9" * 5000}, 200),
        ({"format": "yaml"}, 501),
    ],
)
def test_odd_questions_are_told_what_is_wrong(client: Client, question: dict[str, str], status: int) -> None:
    story = embeddable()
    address = {} if not question or "url" in question else {"url": world_address(story)}

    answer = client.get("/oembed", {**address, **question})

    assert answer.status_code == status
    assert "Access-Control-Allow-Origin" in answer


def test_a_form_that_nobody_has_is_no_fault_of_the_server(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    client.get("/oembed", {"url": world_address(embeddable()), "format": "yaml"})

    assert [line.levelname for line in caplog.records if line.levelno >= logging.ERROR] == []


def test_nothing_is_told_where_the_newsroom_does_not_allow_it(client: Client) -> None:
    story = factories.story()

    answer = told(client, world_address(story))

    assert answer.status_code == 404
    assert "oembed" not in client.get(story.get_absolute_url()).text


def test_a_storys_page_says_where_to_ask(client: Client) -> None:
    story = embeddable(headline="Rain stops play")
    page = page_of(client.get(story.get_absolute_url()))

    [address] = attributes(page, "head/link[@type='application/json+oembed']", "href")

    assert client.get(address).json()["title"] == "Rain stops play"
