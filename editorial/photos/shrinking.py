"""Making a large picture small without a second large one in memory."""

import math
from collections.abc import Iterator

from PIL import Image

from editorial.photos.colour import with_plain_channels

STRIP_PIXELS = 2_000_000
# How far a Lanczos filter looks, in pixels of the smaller picture.
SUPPORT = 3
Corners = tuple[float, float, float, float]


def shrunk(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The picture at this size (pixels), in plain channels. It is worked through in strips.

    Palettes, sixteen bits and transparency are unfolded for resizing, each as a copy: of a strip, not of the whole.
    """
    strips = _strips(picture, size)
    top, first = next(strips)
    made = Image.new(first.mode, size)
    made.paste(first, (0, top))
    for top, strip in strips:
        made.paste(strip, (0, top))
    return made


def _strips(picture: Image.Image, size: tuple[int, int]) -> Iterator[tuple[int, Image.Image]]:
    """Each strip of the smaller picture, and the row that it begins at."""
    width, height = size
    scale = picture.height / height
    rows = max(1, int(STRIP_PIXELS / picture.width / scale))
    for top in range(0, height, rows):
        bottom = min(height, top + rows)
        above = max(0, math.floor((top - SUPPORT) * scale) - 1)
        below = min(picture.height, math.ceil((bottom + SUPPORT) * scale) + 1)
        source = with_plain_channels(picture.crop((0, above, picture.width, below)))
        box = (0, top * scale - above, picture.width, min(bottom * scale - above, source.height))
        yield top, source.resize((width, bottom - top), Image.Resampling.LANCZOS, box=box)


class Reductions:
    """A picture and what was made of it, so that the next is made from the smallest that is large enough."""

    def __init__(self, picture: Image.Image) -> None:
        self.size = picture.size
        self._wholes = [picture]

    def of(self, box: tuple[int, int, int, int], size: tuple[int, int]) -> Image.Image:
        """The part of the picture in this box, at this size, which is no larger (both in pixels)."""
        least = size[0] / (box[2] - box[0]) * self.size[0]
        source = min(
            (each for each in self._wholes if each.width >= least - 0.5), key=lambda each: each.width
        )
        made = _part(source, _scaled(box, self.size, source.size), size)
        if box == (0, 0, *self.size):
            self._wholes.append(made)
        return made


def _scaled(box: tuple[int, int, int, int], size: tuple[int, int], other: tuple[int, int]) -> Corners:
    across, down = other[0] / size[0], other[1] / size[1]
    return box[0] * across, box[1] * down, min(other[0], box[2] * across), min(other[1], box[3] * down)


def _part(source: Image.Image, box: Corners, size: tuple[int, int]) -> Image.Image:
    """This part, at this size; only cut out, and not made soft, where it has it already."""
    left, top, right, bottom = box
    if abs(right - left - size[0]) < 1 and abs(bottom - top - size[1]) < 1:
        left, top = min(round(left), source.width - size[0]), min(round(top), source.height - size[1])
        return source.crop((left, top, left + size[0], top + size[1]))
    return source.resize(size, Image.Resampling.LANCZOS, box=box)
