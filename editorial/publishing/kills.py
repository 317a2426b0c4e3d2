"""Photos taken off every page at once, and brought back."""

from contextlib import AbstractContextManager

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from editorial.models import Image, Newsroom
from editorial.models.image import new_token
from editorial.photos import files
from editorial.photos.intake import TakenPhoto
from editorial.publishing.copies import have_copies_thrown_away
from editorial.publishing.darkroom import erase_taken_away
from editorial.publishing.door import Door, opened_wherever_shown, record, refuse_older, require
from editorial.publishing.photo_file import put_first_picture, taken_from
from editorial.publishing.photo_places import stamp_wherever_shown, stories_of_photo
from editorial.publishing.storing import storing


def kill_photo(image: Image, *, by: User, reason: str, seen: int | None = None) -> Image:
    """Take a photo, with every picture made of it, off every story, cache and open page. Texts keep its place.

    So go all photos of the very same file. Killing a killed one changes nothing.
    """
    require(by, "manage_image_rights")
    reason = _cleaned(reason)
    killed = _killed(image, by, reason, seen)
    for copy in Image.objects.copies_of(image).filter(killed_at__isnull=True):
        _killed(copy, by, reason, None)
    return killed


def _killed(image: Image, by: User | None, reason: str, seen: int | None) -> Image:
    with _opened(image) as (current, doors):
        refuse_older(current, seen)
        if current.killed_at:
            return current
        current.killed_at, current.killed_by, current.kill_reason = timezone.now(), by, reason
        current.renditions, current.is_undeveloped, current.develop_fault = [], False, ""
        current.unerased_tokens = f"{current.unerased_tokens} {current.token}".strip()
        # A word that an older version let in, or another rule since, keeps no photo on any page.
        record(current, by=by, why="kill: " + reason, is_checked=False)
        stamp_wherever_shown(current, doors)
        have_copies_thrown_away()
        # Nobody gets them any more from this moment on; where the files do not go at once, the server tries again.
        transaction.on_commit(erase_taken_away, robust=True)
    return current


@storing()
def restore_photo(image: Image, *, by: User, seen: int | None = None) -> Image:
    """Bring a killed photo back to every place that still names it. Its pictures get new addresses."""
    require(by, "manage_image_rights")
    prepared = Image.objects.get(pk=image.pk)
    if not prepared.killed_at:
        return prepared
    prepared.token = new_token()
    if prepared.file:
        put_first_picture(prepared, _taken_again(prepared))
    with _opened(image) as (current, doors):
        refuse_older(current, prepared.revision if seen is None else seen)
        if not current.killed_at:
            return current
        refuse_older(current, prepared.revision)
        prepared.killed_at, prepared.killed_by, prepared.kill_reason = None, None, ""
        prepared.unerased_tokens = current.unerased_tokens
        is_shown = Image.objects.shown_or_scheduled().filter(pk=image.pk).exists()
        obstacle = prepared.obstacle()
        if obstacle and is_shown:
            message = _("This photo %(obstacle)s. Change that first: restored, it would be published again.")
            raise ValidationError(message % {"obstacle": obstacle})
        record(prepared, by=by, why="restore")
        stamp_wherever_shown(prepared, doors)
        have_copies_thrown_away()
    return prepared


def withdraw_expired() -> list[Image]:
    """Take away photos whose time of use ended while they are published, if the newsroom wants that; those it took."""
    if not Newsroom.objects.filter(is_expired_withdrawn=True).exists():
        return []
    return [_withdrawn(image) for image in Image.objects.expired().shown_or_scheduled()]


def _opened(image: Image) -> AbstractContextManager[tuple[Image, list[Door]]]:
    """The photo, its stories, and the newsroom's record, which counts what is taken away and comes back."""
    return opened_wherever_shown(Image, image.pk, stories_of_photo, with_newsroom=True)


def _cleaned(reason: str) -> str:
    """The reason as it is kept. Raises where there is none, or it cannot be kept."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: whoever finds the photo gone will want to know.")})
    try:
        return str(Image._meta.get_field("kill_reason").clean(reason.strip(), None))
    except ValidationError as error:
        raise ValidationError({"reason": error.messages}) from error


def _withdrawn(image: Image) -> Image:
    until = date_format(timezone.localtime(image.use_until), "j F Y, H:i") if image.use_until else ""
    return _killed(image, None, _("It could be used until %(moment)s only.") % {"moment": until}, None)


def _taken_again(image: Image) -> TakenPhoto:
    try:
        with files.original(str(image.file.name)) as original:
            return taken_from(original, image.uploaded_as)
    except FileNotFoundError as lost:
        message = _("The photo's file is not in the storage any more. Bring it again, as a new photo.")
        raise ValidationError(message) from lost
