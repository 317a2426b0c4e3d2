"""What is shown of a photo on its own page, for reading."""

from typing import Any

from django.contrib import admin
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial.admin.base import DeskAdmin
from editorial.admin.photo_said import everything_said
from editorial.models import Image
from editorial.photos.presentation import jpeg_url
from editorial.photos.shapes import SHAPES

WIDTH_OF_PREVIEW = 640
# The shapes in which readers meet a photo, by the names of `photos.shapes`.
SHAPE_NAMES = {
    "lead": _("lead"),
    "wide": _("wide"),
    "gallery": _("gallery"),
    "square": _("square"),
    "card": _("social card"),
    "whole": _("inline"),
}
CREDIT_PARTS = {"photographer": _("photographer"), "agency": _("agency"), "distributor": _("distributor")}


class PhotoPage(DeskAdmin):
    """The parts of a photo's page that nobody writes."""

    @admin.display(description=_("picture"))
    def preview(self, photo: Image) -> SafeString | str:
        """The photo, and what of it each shape shows; whoever may change it sets the focal point here."""
        if not photo.has_pictures:
            return (
                gettext("taken away; the original file is kept")
                if photo.killed_at
                else gettext("no file yet")
            )
        context = {"photo": photo, "address": jpeg_url(photo, WIDTH_OF_PREVIEW), "shapes": _shapes()}
        return render_to_string("admin/editorial/image/_preview.html", context)

    @admin.display(description=_("read as"))
    def credit_parts(self, photo: Image) -> str:
        """The parts of the credit line, by the newsroom's lists of agencies and distributors."""
        parts = [
            f"{word}: {getattr(photo, name)}" for name, word in CREDIT_PARTS.items() if getattr(photo, name)
        ]
        return " · ".join(parts) or "—"

    @admin.display(description=_("size"))
    def size(self, photo: Image) -> str:
        """In pixels, upright."""
        if not photo.width:
            return gettext("no file yet")
        return gettext("%(width)d × %(height)d pixels") % {"width": photo.width, "height": photo.height}

    @admin.display(description=_("file name"))
    def name_of_file(self, photo: Image) -> str:
        """Under which name it was brought."""
        return photo.uploaded_as or "—"

    @admin.display(description=_("what the file said"))
    def said(self, photo: Image) -> SafeString | str:
        """Every field that was read from the file, as it was read."""
        return everything_said(photo)


def _shapes() -> list[dict[str, Any]]:
    """The shapes for the script that cuts previews: numbers as text, as JavaScript reads them."""
    return [
        {
            "name": name,
            "words": words,
            "proportion": "" if SHAPES[name].proportion is None else repr(SHAPES[name].proportion),
            "leeway": repr(SHAPES[name].leeway),
        }
        for name, words in SHAPE_NAMES.items()
    ]
