"""A story that is taken down is gone from every server and every open page as soon as anything else that is out."""

import json
from pathlib import Path

import pytest

from editorial import publishing
from editorial.models import Article
from tests import factories
from tests.promise_served import newsroom
from tests.streaming import Aside, Fetched, Stream, fetch, path_of_stream, reading_aside

pytestmark = pytest.mark.django_db(transaction=True)
SECRET = "Sold to the highest bidder"
WAYS = ["feed.atom", "feed.json", "feed.rss", "ninjs.json", "embed/"]
OTHERS = ["/", "/feed.atom", "/feed.json", "/feed.rss", "/sitemap-1.xml", "/news-sitemap.xml"]
OTHERS += ["/sections/harbour/", "/bylines/ana-ferreira/", "/search/?q=bidder"]


def asked(aside: Aside, ports: list[int], paths: list[str]) -> list[Fetched]:
    """What each server answers at each of these paths."""
    return [aside.wait(fetch(port, path)) for port in ports for path in paths]


def names(said: Fetched, story: Article) -> bool:
    """Whether the answer tells of the story, or leads to it."""
    return SECRET in said.text or story.get_absolute_url() in said.text


def test_every_server_and_every_open_page_lets_go_of_it_at_once_and_has_it_again_when_it_is_put_back(
    tmp_path: Path,
) -> None:
    by = factories.editor()
    section = publishing.add_section(by=by, name="Harbour", slug="harbour")
    story = factories.story(by=by, headline=SECRET, section=section, bylines=[factories.byline(by=by)])
    entry = factories.entry(story, by=by, heading=SECRET)
    publishing.change_newsroom(by=factories.administrator(), is_embedding_allowed=True)
    publishing.change_story(story, by=by, slug="renamed")
    story = Article.objects.get(pk=story.pk)
    page = story.get_absolute_url()
    gone = [page, *(f"{page}{way}" for way in WAYS), f"{page}entries/{entry.public_id}/"]

    with newsroom(tmp_path) as serving, reading_aside() as aside:
        ports = [serving.begin().port for _server in range(2)]
        before = asked(aside, ports, gone)
        named = asked(aside, ports, OTHERS)
        streams = [aside.wait(Stream.open(port, path_of_stream(story))) for port in ports]

        down = publishing.take_down_story(story, by=by, reason="A court order")

        # Each open page hears of it from its own server, which from then on has none of it.
        heard = [aside.wait(stream.next_changes()) for stream in streams]
        after = asked(aside, ports, gone)
        polled = asked(aside, ports, [f"{page}changes/?since={story.version}"])
        former = asked(aside, ports, [f"/stories/{story.former_slugs.get().slug}/"])
        elsewhere = asked(aside, ports, OTHERS)

        publishing.put_back_story(down, by=by)
        back = asked(aside, ports, gone)

    assert {said.status for said in before} == {200}
    assert [way for way, said in zip(OTHERS * 2, named, strict=True) if not names(said, story)] == []
    # Of this, and not of something before.
    assert [(changes["reload"], changes["to"]) for changes in heard] == [(True, down.version)] * 2
    assert {said.status for said in [*after, *polled, *former]} == {410}
    assert [json.loads(said.text)["reload"] for said in polled] == [True] * 2
    assert not any(SECRET in said.text for said in [*after, *polled, *former])
    assert {said.status for said in elsewhere} == {200, 404}
    assert not any(names(said, story) for said in elsewhere)
    assert {said.status for said in back} == {200}
