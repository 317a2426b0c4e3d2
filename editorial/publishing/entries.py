"""Live entries: posted, changed, withdrawn, restored."""

import datetime
from collections.abc import Sequence
from typing import Any, TypedDict, Unpack

from django.contrib.auth.models import User
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from editorial import richtext
from editorial.models import Article, Byline, Correction, EntryByline, LiveEntry, Newsroom
from editorial.publishing.door import (
    Door,
    differing,
    opened_story,
    photos_of,
    place_bylines,
    record,
    refuse_incomplete,
    refuse_older,
    require,
    save_bare,
)

Status = LiveEntry.Status
FOR_EDITORS = {"published_at", "is_key_event", "is_pinned", "bylines"}
TOLD_AS_UPDATE = {"heading", "text", "bylines"}


class EntryFields(TypedDict, total=False):
    """What an editor may give of an entry. `text` is HTML of the text editor; it is cleaned here."""

    heading: str
    text: str
    published_at: datetime.datetime | None
    is_key_event: bool
    is_pinned: bool
    bylines: Sequence[Byline]


def post_entry(
    story: Article,
    *,
    by: User,
    status: str = Status.PUBLISHED,
    token: str | None = None,
    **fields: Unpack[EntryFields],
) -> LiveEntry:
    """Write a new entry and, by its status, publish it, schedule it, submit it or keep it as a draft.

    A status of published with a time in the future schedules it. The same `token` again (a double click, a retry
    after a lost answer) answers with the entry that the first one made. Without `bylines`, the person's own is taken.
    """
    require(by, "add_liveentry")
    with opened_story(story.pk) as door:
        again = LiveEntry.objects.filter(submission_token=token).first() if token else None
        if again is not None:
            return _same_submission(again, story, by)
        entry = LiveEntry(article=door.story, submission_token=token or None, created_at=_creation_time(door))
        entry.created_by = by
        given: dict[str, Any] = {"bylines": _own_byline(by), **fields}
        _apply(door, entry, given, status, by)
    return entry


def change_entry(
    entry: LiveEntry,
    *,
    by: User,
    seen: int | None = None,
    status: str | None = None,
    correction: str = "",
    **fields: Unpack[EntryFields],
) -> LiveEntry:
    """Change an entry, or its status on the way to publication; fields that are not given stay as they are.

    A `correction` is told to readers with the time. Nothing differing: nothing is written, no version is used.
    """
    with opened_story(entry.article_id) as door:
        current = _current(door, entry, by)
        refuse_older(current, seen)
        _refuse_correction(current, correction, by)
        _apply(door, current, dict(fields), status or current.status, by, correction)
    return current


def withdraw_entry(entry: LiveEntry, *, by: User, reason: str = "", seen: int | None = None) -> LiveEntry:
    """Take a published entry off every page. The row is kept whole, for the record and for restoring."""
    require(by, "publish_liveentry")
    with opened_story(entry.article_id) as door:
        current = _current(door, entry, by)
        refuse_older(current, seen)
        if current.status == Status.WITHDRAWN:
            return current
        if not current.is_seen_by_readers:
            raise ValidationError(_("Only a published entry can be withdrawn. Delete the draft instead."))
        _stamp_list_places(door, current)
        current.status, current.withdrawal_reason, current.version = Status.WITHDRAWN, reason, door.stamp()
        current.is_pinned = False
        record(current, by=by, why="withdraw: " + reason, at=door.now)
    return current


def restore_entry(entry: LiveEntry, *, by: User, seen: int | None = None) -> LiveEntry:
    """Put a withdrawn entry back where it stood."""
    require(by, "publish_liveentry")
    with opened_story(entry.article_id) as door:
        current = _current(door, entry, by)
        refuse_older(current, seen)
        if current.status != Status.WITHDRAWN:
            raise ValidationError(_("This entry is not withdrawn, so there is nothing to restore."))
        refuse_incomplete(photos_of(current.text))
        _stamp_list_places(door, current)
        current.status, current.withdrawal_reason, current.version = Status.PUBLISHED, "", door.stamp()
        record(current, by=by, why="restore", at=door.now)
    return current


