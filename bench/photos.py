"""What photographs cost: until one can be used, until all its pictures are there, in memory, and over the wire."""

import statistics
from collections.abc import Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from PIL import Image

from bench.figures import Results, Target, at_most
from bench.newsroom import Newsroom
from bench.options import Bench
from bench.photographs import NAMES, clean, large, tiled
from bench.rounds import in_turns, median_ratio
from bench.settings_tried import SLOWER, TRIED, against
from editorial.photos.encoding import encoded

LARGE = "launch"
ORDERS = ("accept", "scale", "develop", "encode")
ACCEPTED, DEVELOPED, MEGABYTES, BYTES, KILOBYTES = 2.0, 1.2, 250, 1.01, 60
# What a phone of 390 CSS pixels asks for at two and at three pixels a CSS pixel.
PHONES = {960: "at 2 pixels a CSS pixel", 1280: "at 3"}


def photos(bench: Bench, results: Results) -> None:
    """A photo of 24 megapixels on one core, then sizes over all photographs of the demo."""
    file = bench.folder / "large.jpg"
    file.write_bytes(large(LARGE))
    _memory(bench.newsroom, file, results)
    _times(bench, file, results)
    _sizes(bench, results)
    _phones(results)


def _memory(newsroom: Newsroom, file: Path, results: Results) -> None:
    with closing(newsroom.darkroom(file)) as darkroom:
        for order in ("accept", "finish"):
            darkroom.ask(order=order)
        megabytes = darkroom.ask(order="weigh") / 1e6
    name = "Memory of a process that takes a photo of 24 megapixels in and makes its pictures"
    results.add(name, megabytes, "MB", "all of it, Django too", at_most(MEGABYTES))


def _times(bench: Bench, file: Path, results: Results) -> None:
    with closing(bench.newsroom.darkroom(file)) as darkroom:
        orders = {order: partial(darkroom.ask, order=order) for order in ORDERS}
        in_turns(orders, 1)
        took = in_turns(orders, bench.rounds)
    compared = "A photo of 24 megapixels, ready for use: to Pillow's decoding and one scaling"
    _ratio(results, compared, took["accept"], took["scale"], at_most(ACCEPTED))
    compared = "All its pictures: to writing the same pictures alone"
    _ratio(results, compared, took["develop"], took["encode"], at_most(DEVELOPED))


def _ratio(
    results: Results, name: str, ours: Sequence[float], theirs: Sequence[float], target: Target
) -> None:
    measured = f"{statistics.median(ours):.2f} s to {statistics.median(theirs):.2f} s"
    results.add(name, median_ratio(ours, theirs), "times", measured, target)


def _sizes(bench: Bench, results: Results) -> None:
    pictures = [clean(name) for name in (NAMES[::3] if bench.is_quick else NAMES)]
    for kind, others in TRIED.items():
        ratio, best = max((against(kind, other, pictures), name) for name, other in others.items())
        name = f"{kind.upper()}, bytes at the same likeness (SSIM): to the best of {len(others)} others"
        results.add(name, ratio, "times", f"the best: {best}", at_most(BYTES))
    _slower(results, pictures)


def _slower(results: Results, pictures: list[Image.Image]) -> None:
    for kind, others in SLOWER.items():
        for name, other in others.items():
            what = f"{kind.upper()}, bytes at the same likeness (SSIM): to {name}, too slow"
            results.add(what, against(kind, other, pictures), "times")


def _phones(results: Results) -> None:
    """The lead, where a phone is 390 CSS pixels wide: no less to see at each pixel than in the photo itself."""
    for width, density in PHONES.items():
        sizes = {name: len(encoded(tiled(name, width), "avif", b"")) / 1000 for name in NAMES}
        name = f"Lead photo on a phone {density}, AVIF of {width} pixels ({LARGE}.jpg)"
        target = at_most(KILOBYTES) if width == min(PHONES) else None
        results.add(name, sizes[LARGE], "kB", _told(sizes), target)


def _told(sizes: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {size:.0f}" for name, size in sorted(sizes.items(), key=lambda each: each[1]))
