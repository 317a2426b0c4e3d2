"""The shapes in which readers get a photo: what of it each one shows, how large, and when none is cut."""

import pytest
from PIL import Image

from editorial.photos.notice import Notice
from editorial.photos.renditions import Recipe, Rendition, make_renditions
from editorial.photos.shapes import SHAPES, WHOLE, cut, scale_for_all
from editorial.photos.shrinking import Reductions
from tests.photo_files import opened, saved

TOKEN = "0" * 32
CUTS = [shape for shape in SHAPES.values() if shape.proportion]
PLACES = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0), (0.5, 0.5), (0.2, 0.7)]


def made(picture: Image.Image, focus: tuple[float, float] = (0.5, 0.5)) -> list[Rendition]:
    return make_renditions(saved(picture, "JPEG", quality=95), Recipe(TOKEN, Notice(), focus))


def widths(renditions: list[Rendition], kind: str) -> dict[str, list[int]]:
    """Of each shape, the widths that come in a format."""
    found: dict[str, list[int]] = {}
    for each in renditions:
        if each.format == kind:
            found.setdefault(each.shape, []).append(each.width)
    return found


def marked(width: int, height: int, place: tuple[float, float]) -> Image.Image:
    """A white picture with a red spot at a place of it, as near the edge as can be."""
    side = max(width, height) // 20
    left, top = (round(at * (length - side)) for at, length in zip(place, (width, height), strict=True))
    picture = Image.new("RGB", (width, height), "white")
    picture.paste("red", (left, top, left + side, top + side))
    return picture


def reds(data: bytes) -> int:
    """How many pixels are as red as the spot."""
    _red, green, _blue = opened(data).convert("RGB").split()
    return sum(green.histogram()[:100])


@pytest.mark.parametrize(("width", "height"), [(300, 450), (900, 225)])
@pytest.mark.parametrize("place", PLACES)
def test_what_matters_stays_whole_in_every_shape(width: int, height: int, place: tuple[float, float]) -> None:
    picture = marked(width, height, place)
    side = max(width, height) // 20

    jpegs = [each for each in made(picture, place) if each.format == "jpeg"]

    assert {each.shape for each in jpegs} == {*SHAPES}
    for each in jpegs:
        shown = SHAPES[each.shape].proportion
        kept = cut((width, height), shown, place) if shown else (0, 0, width, height)
        scale = each.width / (kept[2] - kept[0])
        assert reds(each.data) == pytest.approx((side * scale) ** 2, rel=0.25)


def test_the_spot_would_be_lost_without_the_focal_point() -> None:
    picture = marked(1_200, 300, (0.0, 0.0))

    middle = {each.shape: reds(each.data) for each in made(picture, (0.5, 0.5)) if each.format == "jpeg"}

    assert middle["square"] == middle["card"] == 0
    assert middle["whole"] > 0


@pytest.mark.parametrize("size", [(1_500, 1_000), (1_000, 1_500), (2_000, 500), (701, 701)])
def test_a_shape_has_its_proportion_to_the_pixel(size: tuple[int, int]) -> None:
    renditions = made(Image.new("RGB", size, "grey"), (0.9, 0.1))

    for each in renditions:
        proportion = SHAPES[each.shape].proportion or size[0] / size[1]
        assert abs(each.width - each.height * proportion) <= max(1, proportion)


@pytest.mark.parametrize("size", [(1_500, 1_000), (1_000, 1_500), (3_000, 400), (90, 60)])
def test_nothing_is_made_larger_than_the_photo_is(size: tuple[int, int]) -> None:
    renditions = made(Image.new("RGB", size, "grey"))

    assert renditions
    assert all(each.width <= size[0] and each.height <= size[1] for each in renditions)


@pytest.mark.parametrize(
    ("size", "left_out"),
    [
        ((600, 400), {"lead"}),
        ((640, 427), {"lead"}),
        ((600, 450), {"lead", "gallery"}),
        ((640, 360), {"wide"}),
        ((500, 500), {"square"}),
        ((400, 600), set()),
        ((1_200, 630), {"card"}),
        ((1_200, 300), set()),
    ],
)
def test_a_shape_that_the_whole_photo_has_is_not_made(size: tuple[int, int], left_out: set[str]) -> None:
    # 16:9 loses 15.6 % of its sides to 3:2; 4:3 loses 11.1 % of its height.
    renditions = made(Image.new("RGB", size, "grey"))

    assert {each.shape for each in renditions} == {*SHAPES} - left_out


def test_a_large_photo_comes_in_every_width_of_every_shape() -> None:
    renditions = made(Image.new("RGB", (3_200, 2_000), "grey"), (0.1, 0.1))

    assert widths(renditions, "avif") == {
        "whole": [1920, 1280, 960, 640, 320],
        "wide": [1280, 640],
        "gallery": [1200, 640, 320],
    }
    assert widths(renditions, "webp") == widths(renditions, "avif")
    assert widths(renditions, "jpeg") == {**widths(renditions, "avif"), "square": [1200], "card": [1200]}


def test_an_upright_photo_is_cut_over_its_whole_width() -> None:
    renditions = made(Image.new("RGB", (2_000, 3_000), "grey"))

    assert widths(renditions, "avif")["lead"] == [1920, 1280, 960, 640, 320]
    assert {(each.width, each.height) for each in renditions if each.shape == "lead"} >= {(1920, 1280)}


def test_a_panorama_is_cut_from_all_the_pixels_that_it_has() -> None:
    renditions = made(Image.new("RGB", (4_000, 1_000), "grey"))

    lead, square = (next(each for each in renditions if each.shape == name) for name in ("lead", "square"))
    assert (lead.width, lead.height) == (1_500, 1_000)
    assert (square.width, square.height) == (1_000, 1_000)
    assert widths(renditions, "avif")["whole"] == [1920, 1280, 960, 640, 320]


def test_no_picture_has_more_than_six_megapixels() -> None:
    scales = [
        scale_for_all(*size) for size in [(2_800, 8_570), (8_570, 2_800), (6_000, 8_000), (30_000, 1_600)]
    ]

    assert scales == [pytest.approx(scale, abs=0.01) for scale in (0.5, 0.457, 0.32, 0.354)]


def test_what_is_there_at_its_own_size_is_cut_out_and_not_made_soft() -> None:
    reductions = Reductions(Image.effect_noise((1_200, 901), 60))
    whole = reductions.of((0, 0, 1_200, 901), (800, 601))

    part = reductions.of((0, 100, 1_200, 775), (800, 450))

    assert part.tobytes() == whole.crop((0, 67, 800, 517)).tobytes()


def test_one_pixel_comes_as_one_pixel() -> None:
    renditions = made(Image.new("RGB", (1, 1), "red"))

    assert {(each.shape, each.width, each.height) for each in renditions} == {(WHOLE.name, 1, 1)}


@pytest.mark.parametrize("size", [(1, 1), (2, 1), (1, 300), (300, 1), (4_000, 3_000), (33, 77)])
@pytest.mark.parametrize("focus", PLACES)
def test_a_cut_lies_inside_the_photo_and_is_as_large_as_can_be(
    size: tuple[int, int], focus: tuple[float, float]
) -> None:
    for shape in CUTS:
        left, top, right, bottom = cut(size, shape.proportion or 1, focus)

        assert 0 <= left < right <= size[0]
        assert 0 <= top < bottom <= size[1]
        assert right - left == size[0] or bottom - top == size[1]
