"""One entry, brought to what is asked: what differs, whether the person may, what readers are told of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from editorial import richtext
from editorial.models import Byline, Correction, EntryByline, LiveEntry, Newsroom
from editorial.publishing.door import (
    Door,
    cleaned_text,
    differing,
    photos_of,
    place_bylines,
    record_entry,
    save_bare,
)
from editorial.publishing.steps import make_room_for_pin, stamp_list_places, take_step

Status = LiveEntry.Status
FOR_EDITORS = {"published_at", "is_key_event", "is_pinned", "bylines"}
TOLD_AS_UPDATE = {"heading", "text", "bylines"}


@dataclass(frozen=True)
class Saying:
    """What the person says of a change to what readers have seen; `is_asked`: they have to say something."""

    correction: str = ""
    is_typing_error: bool = False
    is_asked: bool = False


SILENT = Saying()


def apply(
    door: Door,
    entry: LiveEntry,
    given: Mapping[str, Any],
    status: str,
    by: User,
    saying: Saying = SILENT,
) -> None:
    """Bring the row to what is asked and, where readers see a difference, stamp it."""
    bylines = given.get("bylines")
    fields = cleaned({name: value for name, value in given.items() if name != "bylines"})
    changes = differing(entry, fields)
    if bylines is not None and (entry._state.adding or list(bylines) != entry.ordered_bylines):
        changes.add("bylines")
    if not changes & TOLD_AS_UPDATE and _is_told(entry, saying.correction, by):
        saying = SILENT
    is_step = entry._state.adding or status != entry.status
    if not (changes or is_step or saying.correction):
        return
    _refuse_beyond_rights(entry, changes, bylines or [], status, by)
    was_seen, was_listed = entry.is_seen_by_readers, entry.is_key_event or entry.is_pinned
    if entry.was_published and saying.is_asked:
        _ask_correction(door, entry, fields, saying)
    # Also of one that is withdrawn: when it is restored, readers find other words than they had read.
    if entry.was_published:
        _tell_update(door, entry, changes, saying)
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
    why = f"{status}: {', '.join(sorted(changes))}{_said(saying)}"
    _save(door, entry, bylines if "bylines" in changes else None, by, why)
    if saying.correction:
        _tell_correction(door, entry, saying.correction, by)


def cleaned(given: Mapping[str, Any]) -> dict[str, Any]:
    """The given fields as they may be kept."""
    fields = {**given}
    if "text" in fields:
        fields["text"] = cleaned_text(fields["text"])
    if "heading" in fields:
        fields["heading"] = fields["heading"].strip()
    return fields


def own_byline(by: User) -> list[Byline]:
    """The byline of the person's own, if there is one."""
    try:
        return [by.byline]
    except ObjectDoesNotExist:
        return []


def _tell_correction(door: Door, entry: LiveEntry, note: str, by: User) -> None:
    told = Correction(entry=entry, at=door.now, by=by, note=note)
    try:
        told.full_clean()
    except ValidationError as error:
        raise ValidationError({"correction": error.messages}) from error
    told.save()


def _said(saying: Saying) -> str:
    """For the record: what readers were told, or that they needed no word."""
    return (
        f"; correction: {saying.correction}"
        if saying.correction
        else "; typing error" * saying.is_typing_error
    )


def _is_told(entry: LiveEntry, note: str, by: User) -> bool:
    """Whether readers have been told this of these words already: it was sent again, after a lost answer."""
    return bool(note) and entry.corrections.filter(note=note, by=by).exists()


def _refuse_beyond_rights(
    entry: LiveEntry, changes: set[str], bylines: Sequence[Byline], status: str, by: User
) -> None:
    """Times, pins, key events, bylines and every status that readers see are an editor's."""
    if by.has_perm("editorial.publish_liveentry"):
        return
    if entry._state.adding:
        defaults = {"published_at": None, "is_key_event": False, "is_pinned": False}
        changes = differing(entry, defaults) | changes
        changes -= {"bylines"} if list(bylines) == own_byline(by) else set()
    if changes & FOR_EDITORS or status not in {Status.DRAFT, Status.SUBMITTED}:
        raise PermissionDenied(
            _("Only an editor may publish, or set time, pin, key event and bylines. Submit it.")
        )


def _ask_correction(door: Door, entry: LiveEntry, fields: Mapping[str, Any], saying: Saying) -> None:
    """Refuse other words without a word about them, where readers have had the old ones for longer than the grace."""
    if saying.correction or saying.is_typing_error or not _is_late(door, entry):
        return
    heading, text = fields.get("heading", entry.heading), fields.get("text", entry.text)
    if heading != entry.heading or richtext.words_differ(entry.text, text):
        question = _(
            "Readers have seen the old words. Say what was wrong and what is right, or tick “typing error”."
        )
        raise ValidationError({"correction": ValidationError(question, code="correction_asked")})


def _is_late(door: Door, entry: LiveEntry) -> bool:
    """Whether the grace after its publication has passed."""
    return door.now - (entry.first_published_at or door.now) > Newsroom.current().correction_grace


def _tell_update(door: Door, entry: LiveEntry, changes: set[str], saying: Saying) -> None:
    """Mark the entry as updated, but for a change of words within the grace, or of a typing error."""
    is_told = changes & TOLD_AS_UPDATE and not saying.is_typing_error
    if saying.correction or (is_told and _is_late(door, entry)):
        entry.updated_at = door.now


def _save(door: Door, entry: LiveEntry, bylines: Sequence[Byline] | None, by: User, why: str) -> None:
    photos = photos_of(entry.text)
    if entry._state.adding:
        entry.changed_at, entry.changed_by = door.now, by
        save_bare(entry)
    if bylines is not None:
        place_bylines(entry, EntryByline, "entry", bylines)
    entry.photos.set(photos)
    record_entry(door, entry, by=by, why=why)
