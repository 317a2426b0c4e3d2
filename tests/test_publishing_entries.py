"""An entry's life at the one door: posted, changed, pinned, withdrawn, restored, discarded."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from editorial import publishing
from editorial.models import Article, LiveEntry
from editorial.publishing.entries import EntryFields
from tests import factories

pytestmark = pytest.mark.django_db

Status = LiveEntry.Status
HOUR = datetime.timedelta(hours=1)


def versions(story: Article) -> tuple[int, int]:
    """The story's version, and the version of its part outside the feed."""
    story.refresh_from_db()
    return story.version, story.story_version


def test_each_published_entry_takes_the_next_version_of_its_story() -> None:
    story = factories.story()
    before, _outside = versions(story)

    first, second = factories.entry(story), factories.entry(story)

    assert (first.version, second.version) == (before + 1, before + 2)
    assert versions(story)[0] == before + 2


def test_an_entry_leaves_the_version_of_what_stands_outside_the_feed_alone() -> None:
    story = factories.story()
    _before, outside = versions(story)

    factories.entry(story)

    assert versions(story)[1] == outside


def test_stories_count_their_versions_apart() -> None:
    one, other = factories.story(), factories.story()
    before = versions(other)

    factories.entry(one)

    assert versions(other) == before


def test_drafts_and_submitted_entries_change_no_public_count() -> None:
    story = factories.story()
    before = versions(story)

    draft = factories.entry(story, status=Status.DRAFT, is_key_event=True)
    submitted = publishing.change_entry(
        draft, by=factories.editor(), status=Status.SUBMITTED, heading="Later"
    )

    assert versions(story) == before
    assert (submitted.version, submitted.first_published_at) == (0, None)


def test_a_draft_published_takes_a_version_and_the_time_of_now() -> None:
    story = factories.story()
    draft = factories.entry(story, status=Status.DRAFT)

    published = publishing.change_entry(draft, by=factories.editor(), status=Status.PUBLISHED)

    assert published.version == versions(story)[0]
    assert published.published_at == published.first_published_at
    assert published.updated_at is None


def test_an_edit_takes_the_next_version_and_keeps_the_place() -> None:
    story = factories.story()
    entry, later = factories.entry(story), factories.entry(story)

    changed = publishing.change_entry(entry, by=factories.editor(), heading="The gates stay shut")

    assert changed.version == versions(story)[0] == later.version + 1
    assert changed.order == entry.order < later.order


def test_saving_what_stands_there_already_writes_nothing() -> None:
    story = factories.story()
    entry = factories.entry(story)
    before, revision, lines = versions(story), entry.revision, entry.history.count()

    same = publishing.change_entry(
        entry, by=factories.editor(), heading=entry.heading, text=entry.text, bylines=[], is_pinned=False
    )

    assert versions(story) == before
    assert (same.revision, same.history.count()) == (revision, lines)


def test_a_new_time_moves_the_entry_and_takes_a_version() -> None:
    story = factories.story()
    entry, other = factories.entry(story), factories.entry(story)

    moved = publishing.change_entry(other, by=factories.editor(), published_at=timezone.now() - HOUR)

    assert moved.version == versions(story)[0]
    assert moved.order < entry.order
    assert moved.updated_at is None, "a new time is no new text"
    assert list(story.entries.newest_first()) == [entry, moved]


def test_an_entry_that_is_out_cannot_be_given_a_time_to_come() -> None:
    entry = factories.entry(factories.story())

    with pytest.raises(ValidationError, match="cannot lie in the future"):
        publishing.change_entry(entry, by=factories.editor(), published_at=timezone.now() + HOUR)

    assert LiveEntry.objects.get(pk=entry.pk).published_at == entry.published_at


def test_a_time_taken_away_is_the_time_of_publication() -> None:
    entry = factories.entry(factories.story())
    publishing.change_entry(entry, by=factories.editor(), published_at=timezone.now() - HOUR)

    changed = publishing.change_entry(entry, by=factories.editor(), published_at=None)

    assert changed.published_at == entry.first_published_at


