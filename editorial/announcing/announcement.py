"""Telling that something changed."""

from django.db import connection, transaction

from editorial.announcing import here, over_redis, postgres


def announce() -> None:
    """Tell every serving process to look, once the current transaction is committed; never if it is not.

    Called inside the transaction of a change that readers or colleagues can see, as often as it likes: it is told once.
    """
    if _is_announced():
        return
    if connection.vendor == "postgresql":
        postgres.notify()
    transaction.on_commit(_tell, robust=True)


def _is_announced() -> bool:
    """Whether this transaction will tell already. A part of it that was rolled back took its own word back."""
    return any(after_commit[1] is _tell for after_commit in connection.run_on_commit)


def _tell() -> None:
    here.tell()
    over_redis.tell()
