"""Live entries: posted, changed, withdrawn, restored."""

import datetime
from collections.abc import Sequence
from typing import Any, TypedDict, Unpack

from django.contrib.auth.models import User
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from editorial.models import Article, Byline, Correction, EntryByline, LiveEntry, Newsroom
from editorial.publishing.door import (
    Door,
    cleaned_text,
    differing,
    opened_story,
    photos_of,
    place_bylines,
    record,
    refuse_hidden,
    refuse_older,
    require,
    save_bare,
)
from editorial.publishing.steps import (
    make_room_for_pin,
    publish,
    refuse_unfit,
    stamp_list_places,
    take_step,
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
    _refuse_odd_token(token)
    with opened_story(story.pk) as door:
        refuse_hidden(door.story, by)
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
        _refuse_correction(current, correction.strip(), by)
        _apply(door, current, dict(fields), status or current.status, by, correction.strip())
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
        stamp_list_places(door, current)
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
        refuse_unfit(current)
        make_room_for_pin(door, current, by)
        stamp_list_places(door, current)
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
    publish(door, entry)
    make_room_for_pin(door, entry, entry.changed_by)
    stamp_list_places(door, entry)
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


def _refuse_odd_token(token: str | None) -> None:
    if token:
        LiveEntry._meta.get_field("submission_token").clean(token, None)


def _same_submission(entry: LiveEntry, story: Article, by: User) -> LiveEntry:
    if entry.article_id != story.pk or entry.created_by_id != by.pk:
        raise ValidationError(
            _("This submission token belongs to another entry. Send the entry with a new one.")
        )
    return entry


def _current(door: Door, entry: LiveEntry, by: User) -> LiveEntry:
    """The row as it stands, read under the lock, for someone who may change it."""
    refuse_hidden(door.story, by)
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
    take_step(door, entry, status, changes)
    is_visible = was_seen or entry.is_seen_by_readers
    if is_visible:
        make_room_for_pin(door, entry, by)
        if was_listed:
            door.stamp_story()
        stamp_list_places(door, entry)
        entry.version = door.stamp()
        if was_seen:
            _tell_update(door, entry, changes, correction)
    _save(
        door, entry, bylines if "bylines" in changes else None, by, f"{status}: {', '.join(sorted(changes))}"
    )
    if correction:
        _tell_correction(door, entry, correction, by)


def _cleaned(fields: dict[str, Any]) -> dict[str, Any]:
    if "text" in fields:
        fields["text"] = cleaned_text(fields["text"])
    if "heading" in fields:
        fields["heading"] = fields["heading"].strip()
    return fields


def _tell_correction(door: Door, entry: LiveEntry, note: str, by: User) -> None:
    told = Correction(entry=entry, at=door.now, by=by, note=note)
    try:
        told.full_clean()
    except ValidationError as error:
        raise ValidationError({"correction": error.messages}) from error
    told.save()


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
