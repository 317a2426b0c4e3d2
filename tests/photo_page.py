"""The page of a photo at the desk, as tests of it read it."""

import io
from typing import Any

from editorial import publishing
from editorial.models import Image
from tests import factories
from tests.markup import page_of, text, texts, with_class


def brought(data: bytes, name: str = "quay.jpg", **fields: Any) -> Image:
    """A photo of the library from these bytes."""
    return publishing.add_photo(by=factories.editor(), upload=io.BytesIO(data), name=name, **fields)


def notes(answer: Any) -> str:
    """What the page says on top."""
    return " ".join(texts(page_of(answer), ".//ul[@class='notes']/li"))


def sayings(answer: Any) -> list[str]:
    """What the page says beside its fields that the file says."""
    return [text(each) for each in with_class(page_of(answer), "saying")]
