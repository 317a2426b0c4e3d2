"""What a link to an entry shows elsewhere, and what nobody is shown of one that was withdrawn."""

import pytest
from django.test import Client
from pytest_django import Settings

from editorial import publishing
from editorial.models import Newsroom
from tests import factories
from tests.markup import meta, page_of

pytestmark = pytest.mark.django_db


def test_a_photo_is_shared_as_a_large_card_with_an_absolute_address_and_its_measures(
    client: Client, settings: Settings
) -> None:
    photo = factories.developed(factories.photo(alternative_text="A rocket"))
    entry = factories.entry(factories.story(), text=f'<figure data-photo="{photo.pk}"></figure>')

    told = meta(page_of(client.get(entry.get_absolute_url())))

    assert told["twitter:card"] == "summary_large_image"
    assert told["og:image"] == told["twitter:image"]
    assert told["og:image"].startswith(f"{settings.SITE_URL}/media/renditions/")
    assert "-card-" in told["og:image"]
    assert int(told["og:image:width"]) > int(told["og:image:height"])


def test_without_any_photo_the_newsrooms_logo_is_shared_as_a_small_card(client: Client) -> None:
    by = factories.administrator()
    logo = factories.developed(factories.photo("cat.jpg", by=by, alternative_text="The Meridian"))
    publishing.change_newsroom(by=by, logo=logo)
    entry = factories.entry(factories.story(by=by), by=by)

    told = meta(page_of(client.get(entry.get_absolute_url())))

    assert Newsroom.current().logo == logo
    assert told["twitter:card"] == "summary"
    assert told["og:image:alt"] == "The Meridian"
    assert "-whole-" in told["og:image"]


def test_nothing_of_a_withdrawn_entry_is_told_anywhere(client: Client) -> None:
    by = factories.editor()
    story = factories.story("ended", by=by)
    publishing.set_status(story, "live", by=by)
    factories.entry(story, by=by, heading="Right", text="<p>Right words.</p>")
    wrong = factories.entry(
        story,
        by=by,
        heading="Gruesome mistake",
        text="<p>Gruesome words.</p>",
        is_key_event=True,
        is_pinned=True,
    )
    publishing.set_status(story, "ended", by=by)
    own = story.get_absolute_url()
    pages = [
        "",
        "?order=oldest",
        f"?after={wrong.public_id}",
        f"?before={wrong.public_id}",
        "changes/?since=0",
    ]
    assert "Gruesome" in client.get(own).content.decode()

    publishing.withdraw_entry(wrong, by=by, reason="Gruesome indeed")

    gone = client.get(wrong.get_absolute_url())
    answers = [gone, *(client.get(own + page) for page in pages)]
    assert [answer.status_code for answer in answers] == [410, 200, 200, 200, 200, 200]
    assert [answer.content.decode().lower().count("gruesome") for answer in answers] == [0] * 6
    assert meta(page_of(gone))["robots"] == "noindex"
    assert "og:title" not in meta(page_of(gone))
