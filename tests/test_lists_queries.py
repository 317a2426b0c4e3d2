"""What pages of many stories cost: the same, however many there are."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from editorial import publishing
from editorial.models import Article, Byline, Section
from tests import factories

pytestmark = pytest.mark.django_db


def grow(science: Section, ana: Byline, number: int) -> None:
    """So many more stories of each status in the section, with photos and updates, signed by her."""
    by, photo = factories.editor(), factories.photo(alternative_text="A rocket")
    for _number in range(number):
        for status in ("live", "published", "ended"):
            story = factories.story(
                status, by=by, section=science, bylines=[ana], lead_photo=photo, text="<p>Rain.</p>"
            )
            if story.has_feed:
                factories.entry(story, by=by, bylines=[ana], text="<p>Rain.</p>")


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_no_list_asks_more_of_the_database_for_more_stories(client: Client) -> None:
    by = factories.editor()
    science = publishing.add_section(by=by, name="Science", slug="science")
    ana = factories.byline(by=by)
    grow(science, ana, 2)
    published_at = Article.objects.latest("published_at").published_at
    assert published_at is not None
    today = timezone.localdate(published_at)
    addresses = [
        *("/", science.get_absolute_url(), ana.get_absolute_url(), "/archive/", f"/archive/{today:%Y/%m}/"),
        *(f"/archive/{today:%Y/%m/%d}/", "/search/?q=rain"),
    ]
    at_few = [queries_of(client, address) for address in addresses]

    publishing.add_section(by=by, name="World", slug="world")
    grow(science, ana, 5)

    at_many = [queries_of(client, address) for address in addresses]
    assert all(many <= few for many, few in zip(at_many, at_few, strict=True))
    assert max(at_few) <= 10  # of a search; three of them say on PostgreSQL for how long to look
