"""Photos as phones take them: HEIC, decoded apart from the newsroom."""

import io
import random
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from editorial import publishing
from editorial.photos import apart
from editorial.photos.intake import RefusedPhoto, TakenPhoto, take_in
from editorial.photos.notice import Notice
from editorial.photos.renditions import Recipe, make_renditions
from tests import factories
from tests.photo_files import PHOTOS, heic, opened, plain, saved, xmp_of

RECIPE = Recipe("0" * 32, Notice(credit="Ola Nowak"))
PROGRAM = Path(apart.__file__).with_name("apart_process.py")


def taken(data: bytes) -> TakenPhoto:
    return take_in(io.BytesIO(data), name="IMG_0042.HEIC")


def corners(picture: Image.Image) -> list[str]:
    """What the four corners show, in reading order: the channel that outshines the others, or white."""
    across, down = picture.width // 8, picture.height // 8
    places = [(x, y) for y in (down, picture.height - down) for x in (across, picture.width - across)]
    return [_named(picture.convert("RGB").getpixel(place)) for place in places]


def _named(colour: object) -> str:
    assert isinstance(colour, tuple)
    return "white" if min(colour) > 180 else ("red", "green", "blue")[colour.index(max(colour))]


def flag() -> Image.Image:
    """Red and blue above, white and green below."""
    picture = Image.new("RGB", (120, 80), "white")
    picture.paste("red", (0, 0, 60, 40))
    picture.paste("blue", (60, 0, 120, 40))
    picture.paste("green", (60, 40, 120, 80))
    return picture


def as_stored(upright: Image.Image, orientation: int) -> Image.Image:
    """The pixels as a phone that is held this way stores them (EXIF 2.32, tag 274)."""
    turn = Image.Transpose
    turns = {3: turn.ROTATE_180, 6: turn.ROTATE_90, 8: turn.ROTATE_270, 2: turn.FLIP_LEFT_RIGHT}
    return upright.transpose(turns[orientation]) if orientation in turns else upright


@pytest.mark.django_db
def test_a_heic_becomes_a_photo_that_every_browser_shows() -> None:
    original = heic(Image.open(PHOTOS / "cat.jpg").convert("RGB"))

    photo = publishing.add_photo(
        by=factories.editor(), upload=io.BytesIO(original), name="IMG_0042.HEIC", credit_line="Ola Nowak"
    )
    developed = factories.developed(photo)

    assert str(developed.file.name).endswith(".heic")
    assert (developed.width, developed.height) == (451, 300)
    assert {each["format"] for each in developed.renditions} == {"avif", "webp", "jpeg"}
    with developed.file.open() as file:
        assert file.read() == original


@pytest.mark.parametrize("orientation", [1, 2, 3, 6, 8])
def test_it_stands_upright_and_is_not_turned_twice(orientation: int) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    original = heic(as_stored(flag(), orientation), exif=exif.tobytes())
    # Phones leave the orientation in EXIF too, where the container's counts: so is it put back here.
    original = original.replace(orientation_tag(1), orientation_tag(orientation))
    assert orientation_tag(orientation) in original

    photo = taken(original)
    made = make_renditions(original, RECIPE)

    assert (photo.width, photo.height) == (120, 80)
    for picture in (photo.small, *(opened(each.data) for each in made if each.shape == "whole")):
        assert corners(picture) == ["red", "blue", "white", "green"]


def orientation_tag(value: int) -> bytes:
    return struct.pack(">HHIHH", ExifTags.Base.Orientation, 3, 1, value, 0)


def test_what_the_file_says_is_read_and_nothing_private_comes_out() -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = "Ola Nowak"
    exif[ExifTags.Base.Make] = "OwnCam"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    original = heic(
        flag(), exif=exif.tobytes(), xmp=xmp_of("<photoshop:Credit>Ola Nowak/Fen Media</photoshop:Credit>")
    )

    photo = taken(original)
    made = make_renditions(original, RECIPE)

    assert (photo.said.credit, photo.said.creator) == ("Ola Nowak/Fen Media", "Ola Nowak")
    assert b"OwnCam" in original
    assert not [each.name for each in made if b"OwnCam" in each.data or opened(each.data).getexif()]


