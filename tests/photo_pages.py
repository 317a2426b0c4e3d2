"""Photos of any proportion on readers' pages: what the tests of those pages share."""

import io
from typing import Any

from playwright.sync_api import Page

from editorial import publishing
from editorial.models import Image
from tests import factories
from tests.photo_files import plain, saved


def drawn(width: int, height: int, *, is_developed: bool = False, **fields: Any) -> Image:
    """A photo of this size in pixels, its left half red and its right half blue."""
    fields.setdefault("by", factories.editor())
    fields = {"alternative_text": "Two halves", "credit_line": "Ana Ferreira/EPA-EFE", **fields}
    upload = io.BytesIO(saved(plain(width, height), "JPEG"))
    photo = publishing.add_photo(upload=upload, name="halves.jpg", **fields)
    return factories.developed(photo) if is_developed else photo


def figures(*photos: Image) -> str:
    """A text's piece with these photos beside each other."""
    return "".join(f'<figure data-photo="{photo.pk}"></figure>' for photo in photos)


def load_all(page: Page) -> None:
    """Let the browser fetch and decode every picture of the page, those below the fold too."""
    page.evaluate(
        """() => Promise.all([...document.images].map(image => {
            image.loading = "eager";
            return image.complete || new Promise(loaded => image.addEventListener("load", loaded));
        }))"""
    )
