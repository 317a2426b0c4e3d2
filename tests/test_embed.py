"""The live feed for other sites: who may show it, and what they get where they may not."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from editorial import publishing
from editorial.models import Article, Newsroom
from tests import factories
from tests.markup import attributes, one, page_of, text, texts

pytestmark = pytest.mark.django_db


def embed_of(story: Article) -> str:
    """The address of the story's feed for other sites."""
    return reverse("embed", args=[story.slug])


def allow_embedding() -> None:
    """Let the newsroom's stories be shown elsewhere."""
    publishing.change_newsroom(by=factories.administrator(), is_embedding_allowed=True)


def embeddable(number: int = 2, **fields: Any) -> Article:
    """A live story with so many entries that other sites may show."""
    allow_embedding()
    editor = factories.editor()
    story = factories.story(by=editor, **fields)
    for _each in range(number):
        factories.entry(story, by=editor)
    return story


def is_framable(answer: Any) -> bool:
    """Whether any site may show the answer in a frame."""
    return "frame-ancestors *;" in answer["Content-Security-Policy"] + ";" and "X-Frame-Options" not in answer


def test_an_embed_holds_the_newest_updates_and_the_way_to_the_story(client: Client) -> None:
    story = embeddable(16, headline="Rain stops play")

    answer = client.get(embed_of(story))

    page = page_of(answer)
    assert answer.status_code == 200
    assert texts(page, ".//h1") == ["Rain stops play"]
    assert "Live" in text(one(page, ".//p[@class='labels']"))
    assert len(page.findall(".//ol/li")) == 15
    assert attributes(page, ".//ol", "data-floor") == attributes(page, ".//ol/li[last()]", "data-order")
    assert attributes(page, ".//footer/a", "href") == [story.get_absolute_url()]
    assert attributes(page, "head/base", "target") == ["_blank"]
    assert attributes(page, "head/link[@rel='canonical']", "href")[0].endswith(story.get_absolute_url())
    assert attributes(page, "head/meta[@name='robots']", "content") == ["noindex"]


def test_only_the_embed_may_be_framed(client: Client) -> None:
    story = embeddable()

    embed = client.get(embed_of(story))
    others = [
        client.get(address) for address in (story.get_absolute_url(), "/", "/nowhere/", "/admin/login/")
    ]

    assert is_framable(embed)
    assert "script-src 'self'" in embed["Content-Security-Policy"]
    assert not embed.cookies
    for answer in others:
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
        assert answer["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("is_allowed", [True, False])
def test_where_embedding_is_not_allowed_the_frame_leads_to_the_story(
    client: Client, is_allowed: bool
) -> None:
    story = embeddable(is_embeddable=not is_allowed)
    publishing.change_newsroom(by=factories.administrator(), is_embedding_allowed=is_allowed)

    answer = client.get(embed_of(story))

    page = page_of(answer)
    assert answer.status_code == 403
    assert is_framable(answer)
    assert answer["Cache-Control"] == "public, max-age=1"
    assert attributes(page, ".//main//a", "href") == [story.get_absolute_url()]
    assert page.findall(".//article") == []


def test_open_embeds_load_again_when_the_story_may_no_longer_be_shown(client: Client) -> None:
    story = embeddable()
    shown = one(page_of(client.get(embed_of(story))), ".//main").attrib

    publishing.change_story(story, by=factories.editor(), is_embeddable=False)
    asked = {"since": shown["data-version"], "epoch": shown["data-epoch"]}
    answer = client.get(shown["data-changes"], asked)

    assert answer.json()["reload"] is True


def test_a_story_that_was_taken_down_is_gone_from_its_frames(client: Client) -> None:
    story = embeddable(headline="Rain stops play")
    publishing.take_down_story(story, by=factories.editor(), reason="A court said so.")

    answer = client.get(embed_of(story))

    assert answer.status_code == 410
    assert is_framable(answer)
    assert "has taken this story down" in answer.text
    assert "Rain stops play" not in answer.text


def test_a_partners_line_goes_on_working_when_the_story_gets_another_address(client: Client) -> None:
    story = embeddable(slug="harbour-fair")
    publishing.change_story(story, by=factories.editor(), slug="harbour-festival")

    answer = client.get("/stories/harbour-fair/embed/")

    assert (answer.status_code, answer["Location"]) == (301, "/stories/harbour-festival/embed/")


def test_what_readers_cannot_open_has_no_embed(client: Client) -> None:
    allow_embedding()
    draft = factories.story("draft")

    answers = [client.get(address) for address in (embed_of(draft), "/stories/nowhere/embed/")]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_nobody_may_embed_until_the_newsroom_allows_it() -> None:
    newsroom = Newsroom.current()

    assert newsroom.is_embedding_allowed is False
