"""What a photograph's file says, and what becomes of it when the file lies, mumbles or attacks."""

import dataclasses
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo

from editorial.photos.iim import read_iim
from editorial.photos.metadata import Embedded, read_embedded
from editorial.photos.xmp import read_xmp
from tests.photo_files import PHOTOS, exiftool, iim_dataset, opened, plain, saved, with_iim, xmp_of

UTF8 = iim_dataset(1, 90, b"\x1b%G")


def said_by(data: bytes) -> Embedded:
    return read_embedded(opened(data))


def said_by_xmp(properties: str) -> Embedded:
    return said_by(saved(plain(), "JPEG", xmp=xmp_of(properties)))


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
def test_exiftool_reads_the_same(name: str) -> None:
    oracle = exiftool(PHOTOS / name)

    said = said_by((PHOTOS / name).read_bytes())

    assert said.as_read["xmp"] == {
        field: oracle[tag]
        for field, tag in {
            "headline": "XMP-photoshop:Headline",
            "caption": "XMP-dc:Description",
            "creator": "XMP-dc:Creator",
            "credit": "XMP-photoshop:Credit",
            "source": "XMP-photoshop:Source",
            "copyright_notice": "XMP-dc:Rights",
            "alternative_text": "XMP-iptcCore:AltTextAccessibility",
            "licence_url": "XMP-xmpRights:WebStatement",
        }.items()
        if tag in oracle
    }
    assert said.as_read["iim"]["credit"] == oracle["IPTC:Credit"].strip()
    assert said.as_read["iim"]["caption"] == oracle["IPTC:Caption-Abstract"]
    assert said.taken_at[:10].replace("-", ":") == oracle["ExifIFD:DateTimeOriginal"][:10]


@pytest.mark.parametrize("name", FACTS)
def test_the_record_of_what_was_said_is_json_without_anything_private(name: str) -> None:
    photograph = (PHOTOS / name).read_bytes()

    record = json.dumps(said_by(photograph).as_read)

    assert set(json.loads(record)) == {"xmp", "iim", "exif"}
    assert "GPS" not in record
    assert "39" not in record
    assert "private note" not in record


def test_an_iim_credit_cut_at_32_bytes_loses_to_the_whole_one_and_is_recorded() -> None:
    records = {name: said_by((PHOTOS / name).read_bytes()) for name in FACTS}

    cut = {name for name, said in records.items() if "credit_is_cut_off" in said.as_read["iim"]}

    assert cut == {"deep-field.jpg", "coffee.jpg", "pavilion.jpg"}
    assert records["coffee.jpg"].as_read["iim"]["credit"] == "Rachel Michetti/Pikolo Espresso"
    assert records["coffee.jpg"].credit == "Rachel Michetti/Pikolo Espresso Bar"


def test_a_full_iim_credit_that_stands_alone_is_marked_as_perhaps_cut() -> None:
    upload = with_iim(saved(plain(), "JPEG"), iim_dataset(2, 110, b"A" * 32))

    said = said_by(upload)

    assert said.credit == "A" * 32
    assert said.as_read["iim"]["credit_is_full"] == "32 bytes"
    assert "credit_is_cut_off" not in said.as_read["iim"]


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


@pytest.mark.parametrize(
    ("datasets", "creator"),
    [
        ([UTF8, iim_dataset(2, 80, "Jūratė Šņē".encode())], "Jūratė Šņē"),
        ([iim_dataset(2, 80, "Søren Ærø".encode("latin-1"))], "Søren Ærø"),
        ([UTF8, iim_dataset(2, 80, "Søren".encode("latin-1"))], "Sren"),
        ([iim_dataset(2, 80, b"First"), iim_dataset(2, 80, b"Second")], "First, Second"),
        ([iim_dataset(2, 80, b"Whole"), b"\x1c\x02\x6e\x00\xffcut"], "Whole"),
        ([iim_dataset(2, 80, b"Whole"), b"\x1c\x02\x6e\x80\x04\0\0\0\x05extended"], "Whole"),
        ([b"garbage", iim_dataset(2, 80, b"Lost")], ""),
    ],
)
def test_iim_is_read_in_its_own_character_set_as_far_as_it_is_sound(
    datasets: list[bytes], creator: str
) -> None:
    upload = with_iim(saved(plain(), "JPEG"), *datasets)

    said = said_by(upload)

    assert (said.creator, said.credit) == (creator, "")


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


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_xmp_is_read_from_every_format_that_carries_it(kind: str) -> None:
    packet = xmp_of("<photoshop:Credit>Ola Nowak/Fen Media</photoshop:Credit>")
    upload = saved(plain(), kind, xmp=packet) if kind != "PNG" else png_with_xmp(packet)

    said = said_by(upload)

    assert said.credit == "Ola Nowak/Fen Media"


def png_with_xmp(packet: bytes) -> bytes:
    from_pillow = Image.new("RGB", (9, 9))
    text = PngInfo()
    text.add_itxt("XML:com.adobe.xmp", packet.decode())
    return saved(from_pillow, "PNG", pnginfo=text)


