"""What holds of every feed: who finds what in it, what stays, and what it never tells."""

import datetime
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from editorial import publishing
from editorial.models import LiveEntry
from tests import factories
from tests.crowd import many_entries
from tests.formats import atom_of, json_feed_of, ninjs_of, rss_of
from tests.markup import attributes, page_of, parsed

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

NOON = datetime.datetime(2024, 5, 30, 12, tzinfo=datetime.UTC)
OF_STORY = ("feed.atom", "feed.json", "feed.rss", "ninjs.json")
OF_ALL = ("/feed.atom", "/feed.json", "/feed.rss", "/sitemap.xml", "/news-sitemap.xml", "/robots.txt")
# Atom, JSON Feed and RSS: the end of the address, and who reads it.
FEEDS: list[tuple[str, Callable[[Any], Any]]] = [
    ("feed.atom", atom_of),
    ("feed.json", json_feed_of),
    ("feed.rss", rss_of),
]


def items(read: Any) -> list[Any]:
    """What the feed holds: a JSON Feed is a plain object, what feedparser gives is one of its own."""
    return list(read["items"]) if type(read) is dict else list(read.entries)


@pytest.mark.parametrize(("end", "read"), FEEDS)
def test_a_storys_feed_holds_its_entries_newest_first_with_names_that_stay(
    end: str, read: Callable[[Any], Any], client: Client
) -> None:
    story = factories.story(slug="rain")
    factories.entry(story, heading="Gates open", published_at=NOON)
    newest = factories.entry(story, heading="Gates close & all's well ]]> <b>", text="<p>1 &lt; 2</p>")
    before = items(read(client.get(f"/stories/rain/{end}")))

    publishing.change_entry(newest, by=factories.editor(), heading="Gates closed")
    publishing.change_story(story, by=factories.editor(), slug="sunshine")
    after = items(read(client.get(f"/stories/sunshine/{end}")))

    assert [each["title"] for each in before] == ["Gates close & all's well ]]> <b>", "Gates open"]
    assert [each["title"] for each in after] == ["Gates closed", "Gates open"]
    assert [each["id"] for each in after] == [each["id"] for each in before]
    published, updated = (
        ("date_published", "date_modified") if end == "feed.json" else ("published", "updated")
    )
    assert [each[published] for each in after] == [each[published] for each in before]
    assert after[0][updated] > before[0][updated]
    assert after[1][updated] == before[1][updated]


@pytest.mark.parametrize(("end", "read"), FEEDS)
def test_the_feed_of_all_holds_the_stories_that_changed_last(
    end: str, read: Callable[[Any], Any], client: Client, settings: Settings
) -> None:
    first, second = factories.story(headline="First"), factories.story("published", headline="Second")
    factories.story("draft", headline="Third")
    factories.entry(first)

    found = items(read(client.get(f"/{end}")))

    assert [each["title"] for each in found] == ["First", "Second"]
    addresses = [each["url"] if end == "feed.json" else each["link"] for each in found]
    assert addresses == [f"{settings.SITE_URL}{story.get_absolute_url()}" for story in (first, second)]


@pytest.mark.parametrize("end", OF_STORY)
def test_a_former_address_leads_on_and_a_story_taken_down_is_gone(end: str, client: Client) -> None:
    by = factories.editor()
    story = publishing.change_story(factories.story(by=by, slug="rain"), by=by, slug="sunshine")

    moved = client.get(f"/stories/rain/{end}")
    publishing.take_down_story(story, by=by, reason="It was not so.")
    gone = client.get(f"/stories/sunshine/{end}")

    assert (moved.status_code, moved["Location"]) == (301, f"/stories/sunshine/{end}")
    assert gone.status_code == 410
    assert story.headline not in gone.content.decode()
    assert client.get(f"/stories/never/{end}").status_code == 404


def test_a_story_taken_down_is_in_no_list(client: Client) -> None:
    by = factories.editor()
    story = factories.story(by=by, headline="It was so", slug="it-was-so")
    others = [address for address in OF_ALL if address != "/robots.txt"]
    assert all("it-was-so" in client.get(address).content.decode() for address in others)

    publishing.take_down_story(story, by=by, reason="It was not so.")

    for address in others:
        told = client.get(address).content.decode()
        assert not any(word in told for word in ("it-was-so", "It was so", "It was not so"))


