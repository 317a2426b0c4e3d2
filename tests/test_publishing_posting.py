"""Posting: a repeated "Publish" is one entry, a correction is told, a change in the first minutes is not."""

import datetime
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from editorial import publishing
from editorial.models import LiveEntry
from tests import factories

pytestmark = pytest.mark.django_db

MINUTE = datetime.timedelta(minutes=1)
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime.timedelta], None]:
    """Move the newsroom's clock by this much from the true time."""

    def move(by: datetime.timedelta) -> None:
        monkeypatch.setattr(timezone, "now", lambda: datetime.datetime.now(datetime.UTC) + by)

    return move


def test_the_same_token_again_answers_with_the_one_entry() -> None:
    story, by = factories.story(), factories.editor()
    first = factories.entry(story, by=by, token="a1")

    second = factories.entry(story, by=by, token="a1", heading=f" {first.heading}")

    story.refresh_from_db()
    assert second == first
    assert story.entries.count() == 1
    assert story.version == first.version


def test_a_token_sent_again_with_other_words_keeps_the_first_entry_and_says_so() -> None:
    story, by = factories.story(), factories.editor()
    first = factories.entry(story, by=by, token="a1")

    with pytest.raises(ValidationError, match="sent already and made the entry") as refused:
        factories.entry(story, by=by, token="a1", heading="Quite another thing")

    assert refused.value.code == "sent_already"
    assert list(story.entries.values_list("heading", flat=True)) == [first.heading]


def test_a_retry_finds_its_entry_though_it_was_edited_since() -> None:
    story, by = factories.story(), factories.editor()
    first = factories.entry(story, by=by, token="a1", heading="The first words")
    publishing.change_entry(first, by=by, heading="Better words")

    again = factories.entry(story, by=by, token="a1", heading="The first words")

    assert again == first


def test_entries_without_a_token_are_as_many_as_were_posted() -> None:
    story, by = factories.story(), factories.editor()

    for token in (None, None, "", ""):
        factories.entry(story, by=by, token=token)

    assert story.entries.count() == 4


def test_a_token_of_another_persons_entry_gives_it_to_nobody() -> None:
    story = factories.story()
    factories.entry(story, token="a1")

    with pytest.raises(ValidationError, match="belongs to another entry"):
        factories.entry(story, token="a1")

    assert story.entries.count() == 1


def test_a_token_used_in_another_story_posts_nothing() -> None:
    by, story = factories.editor(), factories.story()
    factories.entry(factories.story(), by=by, token="a1")

    with pytest.raises(ValidationError, match="belongs to another entry"):
        factories.entry(story, by=by, token="a1")

    assert not story.entries.exists()


@pytest.mark.parametrize("token", ["a" * 65, "a\0", "a\nb"])
def test_a_token_that_is_none_is_refused(token: str) -> None:
    story = factories.story()

    with pytest.raises(ValidationError):
        factories.entry(story, token=token)

    assert not story.entries.exists()


def test_without_bylines_the_persons_own_is_taken() -> None:
    by = factories.editor()
    own = factories.byline(user=by)

    entry = factories.entry(factories.story(), by=by)

    assert entry.ordered_bylines == [own]


def test_bylines_given_are_kept_in_their_order_and_none_is_none() -> None:
    by = factories.editor()
    own, guest = factories.byline(user=by), factories.byline("Tomás Ribeiro")

    together = factories.entry(factories.story(), by=by, bylines=[guest, own, guest])
    alone = factories.entry(factories.story(), by=by, bylines=[])

    assert together.ordered_bylines == [guest, own]
    assert alone.ordered_bylines == []


def test_bylines_in_another_order_are_a_change() -> None:
    one, other = factories.byline(), factories.byline("Tomás Ribeiro")
    entry = factories.entry(factories.story(), bylines=[one, other])

    changed = publishing.change_entry(entry, by=factories.editor(), bylines=[other, one])

    assert LiveEntry.objects.get(pk=entry.pk).ordered_bylines == [other, one]
    assert changed.version == entry.version + 1