@pytest.mark.parametrize(
    ("properties", "field", "text"),
    [
        ("<photoshop:City>Ely</photoshop:City>", "city", "Ely"),
        ('</rdf:Description><rdf:Description photoshop:Credit="Ola Nowak">', "credit", "Ola Nowak"),
        (
            '<xmpRights:WebStatement rdf:resource="https://a.example/l"/>',
            "licence_url",
            "https://a.example/l",
        ),
        (
            "<dc:creator><rdf:Seq><rdf:li>A</rdf:li><rdf:li>B</rdf:li></rdf:Seq></dc:creator>",
            "creator",
            "A, B",
        ),
        (
            '<dc:rights><rdf:Alt><rdf:li xml:lang="de">Frei</rdf:li>'
            '<rdf:li xml:lang="x-default">Free</rdf:li></rdf:Alt></dc:rights>',
            "copyright_notice",
            "Free",
        ),
        (
            '<dc:rights><rdf:Alt><rdf:li xml:lang="de">Frei</rdf:li></rdf:Alt></dc:rights>',
            "copyright_notice",
            "Frei",
        ),
        (
            "<Iptc4xmpExt:LocationShown><rdf:Bag><rdf:li><rdf:Description Iptc4xmpExt:CountryName='England'/>"
            "</rdf:li></rdf:Bag></Iptc4xmpExt:LocationShown>",
            "country",
            "England",
        ),
        (
            "<Iptc4xmpExt:LocationShown><rdf:Bag><rdf:li rdf:parseType='Resource'>"
            "<Iptc4xmpExt:City>Ely</Iptc4xmpExt:City></rdf:li></rdf:Bag></Iptc4xmpExt:LocationShown>",
            "city",
            "Ely",
        ),
        (
            "<dc:description>  Rain,\r\n  then\tsun &amp; wind\u2028 </dc:description>",
            "caption",
            "Rain, then sun & wind",
        ),
        (
            "<photoshop:Instructions>No web.\r\nNo archive.</photoshop:Instructions>",
            "instructions",
            "No web.\nNo archive.",
        ),
        ("<photoshop:Credit>\u0085A\u009fB\u00a0C \u202eD</photoshop:Credit>", "credit", "AB\u00a0C \u202eD"),
        (
            "<photoshop:DateCreated>2024-05-30T15:12:00+01:00</photoshop:DateCreated>",
            "taken_at",
            "2024-05-30T15:12:00+01:00",
        ),
        ("<photoshop:DateCreated>2024-05-30</photoshop:DateCreated>", "taken_at", "2024-05-30"),
        ("<photoshop:DateCreated>last Tuesday</photoshop:DateCreated>", "taken_at", ""),
        ("<xmpRights:WebStatement>javascript:alert(1)</xmpRights:WebStatement>", "licence_url", ""),
        ("<xmpRights:WebStatement>https://a.example/ onclick=x</xmpRights:WebStatement>", "licence_url", ""),
    ],
)
def test_xmp_is_read_in_each_of_its_shapes_as_an_editor_could_have_typed_it(
    properties: str, field: str, text: str
) -> None:
    said = said_by_xmp(properties)

    assert getattr(said, field) == text


@pytest.mark.parametrize(
    ("date", "time", "moment"),
    [
        (b"20240530", b"151200+0100", "2024-05-30T15:12:00+01:00"),
        (b"20240530", b"", "2024-05-30"),
        (b"00000000", b"000000", ""),
        (b"", b"151200+0100", ""),
    ],
)
def test_the_two_halves_of_an_iim_date_make_one_moment(date: bytes, time: bytes, moment: str) -> None:
    upload = with_iim(saved(plain(), "JPEG"), iim_dataset(2, 55, date), iim_dataset(2, 60, time))

    said = said_by(upload)

    assert said.taken_at == moment


BOMB = b"""<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<x:xmpmeta xmlns:x="adobe:ns:meta/" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>&b;</dc:creator></x:xmpmeta>"""
FILE = b"""<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>
<x:xmpmeta xmlns:x="adobe:ns:meta/" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>&a;</dc:creator></x:xmpmeta>"""


@pytest.mark.parametrize(
    "packet",
    [
        BOMB,
        FILE,
        b"<x:xmpmeta",
        b"no XML at all",
        b"\xff\xfe\xff\xff",
        b'<?xml version="1.0" encoding="no-such"?><a/>',
        xmp_of("<dc:creator>Ola</dc:creator>")[:-20],
        xmp_of("<dc:creator>\0</dc:creator>"),
    ],
)
def test_broken_or_hostile_xmp_says_nothing_and_iim_speaks(packet: bytes) -> None:
    upload = with_iim(saved(plain(), "JPEG", xmp=packet), iim_dataset(2, 80, b"Ola Nowak"))

    said = said_by(upload)

    assert said.creator == "Ola Nowak"
    assert "xmp" not in said.as_read


def test_endless_xmp_says_nothing() -> None:
    packet = xmp_of(f"<dc:creator>Ola</dc:creator>{' ' * 1_000_000}")

    said = read_xmp(packet)

    assert said == {}


@pytest.mark.parametrize(
    "properties",
    [
        "<photoshop:History><dc:creator>Someone else</dc:creator></photoshop:History>",
        "<dc:creator>" * 30_000 + "Someone else" + "</dc:creator>" * 30_000,
    ],
    ids=["of another picture", "nested without end"],
)
def test_words_inside_other_properties_are_not_the_photographs_own(properties: str) -> None:
    packet = xmp_of(f"{properties}<photoshop:Credit>Ola Nowak</photoshop:Credit>")

    said = read_xmp(packet)

    assert said == {"credit": "Ola Nowak"}


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
