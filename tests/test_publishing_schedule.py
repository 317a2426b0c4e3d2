"""What is scheduled appears once, when it is due, and never before."""

import datetime
import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DataError, OperationalError
from django.utils import timezone

from editorial import publishing
from editorial.models import Article, LiveEntry
from tests import factories

pytestmark = pytest.mark.django_db

Status = LiveEntry.Status
HOUR = datetime.timedelta(hours=1)
SECOND = datetime.timedelta(seconds=1)


def soon() -> datetime.datetime:
    """An hour from now."""
    return timezone.now() + HOUR


def test_publishing_with_a_time_to_come_schedules() -> None:
    story = factories.story()
    before = story.version

    entry = factories.entry(story, published_at=soon())

    story.refresh_from_db()
    assert (entry.status, entry.version, story.version) == (Status.SCHEDULED, 0, before)
    assert not story.entries.published().exists()


def test_one_second_early_nothing_appears() -> None:
    due_at = soon()
    factories.entry(factories.story(), published_at=due_at)

    published = publishing.publish_due(due_at - SECOND)

    assert published == []
    assert not LiveEntry.objects.published().exists()


def test_a_due_entry_appears_once_at_its_time_with_the_next_version() -> None:
    story, due_at = factories.story(), soon()
    entry = factories.entry(story, published_at=due_at, is_key_event=True)

    published = publishing.publish_due(due_at)
    again = publishing.publish_due(due_at + HOUR)

    story.refresh_from_db()
    entry.refresh_from_db()
    assert (published, again) == ([entry], [])
    assert (entry.published_at, entry.version) == (due_at, story.version)
    assert story.story_version == story.version
    assert entry.history.filter(history_change_reason="publish as scheduled").count() == 1


def test_it_appears_in_the_name_of_whoever_scheduled_it() -> None:
    by, due_at = factories.editor(), soon()
    entry = factories.entry(factories.story(), by=by, published_at=due_at)

    publishing.publish_due(due_at)

    assert entry.history.latest().history_user == by


def test_each_due_entry_takes_a_version_of_its_own_in_the_order_of_their_times() -> None:
    story, due_at = factories.story(), soon()
    later, sooner = (factories.entry(story, published_at=due_at + wait) for wait in (SECOND, 0 * SECOND))

    published = publishing.publish_due(due_at + HOUR)

    assert published == [sooner, later]
    assert [entry.version for entry in published] == [story.version + 1, story.version + 2]


def test_a_scheduled_entry_to_be_pinned_takes_the_pin_when_it_appears() -> None:
    story, due_at = factories.story(), soon()
    pinned = factories.entry(story, is_pinned=True)
    scheduled = factories.entry(story, is_pinned=True, published_at=due_at)
    is_pinned_before = LiveEntry.objects.get(pk=pinned.pk).is_pinned

    publishing.publish_due(due_at)

    assert is_pinned_before
    assert list(story.entries.filter(is_pinned=True)) == [scheduled]


def test_a_scheduled_entry_moved_to_a_later_time_waits_for_that() -> None:
    due_at = soon()
    entry = factories.entry(factories.story(), published_at=due_at)
    publishing.change_entry(entry, by=factories.editor(), published_at=due_at + HOUR)

    published = publishing.publish_due(due_at)

    assert published == []
    assert LiveEntry.objects.get(pk=entry.pk).status == Status.SCHEDULED


def test_a_scheduled_entry_whose_time_is_set_to_the_past_is_out_at_once() -> None:
    story = factories.story()
    entry = factories.entry(story, published_at=soon())

    changed = publishing.change_entry(entry, by=factories.editor(), published_at=timezone.now() - HOUR)

    story.refresh_from_db()
    assert (changed.status, changed.version) == (Status.PUBLISHED, story.version)


def test_a_scheduled_entry_goes_back_to_be_a_draft() -> None:
    due_at = soon()
    entry = factories.entry(factories.story(), published_at=due_at)

    publishing.change_entry(entry, by=factories.editor(), status=Status.DRAFT)

    assert publishing.publish_due(due_at) == []


def test_to_schedule_asks_for_the_time() -> None:
    story = factories.story()

    with pytest.raises(ValidationError, match="Give the time") as refused:
        factories.entry(story, status=Status.SCHEDULED)

    assert list(refused.value.message_dict) == ["published_at"]
    assert not story.entries.exists()


def test_one_that_cannot_stand_stays_and_keeps_none_of_the_others_back(
    caplog: pytest.LogCaptureFixture,
) -> None:
    unborn, story, due_at = factories.story("draft"), factories.story(), soon()
    waiting = factories.entry(unborn, published_at=due_at)
    other = factories.entry(story, published_at=due_at)
    Article.objects.filter(pk=unborn.pk).update(
        status="published", published_at=due_at, updated_at=due_at, version=1
    )

    with caplog.at_level(logging.WARNING):
        published = publishing.publish_due(due_at) + publishing.publish_due(due_at)

    waiting.refresh_from_db()
    assert published == [other]
    assert waiting.status == Status.SCHEDULED
    [complaint] = [line for line in caplog.messages if waiting.public_id in line]
    assert "no live feed" in complaint


def test_a_fault_of_the_database_at_one_entry_keeps_none_of_the_others_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    due_at = soon()
    odd, other = (factories.entry(factories.story(), published_at=due_at) for _each in range(2))
    _refuse_at(odd, DataError("value out of range"), monkeypatch)

    published = publishing.publish_due(due_at)

    assert published == [other]
    assert LiveEntry.objects.get(pk=odd.pk).status == Status.SCHEDULED


def test_a_database_that_is_gone_is_no_matter_of_one_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    due_at = soon()
    entry = factories.entry(factories.story(), published_at=due_at)
    _refuse_at(entry, OperationalError("server closed the connection"), monkeypatch)

    with pytest.raises(OperationalError):
        publishing.publish_due(due_at)


def _refuse_at(odd: LiveEntry, fault: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    save = LiveEntry.save

    def failing(entry: LiveEntry, *args: Any, **options: Any) -> None:
        if entry.pk == odd.pk:
            raise fault
        save(entry, *args, **options)

    monkeypatch.setattr(LiveEntry, "save", failing)


@pytest.mark.parametrize("step", [-HOUR, HOUR])
def test_a_clock_stepped_an_hour_either_way_publishes_once(
    step: datetime.timedelta, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = factories.story()
    entry = factories.entry(story, published_at=timezone.now() + SECOND)
    now = _clock(monkeypatch, 2 * SECOND)
    first = publishing.publish_due()

    _clock(monkeypatch, 2 * SECOND + step)
    again = publishing.publish_due() + publishing.publish_due(now())

    story.refresh_from_db()
    assert (first, again) == ([entry], [])
    assert first[0].version == story.version


def _clock(monkeypatch: pytest.MonkeyPatch, by: datetime.timedelta) -> Callable[[], datetime.datetime]:
    def now() -> datetime.datetime:
        return datetime.datetime.now(datetime.UTC) + by

    monkeypatch.setattr(timezone, "now", now)
    return now
