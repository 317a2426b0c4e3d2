"""Small signs in lists: the state of a row, a picture of a photo."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from editorial.models import Image
from editorial.photos.presentation import jpeg_url


def badge(kind: str, words: str) -> SafeString:
    """A word with the colour of what it means (classes `badge-…` of admin.css); the word alone says it too."""
    return format_html('<span class="badge badge-{}">{}</span>', kind, words)


def thumbnail(photo: Image | None) -> SafeString | str:
    """A photo, small, whether or not readers may see it; a word where there is nothing to look at."""
    if photo is None:
        return ""
    if not photo.has_pictures:
        return badge("killed", _("killed")) if photo.killed_at else badge("waiting", _("no file yet"))
    return format_html(
        '<img class="thumbnail" src="{}" alt="{}" loading="lazy">',
        jpeg_url(photo),
        photo.alternative_text or _("no alternative text yet"),
    )


def missing(photo: Image) -> SafeString | str:
    """What publishing the photo would ask for."""
    if not photo.missing:
        return badge("complete", _("complete"))
    return badge("missing", _("needs %(parts)s") % {"parts": ", ".join(photo.missing)})
