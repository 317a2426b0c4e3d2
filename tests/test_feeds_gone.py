"""What was withdrawn, and what readers may not see yet: feeds say that it is gone, or nothing at all."""

import datetime
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from editorial import publishing
from editorial.models import Article, LiveEntry
from tests import factories
from tests.formats import ATOM, TOMBSTONE, atom_root, json_feed_of, ninjs_of, rss_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SECRET = "Harbour sold to the highest bidder"
WAYS = ("feed.atom", "feed.json", "feed.rss", "ninjs.json")
LISTS = ("/feed.atom", "/feed.json", "/feed.rss", "/sitemap.xml", "/news-sitemap.xml")


def hidden_entry(status: str, story: Article) -> LiveEntry:
    editor, photo = factories.editor(), factories.photo("cat.jpg", alternative_text=SECRET)
    return factories.entry(
        story,
        by=editor,
        status=status,
        heading=SECRET,
        text=f'<p>{SECRET}</p><figure data-photo="{photo.pk}"></figure>',
        published_at=timezone.now() + timedelta(seconds=1) if status == "scheduled" else None,
    )


def told(client: Client, story: Article) -> dict[str, str]:
    addresses = [*(f"{story.get_absolute_url()}{way}" for way in WAYS), *LISTS]
    return {address: client.get(address).content.decode() for address in addresses}


@pytest.mark.parametrize("status", ["draft", "submitted", "scheduled"])
def test_an_entry_that_readers_may_not_see_yet_changes_no_feed(status: str, client: Client) -> None:
    story = factories.story()
    factories.entry(story)
    before = told(client, story)

    hidden = hidden_entry(status, story)

    after = told(client, story)
    assert after == before
    assert not any(hidden.public_id in each or SECRET in each for each in after.values())


def test_a_draft_story_is_in_no_list_and_has_no_feed(client: Client) -> None:
    people = [factories.editor()]
    drafts = [
        factories.story("draft", headline=SECRET, slug="secret"),
        factories.story("draft", by=people[0], headline=SECRET, slug="more", restricted_to=people),
    ]

    for draft in drafts:
        assert {client.get(f"{draft.get_absolute_url()}{way}").status_code for way in WAYS} == {404}
    for address in LISTS:
        assert SECRET not in client.get(address).content.decode()


def test_a_withdrawn_entry_leaves_its_name_and_the_time_and_not_a_word(client: Client) -> None:
    by = factories.editor()
    story = factories.story(by=by)
    factories.entry(story, by=by, heading="It rains")
    entry = factories.entry(story, by=by, heading=SECRET, text=f"<p>{SECRET}</p>")
    at = story.get_absolute_url()
    name = json_feed_of(client.get(f"{at}feed.json"))["items"][0]["id"]

    began = timezone.now()
    entry = publishing.withdraw_entry(entry, by=by, reason="He never said so")
    ended = timezone.now()

    [gone] = atom_root(client.get(f"{at}feed.atom")).iterfind(TOMBSTONE)
    assert (gone.get("ref"), gone.text) == (name, None)
    assert began <= datetime.datetime.fromisoformat(gone.get("when")) <= ended
    [withdrawn] = json_feed_of(client.get(f"{at}feed.json"))["_liveblog"]["withdrawn"]
    assert withdrawn == {"id": name, "at": gone.get("when")}
    [canceled] = [
        each
        for each in ninjs_of(client.get(f"{at}ninjs.json"))["associations"]
        if each["pubStatus"] == "canceled"
    ]
    assert (canceled["uri"], {*canceled} & {"headlines", "bodies"}) == (name, set())
    assert [each.title for each in rss_of(client.get(f"{at}feed.rss")).entries] == ["It rains"]
    for words in (SECRET, "He never said so"):
        assert not any(words in each for each in told(client, story).values())


def test_when_an_entry_was_withdrawn_stays_though_the_desk_goes_on_with_it(client: Client) -> None:
    by = factories.editor()
    story = factories.story(by=by)
    entry = publishing.withdraw_entry(factories.entry(story, by=by), by=by)
    address = f"{story.get_absolute_url()}feed.atom"
    before = client.get(address).content

    publishing.change_entry(entry, by=by, heading="Another heading")

    assert client.get(address).content == before


def test_an_entry_put_back_is_an_entry_again(client: Client) -> None:
    by = factories.editor()
    story = factories.story(by=by)
    entry = publishing.withdraw_entry(factories.entry(story, by=by), by=by)

    publishing.restore_entry(entry, by=by)

    root = atom_root(client.get(f"{story.get_absolute_url()}feed.atom"))
    assert root.find(TOMBSTONE) is None
    assert len(root.findall(f"{ATOM}entry")) == 1


def test_a_story_taken_down_leaves_a_tombstone_in_the_feed_of_all(client: Client) -> None:
    by = factories.editor()
    factories.story(by=by, headline="Rain")
    story = factories.story(by=by, headline=SECRET)
    name = json_feed_of(client.get("/feed.json"))["items"][0]["id"]

    story = publishing.take_down_story(story, by=by, reason="He never said so")

    root = atom_root(client.get("/feed.atom"))
    [gone] = root.iterfind(TOMBSTONE)
    assert gone.get("ref") == name
    assert datetime.datetime.fromisoformat(gone.get("when")) == story.taken_down_at
    assert datetime.datetime.fromisoformat(root.findtext(f"{ATOM}updated")) >= story.taken_down_at
    assert [each["title"] for each in json_feed_of(client.get("/feed.json"))["items"]] == ["Rain"]


def test_a_photo_that_was_killed_goes_from_every_feed(client: Client) -> None:
    by = factories.administrator()
    photo = factories.photo("cat.jpg", by=by, alternative_text=SECRET)
    story = factories.story(by=by, lead_photo=photo)
    factories.entry(story, by=by, text=f'<figure data-photo="{photo.pk}"></figure>')
    assert all(photo.token in each for address, each in told(client, story).items() if "news-" not in address)

    publishing.kill_photo(photo, by=by, reason="Recalled")

    assert not any(photo.token in each or SECRET in each for each in told(client, story).values())
