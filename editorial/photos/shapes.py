"""The shapes in which readers get a photo, what of it each one shows, and how large."""

import math
from dataclasses import dataclass

ALL_FORMATS = ("avif", "webp", "jpeg")
Box = tuple[int, int, int, int]
Size = tuple[int, int]
# WebP holds no more than 16,383; nobody scrolls along that.
TALLEST = 8_000


@dataclass(frozen=True)
class Shape:
    """A cut of a photo: its proportion (width to height; none: the whole photo) and the widths made of it, in pixels.

    Where no more than `leeway` of the photo would be lost, nothing is cut, and the whole photo serves.
    """

    name: str
    proportion: float | None
    widths: tuple[int, ...]
    formats: tuple[str, ...] = ALL_FORMATS
    leeway: float = 0.0

    def sizes(self, box: Box) -> list[Size]:
        """The sizes (pixels) that are made of this part of a photo: as wide as it may be, then each smaller width.

        A width within a tenth of the part's own is left out: it would be nearly the same file.
        """
        width, height = box[2] - box[0], box[3] - box[1]
        own = max(1, min(width, self.widths[-1], width * TALLEST // height))
        narrower = [each for each in reversed(self.widths) if each * 1.1 < own]
        proportion = self.proportion or width / height
        return [(each, min(height, TALLEST, max(1, round(each / proportion)))) for each in (own, *narrower)]


WHOLE = Shape("whole", None, (320, 640, 960, 1280, 1920))
# A phone's photo (4:3) leads as it was taken; an upright one or a panorama is cut.
LEAD = Shape("lead", 3 / 2, (320, 640, 960, 1280, 1920), leeway=0.15)
# The first of an odd gallery, and what search engines ask for.
WIDE = Shape("wide", 16 / 9, (640, 1280), leeway=0.01)
GALLERY = Shape("gallery", 4 / 3, (320, 640, 1200), leeway=0.01)
SQUARE = Shape("square", 1.0, (1200,), ("jpeg",))
CARD = Shape("card", 1200 / 630, (1200,), ("jpeg",))
# Of any picture that is made: a very tall photo, or one cut of a very long panorama, comes smaller. Encoding takes
# some 25 bytes of memory a pixel.
MOST_MADE = 6_000_000
SHAPES = {shape.name: shape for shape in (WHOLE, LEAD, WIDE, GALLERY, SQUARE, CARD)}


def cut(size: tuple[int, int], proportion: float, focus: tuple[float, float]) -> Box:
    """The largest part (left, top, right, bottom) of this proportion, its middle as near the focal point as can be.

    `size` is in pixels, `focus` in fractions of it, from the top left corner.
    """
    width, height = size
    kept = min(width, max(1, round(height * proportion))), min(height, max(1, round(width / proportion)))
    left = _beside(width, kept[0], focus[0])
    top = _beside(height, kept[1], focus[1])
    return left, top, left + kept[0], top + kept[1]


def _beside(length: int, kept: int, focus: float) -> int:
    return round(min(max(focus * length - kept / 2, 0), length - kept))


def box_of(shape: Shape, size: tuple[int, int], focus: tuple[float, float]) -> Box | None:
    """What this shape shows of a photo; nothing where the whole photo serves."""
    if shape.proportion is None:
        return None
    left, top, right, bottom = cut(size, shape.proportion, focus)
    lost = 1 - (right - left) * (bottom - top) / (size[0] * size[1])
    return (left, top, right, bottom) if lost > shape.leeway else None


def scale_for_all(width: int, height: int) -> float:
    """How much smaller a photo of so many pixels can be made before its shapes are cut, and none gets any smaller."""
    boxes = [(shape, _box_or_all(shape, (width, height))) for shape in SHAPES.values()]
    needed = max(shape.sizes(box)[0][0] / (box[2] - box[0]) for shape, box in boxes)
    return min(1.0, needed, math.sqrt(MOST_MADE / (width * height)))


def _box_or_all(shape: Shape, size: Size) -> Box:
    return box_of(shape, size, (0.5, 0.5)) or (0, 0, *size)
