"""The few EXIF tags that name people or words; position, serial numbers and the rest are never read."""

from PIL import ExifTags, Image

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
    text = value.replace("\0", " ")
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _moment(taken: str, offset: str) -> str:
    """`2015:02:11 18:03:00` and `+01:00` as one ISO 8601 moment."""
    date, _, time = taken.partition(" ")
    return f"{date.replace(':', '-')}T{time}{offset}" if time else ""
