"""Telling the same picture in another size or format, and the colour that keeps a photo's place."""

import io
from itertools import combinations

import pytest
from PIL import Image, ImageEnhance

from editorial.photos.intake import take_in
from editorial.photos.likeness import LEAST_TELLING, MOST_DIFFERENT, difference, likeness_of
from editorial.photos.tone import STEPS, colour_of, tone_of
from tests.photo_files import PHOTOS, plain, saved

# In how many of 64 bits, as photos/likeness.py has it: the same photograph at most, different ones at least.
MEASURED = 5
NEAREST_OF_OTHERS = 21
NAMES = sorted(photo.name for photo in PHOTOS.glob("*.jpg"))
SCALING = Image.Resampling


def taken(data: bytes) -> str:
    """The likeness of an upload."""
    return take_in(io.BytesIO(data), name="photo").likeness


def original(name: str) -> bytes:
    """One of the demo's photographs."""
    return (PHOTOS / name).read_bytes()


def in_another_size(name: str, share: float, scaling: SCALING) -> Image.Image:
    """The photograph scaled to a share of its width."""
    picture = Image.open(PHOTOS / name).convert("RGB")
    size = max(1, round(picture.width * share)), max(1, round(picture.height * share))
    return picture.resize(size, scaling)


@pytest.mark.parametrize("name", NAMES)
def test_the_same_photograph_scaled_and_saved_again_differs_in_few_bits(name: str) -> None:
    whole = taken(original(name))

    differences = {
        (scaling.name, share): difference(
            whole, taken(saved(in_another_size(name, share, scaling), "JPEG", quality=40))
        )
        for scaling in (SCALING.LANCZOS, SCALING.BICUBIC, SCALING.BILINEAR, SCALING.BOX)
        for share in (0.1, 0.33, 0.5, 2)
    }

    assert max(differences.values()) <= MEASURED < MOST_DIFFERENT, differences


@pytest.mark.parametrize("name", NAMES)
def test_the_same_photograph_in_another_format_or_a_little_brighter_differs_in_few_bits(name: str) -> None:
    whole, half = taken(original(name)), in_another_size(name, 0.5, SCALING.LANCZOS)

    forms = [
        saved(half, "PNG"),
        saved(half, "WEBP", quality=50),
        saved(half, "AVIF", quality=40),
        saved(half.convert("P", palette=Image.Palette.ADAPTIVE), "GIF"),
        saved(half.convert("L"), "JPEG"),
        saved(half, "JPEG", progressive=True),
        saved(ImageEnhance.Brightness(half).enhance(1.1), "JPEG"),
        saved(ImageEnhance.Contrast(half).enhance(1.1), "JPEG"),
    ]

    assert max(difference(whole, taken(data)) for data in forms) <= MOST_DIFFERENT


def test_different_photographs_differ_widely() -> None:
    likenesses = [taken(original(name)) for name in NAMES]

    differences = [difference(one, other) for one, other in combinations(likenesses, 2)]

    assert min(differences) >= NEAREST_OF_OTHERS > 2 * MOST_DIFFERENT


@pytest.mark.parametrize(
    "picture",
    [
        Image.new("RGB", (90, 60), "grey"),
        Image.new("RGB", (1, 1), "white"),
        Image.linear_gradient("L").rotate(90),
        Image.linear_gradient("L").rotate(270),
        Image.linear_gradient("L"),
        plain(),
    ],
    ids=["a surface", "a dot", "brighter to the right", "brighter to the left", "a sky", "two halves"],
)
def test_a_picture_that_shows_too_little_is_like_no_other(picture: Image.Image) -> None:
    assert likeness_of(picture.convert("RGB")) == ""


def test_a_likeness_counts_where_it_gets_darker_and_where_not() -> None:
    rising = Image.new("L", (9, 8))
    rising.putdata([each % 9 * 10 if each // 9 < 1 else 200 - each % 9 * 10 for each in range(72)])

    likeness = likeness_of(rising)

    assert likeness == "ff" + "00" * 7
    assert (difference(likeness, "00" * 8), difference(likeness, likeness)) == (8, 0)
    assert LEAST_TELLING <= 8


@pytest.mark.parametrize(
    ("colour", "kept"),
    [
        ("black", (51, 51, 51)),
        ("white", (204, 204, 204)),
        ((250, 10, 90), (204, 51, 102)),
        ((40, 80, 160), (51, 102, 153)),
    ],
)
def test_the_tone_of_a_surface_is_the_nearest_of_64(
    colour: str | tuple[int, int, int], kept: tuple[int, int, int]
) -> None:
    tone = tone_of(Image.new("RGB", (90, 60), colour))

    assert colour_of(tone) == kept
    assert 0 <= tone < STEPS**3


def test_a_tone_is_the_mean_of_the_whole_picture() -> None:
    picture = Image.new("RGB", (90, 60), "black")
    picture.paste("white", (0, 0, 60, 60))

    assert colour_of(tone_of(picture)) == (153, 153, 153)


def test_each_tone_is_the_tone_of_its_own_colour() -> None:
    tones = [tone_of(Image.new("RGB", (2, 2), colour_of(tone))) for tone in range(STEPS**3)]

    assert tones == [*range(STEPS**3)]
