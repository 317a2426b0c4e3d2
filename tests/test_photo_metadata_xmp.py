"""XMP packets in all their shapes, encodings and places, and those that are made to do harm."""

import struct

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from editorial.photos.xmp import read_xmp
from tests.photo_files import (
    iim_dataset,
    jpeg_segment,
    plain,
    saved,
    with_iim,
    with_segments,
    xmp_of,
    xmp_segment,
)
from tests.photo_words import said_by, said_by_xmp


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
        ("<dc:creator><rdf:Bag><rdf:li>A</rdf:li></rdf:Bag></dc:creator>", "creator", "A"),
        (
            "<plus:Licensor><rdf:Seq><rdf:li rdf:parseType='Resource'><plus:LicensorName>Fen</plus:LicensorName>"
            "<plus:LicensorURL>https://a.example/buy</plus:LicensorURL></rdf:li></rdf:Seq></plus:Licensor>",
            "acquire_url",
            "https://a.example/buy",
        ),
        (
            "<plus:Licensor><rdf:Seq><rdf:li plus:LicensorName='Fen'/></rdf:Seq></plus:Licensor>",
            "licensor",
            "Fen",
        ),
        ("<plus:LicensorURL>https://a.example/other</plus:LicensorURL>", "acquire_url", ""),
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
        ("<photoshop:DateCreated>2024-05</photoshop:DateCreated>", "taken_at", "2024-05"),
        ("<photoshop:DateCreated>2024</photoshop:DateCreated>", "taken_at", "2024"),
        (
            "<photoshop:DateCreated>2024-05-30T15:12Z</photoshop:DateCreated>",
            "taken_at",
            "2024-05-30T15:12:00+00:00",
        ),
        ("<photoshop:DateCreated>2024-05-30Tnoon</photoshop:DateCreated>", "taken_at", "2024-05-30"),
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


def with_entities(declared: str) -> bytes:
    """A packet whose creator is the last of these entities."""
    packet = xmp_of("<dc:creator>&z;</dc:creator>")
    return f"<!DOCTYPE x [{declared}]>".encode() + packet


LAUGHS = '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefghi", "bcdefghiz", strict=True)
)


@pytest.mark.parametrize(
    "packet",
    [
        with_entities(LAUGHS),
        with_entities('<!ENTITY z "Someone else">'),
        with_entities('<!ENTITY z SYSTEM "file:///etc/hostname">'),
        with_entities('<!ENTITY % y SYSTEM "http://localhost:1/"> %y;'),
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


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"]
)
@pytest.mark.parametrize(
    "wrapper", ["<?xpacket begin='\ufeff' id='W5M0'?>{}   \n<?xpacket end='w'?>\n", "{}\n\n\0"]
)
def test_a_packet_is_read_in_every_encoding_that_xmp_knows(encoding: str, wrapper: str) -> None:
    packet = wrapper.format(xmp_of("<photoshop:Credit>Jūratė Šņē</photoshop:Credit>").decode())

    said = said_by(with_segments(saved(plain(), "JPEG"), xmp_segment(packet.encode(encoding))))

    assert said.credit == "Jūratė Šņē"


def test_of_two_packets_the_later_counts() -> None:
    first, second = (xmp_segment(xmp_of(f"<photoshop:Credit>{each}</photoshop:Credit>")) for each in "AB")

    said = said_by(with_segments(saved(plain(), "JPEG"), first, second))

    assert said.as_read == {"xmp": {"credit": "B"}}


MARK = "0123456789ABCDEF" * 2


def extension(mark: str, packet: bytes, *, piece: int = 60_000) -> list[bytes]:
    """The segments in which a JPEG goes on with a packet that does not fit into one."""
    return [
        jpeg_segment(
            0xE1,
            b"http://ns.adobe.com/xmp/extension/\0"
            + mark.encode()
            + struct.pack(">II", len(packet), at)
            + packet[at : at + piece],
        )
        for at in range(0, len(packet), piece)
    ]


def test_a_packet_goes_on_in_further_segments_in_whatever_order() -> None:
    main = xmp_of(
        f"<photoshop:Credit>Ola</photoshop:Credit><xmpNote:HasExtendedXMP>{MARK}</xmpNote:HasExtendedXMP>"
    )
    whole = xmp_of(
        f"<photoshop:History>{'x' * 150_000}</photoshop:History><photoshop:Credit>Another</photoshop:Credit>"
        "<dc:description>Told at the end</dc:description>"
    )
    others = extension("F" * 32, xmp_of("<photoshop:Source>Of another packet</photoshop:Source>"))
    segments = [*reversed(extension(MARK, whole)), *others, xmp_segment(main)]

    said = said_by(with_segments(saved(plain(), "JPEG"), *segments))

    assert said.as_read == {"xmp": {"credit": "Ola", "caption": "Told at the end"}}


@pytest.mark.parametrize(
    "segments",
    [
        extension(MARK, xmp_of("<photoshop:Source>Cut off</photoshop:Source>")[:-100]),
        extension(MARK, xmp_of(f"<photoshop:Source>{'x' * 1_100_000}</photoshop:Source>")),
        [jpeg_segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + MARK.encode())],
        extension(MARK, xmp_of("<photoshop:Source>Missing</photoshop:Source>"), piece=200)[1:],
    ],
    ids=["cut off", "endless", "empty", "without its beginning"],
)
def test_a_broken_continuation_says_nothing_and_the_packet_speaks(segments: list[bytes]) -> None:
    main = xmp_of(
        f"<photoshop:Credit>Ola</photoshop:Credit><xmpNote:HasExtendedXMP>{MARK}</xmpNote:HasExtendedXMP>"
    )

    said = said_by(with_segments(saved(plain(), "JPEG"), xmp_segment(main), *segments))

    assert said.as_read == {"xmp": {"credit": "Ola"}}


