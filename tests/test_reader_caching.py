"""Pages that caches share and browsers keep."""

import pytest
from django.test import Client

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
    assert not any(answer.cookies or answer.has_header("Vary") for answer in answers)


def test_the_head_of_a_page_can_be_asked_for_and_nothing_can_be_sent(client: Client) -> None:
    address = factories.story().get_absolute_url()

    head, post = client.head(address), client.post(address)

    assert (head.status_code, head["ETag"]) == (200, client.get(address)["ETag"])
    assert post.status_code == 405