@pytest.mark.parametrize("primary", [0, 1])
def test_of_several_pictures_the_one_that_the_phone_shows_is_taken(primary: int) -> None:
    original = heic(Image.new("RGB", (90, 60), "red"), Image.new("RGB", (80, 80), "blue"), primary=primary)

    photo = taken(original)

    assert (photo.width, photo.height) == [(90, 60), (80, 80)][primary]
    assert corners(photo.small) == [["red", "blue"][primary]] * 4


def test_what_is_clear_comes_out_on_white() -> None:
    original = heic(Image.new("RGBA", (64, 64), (255, 0, 0, 0)))

    photo = taken(original)

    assert corners(photo.small) == ["white"] * 4


def test_an_avif_that_calls_itself_heif_is_an_avif() -> None:
    avif = saved(plain(), "AVIF")

    photo = taken(avif[:8] + b"mif1" + avif[12:])

    assert photo.extension == "avif"


@pytest.mark.parametrize("share", [0.02, 0.5, 0.99])
def test_a_truncated_one_is_refused(share: float) -> None:
    whole = heic(flag())

    with pytest.raises(RefusedPhoto, match="damaged or incomplete. Fetch the photo again"):
        taken(whole[: int(len(whole) * share)])


def with_sizes(data: bytes, width: int, height: int) -> bytes:
    """The HEIC with another size on each picture inside, but for the size that its header gives the whole (`clap`)."""
    edited, at = bytearray(data), -1
    while (at := data.find(b"ispe", at + 1)) >= 0:
        edited[at + 8 : at + 16] = struct.pack(">II", width, height)
    return bytes(edited)


@pytest.mark.parametrize("size", [(90, 60), (91, 61)], ids=["as said", "said to be small"])
def test_more_than_50_megapixels_are_refused_before_anything_is_decoded(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = with_sizes(heic(Image.new("RGB", size)), 30_000, 30_000)
    monkeypatch.setattr(apart, "_answer", pytest.fail)

    with pytest.raises(RefusedPhoto, match="more than 50 megapixels"):
        taken(bomb)


def test_one_that_says_it_is_large_is_refused_by_its_header() -> None:
    bomb = with_sizes(heic(Image.new("RGB", (64, 64))), 8_000, 7_000)

    with pytest.raises(RefusedPhoto, match="more than 50 megapixels"):
        taken(bomb)


def test_one_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", 0.001)

    with pytest.raises(RefusedPhoto, match="damaged"):
        taken(heic(flag()))


@pytest.mark.parametrize(("most_memory", "is_decoded"), [(1_200_000_000, True), (50_000_000, False)])
def test_the_decoder_has_the_memory_that_it_is_given(most_memory: int, is_decoded: bool) -> None:
    program = "import sys; sys.path.insert(0, sys.argv.pop(1)); import apart_process; "
    program += "apart_process.MOST_MEMORY = int(sys.argv.pop(1)); sys.exit(apart_process.main())"
    command = [sys.executable, "-c", program, str(PROGRAM.parent), str(most_memory), "1"]

    ended = subprocess.run(command, input=heic(flag()), capture_output=True, check=False)

    assert (ended.returncode == 0) is is_decoded


def test_damage_anywhere_in_the_file_is_refused_or_harmless() -> None:
    whole, chance = heic(flag()), random.Random(7)  # noqa: S311 (no secret)

    for _try in range(8):
        damaged = bytearray(whole)
        for _place in range(6):
            damaged[chance.randrange(12, len(whole))] ^= 1 << chance.randrange(8)
        try:
            photo = taken(bytes(damaged))
        except RefusedPhoto:
            continue
        assert photo.width * photo.height <= 50_000_000
