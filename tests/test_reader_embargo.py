"""What is not published yet, or no more, is nowhere that a reader can look."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from editorial import publishing
from editorial.models import Article, LiveEntry
from tests import factories

pytestmark = pytest.mark.django_db

SECRET = "Harbour sold to the highest bidder"


def public_addresses(story: Article) -> list[str]:
    own = story.get_absolute_url()
    shown = story.entries.published().first()
    below = [shown.get_absolute_url(), f"{own}?before={shown.public_id}"] if shown else []
    return ["/", own, f"{own}changes/?since=0", *below]


def hidden_entry(status: str, story: Article) -> LiveEntry:
    editor, photo = factories.editor(), factories.photo("cat.jpg", alternative_text=SECRET)
    entry = factories.entry(
        story,
        by=editor,
        status="published" if status == "withdrawn" else status,
        heading=SECRET,
        text=f'<p>{SECRET}</p><figure data-photo="{photo.pk}"></figure>',
        is_key_event=True,
        is_pinned=True,
        published_at=timezone.now() + timedelta(seconds=1) if status == "scheduled" else None,
    )
    return publishing.withdraw_entry(entry, by=editor, reason=SECRET) if status == "withdrawn" else entry


@pytest.mark.parametrize("status", ["draft", "submitted", "scheduled", "withdrawn"])
def test_an_entry_that_readers_may_not_see_is_told_nowhere(status: str, client: Client) -> None:
    story = factories.story()
    factories.entry(story)

    hidden = hidden_entry(status, story)

    for address in public_addresses(story):
        answer = client.get(address)
        assert answer.status_code == 200
        assert SECRET not in answer.content.decode()
        assert hidden.photos.get().renditions[0]["name"] not in answer.content.decode()
    assert client.get(hidden.get_absolute_url()).status_code == (410 if status == "withdrawn" else 404)
    assert SECRET not in client.get(hidden.get_absolute_url()).content.decode()


@pytest.mark.parametrize("status", ["draft", "submitted", "scheduled"])
def test_an_unseen_entry_marks_no_place_in_the_feed(status: str, client: Client) -> None:
    story = factories.story()
    hidden = hidden_entry(status, story)

    answer = client.get(f"{story.get_absolute_url()}?before={hidden.public_id}")

    assert answer.status_code == 404


def test_a_draft_story_is_told_nowhere(client: Client) -> None:
    story = factories.story("draft", headline=SECRET)
    entry = factories.entry(story, heading=SECRET)

    answers = [client.get(address) for address in [*public_addresses(story)[1:], entry.get_absolute_url()]]

    assert {answer.status_code for answer in answers} == {404}
    assert SECRET not in client.get("/").content.decode()
    assert not any(SECRET in answer.content.decode() for answer in answers)


def test_a_story_that_was_taken_down_is_told_nowhere(client: Client) -> None:
    story, by = factories.story(headline=SECRET, standfirst=SECRET), factories.editor()
    entry = factories.entry(story, heading=SECRET, text=f"<p>{SECRET}</p>")
    asked = [*public_addresses(story)[1:], entry.get_absolute_url(), f"{story.get_absolute_url()}feed.atom"]

    publishing.take_down_story(story, by=by, reason=SECRET)

    answers = [client.get(address) for address in asked]
    assert {answer.status_code for answer in answers} == {410}
    assert {answer["Cache-Control"] for answer in answers} == {"public, max-age=1"}
    assert SECRET not in client.get("/").content.decode()
    assert not any(SECRET in answer.content.decode() for answer in answers)


def test_even_an_editor_is_shown_no_draft_on_a_readers_page(client: Client) -> None:
    client.force_login(factories.administrator())
    story = factories.story("draft")

    answer = client.get(story.get_absolute_url())

    assert answer.status_code == 404
