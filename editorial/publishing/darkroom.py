"""The darkroom: makes the pictures that readers get, while the photo is at work already with its first one.

What is to be made is a mark on the photo's row, never only a job in a queue: a process that dies in between leaves
the row for another one, a few minutes later.
"""

import datetime
import logging

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.models import Image
from editorial.photos import files
from editorial.photos.decoding import UNREADABLE, open_picture
from editorial.photos.files import StorageAway, erase_renditions, keep_rendition
from editorial.photos.likeness import likeness_of
from editorial.photos.renditions import Rendition, make_renditions
from editorial.photos.shapes import WHOLE
from editorial.photos.tone import tone_of
from editorial.publishing.door import opened_wherever_shown
from editorial.publishing.photo_file import recipe_of
from editorial.publishing.photo_places import stamp_wherever_shown, stories_of_photo

log = logging.getLogger(__name__)
# Longer than any photo takes: after that whoever had it in hand is taken for dead.
IN_HAND = datetime.timedelta(minutes=3)
MOST_TRIES = 4
# How long a photo is left alone whose file could not be reached.
LAID_ASIDE = datetime.timedelta(seconds=20)


def develop_next() -> Image | None:
    """Make the pictures of one photo that waits for them, and put them on every page that shows it.

    The photo, or nothing where none waits. Any number of processes may do this: each photo is in one hand. Raises
    StorageAway: then this photo waits a little, the others do not, and the try does not count.
    """
    image = _taken_in_hand()
    if image is not None:
        try:
            develop(image)
        except StorageAway:
            _lay_aside(image)
            raise
    return image


def develop(image: Image) -> None:
    """Make the pictures of this photo now. What keeps them from being made is written on its row."""
    try:
        original = _original(image)
    except FileNotFoundError:
        _give_up(image, _("The photo's file is not in the storage any more. Upload it again."))
        return
    try:
        made = make_renditions(original, recipe_of(image))
    except UNREADABLE as problem:
        log.warning("The pictures of photo %d cannot be made: %s", image.pk, problem)
        _give_up(image, _("The pictures could not be made. Upload the file again, or another export of it."))
    else:
        for rendition in made:
            keep_rendition(rendition.name, rendition.data)
        if image.tone is None:
            _look_at(image, _narrowest(made).data)
        try:
            _put_up(image, made)
        except Image.DoesNotExist:  # it was discarded meanwhile
            erase_renditions(image.token)


def develop_again(image: Image, *, by: User | None) -> None:
    """Have the pictures of this photo made anew; those that there are stay until then. One in hand is left alone.

    `by` nobody: whoever runs the server wants it so, as pictures were lost.
    """
    if by is not None and not image.may_be_changed_by(by):
        raise PermissionDenied(_("You may not change this photo. Ask the picture desk."))
    rows = Image.objects.filter(pk=image.pk, is_undeveloped=False, killed_at__isnull=True).exclude(file="")
    rows.update(is_undeveloped=True, develops_until=None, develop_tries=0, develop_fault="")


def erase_taken_away() -> int:
    """Delete the pictures of photos that were killed, as far as they still lie there; how many photos it was.

    Raises what the storage raised first, when all others are gone.
    """
    count, faults = 0, []
    for image in Image.objects.unerased():
        try:
            for token in image.unerased_tokens.split():
                erase_renditions(token)
        except OSError as fault:
            faults.append(fault)
            continue
        # Only if no other kill has added to them meanwhile.
        unchanged = Image.objects.filter(pk=image.pk, unerased_tokens=image.unerased_tokens)
        count += unchanged.update(unerased_tokens="")
    if faults:
        raise faults[0]
    return count


def _taken_in_hand() -> Image | None:
    now = timezone.now()
    waiting = Image.objects.undeveloped(now)
    # What was worked on last is what somebody waits for; an old library made anew can wait.
    while image := waiting.order_by("develop_tries", "-changed_at").first():
        if image.develop_tries >= MOST_TRIES:
            _give_up(image, _("The pictures could not be made, at several tries. Upload a smaller export."))
        elif waiting.filter(pk=image.pk).update(
            develops_until=now + IN_HAND, develop_tries=F("develop_tries") + 1
        ):
            return image
    return None


def _lay_aside(image: Image) -> None:
    in_hand = Image.objects.filter(pk=image.pk, is_undeveloped=True, develop_tries__gt=0)
    in_hand.update(develops_until=timezone.now() + LAID_ASIDE, develop_tries=F("develop_tries") - 1)


def _original(image: Image) -> bytes:
    with files.original(str(image.file.name)) as file:
        return file.read()


def _look_at(image: Image, picture: bytes) -> None:
    """Note what taking in notes today, of a photo that an older version took in."""
    with open_picture(picture) as small:
        Image.objects.filter(pk=image.pk).update(likeness=likeness_of(small), tone=tone_of(small))


def _narrowest(made: list[Rendition]) -> Rendition:
    return min((each for each in made if each.shape == WHOLE.name), key=lambda each: each.width)


def _put_up(image: Image, made: list[Rendition]) -> None:
    with opened_wherever_shown(Image, image.pk, stories_of_photo) as (current, doors):
        row = Image.objects.filter(pk=image.pk)
        if current.killed_at or current.token != image.token:
            # What was made may have been stored after the kill erased what there was.
            row.update(unerased_tokens=f"{current.unerased_tokens} {image.token}".strip())
        if current.killed_at or not current.is_undeveloped:
            return
        if (current.sha256, recipe_of(current)) != (image.sha256, recipe_of(image)):
            row.update(develops_until=None)  # it was changed meanwhile: what was made is of no use
            return
        current.renditions = [rendition.as_json() for rendition in made]
        row.update(
            renditions=current.renditions,
            is_undeveloped=False,
            develops_until=None,
            develop_tries=0,
            develop_fault="",
        )
        for door in doors:
            door.is_upkeep = True
        stamp_wherever_shown(current, doors)


def _give_up(image: Image, why: str) -> None:
    unchanged = Image.objects.filter(pk=image.pk, is_undeveloped=True, revision=image.revision)
    unchanged.update(is_undeveloped=False, develops_until=None, develop_fault=why)
