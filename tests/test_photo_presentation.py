"""What a page offers a browser of a photo: a shape of it, or the whole where there is no such shape (yet)."""

import re

import pytest

from editorial.photos.presentation import (
    found_pictures_of,
    picture_of,
    shared_picture_of,
)
from editorial.photos.tone import colour_of
from tests.one_door import PROJECT
from tests.photo_pages import drawn

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

TONES = PROJECT / "editorial" / "static" / "editorial" / "tones.css"


def widths(srcset: str) -> list[int]:
    """The widths that a srcset offers."""
    return [int(width) for width in re.findall(r" (\d+)w", srcset)]


def shapes(srcset: str) -> set[str]:
    """The shapes that a srcset offers, by the names of its files."""
    return set(re.findall(r"-([a-z]+)-\d+\.", srcset))


def test_a_shape_is_offered_in_every_format_with_the_whole_photo_for_enlarging() -> None:
    upright = drawn(800, 1200, is_developed=True)

    picture = picture_of(upright, "lead")

    assert [source.media_type for source in picture.sources] == ["image/avif", "image/webp"]
    offered = [picture.srcset, *(source.srcset for source in picture.sources)]
    assert [(shapes(each), widths(each)) for each in offered] == [({"lead"}, [320, 640, 800])] * 3
    assert (picture.width, picture.height) == (800, 533)
    whole = [picture.whole, *(source.whole for source in picture.sources)]
    assert [(shapes(each), widths(each)) for each in whole] == [({"whole"}, [640, 800])] * 3
    assert (picture.whole_width, picture.whole_height) == (800, 1200)
    assert picture.enlarged in picture.whole
    assert "focus" not in picture.classes


@pytest.mark.parametrize("size", [(600, 400), (600, 450)])
def test_a_photo_that_leads_as_it_was_taken_is_offered_whole(size: tuple[int, int]) -> None:
    photo = drawn(*size, is_developed=True, focal_x=0.1)

    picture = picture_of(photo, "lead")

    assert shapes(picture.srcset) == {"whole"}
    assert (picture.width, picture.height) == size
    assert picture.whole == picture.sources[0].whole == ""
    assert "is-uncut" not in picture.classes


def test_before_the_darkroom_is_done_the_one_picture_keeps_the_place_of_the_cut() -> None:
    upright = drawn(700, 1000, focal_x=0.9, focal_y=0.1)

    picture = picture_of(upright, "lead")

    assert picture.sources == ()
    assert (shapes(picture.srcset), widths(picture.srcset)) == ({"first"}, [700])
    assert (picture.width, picture.height) == (700, 467)
    assert {"is-uncut", "focus-x-last", "focus-y-first"} < {*picture.classes.split()}


def test_a_shared_link_shows_the_card_and_before_it_is_made_the_whole() -> None:
    photo, early = drawn(1000, 700, is_developed=True), drawn(1000, 700)

    shared, shared_early = shared_picture_of(photo), shared_picture_of(early)

    assert "-card-" in shared.address
    assert (shared.width, shared.height) == (1000, 525)
    assert shared_early.width / shared_early.height == pytest.approx(1000 / 700, rel=0.01)


def test_search_engines_get_three_shapes_and_the_whole_for_those_that_are_not_cut() -> None:
    landscape, wide = drawn(900, 600, is_developed=True), drawn(960, 540, is_developed=True)

    sizes = [(each.width, each.height) for each in found_pictures_of(landscape)]
    of_wide = [(each.width, each.height) for each in found_pictures_of(wide)]

    assert sizes == [(900, 506), (800, 600), (600, 600)]
    assert of_wide == [(960, 540), (720, 540), (540, 540)]
    assert len(found_pictures_of(drawn(90, 60))) == 1


def test_every_tone_has_its_colour_in_the_style_sheet() -> None:
    css = TONES.read_text()

    told = dict(re.findall(r"^\.tone-(\d+) \{ background-color: #([0-9a-f]{3}); \}$", css, re.MULTILINE))

    assert told == {
        str(tone): "".join(f"{channel // 17:x}" for channel in colour_of(tone)) for tone in range(64)
    }
    assert all(channel % 17 == 0 for tone in range(64) for channel in colour_of(tone))


def test_what_stands_in_place_of_a_picture_can_be_read_on_every_tone() -> None:
    light = {
        int(tone)
        for tone in re.findall(
            r"\.tone-(\d+)", re.findall(r"((?:\.tone-\d+[,\s]+)+)\{ color: #000", TONES.read_text())[0]
        )
    }

    contrasts = [_contrast(colour_of(tone), is_on_light=tone in light) for tone in range(64)]

    assert min(contrasts) >= 4.5


def _contrast(colour: tuple[int, int, int], *, is_on_light: bool) -> float:
    """Of black or white words on this colour, as WCAG 2 counts it."""
    linear = [((each / 255 + 0.055) / 1.055) ** 2.4 if each > 10 else each / 255 / 12.92 for each in colour]
    luminance = sum(weight * each for weight, each in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return (luminance + 0.05) / 0.05 if is_on_light else 1.05 / (luminance + 0.05)
