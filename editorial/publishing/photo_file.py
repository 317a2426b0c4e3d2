"""A photo's file: taken in, asked what it says, turned into what readers get."""

from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.validators import URLValidator
from django.db import models

from editorial.models import Image
from editorial.photos.intake import RefusedPhoto, TakenPhoto, take_in
from editorial.photos.metadata import Embedded, retold
from editorial.photos.notice import Notice
from editorial.photos.renditions import make_renditions

# Our field: the file's. What the file says fills in what nobody wrote.
PREFILLED = {
    "headline": "headline",
    "alternative_text": "alternative_text",
    "caption": "caption",
    "credit_line": "credit",
    "creator": "creator",
    "source": "source",
    "copyright_notice": "copyright_notice",
    "licence_url": "licence_url",
    "instructions": "instructions",
}
TOLD_IN_FILE = ("creator", "source", "copyright_notice", "licence_url", "caption", "alternative_text")


def taken_from(upload: BinaryIO, name: str) -> TakenPhoto:
    """An uploaded file, proved. Raises where it is no photo, with the reason."""
    try:
        return take_in(upload, name=name)
    except RefusedPhoto as error:
        raise ValidationError({"file": str(error)}) from error


def put_file(image: Image, taken: TakenPhoto, written: set[str]) -> set[str]:
    """Give the photo its file, its renditions and what the file says, but for the fields just `written`.

    The names of the fields this touched.
    """
    _prefill(image, taken.said, written)
    image.file.name = _keep(f"originals/{taken.stored_name}", taken.data)
    image.sha256, image.width, image.height = taken.sha256, taken.width, taken.height
    image.embedded = taken.said.as_read
    return {"file", "embedded", *PREFILLED} | render(image, taken.data)


def _prefill(image: Image, said: Embedded, written: set[str]) -> None:
    was_told, is_told = told_by(image), _as_fields(said)
    for name, told in is_told.items():
        is_nobodys = getattr(image, name) in ("", was_told[name])
        if is_nobodys and (name not in written or not getattr(image, name)):
            setattr(image, name, told)
    if image.credit_line:
        image.is_credit_unknown = False


def told_by(image: Image) -> dict[str, str]:
    """What the photo's present file says, by our names."""
    return _as_fields(retold(image.embedded))


def _as_fields(said: Embedded) -> dict[str, str]:
    return {
        ours: _fitting(Image._meta.get_field(ours), getattr(said, theirs))
        for ours, theirs in PREFILLED.items()
    }


def _fitting(field: Any, said: str) -> str:
    """What a file says as a field of ours can hold it; the whole of it stays in `embedded`."""
    text = said if isinstance(field, models.TextField) else " ".join(said.split())
    text = "".join(character for character in text if character.isprintable() or character in "\n\t")
    if isinstance(field, models.URLField):
        return text if _is_url(text) and len(text) <= 500 else ""
    longest = field.max_length or len(text)
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _is_url(text: str) -> bool:
    try:
        URLValidator(schemes=["http", "https"])(text)
    except ValidationError:
        return False
    return True


def render(image: Image, original: bytes) -> set[str]:
    """Make what readers get, with the photo's credit inside, and keep it under names that nobody can guess."""
    told = {field: getattr(image, field) for field in TOLD_IN_FILE}
    made = make_renditions(original, Notice(credit=image.credit_line, **told))
    for rendition in made:
        _keep(f"renditions/{rendition.name}", rendition.data)
    image.renditions = [rendition.as_json() for rendition in made]
    return {"renditions"}


def _keep(name: str, data: bytes) -> str:
    """Store a file whose name says what is in it; one that is there already is the same file."""
    if default_storage.exists(name):
        return name
    return default_storage.save(name, ContentFile(data))
