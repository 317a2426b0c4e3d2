"""What must never be, the database itself refuses, whoever writes."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import QuerySet
from django.utils import timezone

from editorial import publishing
from editorial.models import (
    Article,
    ArticleByline,
    Byline,
    Correction,
    EntryByline,
    FormerSlug,
    Image,
    LiveEntry,
    Newsroom,
    Section,
)
from tests import factories

pytestmark = pytest.mark.django_db

NOW = timezone.now()
HOUR = datetime.timedelta(hours=1)


def refused_by(rows: QuerySet[Any], **values: Any) -> str:
    """What the database says to these values."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        rows.update(**values)
    return str(error.value)


def clashes(row: models.Model) -> bool:
    """Whether the database refuses one more such row."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return True
    return False


STORY_FAULTS: list[tuple[str, str, dict[str, Any]]] = [
    ("story_taken_down_with_a_reason", "live", {"taken_down_at": NOW}),
    ("story_taken_down_with_a_reason", "live", {"taken_down_reason": "A court order"}),
    ("story_taken_down_with_a_reason", "draft", {"taken_down_at": NOW, "taken_down_reason": "A court order"}),
    ("story_continues_another", "live", {"continues": models.F("pk")}),
    ("story_status_known", "published", {"status": "nonsense"}),
    ("story_has_headline", "draft", {"headline": ""}),
    ("story_published_at_known", "published", {"published_at": None}),
    ("story_published_at_known", "published", {"updated_at": None}),
    ("story_published_at_known", "published", {"version": 0, "story_version": 0}),
    ("coverage_start_known", "live", {"coverage_started_at": None}),
    ("coverage_end_known_when_ended", "ended", {"coverage_ended_at": None}),
    ("coverage_end_known_when_ended", "live", {"coverage_ended_at": NOW + HOUR}),
    ("coverage_ends_after_start", "ended", {"coverage_ended_at": NOW - HOUR}),
    ("story_version_within_version", "live", {"story_version": 1_000}),
]


@pytest.mark.parametrize(("constraint", "status", "values"), STORY_FAULTS)
def test_a_story_that_cannot_be_is_refused(constraint: str, status: str, values: dict[str, Any]) -> None:
    story = factories.story(status)

    message = refused_by(Article.objects.filter(pk=story.pk), **values)

    assert constraint in message


ENTRY_FAULTS: list[tuple[str, str, dict[str, Any]]] = [
    ("entry_status_known", "draft", {"status": "nonsense", "version": 1, "first_published_at": NOW}),
    ("published_entry_has_heading_and_time", "published", {"heading": ""}),
    ("published_entry_has_heading_and_time", "published", {"published_at": None}),
    ("published_entry_has_heading_and_time", "draft", {"status": "scheduled"}),
    ("entry_seen_by_readers_has_version", "published", {"version": 0}),
    ("entry_seen_by_readers_has_version", "published", {"first_published_at": None}),
    ("entry_seen_by_readers_has_version", "published", {"status": "draft"}),
    ("entry_seen_by_readers_has_version", "draft", {"version": 1}),
    ("entry_seen_by_readers_has_version", "draft", {"status": "withdrawn"}),
]


@pytest.mark.parametrize(("constraint", "status", "values"), ENTRY_FAULTS)
def test_an_entry_that_cannot_be_is_refused(constraint: str, status: str, values: dict[str, Any]) -> None:
    entry = factories.entry(factories.story(), status=status)

    message = refused_by(LiveEntry.objects.filter(pk=entry.pk), **values)

    # One wrong value may break two constraints at once, and each database names the one it came to first.
    assert constraint in message or "entry_seen_by_readers_has_version" in message


def test_one_entry_a_story_is_pinned_and_drafts_may_wait_for_the_pin() -> None:
    story = factories.story()
    factories.entry(story, is_pinned=True)
    other, draft = factories.entry(story), factories.entry(story, status="draft")

    LiveEntry.objects.filter(pk=draft.pk).update(is_pinned=True)

    refused_by(LiveEntry.objects.filter(pk=other.pk), is_pinned=True)


def test_no_two_entries_of_a_story_are_created_at_one_time() -> None:
    story = factories.story()
    one, other = factories.entry(story), factories.entry(story)
    apart = factories.entry(factories.story())

    LiveEntry.objects.filter(pk=apart.pk).update(created_at=one.created_at)

    refused_by(LiveEntry.objects.filter(pk=other.pk), created_at=one.created_at)


@pytest.mark.parametrize("field", ["public_id", "submission_token"])
def test_public_ids_and_tokens_are_given_once(field: str) -> None:
    story = factories.story()
    one, other = factories.entry(story, token="a1"), factories.entry(story)

    refused_by(LiveEntry.objects.filter(pk=other.pk), **{field: getattr(one, field)})

    assert LiveEntry.objects.get(pk=other.pk).submission_token is None


@pytest.mark.parametrize("field", ["public_id", "slug"])
def test_two_stories_have_two_addresses(field: str) -> None:
    one, other = factories.story(), factories.story()

    refused_by(Article.objects.filter(pk=other.pk), **{field: getattr(one, field)})

    other.refresh_from_db()
    assert getattr(one, field) != getattr(other, field)


def test_an_old_address_leads_to_one_story() -> None:
    one, other = factories.story(), factories.story()

    FormerSlug(article=one, slug="rain").save()

    assert clashes(FormerSlug(article=other, slug="rain"))


@pytest.mark.parametrize("values", [{"focal_x": -0.1}, {"focal_x": 1.1}, {"focal_y": -0.1}, {"focal_y": 1.1}])
def test_a_focal_point_lies_inside(values: dict[str, float]) -> None:
    photo = factories.photo(None)

    message = refused_by(Image.objects.filter(pk=photo.pk), **values)

    assert "photo_focal_point_inside" in message


@pytest.mark.parametrize("values", [{"width": 10}, {"file": "originals/x.jpg"}, {"width": 1, "height": 1}])
def test_a_photo_has_a_size_exactly_when_it_has_a_file(values: dict[str, Any]) -> None:
    photo = factories.photo(None)

    message = refused_by(Image.objects.filter(pk=photo.pk), **values)

    assert "photo_file_has_a_size" in message


def test_a_photo_has_a_credit_or_none_is_known_not_both() -> None:
    photo = factories.photo(None, credit_line="Ana Ferreira")

    message = refused_by(Image.objects.filter(pk=photo.pk), is_credit_unknown=True)

    assert "photo_credit_or_unknown" in message


def test_a_byline_has_a_name_and_belongs_to_one_login() -> None:
    by = factories.editor()
    name, other = factories.byline(user=by), factories.byline()

    message = refused_by(Byline.objects.filter(pk=name.pk), name="")
    refused_by(Byline.objects.filter(pk=other.pk), user=by)

    assert "byline_has_name" in message


def test_a_byline_stands_once_over_a_story_or_an_entry_and_each_place_holds_one() -> None:
    name, other = factories.byline(), factories.byline("Tomás Ribeiro")
    story = factories.story(bylines=[name])
    entry = factories.entry(story, bylines=[name])

    rows = [
        ArticleByline(article=story, byline=name, position=7),
        ArticleByline(article=story, byline=other, position=0),
        EntryByline(entry=entry, byline=name, position=7),
        EntryByline(entry=entry, byline=other, position=0),
    ]

    assert all(clashes(row) for row in rows)


def test_a_correction_says_something() -> None:
    entry, by = factories.entry(factories.story()), factories.editor()
    publishing.change_entry(entry, by=by, correction="We wrote three gates.")

    message = refused_by(Correction.objects.filter(entry=entry), note="")

    assert "correction_says_something" in message


def test_there_is_one_newsroom() -> None:
    second = Newsroom(pk=2, created_at=NOW, changed_at=NOW)

    assert clashes(second)

    assert Newsroom.objects.count() == 1


@pytest.mark.parametrize("field", ["name", "slug"])
def test_sections_are_told_apart(field: str) -> None:
    by = factories.editor()
    publishing.add_section(by=by, name="Science", slug="science")
    other = Section(**{"name": "World", "slug": "world", field: "Science" if field == "name" else "science"})

    with pytest.raises(ValidationError):
        other.full_clean()

    assert clashes(other)


def test_nothing_that_readers_saw_goes_with_another_row() -> None:
    name, by = factories.byline(), factories.editor()
    lead = factories.photo(None, credit_line="Ana Ferreira", alternative_text="A gate")
    story = factories.story(bylines=[name], lead_photo=lead, by=by)
    factories.entry(story)

    keepers: list[models.Model] = [story, name, lead, User.objects.get(pk=by.pk)]

    for keeper in keepers:
        with pytest.raises(models.ProtectedError):
            keeper.delete()
