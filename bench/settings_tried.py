"""The settings of encoders that are compared, and how large they make pictures that look equally like the original."""

import io
import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Any

from PIL import Image

from bench.likeness import likeness
from editorial.photos.encoding import SETTINGS

# Steps of quality around ours, between which is interpolated.
STEPS = (-8, -4, 0, 4, 8)
# Beside ours. All of them let a photo of 24 megapixels be developed in about four seconds on one core.
TRIED: dict[str, dict[str, dict[str, Any]]] = {
    "avif": {
        "libaom's default tuning": {"advanced": {}},
        "speed 7": {"speed": 7},
        "speed 8, libaom's default tuning": {"speed": 8, "advanced": {}},
        "4:4:4": {"subsampling": "4:4:4"},
    },
    "webp": {"method 2": {"method": 2}, "method 6": {"method": 6}},
    "jpeg": {
        "baseline": {"progressive": False},
        "baseline, not optimized": {"progressive": False, "optimize": False},
        "4:2:2": {"subsampling": "4:2:2"},
        "4:4:4": {"subsampling": "4:4:4"},
    },
}
# What more time would give.
SLOWER: dict[str, dict[str, dict[str, Any]]] = {"avif": {"speed 5": {"speed": 5}}}

Point = tuple[float, float]


def against(kind: str, other: Mapping[str, Any], pictures: Sequence[Image.Image]) -> float:
    """How many bytes our setting takes to those of another, where the other is as like the originals (SSIM)."""
    ratios = [_against(kind, other, picture) for picture in pictures]
    return math.exp(sum(map(math.log, ratios)) / len(ratios))


def _against(kind: str, other: Mapping[str, Any], picture: Image.Image) -> float:
    ours = SETTINGS[kind]
    wanted, size = _written(kind, ours, picture)
    qualities = (ours["quality"] + step for step in STEPS)
    curve = sorted(_written(kind, {**ours, **other, "quality": quality}, picture) for quality in qualities)
    return size / _at(curve, wanted)


def _at(curve: list[Point], wanted: float) -> float:
    """The size at this likeness; beyond the curve's ends, as its last piece goes on."""
    pieces = list(itertools.pairwise(curve))
    piece = next((each for each in pieces if wanted <= each[1][0]), pieces[-1])
    (low, small), (high, large) = piece
    share = (wanted - low) / (high - low)
    return math.exp(math.log(small) * (1 - share) + math.log(large) * share)


def _written(kind: str, setting: Mapping[str, Any], picture: Image.Image) -> Point:
    file = io.BytesIO()
    picture.save(file, format=kind, **setting)
    return likeness(picture, Image.open(file).convert("RGB")), float(len(file.getvalue()))
