"""Making a large picture small without a second large one in memory."""

import math
from collections.abc import Iterator

from PIL import Image

from editorial.photos.colour import with_plain_channels

STRIP_PIXELS = 2_000_000
# How far a Lanczos filter looks, in pixels of the smaller picture.
SUPPORT = 3


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
