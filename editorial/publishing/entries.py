"""Live entries: posted, changed, withdrawn, restored."""

import datetime
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import TypedDict, Unpack

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from editorial.models import Article, Byline, LiveEntry
from editorial.publishing.bringing import Saying, apply, cleaned, own_byline
from editorial.publishing.door import (
    Door,
    opened_story,
    record_entry,
    refuse_hidden,
    refuse_older,
    require,
    told_if_taken,
)
from editorial.publishing.steps import (
    make_room_for_pin,
    publish,
    refuse_unfit,
    stamp_list_places,
)

Status = LiveEntry.Status


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
    after a lost answer) answers with the entry that the first one made; other words are refused (code `sent_already`).
    Without `bylines`, the person's own is taken.
    """
    require(by, "add_liveentry")
    _refuse_odd_token(token)
    with _taken_token_told(token), opened_story(story.pk) as door:
        refuse_hidden(door.story, by)
        again = LiveEntry.objects.filter(submission_token=token).first() if token else None
        if again is not None:
            _refuse_other_submission(again, story, by, fields)
            return _taken_on(door, again, status, by, fields)
        entry = LiveEntry(article=door.story, submission_token=token or None, created_at=_creation_time(door))
        entry.created_by = by
        apply(door, entry, {"bylines": own_byline(by), **fields}, status, by)
    return entry


def change_entry(
    entry: LiveEntry,
    *,
    by: User,
    seen: int | None = None,
    status: str | None = None,
    correction: str = "",
    is_typing_error: bool = False,
    asks_correction: bool = False,
    **fields: Unpack[EntryFields],
) -> LiveEntry:
    """Change an entry, or its status on the way to publication; fields that are not given stay as they are.

    A `correction` is told to readers with the time; a change marked as of a typing error leaves no mark. With
    `asks_correction` other words for what readers have read for longer than the grace are refused without either
    (code `correction_asked`). Nothing differing: nothing is written, no version is used.
    """
    saying = Saying(correction.strip(), is_typing_error=is_typing_error, is_asked=asks_correction)
    with opened_story(entry.article_id) as door:
        current = _current(door, entry, by)
        refuse_older(current, seen)
        _refuse_correction(current, saying, by)
        apply(door, current, {**fields}, status or current.status, by, saying)
    return current


def send_back(entry: LiveEntry, *, by: User, note: str, seen: int | None = None) -> LiveEntry:
    """Give a submitted entry back to its writer, as a draft, with what is still asked of it."""
    require(by, "publish_liveentry")
    with opened_story(entry.article_id) as door:
        current = _current(door, entry, by)
        refuse_older(current, seen)
        if current.status != Status.SUBMITTED:
            raise ValidationError(_("Only an entry that waits for approval can be sent back."))
        if not note.strip():
            raise ValidationError({"note": _("Say what the entry still needs.")})
        current.status, current.sent_back_note = Status.DRAFT, note.strip()
        record_entry(door, current, by=by, why="send back: " + note.strip())
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
        record_entry(door, current, by=by, why="withdraw: " + reason)
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
        record_entry(door, current, by=by, why="restore")
    return current


def discard_entry(entry: LiveEntry, *, by: User) -> None:
    """Delete a draft that readers never saw. Its history stays."""
    require(by, "delete_liveentry")
    with opened_story(entry.article_id) as door:
        current = _current(door, entry, by)
        if current.was_published:
            raise ValidationError(
                _("Readers have seen this entry, so it cannot be deleted. Withdraw it instead.")
            )
        current.desk_version = door.note()
        current._history_user = by  # type: ignore[attr-defined]  # read by django-simple-history
        current._change_reason = "discard"  # type: ignore[attr-defined]  # read by django-simple-history
        current.delete()


def publish_scheduled(door: Door, entry: LiveEntry) -> None:
    """Publish a due entry (a row of the locked story), in the name of whoever scheduled it."""
    entry.article = door.story
    # Nobody is there to take a killed photo out: readers get the words without it.
    killed = set(entry.photos.filter(killed_at__isnull=False).values_list("pk", flat=True))
    publish(door, entry, already=killed)
    make_room_for_pin(door, entry, entry.changed_by)
    stamp_list_places(door, entry)
    entry.version = door.stamp()
    record_entry(door, entry, by=entry.changed_by, why="publish as scheduled")


def _creation_time(door: Door) -> datetime.datetime:
    """Now, but later than every other entry of the story: creation orders entries that show the same time."""
    last = door.story.entries.aggregate(last=Max("created_at"))["last"]
    return door.now if last is None else max(door.now, last + datetime.timedelta(microseconds=1))


def _refuse_odd_token(token: str | None) -> None:
    if token:
        LiveEntry._meta.get_field("submission_token").clean(token, None)


def _taken_token_told(token: str | None) -> AbstractContextManager[None]:
    return told_if_taken(LiveEntry.objects.filter(submission_token=token or ""), _foreign_token())


def _foreign_token() -> ValidationError:
    return ValidationError(
        _("This submission token belongs to another entry. Send the entry with a new one.")
    )


def _refuse_other_submission(entry: LiveEntry, story: Article, by: User, fields: EntryFields) -> None:
    """Refuse other words than those that this token made the entry of."""
    if entry.article_id != story.pk or entry.created_by_id != by.pk:
        raise _foreign_token()
    first = entry.history.earliest()
    sent = cleaned({"heading": "", "text": "", **fields})
    if (first.heading, first.text) != (sent["heading"], sent["text"]):
        raise _sent_already(entry)


def _sent_already(entry: LiveEntry) -> ValidationError:
    message = _(
        "This form has been sent already and made the entry “%(entry)s”. Your new text is still here: send it again."
    )
    return ValidationError(message, code="sent_already", params={"entry": entry})


def _taken_on(door: Door, entry: LiveEntry, status: str, by: User, fields: EntryFields) -> LiveEntry:
    """The entry that a token made, whatever became of it since; where the first time asked for another step (a draft,
    whose answer was lost, is published now), taken that step. Raises where somebody worked on it meanwhile.
    """
    first = entry.history.earliest()
    if _is_same_step(first.status, status):
        return entry
    if entry.revision != first.revision:
        raise _sent_already(entry)
    current = _current(door, entry, by)
    apply(door, current, {**fields}, status, by)
    return current


def _is_same_step(made: str, asked: str) -> bool:
    """Whether what was asked makes such an entry: published, it is scheduled if its time is to come."""
    return made == asked or {made, asked} == {Status.PUBLISHED, Status.SCHEDULED}


def _current(door: Door, entry: LiveEntry, by: User) -> LiveEntry:
    """The row as it stands, read under the lock, for someone who may change it."""
    refuse_hidden(door.story, by)
    current = LiveEntry.objects.with_page_parts().filter(pk=entry.pk).first()
    if current is None:
        raise ValidationError(
            _("Somebody has deleted this draft. Copy your text and post it as a new entry.")
        )
    current.article = door.story
    if not current.may_be_changed_by(by):
        raise PermissionDenied(_("You may not change this entry. Ask an editor."))
    return current


def _refuse_correction(entry: LiveEntry, saying: Saying, by: User) -> None:
    if saying.correction and saying.is_typing_error:
        raise ValidationError(
            {"correction": _("Is it a correction that readers are told of, or a typing error? Choose one.")}
        )
    if not saying.correction:
        return
    require(by, "publish_liveentry")
    if not entry.was_published:
        raise ValidationError(
            {"correction": _("Only a published entry can be corrected. Leave the note out.")}
        )
