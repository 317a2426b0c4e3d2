"""Sections, the newsroom record, bylines: their history, their addresses, and what open pages hear of them."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models

from editorial import publishing
from editorial.models import Article, Section
from tests import factories

pytestmark = pytest.mark.django_db


def section() -> Section:
    """A part of the paper."""
    return publishing.add_section(by=factories.editor(), name="Science", slug="science")


def test_a_section_keeps_its_history_and_tells_the_second_of_two() -> None:
    science, by = section(), factories.editor()
    seen = science.revision

    publishing.change_section(science, by=by, seen=seen, name="Sciences", slug="science")

    with pytest.raises(publishing.Conflict):
        publishing.change_section(science, by=by, seen=seen, name="World", slug="world")
    assert [(line.name, line.history_user) for line in science.history.all()][0] == ("Sciences", by)


@pytest.mark.parametrize(
    ("slug", "name", "versions"), [("science", "Science", 0), ("new", "Science", 1), ("science", "World", 1)]
)
def test_a_sections_new_name_or_address_is_news_to_readers(slug: str, name: str, versions: int) -> None:
    science = section()
    story = factories.story(section=science)

    publishing.change_section(science, by=factories.editor(), name=name, slug=slug)

    assert Article.objects.get(pk=story.pk).version == story.version + versions


@pytest.mark.parametrize(
    ("fields", "is_told"),
    [({"name": "Harbour News"}, True), ({"clock_style": "24"}, True), ({"agencies": "EPA"}, False)],
)
def test_what_pages_show_of_the_newsroom_reaches_open_ones(fields: dict[str, Any], is_told: bool) -> None:
    story = factories.story()

    publishing.change_newsroom(by=factories.administrator(), **fields)

    assert (Article.objects.get(pk=story.pk).epoch != story.epoch) == is_told


def test_an_epoch_is_short() -> None:
    assert len(factories.story("draft").epoch) == 4


@pytest.mark.parametrize("address", ["ftp://meridian.example/", "javascript:alert(1)"])
def test_addresses_that_readers_open_are_pages(address: str) -> None:
    with pytest.raises(ValidationError, match="https://"):
        factories.byline(link=address)
    with pytest.raises(ValidationError, match="https://"):
        publishing.change_newsroom(by=factories.administrator(), publisher_url=address)


@pytest.mark.parametrize("name", ["Factory", "localtime", "EST", "Cuba", "Mars/Base"])
def test_a_time_zone_is_named_by_a_place(name: str) -> None:
    with pytest.raises(ValidationError, match="is not a time zone"):
        factories.story("draft", time_zone=name)


def test_who_wrote_anything_cannot_be_deleted() -> None:
    by = factories.editor()
    draft = factories.entry(factories.story(), status="draft", by=by)
    publishing.discard_entry(draft, by=by)

    with pytest.raises(models.ProtectedError):
        by.delete()


def test_who_has_a_byline_cannot_be_deleted() -> None:
    signed = factories.reporter()
    factories.byline(user=signed)

    with pytest.raises(models.ProtectedError):
        signed.delete()


def test_discarding_takes_the_right_to_delete() -> None:
    by, story = factories.reporter(), factories.story()
    draft = factories.entry(story, by=by, status="draft")
    group = by.groups.get()
    group.permissions.remove(group.permissions.get(codename="delete_liveentry"))

    with pytest.raises(PermissionDenied):
        publishing.discard_entry(draft, by=type(by).objects.get(pk=by.pk))


@pytest.mark.parametrize("status", ["published", "scheduled"])
def test_a_story_with_entries_is_not_published_without_a_feed(status: str) -> None:
    story = factories.story("draft")
    entry = factories.entry(story)
    if status == "scheduled":
        entry = factories.entry(story, published_at=entry.created_at.replace(year=2190))

    with pytest.raises(ValidationError, match="start its coverage instead"):
        publishing.set_status(story, "published", by=factories.editor())
