"""What is known of a story, point by point: written by editors, read above the updates."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from playwright.sync_api import Page, expect

from editorial import publishing
from editorial.models import Article
from tests import factories
from tests.desk import Desk
from tests.live_page import catch_up, covered, open_story
from tests.markup import Answer, one, page_of, texts
from tests.test_changes import asked

pytestmark = pytest.mark.django_db

POINTS = ".//*[@id='story-summary']//li"


def ids_in_order(answer: Answer) -> list[str]:
    return [part.get("id", "") for part in page_of(answer).iter()]


def test_readers_see_the_points_above_the_updates(client: Client) -> None:
    story = factories.story(summary="The harbour is shut.\n\n  Nobody is hurt. \r\n")

    page = client.get(story.get_absolute_url())

    assert texts(page_of(page), POINTS) == ["The harbour is shut.", "Nobody is hurt."]
    assert texts(page_of(page), ".//*[@id='story-summary']//h2") == ["What we know"]
    assert ids_in_order(page).index("story-summary") < ids_in_order(page).index("updates-heading")


def test_a_point_is_words_and_never_markup(client: Client) -> None:
    story = factories.story(summary="<img src=x onerror=alert(1)> 1 < 2 & 3")

    page = client.get(story.get_absolute_url())

    assert texts(page_of(page), POINTS) == ["<img src=x onerror=alert(1)> 1 < 2 & 3"]


@pytest.mark.parametrize("status", ["upcoming", "live", "ended", "published"])
def test_without_points_only_their_place_is_there(status: str, client: Client) -> None:
    story = factories.story(status, summary=" \n ")

    page = page_of(client.get(story.get_absolute_url()))

    assert texts(page, ".//*[@id='story-summary']") == [""]
    assert "What we know" not in texts(page, ".//h2")


def test_a_page_opened_at_an_entry_has_the_points_below_its_entries(client: Client) -> None:
    story = factories.story(summary="The harbour is shut.")
    entry = factories.entry(story)

    page = client.get(entry.get_absolute_url())

    ids = ids_in_order(page)
    assert ids.index(f"entry-{entry.public_id}") < ids.index("story-summary")


def test_a_change_of_the_points_is_told_to_open_pages(client: Client) -> None:
    story = factories.story(summary="The harbour is shut.")

    publishing.change_story(story, by=factories.editor(), summary="The harbour is open.")

    part = asked(client, story, 1)["story"]
    assert part["version"] == 2
    assert "<li>The harbour is open.</li>" in part["html"]["story-summary"]


def test_the_same_points_with_a_browsers_ends_of_lines_change_nothing() -> None:
    story = factories.story(summary="The harbour is shut.\nNobody is hurt.")

    publishing.change_story(
        story, by=factories.editor(), summary="The harbour is shut.\r\nNobody is hurt.\r\n"
    )

    assert Article.objects.get(pk=story.pk).version == story.version


def test_as_many_and_as_long_points_as_are_allowed_are_kept() -> None:
    summary = "\n".join([*(f"Point {number}" for number in range(19)), "x" * 300])

    story = factories.story(summary=summary)

    assert Article.objects.get(pk=story.pk).summary == summary


@pytest.mark.parametrize(
    ("summary", "sentence"),
    [
        ("point\n" * 21, "These are 21 points. Keep the 20 that matter most."),
        ("short\n" + "x" * 301, "Point 2 has 301 characters. Keep each within 300."),
    ],
)
def test_more_than_a_summary_is_refused_with_what_to_shorten(summary: str, sentence: str) -> None:
    story = factories.story(summary="The harbour is shut.")

    with pytest.raises(ValidationError) as refused:
        publishing.change_story(story, by=factories.editor(), summary=summary)

    assert refused.value.message_dict == {"summary": [sentence]}
    assert Article.objects.get(pk=story.pk).summary == "The harbour is shut."


def test_the_storys_form_says_it_beside_the_points_and_keeps_what_was_typed() -> None:
    desk, story = Desk(factories.editor()), factories.story()
    typed = desk.opened("article_change", story.pk) | {"summary": "point\n" * 21}

    page = page_of(desk.post("article_change", story.pk, **typed))

    assert "These are 21 points. Keep the 20 that matter most." in texts(page, ".//li")
    assert "".join(one(page, ".//textarea[@name='summary']").itertext()).split() == ["point"] * 21


def test_new_points_reach_an_open_page(reader: Page) -> None:
    story, _entries = covered()
    open_story(reader, story)

    publishing.change_story(story, by=factories.editor(), summary="The harbour is shut.\nNobody is hurt.")
    catch_up(reader, story)
    points = reader.get_by_role("region", name="What we know").get_by_role("listitem")
    expect(points).to_have_text(["The harbour is shut.", "Nobody is hurt."])

    publishing.change_story(story, by=factories.editor(), summary="")
    catch_up(reader, story)
    expect(points).to_have_count(0)
