"""A story's page says where its stream is, if there is one."""

import pytest
from django.test import Client
from pytest_django import Settings

from editorial.models import Article
from tests import factories
from tests.markup import one, parsed

pytestmark = pytest.mark.django_db


def _stream(client: Client, story: Article) -> str | None:
    page = parsed(client.get(story.get_absolute_url()).content.decode())
    return one(page, ".//main").get("data-stream")


@pytest.mark.parametrize("status", ["live", "ended", "published"])
def test_a_page_names_the_stream_of_its_story_whatever_its_status(client: Client, status: str) -> None:
    story = factories.story(status)

    assert _stream(client, story) == f"/stories/{story.slug}/stream/"


def test_without_the_newsstand_there_is_no_stream(client: Client, settings: Settings) -> None:
    settings.NEWSSTAND = False

    assert _stream(client, factories.story("live")) is None
