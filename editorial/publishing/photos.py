"""Photos: taken in, described, and changed on every page that shows them."""

from functools import partial
from typing import Any, BinaryIO

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, TextField, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from editorial.models import Image, Newsroom
from editorial.models.recorded import Recorded
from editorial.photos.files import erase_renditions
from editorial.publishing.door import (
    Conflict,
    differing,
    opened_wherever_shown,
    record,
    refuse_incomplete,
    refuse_older,
    require,
)
from editorial.publishing.photo_file import (
    INGREDIENTS,
    ask_for_pictures,
    put_file,
    read_credit,
    taken_from,
    told_by,
)
from editorial.publishing.photo_places import (
    is_logo,
    is_used,
    note_entries,
    stamp_wherever_shown,
    stories_of_photo,
)
from editorial.publishing.photo_refusals import (
    RIGHTS,
    refuse_barring,
    refuse_file_of_killed,
    refuse_forgetting,
    refuse_odd_times,
    refuse_others_photo,
    refuse_rights,
)
from editorial.publishing.storing import storing

# For editors alone: a change of these is none that readers could see.
FOR_EDITORS = {"instructions", "embargo_until", "use_until", "territories", "rights_notes", "is_barred"}
# Written by the darkroom, while somebody may be writing the texts.
DARKROOMS = ("renditions", "is_undeveloped", "develops_until", "develop_tries", "develop_fault")


def add_photo(*, by: User, upload: BinaryIO | None = None, name: str = "", **fields: Any) -> Image:
    """Take a photo into the library; without a file it waits for one, and readers do not see it.

    What the file says of itself fills in every field that is not given, or given empty.
    """
    require(by, "add_image")
    return keep_photo(prepare_photo(upload=upload, name=name, **fields), by=by)


@storing()
def prepare_photo(*, upload: BinaryIO | None = None, name: str = "", **fields: Any) -> Image:
    """A photo for `keep_photo`: its file is proved, which takes its time, but the library does not have it yet."""
    image = Image(**fields)
    _settle_credit(image, set(fields))
    if upload is not None:
        put_file(image, taken_from(upload, name), name, set())
    read_credit(image, Newsroom.current())
    refuse_odd_times(image)
    return image


def keep_photo(image: Image, *, by: User) -> Image:
    """Take a prepared photo into the library. Rights that its file does not say are the picture desk's to give."""
    require(by, "add_image")
    told = told_by(image)
    refuse_rights(
        {name for name in RIGHTS if getattr(image, name) not in ("", None, False, told.get(name))}, by
    )
    with transaction.atomic():
        record(image, by=by, why="create")
    return image


@storing()
def change_photo(
    image: Image,
    *,
    by: User,
    seen: int | None = None,
    upload: BinaryIO | None = None,
    name: str = "",
    **fields: Any,
) -> Image:
    """Change a photo's texts or give it a file, on every page that shows it.

    A photo that readers see cannot lose its credit or its alternative text. A new file's words take the place of
    those that came from the old one; what people wrote stays.
    """
    prepared = Image.objects.get(pk=image.pk)
    refuse_others_photo(prepared, by)
    refuse_older(prepared, seen)
    changes = differing(prepared, fields)
    refuse_rights(changes & RIGHTS, by)
    for field in changes:
        setattr(prepared, field, fields[field])
    _settle_credit(prepared, changes)
    refuse_odd_times(prepared)
    if upload is not None:
        taken = taken_from(upload, name)
        refuse_file_of_killed(prepared, taken.sha256)
        changes |= put_file(prepared, taken, name, changes)
    if changes:
        try:
            _write(prepared, changes, by)
        except Conflict as conflict:
            if "file" in changes:
                _have_late_picture_erased(prepared, conflict.current)
            raise
    return prepared


def discard_photo(image: Image, *, by: User) -> None:
    """Take a photo that stands nowhere out of the library: one brought twice, say. Its history stays."""
    with opened_wherever_shown(Image, image.pk, stories_of_photo) as (current, _doors):
        refuse_others_photo(current, by)
        refuse_forgetting(current, by)
        if is_used(current):
            raise ValidationError(
                _("This photo stands in a story, an entry or as the logo. Take it out there.")
            )
        current._history_user = by  # type: ignore[attr-defined]  # read by django-simple-history
        current._change_reason = "discard"  # type: ignore[attr-defined]  # read by django-simple-history
        transaction.on_commit(partial(erase_renditions, current.token), robust=True)
        current.delete()


def _settle_credit(image: Image, given: set[str]) -> None:
    """A credit that is written down is known; saying so of it and the contrary at once is asked about."""
    if not (image.credit_line and image.is_credit_unknown):
        return
    if "is_credit_unknown" in given:
        message = _("This photo has a credit. Take the credit out, or leave “no credit known” unticked.")
        raise ValidationError({"is_credit_unknown": message})
    image.is_credit_unknown = False


def _write(prepared: Image, changes: set[str], by: User) -> None:
    with opened_wherever_shown(Image, prepared.pk, stories_of_photo) as (current, doors):
        refuse_older(current, prepared.revision)
        # Asked again under the lock: somebody may have published it meanwhile.
        refuse_others_photo(current, by)
        _take_over_pictures(prepared, current, changes)
        # By the lists as they are now: they may have changed since the photo was read.
        read_credit(prepared, Newsroom.current())
        record(prepared, by=by, why=", ".join(sorted(changes)))
        shown = Image.objects.shown_or_scheduled().filter(pk=prepared.pk)
        refuse_incomplete(shown)
        if shown.exists() or is_logo(prepared.pk):
            refuse_barring(prepared, changes)
        if changes <= FOR_EDITORS:
            for door in doors:
                note_entries(door, door.story.entries.filter(photos=prepared))
        else:
            stamp_wherever_shown(prepared, doors)


def _have_late_picture_erased(prepared: Image, current: Recorded) -> None:
    """The picture of a file that came too late may have been stored after a kill erased all others of its token."""
    is_current = Image.objects.filter(pk=current.pk, token=prepared.token, killed_at__isnull=True)
    if not is_current.exists():
        tokens = Concat(F("unerased_tokens"), Value(f" {prepared.token}"), output_field=TextField())
        Image.objects.filter(pk=current.pk).update(unerased_tokens=tokens)


def _take_over_pictures(prepared: Image, current: Image, changes: set[str]) -> None:
    """The darkroom may have been at work since the photo was read; where the change asks for it, it is again."""
    prepared.unerased_tokens = current.unerased_tokens
    if "file" not in changes:
        for name in DARKROOMS:
            setattr(prepared, name, getattr(current, name))
        if changes & INGREDIENTS and prepared.file and not prepared.killed_at:
            ask_for_pictures(prepared)
