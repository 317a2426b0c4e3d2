"""The pictures that readers get: widths and formats of one photograph, each with its notice inside."""

import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from PIL import Image

from editorial.photos.colour import in_srgb_on_white
from editorial.photos.decoding import open_picture, upright, upright_size
from editorial.photos.notice import Notice
from editorial.photos.shrinking import shrunk
from editorial.photos.turns import in_turn

WIDTHS = (320, 640, 960, 1280, 1920)
TALLEST = 8_000

# Counted up when anything below changes what comes out, so that changed pictures get new names.
RECIPE = 2
_EXTENSIONS = {"avif": "avif", "webp": "webp", "jpeg": "jpg"}
_SETTINGS: dict[str, dict[str, int | bool]] = {
    "avif": {"quality": 58, "speed": 8},
    "webp": {"quality": 78, "method": 4},
    "jpeg": {"quality": 80, "progressive": True, "optimize": True},
}


@dataclass(frozen=True)
class Rendition:
    """One picture for readers: its size in pixels, its format ("avif", "webp", "jpeg"), its file name."""

    width: int
    height: int
    format: str
    name: str
    data: bytes

    def as_json(self) -> dict[str, int | str]:
        """All but the bytes."""
        return {"width": self.width, "height": self.height, "format": self.format, "name": self.name}


def recipe_digest(original_sha256: str, notice: Notice) -> str:
    """32 hex characters that name what is made of this original with this notice.

    The same ingredients give the same names, any change gives new ones, and nobody without the original can
    work them out.
    """
    recipe = json.dumps([RECIPE, original_sha256, asdict(notice)], sort_keys=True)
    return hashlib.sha256(recipe.encode()).hexdigest()[:32]


def make_renditions(original: bytes, notice: Notice) -> list[Rendition]:
    """Every width and format of an original that `take_in` accepted, the widest first.

    Upright, in sRGB, on white, never larger than the original, and carrying nothing but `notice`. Raises
    one of `decoding.UNREADABLE` when the original has been damaged since. Waits where another is being made.
    """
    digest = recipe_digest(hashlib.sha256(original).hexdigest(), notice)
    return _made(original, digest, notice.as_xmp())


@in_turn
def _made(original: bytes, digest: str, packet: bytes) -> list[Rendition]:
    return [
        Rendition(picture.width, picture.height, kind, f"{digest}-{picture.width}.{extension}", data)
        for picture in _narrowing(_prepared(original))
        for kind, extension in _EXTENSIONS.items()
        for data in [_encoded(picture, kind, packet)]
    ]


def _prepared(original: bytes) -> Image.Image:
    """The picture at its greatest published width, all but its pixels forgotten."""
    picture = open_picture(original)
    widest = _largest(*upright_size(picture, picture.size))
    stored = upright_size(picture, widest)
    # A JPEG is decoded at a fraction where that still leaves twice the pixels to choose from.
    picture.draft(None, (stored[0] * 2, stored[1] * 2))
    picture.load()
    turned = upright(shrunk(picture, stored), like=picture)
    picture.close()  # lets go of its pixels: what follows needs room too
    return in_srgb_on_white(turned, picture.info.get("icc_profile"))


def _largest(width: int, height: int) -> tuple[int, int]:
    return _at_width(width, height, max(1, min(width, WIDTHS[-1], width * TALLEST // height)))


def _at_width(width: int, height: int, wanted: int) -> tuple[int, int]:
    return wanted, min(TALLEST, max(1, round(height * wanted / width)))


def _narrowing(picture: Image.Image) -> Iterator[Image.Image]:
    """The picture, then each smaller width, every one made from the one before.

    A width within a tenth of the picture's own is left out: it would be nearly the same file.
    """
    size = picture.size
    yield picture
    for width in sorted((each for each in WIDTHS if each * 1.1 < size[0]), reverse=True):
        picture = picture.resize(_at_width(*size, width), Image.Resampling.LANCZOS, reducing_gap=3.0)
        yield picture


def _encoded(picture: Image.Image, kind: str, packet: bytes) -> bytes:
    file = io.BytesIO()
    picture.save(file, format=kind, xmp=packet, **_SETTINGS[kind])
    return file.getvalue()
