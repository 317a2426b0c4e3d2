"""Full-text search in the words of stories and entries: the databases' own indexes, and how they are asked.

PostgreSQL has an index over an expression; SQLite a table of FTS5 without words of its own, kept by triggers.
On SQLite a migration that makes one of these tables anew drops its triggers: let it call `make_indexes` after.
Both look for words by their English stems; words of other languages are found as they are written.
"""

from typing import Any

TABLES = ("editorial_article", "editorial_liveentry")

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
