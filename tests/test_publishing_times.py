"""Times that no newsroom means are refused with a sentence, before anything compares or keeps them."""

import datetime
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from editorial import publishing
from editorial.models import Article, LiveEntry
from tests import factories

pytestmark = pytest.mark.django_db

ODD = [
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-12:00",
    "1899-12-31T12:00:00+00:00",
    "2200-01-01T00:00:00+00:00",
    "2199-12-31T23:30:00-05:00",
    "1900-01-01T00:30:00+01:00",
]


@pytest.mark.parametrize("written", ODD)
@pytest.mark.parametrize("road", ["post", "change", "begin", "rewrite", "start"])
def test_a_year_that_cannot_be_meant_is_refused(written: str, road: str) -> None:
    moment = datetime.datetime.fromisoformat(written)
    by, story, unborn = factories.editor(), factories.story(), factories.story("draft")
    entry = factories.entry(story)
    roads: dict[str, Callable[[], object]] = {
        "post": lambda: factories.entry(story, published_at=moment),
        "change": lambda: publishing.change_entry(entry, by=by, published_at=moment),
        "begin": lambda: factories.story("draft", coverage_started_at=moment),
        "rewrite": lambda: publishing.change_story(story, by=by, coverage_started_at=moment),
        "start": lambda: publishing.set_status(unborn, "live", by=by, at=moment),
    }

    with pytest.raises(ValidationError, match="Write a year between 1900 and 2199"):
        roads[road]()

    assert list(story.entries.values_list("published_at", flat=True)) == [entry.published_at]


def test_the_first_and_the_last_year_are_taken() -> None:
    story = factories.story()
    first = datetime.datetime(1900, 1, 1, tzinfo=datetime.UTC)
    last = datetime.datetime(2199, 12, 31, 23, 59, tzinfo=datetime.UTC)

    old, new = (factories.entry(story, published_at=moment) for moment in (first, last))

    assert (old.published_at, new.published_at) == (first, last)


def test_the_database_refuses_such_times_too() -> None:
    story = factories.story("ended")
    entry = factories.entry(story)
    odd = datetime.datetime(1899, 12, 31, tzinfo=datetime.UTC)

    for rows, field in (
        (LiveEntry.objects.filter(pk=entry.pk), "published_at"),
        (Article.objects.filter(pk=story.pk), "coverage_started_at"),
    ):
        with pytest.raises(IntegrityError, match="plausible_time"), transaction.atomic():
            rows.update(**{field: odd})
