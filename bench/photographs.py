"""Photographs to measure with, made from the demo's."""

import io

from PIL import Image, ImageChops, ImageOps

from bench.processes import PROJECT

FOLDER = PROJECT / "editorial" / "demo" / "photos"
NAMES = ("launch", "astronaut", "deep-field", "coffee", "cat", "pavilion")
LARGE = (6000, 4000)
GRAIN = 6


def photograph(name: str) -> Image.Image:
    """One of the demo's photographs."""
    return Image.open(FOLDER / f"{name}.jpg").convert("RGB")


def clean(name: str) -> Image.Image:
    """It at three quarters of its width, where the traces of its own compression are mostly gone."""
    picture = photograph(name)
    return picture.resize((picture.width * 3 // 4, picture.height * 3 // 4), Image.Resampling.LANCZOS)


def large(name: str) -> bytes:
    """A JPEG of 24 megapixels: the photograph enlarged, with a camera's grain and the words of its file."""
    picture = photograph(name).resize(LARGE, Image.Resampling.BICUBIC)
    grain = Image.effect_noise(LARGE, GRAIN).convert("RGB")
    file = io.BytesIO()
    with Image.open(FOLDER / f"{name}.jpg") as told:
        exif = told.getexif()
    ImageChops.add(picture, grain, 1, -128).save(file, "JPEG", quality=92, exif=exif)
    return file.getvalue()


def tiled(name: str, width: int) -> Image.Image:
    """A picture of 3:2, with as much to see at every pixel as the photograph has: it is repeated, mirrored."""
    picture = photograph(name)
    upper = _beside(picture, ImageOps.mirror(picture), picture)
    lower = ImageOps.flip(upper)
    column = [upper, lower, upper]
    whole = Image.new("RGB", (upper.width, upper.height * len(column)))
    for place, row in enumerate(column):
        whole.paste(row, (0, place * upper.height))
    return whole.crop((0, 0, width, width * 2 // 3))


def _beside(*pictures: Image.Image) -> Image.Image:
    row = Image.new("RGB", (sum(each.width for each in pictures), pictures[0].height))
    for place, picture in enumerate(pictures):
        row.paste(picture, (place * pictures[0].width, 0))
    return row
