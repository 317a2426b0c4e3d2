"""Texts for whoever shows them elsewhere: every address in them is absolute, and photos need no style sheet."""

import html
import re
from collections.abc import Iterable
from urllib.parse import urljoin

from django.conf import settings
from django.template.loader import render_to_string

from editorial import richtext
from editorial.models import Image
from editorial.reader.shown import ShownEntry

PHOTO = "feeds/_photo.html"
# A text is stored in this form alone, and holds no other "<".
_LINK = re.compile(r'(<a href=")([^"]*)(")')


def expanded(text: str, photos: Iterable[Image], address: str) -> str:
    """A stored text with its photos, as it reads at this address."""
    found = {photo.pk: photo for photo in photos}
    return with_absolute_links(richtext.expand(text, found, photo_template=PHOTO), address).strip()


def entry_html(shown: ShownEntry, address: str) -> str:
    """An entry's text, photos and corrections."""
    text = richtext.expand(shown.entry.text, _photos_of(shown), photo_template=PHOTO)
    written = render_to_string("feeds/_entry.html", {"shown": shown, "text": text})
    return with_absolute_links(written, address).strip()


def directed(written: str, language: str) -> str:
    """The same for whoever takes every text to run from left to right, where this one runs the other way."""
    is_from_right = language.partition("-")[0] in settings.LANGUAGES_BIDI
    return f'<div dir="rtl" lang="{language}">{written}</div>' if is_from_right and written else written


def with_absolute_links(written: str, address: str) -> str:
    """The same with each link as it leads from a page at this address."""

    def absolute(link: re.Match[str]) -> str:
        target = urljoin(address, html.unescape(link[2]))
        return f"{link[1]}{html.escape(target)}{link[3]}"

    return _LINK.sub(absolute, written)


def _photos_of(shown: ShownEntry) -> dict[int, Image]:
    return {photo.pk: photo for photo in shown.entry.photos.all()}
