"""What a photograph's file says, and what becomes of it when the file lies, mumbles or attacks."""

import dataclasses
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image

from editorial.photos.iim import read_iim
from editorial.photos.metadata import Embedded, read_embedded
from editorial.photos.xmp import read_xmp
from tests.photo_files import PHOTOS, iim_dataset, plain, saved, with_iim, xmp_of
from tests.photo_words import said_by, said_by_iim, said_by_xmp


def words(said: Embedded) -> Embedded:
    """The words alone, without the record of who said them."""
    return dataclasses.replace(said, as_read={})


CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
FACTS = {
    "launch.jpg": Embedded(
        headline="Launch",
        caption="A Falcon 9 rocket stands on its pad with the Deep Space Climate Observatory on board",
        creator="SpaceX",
        credit="SpaceX",
        source="SpaceX Photos",
        copyright_notice="CC0 1.0, no rights reserved",
        alternative_text="A white rocket on its launch pad at dusk between steel towers and floodlights",
        taken_at="2015-02-11T18:03:00",
        licence_url=CC0,
    ),
    "astronaut.jpg": Embedded(
        headline="Portrait",
        caption="Eileen Collins, the first woman to command a space shuttle mission",
        creator="NASA",
        credit="NASA/Great Images in NASA",
        source="NASA",
        copyright_notice="Public domain",
        alternative_text="A smiling astronaut in an orange pressure suit in front of a flag and a model shuttle",
        taken_at="1999-07-01T12:00:00",
    ),
    "deep-field.jpg": Embedded(
        headline="Deep field",
        caption="Thousands of galaxies in the Hubble eXtreme Deep Field",
        creator="G. Illingworth",
        credit="G. Illingworth/D. Magee/P. Oesch/R. Bouwens/HUDF09 Team via NASA and ESA",
        source="NASA/ESA",
        copyright_notice="Public domain",
        alternative_text="Hundreds of small galaxies of different colours scattered on black",
        taken_at="2012-09-25T12:00:00",
    ),
    "coffee.jpg": Embedded(
        headline="Coffee",
        caption="An espresso at Pikolo Espresso Bar",
        creator="Rachel Michetti",
        credit="Rachel Michetti/Pikolo Espresso Bar",
        source="Pikolo Espresso Bar",
        copyright_notice="CC0 1.0",
        alternative_text="A half-full espresso cup on a red saucer with a spoon, on a wooden table",
        taken_at="2013-01-01T09:00:00",
        licence_url=CC0,
    ),
    "cat.jpg": Embedded(
        headline="Cat",
        caption="Chelsea the cat looks past the camera",
        creator="Stéfan van der Walt",
        credit="Stéfan van der Walt",
        source="scikit-image",
        copyright_notice="CC0 1.0",
        alternative_text="Close-up of a tabby cat’s face",
        taken_at="2012-01-01T09:00:00",
        licence_url=CC0,
    ),
    "pavilion.jpg": Embedded(
        headline="Pavilion",
        caption="The Summer Palace in Beijing",
        creator="Daniel Buechele",
        credit="Daniel Buechele/Flickr via CC BY 2.0",
        source="Flickr",
        copyright_notice="Some rights reserved by Daniel Buechele, CC BY 2.0",
        alternative_text="A red pavilion of four storeys with tiled roofs above a lake, among trees",
        taken_at="2011-08-21T12:00:00",
        licence_url="https://creativecommons.org/licenses/by/2.0/",
    ),
}


@pytest.mark.parametrize("name", FACTS)
def test_a_photograph_says_all_that_its_maker_wrote(name: str) -> None:
    photograph = (PHOTOS / name).read_bytes()

    said = said_by(photograph)

    assert words(said) == FACTS[name]


@pytest.mark.parametrize("name", FACTS)
def test_the_record_of_what_was_said_is_json_without_anything_private(name: str) -> None:
    photograph = (PHOTOS / name).read_bytes()

    record = json.dumps(said_by(photograph).as_read)

    assert set(json.loads(record)) == {"xmp", "iim", "exif"}
    assert "GPS" not in record
    assert "39" not in record
    assert "private note" not in record


