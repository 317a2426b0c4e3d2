"""Photographs are worked on one after the other: a decoded one may take 200 MB."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import wraps
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Made = TypeVar("Made")

# One thread for all, not a lock: what decoders and encoders free stays with the thread that they ran in.
_bench = ThreadPoolExecutor(max_workers=1, thread_name_prefix="photographs")


def in_turn(work: Callable[Given, Made]) -> Callable[Given, Made]:
    """Let a process do this work once at a time; callers wait, and get what it gives or raises.

    Such work calls no other that waits for its turn: it would wait for itself.
    """

    @wraps(work)
    def done(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        return _bench.submit(work, *args, **kwargs).result()

    return done
