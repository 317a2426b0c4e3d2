"""One entry's own page: the story opened at it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from editorial import publishing
from editorial.models import Article, LiveEntry
from tests import factories
from tests.markup import attributes, meta, one, page_of, text

pytestmark = pytest.mark.django_db


def with_entries(number: int) -> tuple[Article, list[LiveEntry]]:
    editor = factories.editor()
    story = factories.story(by=editor, headline="The harbour fair")
    start = timezone.now() - timedelta(minutes=number)
    times = [start + timedelta(minutes=minute) for minute in range(number)]
    return story, [factories.entry(story, by=editor, published_at=time) for time in times]


def test_the_feed_begins_at_the_entry_and_goes_on_with_older_ones(client: Client) -> None:
    story, entries = with_entries(33)

    page = page_of(client.get(entries[31].get_absolute_url()))

    shown = attributes(page, ".//article", "data-entry")
    assert shown == [entry.public_id for entry in reversed(entries[2:32])]
    assert one(page, ".//ol[@data-feed]").attrib["data-is-newest"] == "false"
    assert one(page, ".//a[@data-older]").attrib["href"].endswith(f"?before={entries[2].public_id}")
    assert story.get_absolute_url() in attributes(page, ".//section//a", "href")
    assert text(one(page, ".//h1")) == "The harbour fair"


def test_opened_at_the_newest_entry_the_page_knows_that_it_is(client: Client) -> None:
    _story, entries = with_entries(2)

    page = page_of(client.get(entries[-1].get_absolute_url()))

    assert one(page, ".//ol[@data-feed]").attrib["data-is-newest"] == "true"


def test_a_shared_entry_shows_its_own_heading_words_and_photo(client: Client, settings: Settings) -> None:
    lead, own = (
        factories.photo(alternative_text="A rocket"),
        factories.photo("cat.jpg", alternative_text="A cat"),
    )
    story = factories.story(lead_photo=lead)
    words = f'<p>A cat   sat &amp; slept.</p><figure data-photo="{own.pk}"></figure>'
    entry = factories.entry(story, heading="A cat on the pad", text=words)

    page = page_of(client.get(entry.get_absolute_url()))

    told, address = meta(page), f"{settings.SITE_URL}{entry.get_absolute_url()}"
    assert one(page, "head/title").text == "A cat on the pad – The Meridian"
    assert (
        told["description"] == told["og:description"] == told["twitter:description"] == "A cat sat & slept."
    )
    assert told["og:title"] == told["twitter:title"] == "A cat on the pad"
    assert told["og:url"] == one(page, "head/link[@rel='canonical']").attrib["href"] == address
    assert told["og:image:alt"] == told["twitter:image:alt"] == "A cat"


def test_a_shared_entry_without_a_photo_shows_the_storys(client: Client) -> None:
    story = factories.story(lead_photo=factories.photo(alternative_text="A rocket"))
    entry = factories.entry(story)

    page = page_of(client.get(entry.get_absolute_url()))

    assert meta(page)["og:image:alt"] == "A rocket"


def test_a_photo_that_waits_for_its_file_is_not_shared(client: Client) -> None:
    photo = factories.photo(None, alternative_text="A rocket", credit_line="NASA")
    entry = factories.entry(factories.story(), text=f'<figure data-photo="{photo.pk}"></figure>')

    page = page_of(client.get(entry.get_absolute_url()))

    assert "og:image" not in meta(page)
    assert not page.findall(".//figure")


def test_a_long_entry_is_described_by_its_beginning(client: Client) -> None:
    entry = factories.entry(factories.story(), text="<p>" + "The tide came in. " * 40 + "</p>")

    description = meta(page_of(client.get(entry.get_absolute_url())))["description"]

    assert description.startswith("The tide came in. The tide")
    assert description.endswith("…")
    assert len(description) <= 200


def test_a_withdrawn_entry_is_gone_and_its_words_with_it(client: Client) -> None:
    story = factories.story(headline="The harbour fair")
    entry = factories.entry(story, heading="Wrong heading", text="<p>Wrong words.</p>")
    publishing.withdraw_entry(entry, by=factories.editor(), reason="It was wrong.")

    answer = client.get(entry.get_absolute_url())

    page = page_of(answer)
    assert answer.status_code == 410
    assert text(one(page, ".//h1")) == "This update was withdrawn"
    assert attributes(page, ".//main//a", "href") == [story.get_absolute_url()]
    assert "rong" not in answer.content.decode()


def test_a_restored_entry_is_back_at_its_address(client: Client) -> None:
    entry = factories.entry(factories.story())
    withdrawn = publishing.withdraw_entry(entry, by=factories.editor())

    publishing.restore_entry(withdrawn, by=factories.editor())

    assert client.get(entry.get_absolute_url()).status_code == 200


def test_an_entry_of_another_story_is_not_found_here(client: Client) -> None:
    here, entry = factories.story(), factories.entry(factories.story())

    answer = client.get(f"{here.get_absolute_url()}entries/{entry.public_id}/")

    assert answer.status_code == 404


@pytest.mark.parametrize("name", ["nosuchentry9", "1", "%00", "-_-", "é"])
def test_an_entry_that_never_was_is_not_found(name: str, client: Client) -> None:
    story = factories.story()

    answer = client.get(f"{story.get_absolute_url()}entries/{name}/")

    assert answer.status_code == 404
