"""Pages that caches share and browsers keep."""

import pytest
from django.test import Client
from django.utils.http import http_date

from editorial import publishing
from editorial.reader.finding import COMPRESSED_FROM
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_page_that_has_not_changed_is_not_sent_again(client: Client) -> None:
    story = factories.story()
    first = client.get(story.get_absolute_url())

    again = client.get(story.get_absolute_url(), headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_a_changed_page_has_another_mark_and_a_foreign_parameter_has_not(client: Client) -> None:
    story = factories.story()
    address = story.get_absolute_url()
    before, foreign = client.get(address), client.get(f"{address}?utm_source=x")

    factories.entry(story)

    assert before["ETag"] == foreign["ETag"]
    assert client.get(address, headers={"if-none-match": before["ETag"]}).status_code == 200


def test_every_reader_gets_the_same_page_and_no_cookie(client: Client) -> None:
    story = factories.story()
    editors = Client()
    editors.force_login(factories.editor())

    answers = [each.get(story.get_absolute_url()) for each in (client, editors)]

    assert answers[0].content == answers[1].content
    assert all(answer["Cache-Control"].startswith("public, max-age=1") for answer in answers)
    assert {answer["Vary"] for answer in answers} == {"Accept-Encoding"}
    assert not any(answer.cookies for answer in answers)


def test_the_head_of_a_page_can_be_asked_for_and_nothing_can_be_sent(client: Client) -> None:
    address = factories.story().get_absolute_url()

    head, post = client.head(address), client.post(address)

    assert (head.status_code, head["ETag"]) == (200, client.get(address)["ETag"])
    assert post.status_code == 405


def test_marks_are_weak_since_the_same_page_comes_compressed_too(client: Client) -> None:
    story = factories.story()
    entry = factories.entry(story)
    addresses = [
        "/",
        story.get_absolute_url(),
        f"{story.get_absolute_url()}?before={entry.public_id}",
        entry.get_absolute_url(),
        f"{story.get_absolute_url()}changes/?since=0",
        f"{story.get_absolute_url()}changes/?since=2",
    ]

    marks = [client.get(address)["ETag"] for address in addresses]

    assert all(mark.startswith('W/"') and mark.endswith('"') for mark in marks)


def test_a_page_says_when_it_changed_but_a_second_is_too_coarse_to_ask_by(client: Client) -> None:
    story = factories.story()
    entry = factories.entry(story)
    story.refresh_from_db()
    assert story.updated_at is not None
    changed_at = http_date(story.updated_at.timestamp())
    address = story.get_absolute_url()

    for each in (address, f"{address}?before={entry.public_id}", entry.get_absolute_url()):
        page = client.get(each)
        by_time = client.get(each, headers={"if-modified-since": changed_at})
        by_mark = client.get(each, headers={"if-none-match": page["ETag"]})

        assert (page["Last-Modified"], by_time.status_code) == (changed_at, 200)
        assert (by_mark.status_code, by_mark["Last-Modified"]) == (304, changed_at)
        assert by_mark["Vary"] == "Accept-Encoding"


def test_only_an_answer_that_is_worth_compressing_differs_by_encoding(client: Client) -> None:
    story = factories.story()
    factories.entry(story, text=f"<p>{'word ' * 250}</p>")
    address = f"{story.get_absolute_url()}changes/"

    long, short = (client.get(f"{address}?since={since}") for since in (0, 2))

    assert len(short.content) < COMPRESSED_FROM <= len(long.content)
    assert (long["Vary"], short.has_header("Vary")) == ("Accept-Encoding", False)


def test_what_is_gone_is_told_in_a_page_that_may_be_compressed_and_is_kept_by_nobody(client: Client) -> None:
    entry = factories.entry(factories.story())
    publishing.withdraw_entry(entry, by=factories.editor())

    gone = client.get(entry.get_absolute_url())

    assert (gone.status_code, gone["Vary"]) == (410, "Accept-Encoding")
    assert not gone.has_header("ETag")
