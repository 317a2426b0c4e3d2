"""The columns of the photo library, and what is shown of a photo's file."""

from typing import Any

from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial.admin.badges import missing, thumbnail
from editorial.admin.base import DeskAdmin
from editorial.admin.names import name_of
from editorial.models import Image
from editorial.photos.presentation import jpeg_url


class PhotoColumns(DeskAdmin):
    """What is said of a photo."""

    @admin.display(description=_("photo"))
    def picture(self, photo: Image) -> SafeString | str:
        """The photo, small."""
        return thumbnail(photo)

    @admin.display(description=_("title"), ordering="headline")
    def title(self, photo: Image) -> str:
        """What the photo is called, as far as anybody said."""
        return str(photo)

    @admin.display(description=_("state"))
    def lacks(self, photo: Image) -> SafeString | str:
        """What publishing it would ask for."""
        return missing(photo)

    @admin.display(description=_("brought by"), ordering="created_by__username")
    def brought_by(self, photo: Image) -> str:
        """Who brought it."""
        return name_of(photo.created_by)

    @admin.display(description=_("picture"))
    def preview(self, photo: Image) -> SafeString | str:
        """The photo as readers get it; a click on it sets the focal point."""
        if not photo.is_ready:
            return gettext("no file yet")
        return format_html(
            '<span class="preview" data-focal-point><img src="{}" alt="{}"></span>',
            jpeg_url(photo, at_least=640),
            photo.alternative_text or gettext("no alternative text yet"),
        )

    @admin.display(description=_("size"))
    def size(self, photo: Image) -> str:
        """In pixels, upright."""
        if not photo.width:
            return gettext("no file yet")
        return gettext("%(width)d × %(height)d pixels") % {"width": photo.width, "height": photo.height}

    @admin.display(description=_("what the file said"))
    def said(self, photo: Image) -> SafeString | str:
        """Every field that was read from the file, as it was read."""
        lines = [(name, _as_text(value)) for name, value in sorted(photo.embedded.items()) if value]
        if not lines:
            return gettext("nothing")
        return format_html('<dl class="said">{}</dl>', format_html_join("", "<dt>{}</dt><dd>{}</dd>", lines))


def _as_text(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_as_text(part)}" for name, part in value.items() if part)
    return "; ".join(_as_text(part) for part in value) if isinstance(value, list) else str(value)
