"""The pictures that readers get: shapes, widths and formats of one photograph, each with its notice inside."""

import hashlib
import json
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from PIL import Image

from editorial.photos.colour import in_srgb_on_white
from editorial.photos.decoding import open_picture, upright, upright_size
from editorial.photos.encoding import EXTENSIONS, encoded
from editorial.photos.notice import Notice
from editorial.photos.shapes import SHAPES, WHOLE, Shape, box_of, scale_for_all
from editorial.photos.shrinking import Reductions, shrunk
from editorial.photos.turns import in_turn

# The picture that is there at once, made when the file is taken in.
FIRST = "first"

# A JPEG is decoded at a half, a quarter or an eighth, where that leaves so many times the width that is needed.
SPARE = 1.5

# Counted up when anything below changes what comes out, so that changed pictures get new names.
RECIPE = 5


# Between its steps a photo stays decoded.
_one_photo = threading.Lock()


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


def first_rendition(small: Image.Image, original_sha256: str, recipe: Recipe) -> Rendition:
    """One JPEG of the whole photo, to be there at once. `small` is the picture that taking it in left."""
    return _rendition(small, FIRST, "jpeg", recipe, recipe.digest(original_sha256), recipe.notice.as_xmp())


def make_renditions(original: bytes, recipe: Recipe) -> list[Rendition]:
    """Every shape, width and format of an original that `take_in` accepted, the widest of each shape first.

    Upright, in sRGB, on white, never larger than the original, and carrying nothing but the recipe's notice. Raises
    one of `decoding.UNREADABLE` when the original has been damaged since. Each step waits its turn, so that a file
    that somebody is bringing need not wait for all of another photo's pictures.
    """
    digest, packet = recipe.digest(hashlib.sha256(original).hexdigest()), recipe.notice.as_xmp()
    made = []
    with _one_photo:
        pictures = pictures_of(original, recipe.focus)
        while shaped := _next_of(pictures):
            shape, picture = shaped
            made += [_rendition(picture, shape.name, kind, recipe, digest, packet) for kind in shape.formats]
    return made


@in_turn
def _next_of(pictures: Iterator[tuple[Shape, Image.Image]]) -> tuple[Shape, Image.Image] | None:
    return next(pictures, None)


def pictures_of(original: bytes, focus: tuple[float, float]) -> Iterator[tuple[Shape, Image.Image]]:
    """Every picture that readers get of an original, before it is written in the formats of its shape."""
    reductions = Reductions(_prepared(original))
    for shape in SHAPES.values():
        for picture in _shaped(reductions, shape, focus):
            yield shape, picture


@in_turn
def _rendition(
    picture: Image.Image, shape: str, kind: str, recipe: Recipe, digest: str, packet: bytes
) -> Rendition:
    name = f"{recipe.token}/{digest}-{shape}-{picture.width}.{EXTENSIONS[kind]}"
    return Rendition(shape, picture.width, picture.height, kind, name, encoded(picture, kind, packet))


def _prepared(original: bytes) -> Image.Image:
    """The picture as large as any shape needs it, all but its pixels forgotten."""
    picture = open_picture(original)
    width, height = upright_size(picture, picture.size)
    scale = scale_for_all(width, height)
    needed = max(1, round(width * scale)), max(1, round(height * scale))
    stored = upright_size(picture, needed)
    picture.draft(None, (round(stored[0] * SPARE), round(stored[1] * SPARE)))
    picture.load()
    turned = upright(shrunk(picture, stored), like=picture)
    picture.close()  # lets go of its pixels: what follows needs room too
    return in_srgb_on_white(turned, picture.info.get("icc_profile"))


def _shaped(reductions: Reductions, shape: Shape, focus: tuple[float, float]) -> Iterator[Image.Image]:
    """The pictures of one shape, the widest first; none where the whole photo serves."""
    box = (0, 0, *reductions.size) if shape is WHOLE else box_of(shape, reductions.size, focus)
    if box:
        for size in shape.sizes(box):
            yield reductions.of(box, size)
