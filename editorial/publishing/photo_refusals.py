"""What is not done with a photo: by whom, with which file, against its rights."""

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from editorial.models import Image

# The picture desk's to say, where no file says it.
RIGHTS = {
    *("copyright_notice", "licence_url", "acquire_url", "usage_terms", "instructions"),
    *("embargo_until", "use_until", "territories", "rights_notes", "is_barred"),
}


def refuse_others_photo(image: Image, by: User) -> None:
    """Refuse someone who may not change this photo."""
    if not image.may_be_changed_by(by):
        message = _(
            "You may not change this photo: somebody else brought it, or readers see it. Ask the picture desk."
        )
        raise PermissionDenied(message)


def refuse_forgetting(image: Image, by: User) -> None:
    """A kill stays on record, and so does a bar: else nobody is told when the file is brought again."""
    if image.killed_at:
        raise ValidationError(_("This photo was killed. It stays, so that nobody brings it again unawares."))
    if image.is_barred and not by.has_perm("editorial.manage_image_rights"):
        message = _("This photo is marked “do not use”. Only the picture desk may throw it away. Ask there.")
        raise PermissionDenied(message)


def refuse_file_of_killed(image: Image, sha256: str) -> None:
    """What was killed comes back by being restored, not as the file of a photo that there was before."""
    if image.killed_at:
        raise ValidationError({"file": _("This photo was killed. Bring another file as a photo of its own.")})
    killed = Image.objects.filter(sha256=sha256, killed_at__isnull=False).exclude(sha256=image.sha256).first()
    if killed:
        message = _("This is the file of a photo that %(obstacle)s.") % {"obstacle": killed.obstacle()}
        raise ValidationError({"file": message})


def refuse_rights(changes: set[str], by: User) -> None:
    """Refuse someone who changes rights and may not."""
    if changes and not by.has_perm("editorial.manage_image_rights"):
        raise PermissionDenied(
            _(
                "Copyright, licence and what else there is of rights are the picture desk's to change. Ask there."
            )
        )


def refuse_odd_times(image: Image) -> None:
    """Refuse times of which one contradicts the other."""
    if image.embargo_until and image.use_until and image.embargo_until >= image.use_until:
        message = _("The embargo ends after the time of use. One of the two is wrong.")
        raise ValidationError({"use_until": message})


def refuse_barring(image: Image, changes: set[str]) -> None:
    """What readers see is taken away by killing it, which leaves a reason; not by a tick in a form."""
    obstacles = {"is_barred": image.is_barred, "embargo_until": image.is_embargoed}
    refused = [name for name, stands_in_the_way in obstacles.items() if stands_in_the_way and name in changes]
    if refused and not image.killed_at:
        message = _("This photo is published or scheduled. Kill it: that takes it off every page at once.")
        raise ValidationError(dict.fromkeys(refused, message))
