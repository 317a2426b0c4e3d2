"""How much a database does for something, counted and not timed: the same on a busy machine."""

from collections.abc import Callable

from django.db import connection

ROWS_READ = "SELECT sum(seq_tup_read) + sum(idx_tup_fetch) FROM pg_stat_xact_user_tables"


def work_of(act: Callable[[], object]) -> int:
    """What the database does for this act: the steps of SQLite's machine, or the rows that PostgreSQL reads.

    The act must not leave the transaction of the test.
    """
    return _steps(act) if connection.vendor == "sqlite" else _rows(act)


def learn_sizes() -> None:
    """Let the database look at its tables, as it does by itself from time to time, to plan by their sizes."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _steps(act: Callable[[], object]) -> int:
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    connection.ensure_connection()
    connection.connection.set_progress_handler(count, 1)
    try:
        act()
    finally:
        connection.connection.set_progress_handler(None, 1)
    return steps


def _rows(act: Callable[[], object]) -> int:
    before = _rows_read()
    act()
    return _rows_read() - before


def _rows_read() -> int:
    with connection.cursor() as cursor:
        cursor.execute(ROWS_READ)
        return int(cursor.fetchone()[0])
