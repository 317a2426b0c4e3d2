"""Full-text search in the words of stories and entries: the databases' own indexes, and how they are asked.

PostgreSQL has an index over an expression; SQLite a table of FTS5 without words of its own, kept by triggers.
On SQLite a migration that makes one of these tables anew drops its triggers: let it call `make_indexes` after.
Both look for words by their English stems; words of other languages are found as they are written.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import BooleanField, F, Func, Model, Value

TABLES = ("editorial_article", "editorial_liveentry")
# The error of PostgreSQL for a question that was cut short (its manual, appendix A).
_CUT_SHORT = "57014"

_POSTGRESQL = (
    "CREATE INDEX IF NOT EXISTS {table}_words ON {table} USING gin (to_tsvector('english', words))",
)
_SQLITE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS {table}_words USING fts5("
    "words, content='{table}', content_rowid='id', tokenize='porter unicode61')",
    "CREATE TRIGGER IF NOT EXISTS {table}_words_added AFTER INSERT ON {table} BEGIN"
    " INSERT INTO {table}_words(rowid, words) VALUES (new.id, new.words); END",
    "CREATE TRIGGER IF NOT EXISTS {table}_words_gone AFTER DELETE ON {table} BEGIN"
    " INSERT INTO {table}_words({table}_words, rowid, words) VALUES ('delete', old.id, old.words); END",
    "CREATE TRIGGER IF NOT EXISTS {table}_words_changed AFTER UPDATE OF words ON {table}"
    " WHEN old.words IS NOT new.words BEGIN"
    " INSERT INTO {table}_words({table}_words, rowid, words) VALUES ('delete', old.id, old.words);"
    " INSERT INTO {table}_words(rowid, words) VALUES (new.id, new.words); END",
    "INSERT INTO {table}_words({table}_words) VALUES ('rebuild')",
)


def make_indexes(_apps: object, schema_editor: Any) -> None:
    """Make what is missing of the indexes (a step of a migration)."""
    steps = _POSTGRESQL if schema_editor.connection.vendor == "postgresql" else _SQLITE
    for table in TABLES:
        for step in steps:
            schema_editor.execute(step.format(table=table))


def drop_indexes(_apps: object, schema_editor: Any) -> None:
    """Take the indexes away again."""
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for table in TABLES:
        if is_postgresql:
            schema_editor.execute(f"DROP INDEX IF EXISTS {table}_words")
            continue
        for trigger in ("added", "gone", "changed"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_words_{trigger}")
        schema_editor.execute(f"DROP TABLE IF EXISTS {table}_words")


def holds(model: type[Model], wanted: Sequence[str], unwanted: Sequence[str] = ()) -> Func:
    """A condition for `filter`: the words of a row of this model hold all that is `wanted`, and nothing `unwanted`.

    Each is a folded word, or words that follow one another (editorial.words). At least one is wanted. Whatever they
    hold is looked for, never obeyed: each goes to the database as a string of its query language.
    """
    if connection.vendor == "postgresql":
        return _Matches(F("words"), Value(_for_postgresql(wanted, unwanted)))
    return _Found(F("pk"), Value(_for_sqlite(wanted, unwanted)), table=model._meta.db_table)


class TooLong(Exception):
    """The database would have to look through too many texts for an answer."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Ask inside; each question is given up after so long. Raises `TooLong`.

    PostgreSQL's index tells which texts hold the words of a phrase; whether they stand side by side it finds out by
    reading each of them. The table of SQLite knows the places too, and is not held to a time.
    """
    if connection.vendor != "postgresql":
        yield
        return
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [f"{round(seconds * 1000)}ms"])
            yield
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", "") != _CUT_SHORT:
            raise
        raise TooLong from error


class _Matches(Func):
    """PostgreSQL: by the very expression that the index is over."""

    template = "(to_tsvector('english', %(expressions)s))"
    arg_joiner = ") @@ websearch_to_tsquery('english', "
    output_field = BooleanField()


class _Found(Func):
    """SQLite: by the table beside."""

    template = "(%(expressions)s))"
    output_field = BooleanField()

    def __init__(self, *expressions: Any, table: str) -> None:
        among = " IN (SELECT rowid FROM {table}_words WHERE {table}_words MATCH "
        super().__init__(*expressions, arg_joiner=among.format(table=table))


def _for_postgresql(wanted: Sequence[str], unwanted: Sequence[str]) -> str:
    """As `websearch_to_tsquery` reads it (PostgreSQL's manual, section 12.3.2)."""
    return " ".join([*map(_quoted, wanted), *(f"-{_quoted(words)}" for words in unwanted)])


def _for_sqlite(wanted: Sequence[str], unwanted: Sequence[str]) -> str:
    """As FTS5 reads it (its documentation, section 3)."""
    all_wanted = " AND ".join(map(_quoted, wanted))
    return " NOT ".join([f"({all_wanted})", *map(_quoted, unwanted)])


def _quoted(words: str) -> str:
    return '"' + words.replace('"', " ") + '"'
