"""The few EXIF tags that name people or words; position, serial numbers, comments and the rest are never read.

Nor are Windows' own tags (XPAuthor, XPTitle): what writes those writes these too.
"""

from PIL import ExifTags, Image

from editorial.photos.charsets import latin_text
from editorial.photos.decoding import UNREADABLE

_TAGS = {
    "caption": ExifTags.Base.ImageDescription,
    "creator": ExifTags.Base.Artist,
    "copyright_notice": ExifTags.Base.Copyright,
}


def read_exif(picture: Image.Image) -> dict[str, str]:
    """What the EXIF block says, by our field names; nothing from a malformed one."""
    try:
        tags = picture.getexif()
        camera = tags.get_ifd(ExifTags.IFD.Exif)
        said = {field: _text(tags.get(tag)) for field, tag in _TAGS.items()}
        said["taken_at"] = _moment(
            _text(camera.get(ExifTags.Base.DateTimeOriginal)),
            _text(camera.get(ExifTags.Base.OffsetTimeOriginal)),
        )
    except UNREADABLE:
        return {}
    return {field: text for field, text in said.items() if text}


def _text(value: object) -> str:
    """EXIF 2.3 text; Pillow reads it as Latin-1 where cameras and editors write UTF-8."""
    if not isinstance(value, str):
        return ""
    text = value.replace("\0", " ").strip()
    try:
        raw = text.encode("latin-1")
    except UnicodeEncodeError:
        return text
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return latin_text(raw)


def _moment(taken: str, offset: str) -> str:
    """`2015:02:11 18:03:00` and `+01:00` as one ISO 8601 moment; a camera without a clock leaves blanks or noughts."""
    date, _, time = taken.partition(" ")
    return f"{date.replace(':', '-')}T{time}{offset.strip(' :')}" if time.strip(" :") else ""
