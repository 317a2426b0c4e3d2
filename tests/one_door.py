"""The guard of the one door: what a reader can see is written by `editorial.publishing`, and by nothing else.

It watches every statement of every test that runs in the test's own process, so the whole suite proves it.
"""

import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

from django.apps import apps

THIS_FILE = Path(__file__).resolve()
PROJECT = THIS_FILE.parent.parent
GUARDED_MODELS = ("Article", "LiveEntry", "Image", "Byline", "Correction", "FormerSlug")
WRITE = re.compile(r"\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM)\s+\"?(\w+)", re.IGNORECASE)


class StrayWrite(AssertionError):
    """A write that went past the one door."""


def refuse_stray_writes(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """Run one statement (a wrapper for `connection.execute_wrappers`), or raise `StrayWrite`.

    Writes to the guarded models come from `editorial.publishing`, a migration, a test itself, or from
    Django's own emptying and refilling of tables between tests.
    """
    write = WRITE.match(sql)
    if write and write[1] in guarded_tables():
        stray = stray_writer(sys._getframe())
        if stray:
            raise StrayWrite(f"{stray} wrote to {write[1]}: let a function of editorial.publishing do it.")
    return execute(sql, params, many, context)


@cache
def guarded_tables() -> frozenset[str]:
    """The tables of the guarded models, with those that join them to others."""
    models = [apps.get_model("editorial", name) for name in GUARDED_MODELS]
    joins = [field.remote_field.through for model in models for field in model._meta.many_to_many]
    return frozenset(model._meta.db_table for model in [*models, *joins])


def stray_writer(frame: FrameType | None) -> str:
    """Name the place that made this write without the one door; empty where the write is right."""
    places = list(_places(frame))
    if any(place.startswith(("editorial/publishing", "editorial/migrations/")) for place in places):
        return ""
    # Models do what they are told: what counts is who told them.
    first = next((place for place in places if not place.startswith("editorial/models/")), "tests/")
    return "" if first.startswith("tests/") else first


def _places(frame: FrameType | None) -> Iterator[str]:
    """The project's files on the stack, innermost first. Django's handling of a request stands for a view."""
    while frame:
        place = _place(frame.f_code.co_filename)
        if place:
            yield place
        frame = frame.f_back


@cache
def _place(file: str) -> str:
    path = Path(file)
    if path.as_posix().endswith("django/core/handlers/base.py"):
        return "a view of another application"
    is_ours = (
        path.is_relative_to(PROJECT) and not path.is_relative_to(PROJECT / ".venv") and path != THIS_FILE
    )
    return path.relative_to(PROJECT).as_posix() if is_ours else ""
