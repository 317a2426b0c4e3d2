"""Questions for changes: those that can be answered, and those that cannot."""

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from editorial import publishing
from editorial.models import Article, LiveEntry
from editorial.reader import changes
from tests import factories

pytestmark = pytest.mark.django_db


def asked(client: Client, story: Article, since: int, **more: str) -> Any:
    answer = client.get(f"{story.get_absolute_url()}changes/", {"since": str(since), **more})
    assert answer.status_code == 200
    return json.loads(answer.content)


@pytest.mark.parametrize("since", [0, 1])
def test_the_same_question_is_answered_with_a_mark_until_something_changes(
    since: int, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    story = factories.story()
    address = f"{story.get_absolute_url()}changes/?since={since}"
    known = {"if-none-match": client.get(address)["ETag"]}

    with django_assert_num_queries(1):
        unchanged = client.get(address, headers=known)
    factories.entry(story)

    assert (unchanged.status_code, unchanged["ETag"]) == (304, known["if-none-match"])
    assert client.get(address, headers=known).status_code == 200


def test_every_reader_may_be_given_the_same_answer(client: Client) -> None:
    story = factories.story()
    editors = Client()
    editors.force_login(factories.editor())

    answers = [each.get(f"{story.get_absolute_url()}changes/?since=0") for each in (client, editors)]

    assert answers[0].content == answers[1].content
    assert {answer["Cache-Control"] for answer in answers} == {"public, max-age=1"}
    assert not any(
        answer.cookies or answer.has_header("Vary") for answer in answers
    )  # so short, never compressed


@pytest.mark.parametrize(
    "query",
    [
        "",
        "since=",
        "since=-1",
        "since=1e9",
        "since=NaN",
        "since=1.0",
        "since=%2B1",
        "since=1&since=1",
        "since=1%00",
        "since=%D9%A1",  # an Arabic digit
        "since=" + "9" * 5_000,
    ],
)
def test_a_question_without_a_version_is_answered_with_what_is_wrong(query: str, client: Client) -> None:
    story = factories.story()

    answer = client.get(f"{story.get_absolute_url()}changes/?{query}")

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/json")
    assert "since=" in answer.json()["error"]


@pytest.mark.parametrize("since", [2, 10**9, 10**30])
def test_a_version_that_is_still_to_come_sends_for_the_whole_page(since: int, client: Client) -> None:
    story = factories.story()

    answer = asked(client, story, since)

    assert answer == {"epoch": story.epoch, "to": 1, "reload": True}


def test_another_history_sends_for_the_whole_page(client: Client) -> None:
    story = factories.story()

    own, other = (asked(client, story, 1, epoch=epoch) for epoch in (story.epoch, "zzzzzzzzzzzz"))

    assert own["entries"] == []
    assert other == {"epoch": story.epoch, "to": 1, "reload": True}


def test_the_last_500_versions_can_be_told_and_older_pages_are_sent_for_the_whole(client: Client) -> None:
    story = factories.story()
    entry = factories.entry(story)
    Article.objects.filter(pk=story.pk).update(version=502)
    LiveEntry.objects.filter(pk=entry.pk).update(version=502)

    near, far = asked(client, story, 2), asked(client, story, 1)

    assert [item["id"] for item in near["entries"]] == [entry.public_id]
    assert far == {"epoch": story.epoch, "to": 502, "reload": True}


def test_where_more_entries_changed_than_an_answer_holds_the_whole_page_is_sent_for(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "MOST_ENTRIES", 3)
    story = factories.story()
    entries = [factories.entry(story) for _number in range(4)]
    publishing.change_story(story, by=factories.editor(), slug="another-address")

    story.refresh_from_db()
    near, far = asked(client, story, 2), asked(client, story, 5)
    Article.objects.filter(pk=story.pk).update(version=7)
    LiveEntry.objects.filter(pk=entries[0].pk).update(version=5)

    assert near == far == {"epoch": story.epoch, "to": 6, "reload": True}
    assert len(asked(client, story, 5)["entries"]) == 3


def test_as_many_entries_fit_into_an_answer_as_versions_can_be_told() -> None:
    most = changes.MOST_ENTRIES

    reach = changes.REACH

    assert most >= reach >= 500


def test_a_draft_story_has_no_changes(client: Client) -> None:
    story = factories.story("draft")

    answer = client.get(f"{story.get_absolute_url()}changes/?since=0")

    assert answer.status_code == 404


def test_the_head_of_an_answer_can_be_asked_for_and_nothing_can_be_sent(client: Client) -> None:
    address = f"{factories.story().get_absolute_url()}changes/?since=0"

    head, post = client.head(address), client.post(address)

    assert (head.status_code, head["ETag"]) == (200, client.get(address)["ETag"])
    assert post.status_code == 405


def test_the_floor_is_the_first_version_since_which_no_more_changed_than_an_answer_holds(
    client: Client, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    monkeypatch.setattr(changes, "MOST_ENTRIES", 3)
    story = factories.story()
    entries = [factories.entry(story) for _number in range(5)]
    publishing.withdraw_entry(entries[0], by=factories.editor())
    story.refresh_from_db()

    with django_assert_num_queries(1):
        floor = changes.most_recent_floor(story, 0)

    told = [asked(client, story, since) for since in (floor, floor - 1)]
    assert ["reload" in answer for answer in told] == [False, True]
    assert len(told[0]["entries"]) == 3
    assert changes.most_recent_floor(story, floor - 1) == floor
    assert changes.most_recent_floor(story, floor + 1) == floor + 1


def test_where_few_entries_changed_the_floor_is_as_low_as_asked(client: Client) -> None:
    story = factories.story()
    factories.entry(story)

    floors = [changes.most_recent_floor(story, lowest) for lowest in (0, 1, 2)]

    assert floors == [0, 1, 2]


def test_many_entries_of_one_version_are_told_or_sent_for_together(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "MOST_ENTRIES", 3)
    story = factories.story()
    for _number in range(4):
        factories.entry(story)
    story = publishing.change_story(story, by=factories.editor(), slug="another-address")

    floor = changes.most_recent_floor(story, 0)

    assert floor == story.version
    assert asked(client, story, floor)["entries"] == []