@pytest.mark.parametrize("is_compressed", [True, False])
def test_png_keeps_a_packet_compressed_or_not(is_compressed: bool) -> None:
    text = PngInfo()
    text.add_itxt("XML:com.adobe.xmp", xmp_of("<dc:creator>Šņē</dc:creator>").decode(), zip=is_compressed)

    said = said_by(saved(plain(), "PNG", pnginfo=text))

    assert said.creator == "Šņē"


def test_png_as_older_programs_write_it_keeps_a_packet_as_digits() -> None:
    packet = xmp_of("<dc:creator>Šņē</dc:creator>")
    text = PngInfo()
    text.add_text("Raw profile type xmp", f"\nxmp\n{len(packet):8}\n{packet.hex()}\n", zip=True)

    said = said_by(saved(plain(), "PNG", pnginfo=text))

    assert said.creator == "Šņē"


SHOWN = "<Iptc4xmpExt:LocationShown><rdf:Bag>{}</rdf:Bag></Iptc4xmpExt:LocationShown>"
KYIV = "<photoshop:City>Kyiv</photoshop:City><photoshop:Country>Ukraine</photoshop:Country>"


@pytest.mark.parametrize(
    ("properties", "location"),
    [
        (KYIV, "Kyiv, Ukraine"),
        (KYIV + SHOWN.format("<rdf:li Iptc4xmpExt:Sublocation='Maidan'/>"), "Maidan, Kyiv, Ukraine"),
        (
            KYIV + SHOWN.format("<rdf:li Iptc4xmpExt:City='KYIV' Iptc4xmpExt:CountryCode='UA'/>"),
            "KYIV, Ukraine",
        ),
        # The older words may tell where the camera stood.
        (KYIV + SHOWN.format("<rdf:li Iptc4xmpExt:City='Lviv'/>"), "Lviv"),
        (SHOWN.format("<rdf:li Iptc4xmpExt:City='Ely'/><rdf:li Iptc4xmpExt:City='Hull'/>"), "Ely"),
        (SHOWN.format("<rdf:li Iptc4xmpExt:City='Ely' Iptc4xmpExt:CountryCode='GBR'/>"), "Ely, GBR"),
        (
            SHOWN.replace("Shown", "Created").format("<rdf:li Iptc4xmpExt:City='Ely'/>"),
            "",
        ),
        (
            "<photoshop:City>Luxembourg</photoshop:City><photoshop:Country>Luxembourg</photoshop:Country>",
            "Luxembourg",
        ),
    ],
)
def test_the_place_shown_is_one_place(properties: str, location: str) -> None:
    said = said_by_xmp(properties)

    assert said.location == location


@pytest.mark.parametrize(
    "properties",
    [
        "<a>" * 100_000 + "</a>" * 100_000,
        "<a/>" * 200_000,
        "<a " + " ".join(f"b{number}=''" for number in range(50_000)) + "/>",
    ],
    ids=["deep", "wide", "of many attributes"],
)
def test_packets_that_are_made_to_be_too_much_are_read_all_the_same(properties: str) -> None:
    packet = xmp_of(f"{properties}<photoshop:Credit>Ola Nowak</photoshop:Credit>")

    said = read_xmp(packet)

    assert said == {"credit": "Ola Nowak"}
