"""The pictures that readers get: shapes, widths and formats of one photograph, each with its notice inside."""

import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from PIL import Image

from editorial.photos.colour import in_srgb_on_white
from editorial.photos.decoding import open_picture, upright, upright_size
from editorial.photos.notice import Notice
from editorial.photos.shapes import SHAPES, WHOLE, Shape, box_of
from editorial.photos.shrinking import shrunk
from editorial.photos.turns import in_turn

TALLEST = 8_000
# The picture that is there at once, made when the file is taken in.
FIRST = "first"

# Counted up when anything below changes what comes out, so that changed pictures get new names.
RECIPE = 3
_EXTENSIONS = {"avif": "avif", "webp": "webp", "jpeg": "jpg"}
_SETTINGS: dict[str, dict[str, int | bool]] = {
    "avif": {"quality": 58, "speed": 8},
    "webp": {"quality": 78, "method": 4},
    "jpeg": {"quality": 80, "progressive": True, "optimize": True},
}


@dataclass(frozen=True)
class Recipe:
    """What, beside the original, decides what is made: whose name it goes under, and what is kept in view.

    `token` is the photo's own, 32 hex characters that nobody guesses; `focus` its focal point, in fractions of the
    upright picture from the top left corner.
    """

    token: str
    notice: Notice
    focus: tuple[float, float] = (0.5, 0.5)

    def digest(self, original_sha256: str) -> str:
        """16 hex characters: the same ingredients give the same, any change another."""
        ingredients = json.dumps([RECIPE, original_sha256, asdict(self.notice), self.focus], sort_keys=True)
        return hashlib.sha256(ingredients.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Rendition:
    """One picture for readers: its shape, size in pixels, format ("avif", "webp", "jpeg"), file name."""

    shape: str
    width: int
    height: int
    format: str
    name: str
    data: bytes

    def as_json(self) -> dict[str, int | str]:
        """All but the bytes."""
        told: dict[str, int | str] = {"shape": self.shape, "width": self.width, "height": self.height}
        return told | {"format": self.format, "name": self.name}


@in_turn
def first_rendition(small: Image.Image, original_sha256: str, recipe: Recipe) -> Rendition:
    """One JPEG of the whole photo, to be there at once. `small` is the picture that taking it in left."""
    return _rendition(small, FIRST, "jpeg", recipe, recipe.digest(original_sha256), recipe.notice.as_xmp())


def make_renditions(original: bytes, recipe: Recipe) -> list[Rendition]:
    """Every shape, width and format of an original that `take_in` accepted, the widest of each shape first.

    Upright, in sRGB, on white, never larger than the original, and carrying nothing but the recipe's notice. Raises
    one of `decoding.UNREADABLE` when the original has been damaged since. Waits where another is being made.
    """
    return _made(original, recipe, recipe.digest(hashlib.sha256(original).hexdigest()))


@in_turn
def _made(original: bytes, recipe: Recipe, digest: str) -> list[Rendition]:
    packet = recipe.notice.as_xmp()
    whole = _prepared(original)
    return [
        _rendition(picture, shape.name, kind, recipe, digest, packet)
        for shape in SHAPES.values()
        for picture in _shaped(whole, shape, recipe.focus)
        for kind in shape.formats
    ]


def _rendition(
    picture: Image.Image, shape: str, kind: str, recipe: Recipe, digest: str, packet: bytes
) -> Rendition:
    name = f"{recipe.token}/{digest}-{shape}-{picture.width}.{_EXTENSIONS[kind]}"
    return Rendition(shape, picture.width, picture.height, kind, name, _encoded(picture, kind, packet))


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
    return _at_width(width, height, max(1, min(width, WHOLE.widths[-1], width * TALLEST // height)))


def _at_width(width: int, height: int, wanted: int) -> tuple[int, int]:
    return wanted, min(TALLEST, max(1, round(height * wanted / width)))


def _shaped(whole: Image.Image, shape: Shape, focus: tuple[float, float]) -> Iterator[Image.Image]:
    """The pictures of one shape, the widest first; none where the whole photo serves."""
    box = box_of(shape, whole.size, focus)
    if shape is WHOLE:
        yield from _narrowing(whole, shape.widths)
    elif box:
        yield from _narrowing(whole.crop(box), shape.widths)


def _narrowing(picture: Image.Image, widths: tuple[int, ...]) -> Iterator[Image.Image]:
    """The picture, as wide as it may be, then at each smaller width, every one made from the one before.

    A width within a tenth of the picture's own is left out: it would be nearly the same file.
    """
    size = picture.size
    own = min(size[0], widths[-1])
    for width in (own, *sorted((each for each in widths if each * 1.1 < own), reverse=True)):
        if width != picture.width:
            picture = picture.resize(_at_width(*size, width), Image.Resampling.LANCZOS, reducing_gap=3.0)
        yield picture


def _encoded(picture: Image.Image, kind: str, packet: bytes) -> bytes:
    file = io.BytesIO()
    picture.save(file, format=kind, xmp=packet, **_SETTINGS[kind])
    return file.getvalue()
