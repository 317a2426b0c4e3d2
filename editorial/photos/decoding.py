"""Opening a photograph: which formats count, what can go wrong, and which way is up."""

import io
import re
import struct
import zlib

from PIL import ExifTags, Image

from editorial.photos.apart import PictureApart, is_decoded_apart

# What Pillow finds in the header, and the extension that we store it under. MPO is what phones write: a JPEG
# with more pictures behind the first.
EXTENSIONS = {
    "JPEG": "jpg",
    "MPO": "jpg",
    "PNG": "png",
    "WEBP": "webp",
    "AVIF": "avif",
    "GIF": "gif",
    "HEIF": "heic",
}
_OPENED_HERE = ("JPEG", "PNG", "GIF")
_BEGINNINGS = re.compile(rb"\xff\xd8\xff|\x89PNG|GIF8")

# What Pillow's decoders are seen to raise on broken or hostile files.
UNREADABLE = (
    OSError,
    EOFError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    RuntimeError,
    struct.error,
    zlib.error,
)

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ON_THEIR_SIDE = {5, 6, 7, 8}


def open_picture(data: bytes) -> Image.Image:
    """The picture in `data`, its header read and no pixel decoded; the first frame of a moving one.

    Raises one of UNREADABLE when it is none of the formats that are taken, and Pillow's own
    DecompressionBombError or DecompressionBombWarning when it is absurdly large.
    """
    if is_decoded_apart(data):
        return PictureApart(io.BytesIO(data))
    return Image.open(io.BytesIO(data), formats=_OPENED_HERE)


def begins_like_a_picture(data: bytes) -> bool:
    """Whether the first bytes are those of a format that is taken, so that what does not open is damaged."""
    return _BEGINNINGS.match(data) is not None or is_decoded_apart(data)


def orientation(picture: Image.Image) -> int:
    """The EXIF orientation, 1 to 8; 1 when the file says nothing usable."""
    try:
        said = picture.getexif().get(ExifTags.Base.Orientation, 1)
    except UNREADABLE:
        return 1
    return said if said in _TURNS else 1


def upright_size(picture: Image.Image, size: tuple[int, int]) -> tuple[int, int]:
    """A size of the picture as stored, as it is once the picture stands upright; and the other way round."""
    width, height = size
    return (height, width) if orientation(picture) in _ON_THEIR_SIDE else (width, height)


def upright(picture: Image.Image, *, like: Image.Image) -> Image.Image:
    """The picture turned as the orientation tag of another, whose pixels it holds, asks."""
    turn = _TURNS.get(orientation(like))
    return picture if turn is None else picture.transpose(turn)
