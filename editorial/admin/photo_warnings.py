"""What somebody should know of a photo before they publish it, in a sentence each."""

from django.utils.translation import gettext as _

from editorial.models import Image
from editorial.photos.metadata import retold
from editorial.photos.wording import questionable_alternative
from editorial.publishing.photo_file import told_by


def forbidden(photo: Image) -> str:
    """Why its rights forbid to publish it now, as a sentence; else nothing."""
    obstacle = photo.obstacle()
    return _("Cannot be published: it %(obstacle)s.") % {"obstacle": obstacle.rstrip(".")} if obstacle else ""


def warnings_of(photo: Image) -> list[dict[str, str]]:
    """The warnings, as a card has them: `about` is the text that a warning holds of, as it is saved; or `pictures`."""
    said = {
        "credit_line": _credit_cut_off(photo),
        "alternative_text": questionable_alternative(photo),
        "pictures": _undevelopable(photo),
    }
    return [{"about": about, "says": says} for about, says in said.items() if says]


def _credit_cut_off(photo: Image) -> str:
    """A file's older field for the credit holds 32 bytes: what fills it may go on."""
    is_as_read = photo.credit_line == told_by(photo)["credit_line"]
    if photo.credit_line and is_as_read and retold(photo.embedded).is_credit_cut_off:
        return _(
            "The credit may be cut off: it fills all that its field in the file holds. Ask how it goes on."
        )
    return ""


def _undevelopable(photo: Image) -> str:
    if not photo.develop_fault:
        return ""
    return _("The pictures for readers could not be made: %(fault)s") % {"fault": photo.develop_fault}
