"""Taking in an uploaded photograph: what it is, is decided from its content, never from its name."""

import hashlib
import math
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image

from editorial.photos.colour import in_srgb_on_white
from editorial.photos.crowding import is_crowded
from editorial.photos.decoding import (
    EXTENSIONS,
    UNREADABLE,
    begins_like_a_picture,
    open_picture,
    upright,
    upright_size,
)
from editorial.photos.likeness import likeness_of
from editorial.photos.metadata import Embedded, read_embedded
from editorial.photos.shrinking import shrunk
from editorial.photos.tone import tone_of
from editorial.photos.turns import in_turn

MOST_BYTES = 64 * 1024 * 1024
MOST_PIXELS = 50_000_000
# The picture that is there at once, before the darkroom has made the others.
FIRST_WIDTH, FIRST_HEIGHT = 960, 2_000


class RefusedPhoto(ValueError):
    """A file that is not taken in; the message tells the person why and what to do."""


@dataclass(frozen=True)
class TakenPhoto:
    """A photograph that decodes. Width and height are those of the upright picture, in pixels.

    `small` is that picture as readers may see it, at most FIRST_WIDTH wide; `likeness` and `tone` are what these
    modules say of it.
    """

    data: bytes
    extension: str
    sha256: str
    width: int
    height: int
    said: Embedded
    small: Image.Image
    likeness: str
    tone: int

    @property
    def stored_name(self) -> str:
        """The name that we store the original under: nothing of the uploader's own name is in it."""
        return f"{self.sha256}.{self.extension}"


def take_in(upload: IO[bytes], *, name: str) -> TakenPhoto:
    """Read and prove one uploaded file; `name` is only for the messages.

    Raises RefusedPhoto when it is no JPEG, PNG, WebP, AVIF, GIF or HEIC, is larger than MOST_BYTES or MOST_PIXELS
    (found before anything is decoded), or does not decode to its end. Of a moving picture the first frame
    counts. Waits where another photo is being decoded.
    """
    shown = _shown(name)
    data = _read(upload, shown)
    return _proved(data, shown)


@in_turn
def _proved(data: bytes, name: str) -> TakenPhoto:
    picture = _opened(data, name)
    width, height = upright_size(picture, picture.size)
    try:
        small = _decoded(picture, (width, height), name)
        said = read_embedded(picture)
    finally:
        picture.close()  # lets go of its pixels at once
    return TakenPhoto(
        data=data,
        extension=EXTENSIONS[str(picture.format)],
        sha256=hashlib.sha256(data).hexdigest(),
        width=width,
        height=height,
        said=said,
        small=small,
        likeness=likeness_of(small),
        tone=tone_of(small),
    )


def refuse_size(size: int, name: str) -> None:
    """Raise RefusedPhoto where a file of so many bytes is not taken in, whatever it holds."""
    if not size:
        empty = _("“%(name)s” is empty. Fetch the photo again and upload that.")
        raise RefusedPhoto(empty % {"name": _shown(name)})
    if size > MOST_BYTES:
        too_large = _("“%(name)s” is larger than 64 MB. Export it as a smaller JPEG and upload that.")
        raise RefusedPhoto(too_large % {"name": _shown(name)})


def _shown(name: str) -> str:
    """As much of an uploader's file name as fits in a sentence."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return re.sub(r"[^\w .()+,-]", "", last)[:60] or _("This file")


def _read(upload: IO[bytes], name: str) -> bytes:
    data = upload.read(MOST_BYTES + 1)
    refuse_size(len(data), name)
    return data


def _opened(data: bytes, name: str) -> Image.Image:
    if is_crowded(data):
        raise _crowded(name)
    try:
        picture = open_picture(data)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise _too_many_pixels(name) from bomb
    except UNREADABLE as problem:
        raise (_damaged(name) if begins_like_a_picture(data) else _no_photo(name)) from problem
    if math.prod(picture.size) > MOST_PIXELS:
        raise _too_many_pixels(name)
    return picture


def _decoded(picture: Image.Image, whole: tuple[int, int], name: str) -> Image.Image:
    """Decode the first frame to its end, and make the small picture of it. `whole` is its upright size."""
    scale = min(1, FIRST_WIDTH / whole[0], FIRST_HEIGHT / whole[1])
    size = max(1, round(whole[0] * scale)), max(1, round(whole[1] * scale))
    stored = upright_size(picture, size)
    try:
        # At a fraction of the width a JPEG decoder still reads every byte: the same proof, little memory.
        picture.draft(None, stored)
        picture.load()
        turned = upright(shrunk(picture, stored), like=picture)
    except UNREADABLE as problem:
        raise _damaged(name) from problem
    return in_srgb_on_white(turned, picture.info.get("icc_profile"))


def _no_photo(name: str) -> RefusedPhoto:
    return RefusedPhoto(
        _(
            "“%(name)s” is not a photo that can be shown: inside it is no JPEG, PNG, WebP, AVIF, GIF or HEIC. "
            "Export the photo as JPEG and upload that."
        )
        % {"name": name}
    )


def _too_many_pixels(name: str) -> RefusedPhoto:
    return RefusedPhoto(
        _("“%(name)s” has more than 50 megapixels. Export it smaller, say 6,000 pixels wide, and try again.")
        % {"name": name}
    )


def _crowded(name: str) -> RefusedPhoto:
    return RefusedPhoto(
        _(
            "“%(name)s” is put together from far more parts than a photo has. "
            "Open it in a photo program, export it as JPEG and upload that."
        )
        % {"name": name}
    )


def _damaged(name: str) -> RefusedPhoto:
    return RefusedPhoto(
        _("“%(name)s” is damaged or incomplete. Fetch the photo again and upload that.") % {"name": name}
    )
