"""Every process publishes what is due, and each entry appears once."""

import datetime
import itertools
from pathlib import Path

import pytest
from django.utils import timezone

from editorial.models import LiveEntry
from tests import factories
from tests.promise import workers

pytestmark = pytest.mark.django_db(transaction=True)

DUE = 12
LINE = "publish as scheduled"


def scheduled(count: int, moment: datetime.datetime) -> list[LiveEntry]:
    """So many entries of one story, all of them due at this moment."""
    by = factories.editor()
    story = factories.story(by=by)
    return [factories.entry(story, by=by, published_at=moment) for _number in range(count)]


def test_several_processes_at_once_publish_each_due_entry_once(tmp_path: Path) -> None:
    moment = timezone.now() + datetime.timedelta(hours=1)
    entries = scheduled(DUE, moment)

    with workers(tmp_path, 4) as started:
        for worker in started:
            worker.send("publish_due", moment=moment.isoformat())
        written = [change for worker in started for change in worker.answer()["written"]]

    first = entries[0].article.version + 1
    assert sorted(change["version"] for change in written) == list(range(first, first + DUE))
    assert {change["entry"] for change in written} == {entry.public_id for entry in entries}
    assert LiveEntry.history.filter(history_change_reason=LINE).count() == DUE


def test_wherever_one_process_is_stopped_another_publishes_nothing_twice(tmp_path: Path) -> None:
    moment = timezone.now() + datetime.timedelta(hours=1)
    rounds = 0

    with workers(tmp_path, 2) as (slow, quick):
        for statement in itertools.count(1):
            entries = scheduled(1, moment)
            stands = slow.ask("publish_due", moment=moment.isoformat(), pause_after=statement)
            quick.send("publish_due", moment=moment.isoformat())
            quick.has_answer(within=0.1)
            written = stands.get("written", [])
            if "stands" in stands:
                slow.go_on()
                written = slow.answer()["written"]
            written += quick.answer()["written"]

            assert sorted(change["entry"] for change in written) == sorted(each.public_id for each in entries)
            assert all(each.history.filter(history_change_reason=LINE).count() == 1 for each in entries)
            rounds += 1
            if "stands" not in stands:
                break

    assert rounds > 5
