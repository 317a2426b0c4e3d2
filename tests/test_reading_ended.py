"""A story whose coverage has ended: what its page says, and what reaches those who have it open."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from editorial import publishing
from editorial.models import Article, LiveEntry
from tests import factories
from tests.markup import attributes, one, page_of, parsed, text, texts

pytestmark = pytest.mark.django_db


def ended(number: int = 2) -> tuple[Article, list[LiveEntry]]:
    """An ended story and its entries, the oldest first."""
    by = factories.editor()
    story = factories.story(by=by, headline="The harbour fair")
    start = timezone.now() - timedelta(minutes=number + 1)
    times = [start + timedelta(minutes=minute) for minute in range(number)]
    entries = [factories.entry(story, by=by, published_at=time) for time in times]
    return publishing.set_status(story, "ended", by=by), entries


def changes(client: Client, story: Article, since: int) -> Any:
    """What an open page of this version is told."""
    return client.get(f"{story.get_absolute_url()}changes/?since={since}").json()


def version(story: Article) -> int:
    """The story's version now."""
    return Article.objects.get(pk=story.pk).version


def test_the_page_says_on_top_that_it_ended_and_leads_to_the_last_update_and_the_first(
    client: Client,
) -> None:
    story, entries = ended()

    page = page_of(client.get(story.get_absolute_url()))

    state = one(page, ".//*[@id='story-state']")
    assert text(state).startswith("Live coverage has ended. It ended on ")
    assert f"The last update: {entries[-1].heading}" in text(state)
    assert attributes(state, ".//a", "href") == [
        entries[-1].get_absolute_url(),
        f"{story.get_absolute_url()}?order=oldest",
    ]
    assert text(one(page, ".//p[@class='labels']")) == "Ended As it happened"
    assert one(page, "head/title").text == "The harbour fair – as it happened – The Meridian"
    assert text(one(page, ".//h1")) == "The harbour fair"


def test_an_ended_story_without_entries_has_no_last_one(client: Client) -> None:
    story, _entries = ended(0)

    page = page_of(client.get(story.get_absolute_url()))

    assert text(one(page, ".//*[@id='story-state']")).startswith("Live coverage has ended.")
    assert not page.findall(".//*[@id='story-state']//a")


def test_a_running_story_is_read_newest_first_and_not_said_to_be_over(client: Client) -> None:
    story = factories.story("live")
    factories.entry(story)

    page = page_of(client.get(story.get_absolute_url()))

    assert texts(page, ".//p[@class='labels']") == ["Live"]
    assert text(one(page, ".//*[@id='story-state']")) == ""
    assert "order=oldest" not in "".join(attributes(page, ".//a", "href"))


def test_open_pages_are_told_of_the_end_and_then_ask_every_five_minutes(client: Client) -> None:
    story = factories.story("live")
    factories.entry(story)
    before = version(story)
    running = changes(client, story, before)

    publishing.set_status(story, "ended", by=factories.editor())
    told = changes(client, story, before)

    assert (running["status"], running["next_poll_ms"]) == ("live", 10_000)
    assert (told["status"], told["next_poll_ms"]) == ("ended", 300_000)
    assert "Live coverage has ended." in told["story"]["html"]["story-state"]
    assert "As it happened" in told["story"]["html"]["story-head"]


def test_another_last_update_reaches_open_pages(client: Client) -> None:
    story, [first, last] = ended()
    by = factories.editor()

    def state_after(since: int) -> str:
        return text(parsed(changes(client, story, since)["story"]["html"]["story-state"]))

    seen = version(story)
    publishing.change_entry(last, by=by, heading="The last boat is home")
    corrected = state_after(seen)
    seen = version(story)
    publishing.withdraw_entry(last, by=by)
    withdrawn = state_after(seen)
    seen = version(story)
    factories.entry(story, by=by, heading="And one more thing")
    added = state_after(seen)

    assert "The last update: The last boat is home" in corrected
    assert f"The last update: {first.heading}" in withdrawn
    assert "The last boat is home" not in withdrawn
    assert "The last update: And one more thing" in added
