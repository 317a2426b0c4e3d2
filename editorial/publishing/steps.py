"""The way of an entry, from draft to published to withdrawn, and what may go that way."""

from collections.abc import Container, Set

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.models import Article, LiveEntry
from editorial.publishing.door import Door, photos_of, record_entry, refuse_unusable

Status = LiveEntry.Status


def take_step(door: Door, entry: LiveEntry, status: str, changes: Set[str]) -> None:
    """Move the entry, in which these fields were changed, to the status that was asked for, if it can go there."""
    if status != Status.DRAFT:
        entry.sent_back_note = ""
    if entry.was_published:
        _stay(door, entry, status, changes)
    elif status in {Status.PUBLISHED, Status.SCHEDULED}:
        _publish_or_schedule(door, entry, status)
    elif status in {Status.DRAFT, Status.SUBMITTED}:
        entry.status = Status(status)
    else:
        raise ValidationError(_("Only a published entry can be withdrawn."))


def _stay(door: Door, entry: LiveEntry, status: str, changes: Set[str]) -> None:
    """An entry that is out stays out, or stays withdrawn: `withdraw_entry` and `restore_entry` change that."""
    if status != entry.status:
        is_out = entry.is_seen_by_readers
        raise ValidationError(
            _("Readers have seen this entry. Withdraw it instead.")
            if is_out
            else _("This entry is withdrawn. Restore it first.")
        )
    if entry.published_at is None:
        entry.published_at = entry.first_published_at
    # Only a time that was given now: a clock stepped back must not keep anybody from correcting a text.
    elif "published_at" in changes and entry.published_at > door.now:
        raise ValidationError(
            {"published_at": _("This entry is out already. Its time cannot lie in the future.")}
        )
    if entry.is_seen_by_readers:
        refuse_unfit(entry, already=photo_keys(entry))


def _publish_or_schedule(door: Door, entry: LiveEntry, status: str) -> None:
    if entry.published_at is not None and entry.published_at > door.now:
        entry.status = Status.SCHEDULED
        refuse_unfit(entry)
    elif status == Status.SCHEDULED and entry.published_at is None:
        raise ValidationError({"published_at": _("Give the time at which it is to appear.")})
    else:
        publish(door, entry)


def publish(door: Door, entry: LiveEntry, *, already: Container[int] = ()) -> None:
    """Let it be seen from now on, if it is fit to be; of its photos, those `already` settled are not asked about."""
    if entry.published_at is None:
        entry.published_at = door.now
    if entry.first_published_at is None:
        entry.first_published_at = door.now
    entry.status = Status.PUBLISHED
    refuse_unfit(entry, already=already)


def photo_keys(entry: LiveEntry) -> set[int]:
    """The keys of the photos that the entry held when it was saved last."""
    return set(entry.photos.values_list("pk", flat=True)) if entry.pk else set()


def refuse_unfit(entry: LiveEntry, *, already: Container[int] = ()) -> None:
    """What readers are to see has a heading, a story with a feed, and photos that are complete and may be used.

    Photos that are out `already` (keys) are not asked about their rights again.
    """
    if not entry.heading:
        raise ValidationError(
            {"heading": _("Give the entry a heading: it stands in lists and shared links.")}
        )
    if entry.article.status == Article.Status.PUBLISHED:
        raise ValidationError(_("This story has no live feed. Start its coverage first."))
    appears_at = max(entry.published_at or timezone.now(), timezone.now())
    refuse_unusable(photos_of(entry.text), at=appears_at, already=already)


def make_room_for_pin(door: Door, entry: LiveEntry, by: User | None) -> None:
    """One entry a story is pinned: another one that is, is let go."""
    if not entry.is_pinned:
        return
    for other in door.story.entries.published().filter(is_pinned=True).exclude(pk=entry.pk):
        other.is_pinned, other.version = False, door.stamp()
        record_entry(door, other, by=by, why="unpin")


def stamp_list_places(door: Door, entry: LiveEntry) -> None:
    """Key events and the pinned entry are named outside the feed too; so is the last one of an ended story."""
    if entry.is_key_event or entry.is_pinned or door.story.status == Article.Status.ENDED:
        door.stamp_story()
