"""The process that works on photos, on one core: for each order how many seconds it took, or how much memory."""

import io
import itertools
import json
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402 (needs Django to be set up)
from PIL import Image as Picture  # noqa: E402

from editorial import publishing  # noqa: E402
from editorial.models import Image  # noqa: E402
from editorial.photos.encoding import SETTINGS  # noqa: E402
from editorial.photos.renditions import Recipe, make_renditions, pictures_of  # noqa: E402
from editorial.publishing.photo_file import recipe_of  # noqa: E402

SCALED = 1920


class Darkroom:
    """A photo that is worked on over and over."""

    def __init__(self, original: bytes) -> None:
        self.original = original
        self.editor = User.objects.get(username="bench")
        self.numbers = itertools.count()
        self.added: Image | None = None
        self.recipe = Recipe("0" * 32, recipe_of(Image(credit_line="Ola Nowak/Fen Media")).notice)

    def accept(self) -> None:
        """Take it in: proved, stored, with a first picture, in the library. A byte more makes it another photo."""
        upload = io.BytesIO(self.original + next(self.numbers).to_bytes(4))
        self.added = publishing.add_photo(by=self.editor, upload=upload, name="photo.jpg")

    def scale(self) -> None:
        """What Pillow does at the least: decode it, and scale it once."""
        with Picture.open(io.BytesIO(self.original)) as picture:
            picture.load()
            size = SCALED, round(SCALED * picture.height / picture.width)
            picture.resize(size, Picture.Resampling.LANCZOS)

    def develop(self) -> None:
        """Make all that readers get."""
        make_renditions(self.original, self.recipe)

    def finish(self) -> None:
        """Develop what was taken in last, as a newsroom does."""
        if self.added:
            publishing.develop(self.added)

    def encode(self) -> float:
        """Write the same pictures in the same formats: the seconds of that alone."""
        taken = 0.0
        for shape, picture in pictures_of(self.original, self.recipe.focus):
            for kind in shape.formats:
                taken += _seconds(partial(picture.save, io.BytesIO(), format=kind, **SETTINGS[kind]))
        return taken


def _seconds(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _peak_bytes() -> int:
    """The most memory that this process has had."""
    (line,) = (
        line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")
    )
    return int(line.split()[1]) * 1024


def _done(darkroom: Darkroom, order: str) -> float:
    if order == "weigh":
        return _peak_bytes()
    return darkroom.encode() if order == "encode" else _seconds(getattr(darkroom, order))


def main() -> None:
    """`python -m bench.darkroom FILE`: work until there are no more orders."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    darkroom = Darkroom(Path(sys.argv[1]).read_bytes())
    for line in sys.stdin:
        print(json.dumps(_done(darkroom, json.loads(line)["order"])), flush=True)


if __name__ == "__main__":
    main()
