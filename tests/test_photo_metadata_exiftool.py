"""Every field, written by exiftool in every block and format, is read by us as exiftool reads it."""

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from editorial.photos.intake import take_in
from editorial.photos.metadata import Embedded
from tests.photo_files import PHOTOS, heic, plain, run_exiftool, saved
from tests.photo_words import said_by

KINDS = ("JPEG", "PNG", "WEBP", "AVIF", "HEIC")
XMP = {
    "headline": ("XMP-photoshop:Headline", "Königsplatz, 8 Uhr"),
    "caption": ("XMP-dc:Description", "Rain at the harbour fair — “again”"),
    "creator": ("XMP-dc:Creator", ["Jūratė Šņē", "Ola Nowak"]),
    "credit": ("XMP-photoshop:Credit", "Denys Klymenko/Gwara Media/Global Images Ukraine via Getty Images"),
    "source": ("XMP-photoshop:Source", "Source of XMP"),
    "copyright_notice": ("XMP-dc:Rights", "© 2024 XMP"),
    "instructions": ("XMP-photoshop:Instructions", "No web, says XMP"),
    "taken_at": ("XMP-photoshop:DateCreated", "2024:05:30 15:12:00+01:00"),
    "alternative_text": ("XMP-iptcCore:AltTextAccessibility", "Umbrellas on a quay"),
    "usage_terms": ("XMP-xmpRights:UsageTerms", "One week, online"),
    "licence_url": ("XMP-xmpRights:WebStatement", "https://licence.example/terms"),
    "licensor": ("XMP-plus:Licensor", "Fen Media"),
    "acquire_url": ("XMP-plus:Licensor", "https://licence.example/buy"),
    "city": ("XMP-photoshop:City", "Kyiv"),
    "state": ("XMP-photoshop:State", "Kyiv City"),
    "country": ("XMP-photoshop:Country", "Ukraine"),
    "sublocation": ("XMP-iptcCore:Location", "Maidan"),
    "country_code": ("XMP-iptcCore:CountryCode", "UA"),
}
IIM = {
    "headline": ("IPTC:Headline", "Café, says IIM"),
    "caption": ("IPTC:Caption-Abstract", "“Çava”: a caption of IIM – in full"),
    "creator": ("IPTC:By-line", ["Søren Ærø", "Dora Öst"]),
    "credit": ("IPTC:Credit", "SØREN ÆRØ/EPA-EFE"),
    "source": ("IPTC:Source", "Source of IIM"),
    "copyright_notice": ("IPTC:CopyrightNotice", "© 2023 IIM"),
    "instructions": ("IPTC:SpecialInstructions", "No archive, says IIM"),
    "taken_at": ("IPTC:DateCreated", "2023:04:29 14:11:00-05:00"),
    "city": ("IPTC:City", "Århus"),
    "state": ("IPTC:Province-State", "Midtjylland"),
    "country": ("IPTC:Country-PrimaryLocationName", "Denmark"),
    "sublocation": ("IPTC:Sub-location", "Havnen"),
    "country_code": ("IPTC:Country-PrimaryLocationCode", "DNK"),
}
EXIF = {
    "caption": ("IFD0:ImageDescription", "Jūratė at the fair, says EXIF"),
    "creator": ("IFD0:Artist", "Šņē of EXIF"),
    "copyright_notice": ("IFD0:Copyright", "© 2022 EXIF"),
    "taken_at": ("ExifIFD:DateTimeOriginal", "2022:03:28 13:10:00+03:00"),
}
PRIVATE = {
    "XMP": ["-XMP-exif:GPSLatitude=50.4", "-XMP-iptcCore:CreatorWorkEmail=secret@ola.example"],
    "IIM": ["-IPTC:Writer-Editor=secret", "-IPTC:LocalCaption=secret", "-IPTC:Contact=secret@ola.example"],
    "EXIF": ["-EXIF:GPSLatitude=50.4", "-EXIF:UserComment=secret", "-EXIF:XPComment=secret"]
    + ["-EXIF:SerialNumber=secret", "-EXIF:OwnerName=secret"],
}
# A licensor's contacts are nobody's to publish; name and page are.
LICENSOR = "{LicensorName=Fen Media,LicensorURL=https://licence.example/buy,LicensorEmail=secret@fen.example}"
WRITTEN = {
    "xmp": ["XMP"],
    "iim in UTF-8": ["IIM"],
    "iim in Latin-1": ["IIM"],
    "exif": ["EXIF"],
    "all": ["XMP", "IIM", "EXIF"],
}
BLOCKS: dict[str, dict[str, tuple[str, Any]]] = {"XMP": XMP, "IIM": IIM, "EXIF": EXIF}
CASES = [
    (how, kind)
    for how in WRITTEN
    for kind in KINDS
    # The others have no place for IIM.
    if not how.startswith("iim") or kind in {"JPEG", "PNG"}
]


def to_write(block: str) -> list[str]:
    """What makes exiftool write one block."""
    return [*(argument for row in BLOCKS[block].values() for argument in assigned(*row)), *PRIVATE[block]]


