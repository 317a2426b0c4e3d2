"""What a page costs: the same, however many entries there are."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from editorial import publishing
from editorial.models import LiveEntry
from tests import factories
from tests.crowd import many_entries
from tests.markup import attributes, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def newest() -> LiveEntry:
    """The newest entry of a story that shows of everything something."""
    editor = factories.editor()
    photo = factories.photo(by=editor, alternative_text="A rocket")
    figure = f'<figure data-photo="{photo.pk}"></figure>'
    ana, tom = factories.byline("Ana Ferreira", by=editor), factories.byline("Tom Okafor", by=editor)
    story = factories.story(by=editor, lead_photo=photo, text=figure, bylines=[ana, tom])
    factories.entry(story, by=editor, is_pinned=True)
    entry = factories.entry(story, by=editor, text=f"<p>a</p>{figure}", bylines=[tom, ana], is_key_event=True)
    return publishing.change_entry(entry, by=editor, correction="It was not so.")


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def addresses(newest: LiveEntry) -> list[str]:
    story = newest.article.get_absolute_url()
    below = newest.article.entries.newest_first()[20]
    return [
        "/",
        story,
        newest.get_absolute_url(),
        f"{story}?before={newest.public_id}",
        f"{story}?before={below.public_id}",
        f"{story}changes/?since={newest.version - 1}",
    ]


def test_no_page_asks_more_of_the_database_at_3000_entries_than_at_30(
    client: Client, newest: LiveEntry
) -> None:
    oldest = many_entries(newest, 30)[-1]
    at_30 = [queries_of(client, address) for address in addresses(newest)]

    many_entries(oldest, 2_970)

    assert [queries_of(client, address) for address in addresses(newest)] == at_30
    assert max(at_30) <= 18


def test_a_page_shows_30_of_3000_entries(client: Client, newest: LiveEntry) -> None:
    many_entries(newest, 3_000)

    page = page_of(client.get(newest.article.get_absolute_url()))

    assert len(attributes(page, ".//article", "data-entry")) == 30


def test_entries_are_walked_down_an_index(newest: LiveEntry) -> None:
    many_entries(newest, 500)
    middle = newest.article.entries.newest_first()[250]
    entries = newest.article.entries.published().newest_first()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    plans = [rows[:30].explain() for rows in (entries, entries.older_than(middle))]

    assert all("entry_page_order" in plan for plan in plans)
    assert not any("TEMP B-TREE" in plan or "Sort" in plan for plan in plans)
