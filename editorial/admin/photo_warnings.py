"""What somebody should know of a photo before they publish it, in a sentence each."""

from django.utils.translation import gettext as _

from editorial.admin.photo_said import credit_doubt
from editorial.models import Image
from editorial.photos.wording import questionable_alternative


def forbidden(photo: Image) -> str:
    """Why its rights forbid to publish it now, as a sentence; else nothing."""
    obstacle = photo.obstacle()
    return _("Cannot be published: it %(obstacle)s.") % {"obstacle": obstacle.rstrip(".")} if obstacle else ""


def warnings_of(photo: Image) -> list[dict[str, str]]:
    """The warnings, as a card has them: `about` is the text that a warning holds of, as it is saved; or `pictures`."""
    said = {
        "credit_line": credit_doubt(photo),
        "alternative_text": questionable_alternative(photo),
        "pictures": _undevelopable(photo),
    }
    return [{"about": about, "says": says} for about, says in said.items() if says]


def _undevelopable(photo: Image) -> str:
    if not photo.develop_fault:
        return ""
    return _("The pictures for readers could not be made: %(fault)s") % {"fault": photo.develop_fault}