def discard_entry(entry: LiveEntry, *, by: User) -> None:
    """Delete a draft that readers never saw. Its history stays."""
    with opened_story(entry.article_id) as door:
        current = _current(door, entry, by)
        if current.was_published:
            raise ValidationError(
                _("Readers have seen this entry, so it cannot be deleted. Withdraw it instead.")
            )
        current._history_user = by  # type: ignore[attr-defined]  # read by django-simple-history
        current._change_reason = "discard"  # type: ignore[attr-defined]  # read by django-simple-history
        current.delete()


def publish_scheduled(door: Door, entry: LiveEntry) -> None:
    """Publish a due entry (a row of the locked story), in the name of whoever scheduled it."""
    entry.article = door.story
    _publish(door, entry)
    _stamp_list_places(door, entry)
    entry.version = door.stamp()
    record(entry, by=entry.changed_by, why="publish as scheduled", at=door.now)


def _creation_time(door: Door) -> datetime.datetime:
    """Now, but later than every other entry of the story: creation orders entries that show the same time."""
    last = door.story.entries.aggregate(last=Max("created_at"))["last"]
    return door.now if last is None else max(door.now, last + datetime.timedelta(microseconds=1))


def _own_byline(by: User) -> list[Byline]:
    try:
        return [by.byline]
    except ObjectDoesNotExist:
        return []


def _same_submission(entry: LiveEntry, story: Article, by: User) -> LiveEntry:
    if entry.article_id != story.pk or entry.created_by_id != by.pk:
        raise ValidationError(
            _("This submission token belongs to another entry. Send the entry with a new one.")
        )
    return entry


def _current(door: Door, entry: LiveEntry, by: User) -> LiveEntry:
    """The row as it stands, read under the lock, for someone who may change it."""
    current = LiveEntry.objects.with_page_parts().get(pk=entry.pk)
    current.article = door.story
    if not current.may_be_changed_by(by):
        raise PermissionDenied(_("You may not change this entry. Ask an editor."))
    return current


def _refuse_correction(entry: LiveEntry, correction: str, by: User) -> None:
    if not correction:
        return
    require(by, "publish_liveentry")
    if not entry.is_seen_by_readers:
        raise ValidationError(
            {"correction": _("Only a published entry can be corrected. Leave the note out.")}
        )


def _apply(
    door: Door, entry: LiveEntry, fields: dict[str, Any], status: str, by: User, correction: str = ""
) -> None:
    """Bring the row to what is asked and, where readers see a difference, stamp it."""
    bylines = fields.pop("bylines", None)
    fields = _cleaned(fields)
    changes = differing(entry, fields)
    if bylines is not None and (entry._state.adding or list(bylines) != entry.ordered_bylines):
        changes.add("bylines")
    is_step = entry._state.adding or status != entry.status
    if not (changes or is_step or correction):
        return
    _refuse_beyond_rights(entry, changes, bylines or [], status, by)
    was_seen, was_listed = entry.is_seen_by_readers, entry.is_key_event or entry.is_pinned
    for name in changes - {"bylines"}:
        setattr(entry, name, fields[name])
    _take_step(door, entry, status)
    is_visible = was_seen or entry.is_seen_by_readers
    if is_visible:
        _make_room_for_pin(door, entry, by)
        if was_listed:
            door.stamp_story()
        _stamp_list_places(door, entry)
        entry.version = door.stamp()
        if was_seen:
            _tell_update(door, entry, changes, correction)
    _save(
        door, entry, bylines if "bylines" in changes else None, by, f"{status}: {', '.join(sorted(changes))}"
    )
    if correction:
        Correction.objects.create(entry=entry, at=door.now, by=by, note=_checked_note(correction))


def _cleaned(fields: dict[str, Any]) -> dict[str, Any]:
    if "text" in fields:
        fields["text"] = richtext.clean(fields["text"])
    if "heading" in fields:
        fields["heading"] = fields["heading"].strip()
    return fields


def _checked_note(note: str) -> str:
    Correction._meta.get_field("note").clean(note, None)
    return note