def test_xmp_goes_before_iim_and_iim_before_exif() -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.ImageDescription] = "caption of EXIF"
    exif[ExifTags.Base.Artist] = "creator of EXIF"
    exif[ExifTags.Base.Copyright] = "copyright of EXIF"
    jpeg = saved(plain(), "JPEG", exif=exif, xmp=xmp_of("<dc:creator>creator of XMP</dc:creator>"))
    upload = with_iim(jpeg, iim_dataset(2, 80, b"creator of IIM"), iim_dataset(2, 120, b"caption of IIM"))

    said = said_by(upload)

    assert said.creator == "creator of XMP"
    assert said.caption == "caption of IIM"
    assert said.copyright_notice == "copyright of EXIF"
    assert said.as_read["exif"]["creator"] == "creator of EXIF"


def test_exif_text_written_as_utf8_keeps_its_letters() -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = "Jūratė Šņē".encode()
    exif[ExifTags.Base.Copyright] = "Søren Ærø".encode("latin-1")
    upload = saved(plain(), "JPEG", exif=exif)

    said = said_by(upload)

    assert said.creator == "Jūratė Šņē"
    assert said.copyright_notice == "Søren Ærø"


def test_broken_exif_says_nothing_and_xmp_speaks() -> None:
    packet = xmp_of("<dc:creator>Ola Nowak</dc:creator>")
    upload = saved(plain(), "WEBP", exif=b"Exif\0\0" + b"\xff" * 100, xmp=packet)

    said = said_by(upload)

    assert words(said) == Embedded(creator="Ola Nowak")


def test_words_without_end_are_bounded_and_the_record_holds_more_of_them() -> None:
    said = said_by_xmp(
        f"<photoshop:Credit>{'c' * 9_000}</photoshop:Credit><dc:description>{'d' * 9_000}</dc:description>"
        f"<photoshop:Instructions>{'i' * 20_000}</photoshop:Instructions>"
    )

    assert (len(said.credit), len(said.caption), len(said.instructions)) == (300, 2_000, 10_000)
    assert len(said.as_read["xmp"]["credit"]) == 9_000


@given(st.binary(max_size=300))
def test_no_bytes_whatever_make_the_readers_raise(noise: bytes) -> None:
    packet = xmp_of("<dc:creator>Ola</dc:creator>")

    spoken = [
        read_xmp(noise),
        read_xmp(packet[:200] + noise + packet[200:]),
        read_iim(b"\x1c\x02\x50" + noise),
    ]

    assert all(isinstance(said, dict) for said in spoken)


def test_a_picture_without_words_says_nothing() -> None:
    upload = saved(plain(), "PNG")

    said = read_embedded(Image.open(io.BytesIO(upload)))

    assert said == Embedded()


def test_the_place_is_never_put_together_from_two_blocks() -> None:
    said = said_by_iim(
        iim_dataset(2, 90, b"London"),
        iim_dataset(2, 101, b"United Kingdom"),
        xmp="<photoshop:City>Paris</photoshop:City>",
    )

    assert (said.location, said.country) == ("Paris", "")
    assert said.as_read["iim"]["country"] == "United Kingdom"


@pytest.mark.parametrize(
    ("taken", "offset", "moment"),
    [
        ("2024:05:30 15:12:00", "+01:00", "2024-05-30T15:12:00+01:00"),
        ("2024:05:30 15:12:00", "   :  ", "2024-05-30T15:12:00"),
        ("2024:05:30 15:12:00", "CEST", "2024-05-30"),
        ("0000:00:00 00:00:00", "", ""),
        ("    :  :     :  :  ", "", ""),
        ("2024:05:30", "", ""),
    ],
)
def test_a_cameras_clock_is_read_with_its_offset_or_not_at_all(taken: str, offset: str, moment: str) -> None:
    exif = Image.Exif()
    camera = exif.get_ifd(ExifTags.IFD.Exif)
    camera[ExifTags.Base.DateTimeOriginal], camera[ExifTags.Base.OffsetTimeOriginal] = taken, offset

    said = said_by(saved(plain(), "JPEG", exif=exif))

    assert said.taken_at == moment


def test_a_credit_is_kept_to_the_letter() -> None:
    line = "OLA  NOWAK / Fen\u00a0Media™ (“Stringer”)/REUTERS"

    said = said_by_xmp(f"<photoshop:Credit> {line}\n</photoshop:Credit>")

    assert said.credit == line
