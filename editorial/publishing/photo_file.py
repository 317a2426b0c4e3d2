"""A photo's file: taken in, asked what it says, and what readers get of it until the darkroom has made the rest."""

from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models

from editorial.models import Image, Newsroom
from editorial.photos.credits import credit_parts
from editorial.photos.files import keep_original, keep_rendition
from editorial.photos.intake import RefusedPhoto, TakenPhoto, take_in
from editorial.photos.metadata import Embedded, retold
from editorial.photos.notice import Notice
from editorial.photos.renditions import Recipe, first_rendition

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
    "acquire_url": "acquire_url",
    "usage_terms": "usage_terms",
    "instructions": "instructions",
    "location": "location",
    "taken_at": "taken_at",
}
TOLD_IN_FILE = (
    *("creator", "source", "copyright_notice", "licence_url", "usage_terms"),
    *("caption", "alternative_text"),
)
# A change of these asks for other pictures.
INGREDIENTS = {*TOLD_IN_FILE, "credit_line", "focal_x", "focal_y"}
# Characters that turn the direction of what stands behind them, also behind the field.
_TURNERS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
CREDIT_PARTS = ("photographer", "agency", "distributor")


def taken_from(upload: BinaryIO, name: str) -> TakenPhoto:
    """An uploaded file, proved. Raises where it is no photo, with the reason."""
    try:
        return take_in(upload, name=name)
    except RefusedPhoto as error:
        raise ValidationError({"file": str(error)}) from error


def put_file(image: Image, taken: TakenPhoto, name: str, written: set[str]) -> set[str]:
    """Give the photo its file, its first picture and what the file says, but for the fields just `written`.

    `name` is the sender's. The names of the fields this touched.
    """
    _prefill(image, taken.said, written)
    image.file.name = keep_original(taken.stored_name, taken.data)
    image.sha256, image.width, image.height = taken.sha256, taken.width, taken.height
    image.likeness, image.tone = taken.likeness, taken.tone
    image.uploaded_as = _in_one_line(name)[-255:]
    image.embedded = taken.said.as_read
    put_first_picture(image, taken)
    return {"file", "embedded", "renditions", *PREFILLED}


def put_first_picture(image: Image, taken: TakenPhoto) -> None:
    """Let there be something to look at while the darkroom makes the other pictures."""
    first = first_rendition(taken.small, taken.sha256, recipe_of(image))
    keep_rendition(first.name, first.data)
    image.renditions = [first.as_json()]
    ask_for_pictures(image)


def ask_for_pictures(image: Image) -> None:
    """Have the darkroom make the photo's pictures; those that there are stay until then."""
    image.is_undeveloped, image.develops_until = True, None
    image.develop_tries, image.develop_fault = 0, ""


def recipe_of(image: Image) -> Recipe:
    """What its pictures are made by."""
    told = {field: getattr(image, field) for field in TOLD_IN_FILE}
    notice = Notice(credit=image.credit_line, **told)
    return Recipe(image.token, notice, (image.focal_x, image.focal_y))


def read_credit(image: Image, newsroom: Newsroom) -> bool:
    """Derive the parts of the credit line; whether any is another than before."""
    parts = credit_parts(image.credit_line, newsroom.known_agencies, newsroom.known_distributors)
    before = [getattr(image, name) for name in CREDIT_PARTS]
    for name in CREDIT_PARTS:
        setattr(image, name, getattr(parts, name))
    return before != [getattr(image, name) for name in CREDIT_PARTS]


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


def told_by_block(image: Image) -> dict[str, dict[str, str]]:
    """The same of each block of the file ("xmp", "iim", "exif") by itself."""
    return {block: _as_fields(retold({block: said})) for block, said in image.embedded.items()}


def _as_fields(said: Embedded) -> dict[str, str]:
    return {
        ours: _fitting(Image._meta.get_field(ours), getattr(said, theirs))
        for ours, theirs in PREFILLED.items()
    }


def _fitting(field: Any, said: str) -> str:
    """What a file says as a field of ours can hold it; the whole of it stays in `embedded`."""
    # To the letter, spaces that do not break included: a credit is printed as its agency dictates it.
    text = said.translate(_TURNERS)
    if isinstance(field, models.URLField):
        return text if _is_url(text) and len(text) <= 500 else ""
    longest = field.max_length or len(text)
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _in_one_line(name: str) -> str:
    return "".join(character if character.isprintable() else " " for character in name).strip()


def _is_url(text: str) -> bool:
    try:
        URLValidator(schemes=["http", "https"])(text)
    except ValidationError:
        return False
    return True