def test_a_change_within_the_grace_is_not_told(clock: Callable[[datetime.timedelta], None]) -> None:
    entry = factories.entry(factories.story())
    clock(4 * MINUTE)

    changed = publishing.change_entry(entry, by=factories.editor(), heading="The gates stay shut")

    assert changed.updated_at is None


def test_a_change_after_the_grace_is_told(clock: Callable[[datetime.timedelta], None]) -> None:
    entry = factories.entry(factories.story())
    clock(6 * MINUTE)

    changed = publishing.change_entry(entry, by=factories.editor(), heading="The gates stay shut")

    assert entry.published_at
    assert changed.updated_at
    assert changed.updated_at - entry.published_at > 6 * MINUTE


def test_the_grace_is_the_houses_to_say(clock: Callable[[datetime.timedelta], None]) -> None:
    publishing.change_newsroom(by=factories.administrator(), correction_grace_minutes=30)
    entry = factories.entry(factories.story())
    clock(29 * MINUTE)

    changed = publishing.change_entry(entry, by=factories.editor(), text="<p>In other words.</p>")

    assert changed.updated_at is None


def test_a_pin_after_the_grace_is_no_update_of_the_words(clock: Callable[[datetime.timedelta], None]) -> None:
    entry = factories.entry(factories.story())
    clock(HOUR)

    changed = publishing.change_entry(entry, by=factories.editor(), is_pinned=True, is_key_event=True)

    assert changed.updated_at is None


def test_a_correction_is_told_with_its_time_even_within_the_grace() -> None:
    by = factories.editor()
    entry = factories.entry(factories.story())

    changed = publishing.change_entry(entry, by=by, heading="Two gates", correction=" We wrote three gates. ")

    note = changed.corrections.get()
    assert (note.note, note.by, note.at) == ("We wrote three gates.", by, changed.updated_at)
    assert changed.version == entry.version + 1


def test_a_correction_alone_is_a_visible_change() -> None:
    entry = factories.entry(factories.story())

    changed = publishing.change_entry(
        entry, by=factories.editor(), correction="The time was of the day before."
    )

    assert changed.version == entry.version + 1


@pytest.mark.parametrize(
    ("status", "note", "sentence"),
    [
        ("draft", "It was two.", "Only a published entry can be corrected"),
        ("published", "two\nlines", "on one line"),
        ("published", "x" * 1001, "at most 1000 characters"),
    ],
)
def test_a_correction_that_cannot_stand_is_refused_and_nothing_is_written(
    status: str, note: str, sentence: str
) -> None:
    entry = factories.entry(factories.story(), status=status)

    with pytest.raises(ValidationError, match=sentence) as refused:
        publishing.change_entry(entry, by=factories.editor(), heading="Rewritten", correction=note)

    now = LiveEntry.objects.get(pk=entry.pk)
    assert list(refused.value.message_dict) == ["correction"]
    assert (now.heading, now.corrections.count()) == (entry.heading, 0)


def test_a_clock_stepped_back_an_hour_keeps_the_order_of_creation(
    clock: Callable[[datetime.timedelta], None],
) -> None:
    story = factories.story()
    at = timezone.now() - 2 * HOUR
    first = factories.entry(story, published_at=at)
    clock(-HOUR)

    second, third = (factories.entry(story, published_at=at) for _time in range(2))

    assert first.order < second.order < third.order
    assert list(story.entries.newest_first()) == [third, second, first]


def test_a_clock_stepped_back_an_hour_keeps_nobody_from_correcting_a_text(
    clock: Callable[[datetime.timedelta], None],
) -> None:
    entry = factories.entry(factories.story())
    clock(-HOUR)

    changed = publishing.change_entry(entry, by=factories.editor(), heading="The gates stay shut")

    assert (changed.heading, changed.published_at) == ("The gates stay shut", entry.published_at)