def _refuse_beyond_rights(
    entry: LiveEntry, changes: set[str], bylines: Sequence[Byline], status: str, by: User
) -> None:
    """Times, pins, key events, bylines and every status that readers see are an editor's."""
    if by.has_perm("editorial.publish_liveentry"):
        return
    if entry._state.adding:
        defaults = {"published_at": None, "is_key_event": False, "is_pinned": False}
        changes = differing(entry, defaults) | changes
        changes -= {"bylines"} if list(bylines) == _own_byline(by) else set()
    if changes & FOR_EDITORS or status not in {Status.DRAFT, Status.SUBMITTED}:
        raise PermissionDenied(
            _("Only an editor may publish, or set time, pin, key event and bylines. Submit it.")
        )


def _take_step(door: Door, entry: LiveEntry, status: str) -> None:
    """Move the entry to the status that was asked for, if it can go there."""
    if entry.status == Status.WITHDRAWN:
        if status != Status.WITHDRAWN:
            raise ValidationError(_("This entry is withdrawn. Restore it first."))
        return
    if entry.is_seen_by_readers:
        _keep_published(door, entry, status)
    elif status in {Status.PUBLISHED, Status.SCHEDULED}:
        _publish_or_schedule(door, entry, status)
    elif status in {Status.DRAFT, Status.SUBMITTED}:
        entry.status = Status(status)
    else:
        raise ValidationError(_("Only a published entry can be withdrawn."))


def _keep_published(door: Door, entry: LiveEntry, status: str) -> None:
    if status != Status.PUBLISHED:
        raise ValidationError(_("Readers have seen this entry. Withdraw it instead."))
    if entry.published_at is None:
        entry.published_at = entry.first_published_at
    if entry.published_at is not None and entry.published_at > door.now:
        raise ValidationError(
            {"published_at": _("This entry is out already. Its time cannot lie in the future.")}
        )
    _refuse_unfit(entry)


def _publish_or_schedule(door: Door, entry: LiveEntry, status: str) -> None:
    if entry.published_at is not None and entry.published_at > door.now:
        entry.status = Status.SCHEDULED
        _refuse_unfit(entry)
    elif status == Status.SCHEDULED and entry.published_at is None:
        raise ValidationError({"published_at": _("Give the time at which it is to appear.")})
    else:
        _publish(door, entry)


def _publish(door: Door, entry: LiveEntry) -> None:
    if entry.published_at is None:
        entry.published_at = door.now
    if entry.first_published_at is None:
        entry.first_published_at = door.now
    entry.status = Status.PUBLISHED
    _refuse_unfit(entry)


def _refuse_unfit(entry: LiveEntry) -> None:
    """What readers are to see has a heading, a story with a feed, and photos that are complete."""
    if not entry.heading:
        raise ValidationError(
            {"heading": _("Give the entry a heading: it stands in lists and shared links.")}
        )
    if entry.article.status == Article.Status.PUBLISHED:
        raise ValidationError(_("This story has no live feed. Start its coverage first."))
    refuse_incomplete(photos_of(entry.text))


def _make_room_for_pin(door: Door, entry: LiveEntry, by: User) -> None:
    if not entry.is_pinned:
        return
    for other in door.story.entries.filter(is_pinned=True).exclude(pk=entry.pk):
        other.is_pinned = False
        if other.is_seen_by_readers:
            other.version = door.stamp()
        record(other, by=by, why="unpin", at=door.now)


def _stamp_list_places(door: Door, entry: LiveEntry) -> None:
    """Key events and the pinned entry are named outside the feed too."""
    if entry.is_key_event or entry.is_pinned:
        door.stamp_story()


def _tell_update(door: Door, entry: LiveEntry, changes: set[str], correction: str) -> None:
    """Mark the entry as updated, but for a change of words within the grace after publication."""
    published_at = entry.first_published_at or door.now
    is_late = door.now - published_at > Newsroom.current().correction_grace
    if correction or (changes & TOLD_AS_UPDATE and is_late):
        entry.updated_at = door.now


def _save(door: Door, entry: LiveEntry, bylines: Sequence[Byline] | None, by: User, why: str) -> None:
    photos = photos_of(entry.text)
    if entry._state.adding:
        entry.changed_at, entry.changed_by = door.now, by
        save_bare(entry)
    if bylines is not None:
        place_bylines(entry, EntryByline, "entry", bylines)
    entry.photos.set(photos)
    record(entry, by=by, why=why, at=door.now)
