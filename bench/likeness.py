"""How alike two pictures look: SSIM (Wang, Bovik, Sheikh, Simoncelli 2004) of their luma, in Pillow alone.

Windows are 8 x 8 pixels, one every four pixels across and down. 1 means the same picture.
"""

from collections.abc import Callable
from typing import Any

from PIL import Image, ImageMath

SIDE, STEP = 8, 4
# (0.01 * 255) ** 2 and (0.03 * 255) ** 2, as in the paper.
C1, C2 = 6.5025, 58.5225


def likeness(one: Image.Image, other: Image.Image) -> float:
    """The mean SSIM of two pictures of the same size, at least 12 x 12 pixels."""
    first, second = _luma(one), _luma(other)
    products = [
        _each(lambda a, b: a * b, *pair) for pair in ((first, first), (second, second), (first, second))
    ]
    shifts = [(x, y) for x in range(0, SIDE, STEP) for y in range(0, SIDE, STEP)]
    maps = [_ssim(*(_windows(each, *shift) for each in (first, second, *products))) for shift in shifts]
    weights = [each.width * each.height for each in maps]
    return sum(map(_mean_times, maps, weights)) / sum(weights)


def _luma(picture: Image.Image) -> Image.Image:
    return picture.convert("YCbCr").getchannel("Y").convert("F")


def _windows(picture: Image.Image, left: int, top: int) -> Image.Image:
    """The mean of each window, beginning at this place."""
    right = left + (picture.width - left) // SIDE * SIDE
    bottom = top + (picture.height - top) // SIDE * SIDE
    return picture.crop((left, top, right, bottom)).reduce(SIDE)


def _ssim(
    mean: Image.Image,
    other: Image.Image,
    square: Image.Image,
    other_square: Image.Image,
    product: Image.Image,
) -> Image.Image:
    return _each(
        lambda a, b, aa, bb, ab: (
            (2 * a * b + C1)
            * (2 * (ab - a * b) + C2)
            / ((a * a + b * b + C1) * (aa - a * a + bb - b * b + C2))
        ),
        *(mean, other, square, other_square, product),
    )


def _each(formula: Callable[..., Any], *pictures: Image.Image) -> Image.Image:
    """A picture of what the formula makes of each pixel."""
    named = {f"p{number}": picture for number, picture in enumerate(pictures)}
    made: Image.Image = ImageMath.lambda_eval(
        lambda given: formula(*(given[name] for name in named)), **named
    )
    return made


def _mean_times(picture: Image.Image, weight: int) -> float:
    mean = picture.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    assert isinstance(mean, float)  # noqa: S101 (a picture of one channel)
    return mean * weight