@pytest.mark.parametrize("end", OF_STORY)
def test_whoever_has_a_feed_is_told_that_nothing_changed(end: str, client: Client) -> None:
    story = factories.story()
    address = f"{story.get_absolute_url()}{end}"
    first = client.get(address)

    again = client.get(address, headers={"if-none-match": first["ETag"]})
    factories.entry(story)
    news = client.get(address, headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert news.status_code == 200
    assert news["ETag"] != first["ETag"]
    assert "max-age=1" in news["Cache-Control"]
    assert "Last-Modified" in news
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("address", OF_ALL)
def test_whoever_has_a_list_is_told_that_nothing_changed(address: str, client: Client) -> None:
    factories.story()
    first = client.get(address)

    again = client.get(address, headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert client.post(address).status_code == 405


def test_a_photo_goes_along_with_its_credit_and_every_address_is_absolute(
    client: Client, settings: Settings
) -> None:
    photo = factories.photo(
        "cat.jpg", alternative_text="A cat", caption="A cat – resting", credit_line="Ana Ferreira/EPA-EFE"
    )
    story = factories.story(lead_photo=photo)
    links = '<p><a href="/stories/old/">before</a> <a href="https://a.example/?a=1&amp;b=2">x</a></p>'
    factories.entry(story, text=f'{links}<figure data-photo="{photo.pk}"></figure>')
    at = story.get_absolute_url()

    [atom] = atom_of(client.get(f"{at}feed.atom")).entries
    [json_item] = json_feed_of(client.get(f"{at}feed.json"))["items"]
    [rss] = rss_of(client.get(f"{at}feed.rss")).entries

    for html in (atom.content[0].value, json_item["content_html"], rss.description):
        page = parsed(html)
        [src] = attributes(page, ".//img", "src")
        assert src.startswith(f"{settings.SITE_URL}/media/renditions/")
        led_to = attributes(page, ".//a", "href")
        assert led_to == [f"{settings.SITE_URL}/stories/old/", "https://a.example/?a=1&b=2"]
        assert "Ana Ferreira/EPA-EFE" in html
        assert 'alt="A cat"' in html
    assert [each.href for each in atom.enclosures] == [json_item["image"]] == [rss.media_content[0]["url"]]
    assert rss.media_credit[0]["content"] == "Ana Ferreira/EPA-EFE"
    assert json_item["_liveblog"]["photos"][0]["credit"] == "Ana Ferreira/EPA-EFE"
    assert json_item["attachments"][0]["title"] == "A cat – resting"


def test_a_story_of_another_language_says_so_and_the_house_speaks_its_own(client: Client) -> None:
    publishing.change_newsroom(by=factories.administrator(), language="de")
    story = factories.story(language="pt-BR", headline="Chuva")
    factories.entry(story)
    at = story.get_absolute_url()

    own = atom_of(client.get(f"{at}feed.atom")).feed
    of_all = atom_of(client.get("/feed.atom"))

    assert own.title_detail.language == "pt-BR"
    assert of_all.feed.title_detail.language == "de"
    assert of_all.entries[0].title_detail.language == "pt-BR"
    assert json_feed_of(client.get(f"{at}feed.json"))["language"] == "pt-BR"
    assert json_feed_of(client.get("/feed.json"))["items"][0]["language"] == "pt-BR"
    assert rss_of(client.get(f"{at}feed.rss")).feed.language == "pt-br"
    assert ninjs_of(client.get(f"{at}ninjs.json"))["language"] == "pt-BR"


def test_a_text_from_right_to_left_says_so_wherever_it_is_shown(client: Client) -> None:
    story = factories.story(language="ar", text="<p>مطر</p>")
    factories.entry(story, text="<p>فتحت الأبواب</p>")

    [entry] = atom_of(client.get(f"{story.get_absolute_url()}feed.atom")).entries
    [item] = json_feed_of(client.get("/feed.json"))["items"]

    assert entry.content[0].value == '<div dir="rtl" lang="ar"><p>فتحت الأبواب</p></div>'
    assert item["content_html"] == '<div dir="rtl" lang="ar"><p>مطر</p></div>'


def test_a_post_of_elsewhere_is_a_plain_link_for_other_programs(client: Client) -> None:
    story = factories.story()
    post = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
    factories.entry(story, text=f'<p><a href="{post}">{post}</a></p>')

    [item] = json_feed_of(client.get(f"{story.get_absolute_url()}feed.json"))["items"]

    assert attributes(parsed(item["content_html"]), ".//a", "href") == [post]
    assert not any(tag in item["content_html"] for tag in ("<button", "<iframe", "<figure"))


@pytest.mark.parametrize("words", ["A\ufffeB\uffff", "😀 مرحبا e\u0301", "</title>&amp;]]>"])
def test_whatever_the_words_every_feed_is_well_formed(words: str, client: Client) -> None:
    story = factories.story(headline=words, standfirst=words)
    factories.entry(story, heading=words, text=f"<p>{words}</p>")
    at = story.get_absolute_url()

    read = [atom_of(client.get(f"{at}feed.atom")), rss_of(client.get(f"{at}feed.rss"))]

    fit = words.replace("\ufffe", "").replace("\uffff", "")
    assert [each.entries[0].title for each in read] == [fit, fit]
    assert json_feed_of(client.get(f"{at}feed.json"))["items"][0]["title"] == words
    assert ninjs_of(client.get(f"{at}ninjs.json"))["headlines"][0]["value"] == words


def test_a_correction_goes_along_with_its_entry(client: Client) -> None:
    by = factories.editor()
    story = factories.story(by=by)
    publishing.change_entry(factories.entry(story, by=by), by=by, correction="It was Tuesday.")
    at = story.get_absolute_url()

    [entry] = atom_of(client.get(f"{at}feed.atom")).entries
    [item] = json_feed_of(client.get(f"{at}feed.json"))["items"]

    assert "It was Tuesday." in entry.content[0].value
    assert item["_liveblog"]["corrections"][0]["note"] == "It was Tuesday."


def test_a_feed_holds_the_newest_50_and_asks_no_more_of_the_database_for_500(client: Client) -> None:
    by = factories.editor()
    story = factories.story(by=by, bylines=[factories.byline(by=by)])
    photo = factories.photo(by=by, alternative_text="A rocket")
    newest = factories.entry(story, by=by, text=f'<figure data-photo="{photo.pk}"></figure>')
    oldest = many_entries(newest, 10)[-1]
    at_10 = [_queries(client, f"{story.get_absolute_url()}{end}") for end in OF_STORY]

    many_entries(oldest, 490)

    assert [_queries(client, f"{story.get_absolute_url()}{end}") for end in OF_STORY] == at_10
    assert max(at_10) <= 18
    found = json.loads(client.get(f"{story.get_absolute_url()}feed.json").content)["items"]
    assert len(found) == 50
    assert found[0]["title"] == newest.heading
    assert LiveEntry.objects.filter(article=story).count() == 501


def test_lists_ask_no_more_of_the_database_for_more_stories(client: Client) -> None:
    by = factories.editor()
    factories.story(by=by, lead_photo=factories.photo(by=by, alternative_text="A rocket"))
    at_1 = [_queries(client, address) for address in OF_ALL]

    for _number in range(4):
        factories.story(by=by, lead_photo=factories.photo("cat.jpg", by=by, alternative_text="A cat"))

    assert [_queries(client, address) for address in OF_ALL] == at_1
    assert max(at_1) <= 8


def test_pages_lead_to_their_feeds(client: Client) -> None:
    story = factories.story()

    front = attributes(page_of(client.get("/")), "head/link[@rel='alternate']", "href")
    page = attributes(page_of(client.get(story.get_absolute_url())), "head/link[@rel='alternate']", "href")

    assert {"/feed.atom", "/feed.json", "/feed.rss"} <= {*front} & {*page}
    own = {f"{story.get_absolute_url()}{end}" for end in ("feed.atom", "feed.json")}
    assert own <= {*page}
    assert not own & {*front}


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)