@pytest.mark.parametrize(
    ("name", "drop"),
    [({"is_key_event": True}, {"is_key_event": False}), ({"is_pinned": True}, {"is_pinned": False})],
)
def test_what_is_named_outside_the_feed_too_stamps_the_story(name: EntryFields, drop: EntryFields) -> None:
    story, by = factories.story(), factories.editor()
    entry = factories.entry(story)

    named = publishing.change_entry(entry, by=by, **name)
    after_naming = versions(story)
    renamed = publishing.change_entry(entry, by=by, heading="Another heading")
    after_renaming = versions(story)
    dropped = publishing.change_entry(entry, by=by, **drop)
    after_dropping = versions(story)

    assert after_naming == (named.version, named.version)
    assert after_renaming == (renamed.version, renamed.version)
    assert after_dropping == (dropped.version, dropped.version)


def test_pinning_lets_the_other_pinned_entry_go_in_the_same_version() -> None:
    story, by = factories.story(), factories.editor()
    first, second = factories.entry(story, is_pinned=True), factories.entry(story)

    pinned = publishing.change_entry(second, by=by, is_pinned=True)

    first.refresh_from_db()
    assert (first.is_pinned, pinned.is_pinned) == (False, True)
    assert first.version == pinned.version == versions(story)[1]
    assert first.history.latest().history_change_reason == "unpin"


def test_pins_of_two_stories_leave_each_other_alone() -> None:
    first = factories.entry(factories.story(), is_pinned=True)

    factories.entry(factories.story(), is_pinned=True)

    first.refresh_from_db()
    assert first.is_pinned


def test_a_draft_that_is_to_be_pinned_takes_the_pin_when_it_is_published() -> None:
    story, by = factories.story(), factories.editor()
    pinned = factories.entry(story, is_pinned=True)
    draft = factories.entry(story, status=Status.DRAFT, is_pinned=True)
    is_pinned_while_drafted = LiveEntry.objects.get(pk=pinned.pk).is_pinned

    publishing.change_entry(draft, by=by, status=Status.PUBLISHED)

    assert is_pinned_while_drafted
    assert list(story.entries.published().filter(is_pinned=True)) == [draft]


def test_a_published_entry_goes_back_to_no_earlier_status() -> None:
    entry = factories.entry(factories.story())

    with pytest.raises(ValidationError, match="Withdraw it instead"):
        publishing.change_entry(entry, by=factories.editor(), status=Status.DRAFT)

    assert LiveEntry.objects.get(pk=entry.pk).is_seen_by_readers


@pytest.mark.parametrize("status", [Status.WITHDRAWN, "nonsense"])
def test_a_draft_cannot_take_a_status_that_is_no_next_step(status: str) -> None:
    draft = factories.entry(factories.story(), status=Status.DRAFT)

    with pytest.raises(ValidationError, match="Only a published entry can be withdrawn"):
        publishing.change_entry(draft, by=factories.editor(), status=status)

    assert LiveEntry.objects.get(pk=draft.pk).status == Status.DRAFT


def test_a_published_entry_needs_a_heading_and_a_draft_does_not() -> None:
    story, by = factories.story(), factories.editor()
    draft = factories.entry(story, heading="  ", status=Status.DRAFT)

    with pytest.raises(ValidationError, match="Give the entry a heading") as refused:
        publishing.change_entry(draft, by=by, status=Status.PUBLISHED)

    assert list(refused.value.message_dict) == ["heading"]
    assert LiveEntry.objects.get(pk=draft.pk).heading == ""


def test_a_story_without_a_feed_takes_no_entry() -> None:
    story = factories.story(status="published")

    with pytest.raises(ValidationError, match="no live feed"):
        factories.entry(story)

    assert not story.entries.exists()


def test_whoever_saves_second_is_told_and_loses_nothing_of_the_first() -> None:
    entry, by = factories.entry(factories.story()), factories.editor()
    seen = entry.revision
    publishing.change_entry(entry, by=by, seen=seen, heading="The first to save")

    with pytest.raises(publishing.Conflict) as conflict:
        publishing.change_entry(entry, by=by, seen=seen, heading="The second to save")

    assert conflict.value.current.heading == "The first to save"  # type: ignore[attr-defined]  # a live entry
    assert LiveEntry.objects.get(pk=entry.pk).heading == "The first to save"
