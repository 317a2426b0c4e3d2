"""The databases' indexes of words: they are there, they are used, and they stay true."""

from itertools import islice, product
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from editorial import publishing, words
from editorial.models import Article, LiveEntry
from editorial.reader.lists import search_view
from editorial.reader.lists.asking import question_of
from editorial.reader.lists.search import MOST, newest_asked
from editorial.words import searchable
from tests import factories
from tests.crowd import many_entries
from tests.markup import page_of, text, texts

pytestmark = pytest.mark.django_db


def plan_of(question: str, **more: str) -> list[str]:
    """How the database goes about each of the searches."""
    asked = QueryDict(mutable=True)
    asked.update({"q": question, **more})
    return [rows.explain() for rows, _heading in newest_asked(question_of(asked))]


def newest_of_3000() -> LiveEntry:
    """The newest entry of a story of 3,000, of which it alone holds the word lighthouse."""
    story = factories.story(headline="Fair")
    entry = factories.entry(story, heading="Gates", text="<p>Crowds waited along the quay.</p>")
    many_entries(entry, 3_000)
    return publishing.change_entry(entry, by=factories.editor(), text="<p>The lighthouse was lit.</p>")


def test_a_word_is_looked_up_in_the_index_and_not_in_every_row(client: Client) -> None:
    newest = newest_of_3000()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    plans = plan_of("lighthouse", kind="updates")

    assert all("editorial_liveentry_words" in plan for plan in plans)
    assert not any("Seq Scan on editorial_liveentry" in plan for plan in plans)
    assert not any("SCAN editorial_liveentry\n" in f"{plan}\n" for plan in plans)
    found = page_of(client.get("/search/", {"q": "lighthouse"}))
    assert texts(found, ".//ol[@class='results']//h3") == [newest.heading]


def test_a_word_that_stands_everywhere_costs_no_more_queries_and_says_that_there_is_more(
    client: Client,
) -> None:
    newest = newest_of_3000()
    publishing.change_entry(newest, by=factories.editor(), text="<p>Crowds.</p>")
    with CaptureQueriesContext(connection) as for_one:
        client.get("/search/", {"q": "gates", "page": "2"})

    with CaptureQueriesContext(connection) as for_many:
        page = page_of(client.get("/search/", {"q": "crowds"}))

    of_time = 3 if connection.vendor == "postgresql" else 0  # to say for how long to look, and when that ends
    assert len(for_many) <= len(for_one) <= 7 + of_time
    assert text(page.find(".//h2[@id='found-heading']")) == f"More than {MOST} results"  # type: ignore[arg-type]
    assert len(texts(page, ".//ol[@class='results']/li")) == 20


def test_every_migration_leaves_the_triggers_of_sqlite_where_they_were() -> None:
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT indexname FROM pg_indexes WHERE indexname LIKE '%_words'")
            names = {name for (name,) in cursor.fetchall()}
        assert names >= {"editorial_article_words", "editorial_liveentry_words"}
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        names = {name for (name,) in cursor.fetchall()}

    assert names >= {
        f"editorial_{table}_words_{event}"
        for table in ("article", "liveentry")
        for event in ("added", "gone", "changed")
    }


def test_what_is_imported_is_found(client: Client, tmp_path: Path) -> None:
    factories.administrator()
    page = tmp_path / "page.txt"
    page.write_text(
        "The lighthouse story\nWritten at the quay.\n\n03:12 PM BST\nFerries resume\nAll ferries sail again.\n"
    )

    call_command("import_story", str(page), "--date", "2024-05-30", "--publish", "--slug", "quay")

    found = page_of(client.get("/search/", {"q": "ferries", "from": "2024-05-30", "to": "2024-05-30"}))
    assert texts(found, ".//ol[@class='results']//h3") == ["Ferries resume"]


def test_the_index_holds_what_the_rows_hold_after_many_changes() -> None:
    story, by = factories.story(), factories.editor()
    entries = [factories.entry(story, by=by, heading=f"Heron {number}") for number in range(4)]
    publishing.change_entry(entries[0], by=by, heading="Egret")
    publishing.withdraw_entry(entries[1], by=by)
    publishing.restore_entry(entries[1], by=by)
    draft = factories.entry(story, by=by, heading="Heron draft", status="draft")
    publishing.discard_entry(draft, by=by)
    publishing.change_story(story, by=by, headline="Egrets at the harbour")

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for model in (Article, LiveEntry):
                # Raises where the index tells of other words than the rows hold.
                check = "INSERT INTO {table}_words({table}_words, rank) VALUES ('integrity-check', 1)"
                cursor.execute(check.format(table=model._meta.db_table))
    herons = dict(zip(["stories", "updates"], newest_asked(question_of(QueryDict("q=heron"))), strict=True))

    assert {entry.pk for entry in herons["updates"][0]} == {entry.pk for entry in entries[1:]}


@pytest.mark.parametrize("letter", ["a", "а", "ا", "\U00010428"])
def test_no_text_is_too_long_for_the_index(letter: str) -> None:
    entry = factories.entry(factories.story(), heading="Gates")
    names = map("".join, product([chr(ord(letter) + place) for place in range(24)], repeat=4))
    long = " ".join(f"{name}-{name[::-1]}{letter}" for name in islice(names, 90_000))

    LiveEntry.objects.filter(pk=entry.pk).update(words=searchable(long))

    assert LiveEntry.objects.get(pk=entry.pk).words == searchable(long)


def test_of_a_very_long_text_the_beginning_is_found(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    monkeypatch.setattr(words, "MOST_BYTES", 40)

    long = "<p>Crowds waited, and the lantern was lit.</p>"
    story = factories.story(headline="Fair", text=long)
    entry = factories.entry(story, heading="Gates", text=long)

    found = [client.get("/search/", {"q": word}) for word in ("crowds", "lit")]
    assert [texts(page_of(answer), ".//ol[@class='results']//h3") for answer in found] == [
        [entry.heading, story.headline],
        [],
    ]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL")
def test_a_question_that_takes_the_database_too_long_is_given_up_and_the_reader_told(
    monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    newest_of_3000()
    monkeypatch.setattr(search_view, "PATIENCE_SECONDS", 0.005)

    answer = client.get("/search/", {"q": '"quay crowds"'})

    assert answer.status_code == 200
    [told] = texts(page_of(answer), ".//p[@class='fault']")
    assert "takes too long" in told
    monkeypatch.undo()
    assert texts(page_of(client.get("/search/", {"q": "lighthouse"})), ".//ol[@class='results']//h3") == [
        "Gates"
    ]
