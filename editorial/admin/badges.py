"""Small signs in lists: the state of a row, a picture of a photo."""

from django.core.files.storage import default_storage
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from editorial.models import Image


def badge(kind: str, words: str) -> SafeString:
    """A word with the colour of what it means (classes `badge-…` of admin.css); the word alone says it too."""
    return format_html('<span class="badge badge-{}">{}</span>', kind, words)


def rendition_url(photo: Image, at_least: int = 0) -> str:
    """The address of the smallest JPEG of a photo that is this many pixels wide; the largest where none is."""
    jpegs = [made for made in photo.renditions if made["format"] == "jpeg"] or list(photo.renditions)
    if not jpegs:
        return ""
    wide = [made for made in jpegs if made["width"] >= at_least]
    best = min(wide, key=lambda made: made["width"]) if wide else max(jpegs, key=lambda made: made["width"])
    return default_storage.url(f"renditions/{best['name']}")


def thumbnail(photo: Image | None) -> SafeString | str:
    """A photo, small; a word where it still waits for its file."""
    if photo is None:
        return ""
    if not photo.is_ready:
        return badge("waiting", _("no file yet"))
    return format_html(
        '<img class="thumbnail" src="{}" alt="{}" loading="lazy">',
        rendition_url(photo),
        photo.alternative_text or _("no alternative text yet"),
    )


def missing(photo: Image) -> SafeString | str:
    """What publishing the photo would ask for."""
    if not photo.missing:
        return badge("complete", _("complete"))
    return badge("missing", _("needs %(parts)s") % {"parts": ", ".join(photo.missing)})