def assigned(tag: str, value: str | list[str]) -> list[str]:
    """What makes exiftool write one field."""
    if isinstance(value, list):
        return [f"-{tag}={each}" for each in value]
    if tag.endswith("Licensor"):
        return [f"-{tag}={LICENSOR}"]
    if tag == "IPTC:DateCreated":
        return [f"-{tag}={value[:10]}", f"-IPTC:TimeCreated={value[11:]}"]
    if tag == "ExifIFD:DateTimeOriginal":
        return [f"-{tag}={value[:19]}", f"-ExifIFD:OffsetTimeOriginal={value[19:]}"]
    return [f"-{tag}={value}"]


@pytest.fixture(scope="module")
def oracle(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, dict[str, Any]]:
    """What exiftool reads in each of the files that it wrote."""
    folder = tmp_path_factory.mktemp("written")
    for how, blocks in WRITTEN.items():
        files = [folder / f"{how}.{kind}" for each, kind in CASES if each == how]
        for file in files:
            file.write_bytes(heic(plain()) if file.suffix == ".HEIC" else saved(plain(), file.suffix[1:]))
        character_set = [] if how == "iim in Latin-1" else ["-IPTC:CodedCharacterSet=UTF8"]
        arguments = [argument for block in blocks for argument in to_write(block)]
        run_exiftool("-q", "-m", "-overwrite_original", *character_set, *arguments, *map(str, files))
    read = json.loads(run_exiftool("-json", "-struct", "-G1", *map(str, folder.iterdir())))
    return {Path(said["SourceFile"]): said for said in read}


def told(oracle: dict[Path, dict[str, Any]], how: str, kind: str) -> tuple[Embedded, dict[str, Any]]:
    """What one file says to us, and what to exiftool."""
    file, says = next((file, says) for file, says in oracle.items() if file.name == f"{how}.{kind}")
    return take_in(io.BytesIO(file.read_bytes()), name=file.name).said, says


def as_we_say(field: str, tag: str, says: dict[str, Any]) -> str:
    """What exiftool read, in our manner of writing it down."""
    value = says.get(tag, "")
    if field in {"licensor", "acquire_url"}:
        return str(value[0]["LicensorName" if field == "licensor" else "LicensorURL"])
    if field == "taken_at":
        times = (says.get("IPTC:TimeCreated", ""), says.get("ExifIFD:OffsetTimeOriginal", ""))
        at = {"IPTC:DateCreated": times[0], "ExifIFD:DateTimeOriginal": times[1]}.get(tag, "")
        return re.sub("[^0-9+-]", "", value + at)
    return ", ".join(value) if isinstance(value, list) else str(value)


@pytest.mark.parametrize(("how", "kind"), CASES)
def test_what_is_read_is_what_exiftool_reads(how: str, kind: str, oracle: dict[Path, dict[str, Any]]) -> None:
    said, says = told(oracle, how, kind)

    read = {name: dict(block) for name, block in said.as_read.items()}

    for block in read.values():
        block["taken_at"] = re.sub(r"[:T]|(?<=\d)-(?=\d\d(-|T))", "", block["taken_at"])
    assert read == {
        block.lower(): {field: as_we_say(field, row[0], says) for field, row in BLOCKS[block].items()}
        for block in WRITTEN[how]
        if block != "IIM" or kind in {"JPEG", "PNG"}
    }


@pytest.mark.parametrize("kind", KINDS)
def test_of_three_that_say_different_things_xmp_is_believed(
    kind: str, oracle: dict[Path, dict[str, Any]]
) -> None:
    said, _says = told(oracle, "all", kind)

    assert said.credit == XMP["credit"][1]
    assert said.creator == "Jūratė Šņē, Ola Nowak"
    assert said.caption == XMP["caption"][1]
    assert said.taken_at == "2024-05-30T15:12:00+01:00"
    assert said.location == "Maidan, Kyiv, Kyiv City, Ukraine"
    assert (said.licensor, said.acquire_url) == ("Fen Media", "https://licence.example/buy")


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_private_is_read(kind: str, oracle: dict[Path, dict[str, Any]]) -> None:
    said, says = told(oracle, "all", kind)

    record = json.dumps(said.as_read)

    assert "secret" in json.dumps(says)
    assert not re.search("secret|GPS|50[.]4", record)


FLAGS = {"credit_is_full", "credit_is_cut_off"}


def test_each_photograph_of_the_demo_says_what_exiftool_reads() -> None:
    oracle = json.loads(run_exiftool("-json", "-struct", "-G1", *map(str, PHOTOS.glob("*.jpg"))))

    read = {says["SourceFile"]: said_by(Path(says["SourceFile"]).read_bytes()) for says in oracle}

    assert len(oracle) == 6
    for says in oracle:
        for block, rows in BLOCKS.items():
            expected = {
                field: as_we_say(field, row[0], says).strip() for field, row in rows.items() if row[0] in says
            }
            said = read[says["SourceFile"]].as_read[block.lower()]
            compact = said | {"taken_at": re.sub(r"[:T]|(?<=\d)-(?=\d\d(-|T))", "", said.get("taken_at", ""))}
            assert {field: text for field, text in compact.items() if text and field not in FLAGS} == expected
