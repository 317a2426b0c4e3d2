"""An entry taken back: withdrawn, restored, or, where readers never saw it, discarded."""

import datetime
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from editorial import publishing
from editorial.models import LiveEntry
from editorial.publishing.entries import EntryFields
from tests import factories

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)


def test_a_withdrawn_entry_stays_as_a_tombstone_with_the_next_version() -> None:
    story = factories.story()
    entry, other = factories.entry(story), factories.entry(story)

    withdrawn = publishing.withdraw_entry(entry, by=factories.editor(), reason="Wrong harbour")

    story.refresh_from_db()
    assert withdrawn.version == story.version == other.version + 1
    assert list(story.entries.published()) == [other]
    assert list(story.entries.changed_since(other.version)) == [withdrawn]
    assert (withdrawn.text, withdrawn.withdrawal_reason) == (entry.text, "Wrong harbour")


def test_withdrawing_twice_takes_one_version() -> None:
    story, by = factories.story(), factories.editor()
    entry = factories.entry(story)
    once = publishing.withdraw_entry(entry, by=by)

    again = publishing.withdraw_entry(entry, by=by)

    assert (again.version, again.revision) == (once.version, once.revision)


@pytest.mark.parametrize("named", [{"is_key_event": True}, {"is_pinned": True}])
def test_a_named_entry_withdrawn_changes_what_stands_outside_the_feed(named: EntryFields) -> None:
    story = factories.story()
    entry = factories.entry(story, **named)

    withdrawn = publishing.withdraw_entry(entry, by=factories.editor())

    story.refresh_from_db()
    assert story.story_version == withdrawn.version
    assert not withdrawn.is_pinned


def test_a_draft_is_not_withdrawn() -> None:
    draft = factories.entry(factories.story(), status="draft")

    with pytest.raises(ValidationError, match="Delete the draft instead"):
        publishing.withdraw_entry(draft, by=factories.editor())

    assert LiveEntry.objects.get(pk=draft.pk).status == "draft"


def test_a_restored_entry_stands_where_it_stood_with_the_next_version() -> None:
    story, by = factories.story(), factories.editor()
    entry, above = factories.entry(story, is_key_event=True), factories.entry(story)
    withdrawn = publishing.withdraw_entry(entry, by=by, reason="Unclear")

    restored = publishing.restore_entry(withdrawn, by=by)

    story.refresh_from_db()
    assert restored.version == story.version == story.story_version == withdrawn.version + 1
    assert restored.withdrawal_reason == ""
    assert list(story.entries.published().newest_first()) == [above, restored]


def test_what_is_not_withdrawn_is_not_restored() -> None:
    entry = factories.entry(factories.story())

    with pytest.raises(ValidationError, match="nothing to restore"):
        publishing.restore_entry(entry, by=factories.editor())

    assert LiveEntry.objects.get(pk=entry.pk).version == entry.version


def test_a_withdrawn_entry_is_rewritten_unseen_and_readers_get_the_new_text_when_it_is_restored() -> None:
    story, by = factories.story(), factories.editor()
    withdrawn = publishing.withdraw_entry(factories.entry(story), by=by)

    rewritten = publishing.change_entry(withdrawn, by=by, heading="The right harbour")
    restored = publishing.restore_entry(rewritten, by=by)

    assert rewritten.version == withdrawn.version
    assert (restored.heading, restored.version) == ("The right harbour", withdrawn.version + 1)


def test_a_withdrawn_entry_comes_back_by_restoring_alone() -> None:
    withdrawn = publishing.withdraw_entry(factories.entry(factories.story()), by=factories.editor())

    with pytest.raises(ValidationError, match="Restore it first"):
        publishing.change_entry(withdrawn, by=factories.editor(), status="published")

    assert LiveEntry.objects.get(pk=withdrawn.pk).status == "withdrawn"


def test_a_withdrawn_entry_that_lost_its_heading_is_asked_for_one_before_it_comes_back() -> None:
    by = factories.editor()
    withdrawn = publishing.withdraw_entry(factories.entry(factories.story()), by=by)
    publishing.change_entry(withdrawn, by=by, heading="")

    with pytest.raises(ValidationError, match="Give the entry a heading"):
        publishing.restore_entry(withdrawn, by=by)

    assert LiveEntry.objects.get(pk=withdrawn.pk).status == "withdrawn"


def test_a_withdrawn_entry_cannot_be_given_a_time_to_come() -> None:
    by = factories.editor()
    withdrawn = publishing.withdraw_entry(factories.entry(factories.story()), by=by)

    with pytest.raises(ValidationError, match="cannot lie in the future"):
        publishing.change_entry(withdrawn, by=by, published_at=timezone.now() + HOUR)

    assert LiveEntry.objects.get(pk=withdrawn.pk).published_at == withdrawn.published_at


def test_a_withdrawn_entry_that_takes_its_time_away_comes_back_at_the_time_of_publication() -> None:
    by = factories.editor()
    entry = factories.entry(factories.story())
    withdrawn = publishing.withdraw_entry(entry, by=by)

    publishing.change_entry(withdrawn, by=by, published_at=None)

    assert publishing.restore_entry(withdrawn, by=by).published_at == entry.first_published_at


def test_an_entry_pinned_while_it_was_withdrawn_takes_the_pin_when_it_comes_back() -> None:
    story, by = factories.story(), factories.editor()
    withdrawn = publishing.withdraw_entry(factories.entry(story), by=by)
    factories.entry(story, is_pinned=True)
    publishing.change_entry(withdrawn, by=by, is_pinned=True)

    publishing.restore_entry(withdrawn, by=by)

    assert list(story.entries.filter(is_pinned=True)) == [withdrawn]


@pytest.mark.parametrize("move", [publishing.withdraw_entry, publishing.restore_entry])
def test_a_withdrawal_or_restoring_of_an_older_text_is_refused(
    move: Callable[..., LiveEntry],
) -> None:
    entry, by = factories.entry(factories.story()), factories.editor()
    seen = entry.revision
    publishing.change_entry(entry, by=by, heading="Rewritten since")

    with pytest.raises(publishing.Conflict):
        move(entry, by=by, seen=seen)

    assert LiveEntry.objects.get(pk=entry.pk).is_seen_by_readers


def test_a_draft_is_discarded_and_its_history_stays() -> None:
    by = factories.editor()
    draft = factories.entry(factories.story(), status="draft", by=by, heading="Never to be seen")
    key = draft.pk

    publishing.discard_entry(draft, by=by)

    last = LiveEntry.history.filter(id=key).latest()
    assert not LiveEntry.objects.filter(pk=key).exists()
    assert (last.history_type, last.history_user, last.heading) == ("-", by, "Never to be seen")


@pytest.mark.parametrize("is_withdrawn", [False, True])
def test_what_readers_have_seen_is_not_discarded(is_withdrawn: bool) -> None:
    entry, by = factories.entry(factories.story()), factories.editor()
    if is_withdrawn:
        publishing.withdraw_entry(entry, by=by)

    with pytest.raises(ValidationError, match="Withdraw it instead"):
        publishing.discard_entry(entry, by=by)

    assert LiveEntry.objects.filter(pk=entry.pk).exists()
