"""IPTC-IIM, the older block: its character sets, its lengths, and the credit that it cuts off."""

import struct

import pytest
from PIL.PngImagePlugin import PngInfo

from editorial.photos.metadata import Embedded
from tests.photo_files import PHOTOS, iim_dataset, plain, saved, with_iim
from tests.photo_words import UTF8, said_by, said_by_iim


def test_an_iim_credit_cut_at_32_bytes_loses_to_the_whole_one_and_is_recorded() -> None:
    names = [photo.name for photo in PHOTOS.glob("*.jpg")]
    records = {name: said_by((PHOTOS / name).read_bytes()) for name in names}

    cut = {name for name, said in records.items() if "credit_is_cut_off" in said.as_read["iim"]}

    assert cut == {"deep-field.jpg", "coffee.jpg", "pavilion.jpg"}
    assert records["coffee.jpg"].as_read["iim"]["credit"] == "Rachel Michetti/Pikolo Espresso"
    assert records["coffee.jpg"].credit == "Rachel Michetti/Pikolo Espresso Bar"


def test_a_full_iim_credit_that_stands_alone_is_marked_as_perhaps_cut() -> None:
    upload = with_iim(saved(plain(), "JPEG"), iim_dataset(2, 110, b"A" * 32))

    said = said_by(upload)

    assert said.credit == "A" * 32
    assert said.is_credit_cut_off
    assert said.as_read["iim"]["credit_is_full"] == "32 bytes"
    assert "credit_is_cut_off" not in said.as_read["iim"]


@pytest.mark.parametrize(
    ("datasets", "creator"),
    [
        ([UTF8, iim_dataset(2, 80, "Jūratė Šņē".encode())], "Jūratė Šņē"),
        ([iim_dataset(2, 80, "Søren Ærø".encode("latin-1"))], "Søren Ærø"),
        # Said to be UTF-8, and not: no letter is lost.
        ([UTF8, iim_dataset(2, 80, "Søren".encode("latin-1"))], "Søren"),
        ([UTF8, iim_dataset(2, 80, "René".encode("latin-1"))], "René"),
        # Not said to be UTF-8: read as the standard has it.
        ([iim_dataset(2, 80, "Søren".encode())], "SÃ¸ren"),
        ([iim_dataset(2, 80, "Sam “Ink” O’Hara".encode("cp1252"))], "Sam “Ink” O’Hara"),
        ([iim_dataset(2, 80, b"First"), iim_dataset(2, 80, b"Second")], "First, Second"),
        ([iim_dataset(2, 80, b"Whole"), b"\x1c\x02\x6e\x00\xffcut"], "Whole"),
        # Extended datasets: two, four, and absurdly many bytes that say how long they are.
        ([b"\x1c\x02\x69\x80\x02\0\x05Title", iim_dataset(2, 80, b"After")], "After"),
        ([b"\x1c\x02\x50\x80\x04\0\0\0\x05Whole"], "Whole"),
        ([iim_dataset(2, 80, b"Whole"), b"\x1c\x02\x6e\x80\x04\xff\xff\xff\xffendless"], "Whole"),
        ([iim_dataset(2, 80, b"Whole"), b"\x1c\x02\x6e\xff\xff" + b"\xff" * 40], "Whole"),
        ([iim_dataset(2, 80, b"Ola Nowak\0\0")], "Ola Nowak"),
        ([iim_dataset(2, 80, b""), iim_dataset(2, 80, b"Ola Nowak")], "Ola Nowak"),
        ([iim_dataset(8, 80, b"Of another record"), iim_dataset(2, 80, b"Ola Nowak")], "Ola Nowak"),
        ([b"garbage", iim_dataset(2, 80, b"Lost")], ""),
    ],
)
def test_iim_is_read_in_its_own_character_set_as_far_as_it_is_sound(
    datasets: list[bytes], creator: str
) -> None:
    upload = with_iim(saved(plain(), "JPEG"), *datasets)

    said = said_by(upload)

    assert (said.creator, said.credit) == (creator, "")


@pytest.mark.parametrize(
    ("date", "time", "moment"),
    [
        (b"20240530", b"151200+0100", "2024-05-30T15:12:00+01:00"),
        (b"20240530", b"151200", "2024-05-30T15:12:00"),
        (b"20240530", b"151200-0930", "2024-05-30T15:12:00-09:30"),
        (b"20240530", b"", "2024-05-30"),
        (b"20240530", b"afternoon", "2024-05-30"),
        (b"20240530", b"996100+0100", "2024-05-30"),
        (b"20240500", b"", "2024-05"),
        (b"20240000", b"", "2024"),
        (b"20241300", b"", ""),
        (b"20240231", b"151200", ""),
        (b"00000000", b"000000", ""),
        (b"", b"151200+0100", ""),
    ],
)
def test_the_two_halves_of_an_iim_date_make_one_moment(date: bytes, time: bytes, moment: str) -> None:
    upload = with_iim(saved(plain(), "JPEG"), iim_dataset(2, 55, date), iim_dataset(2, 60, time))

    said = said_by(upload)

    assert said.taken_at == moment


@pytest.mark.parametrize(
    ("raw", "is_cut_off"),
    [
        (b"A" * 31, False),
        (b"A" * 32, True),
        # Its 32nd byte is the space before the next word.
        (b"Rachel Michetti/Pikolo Espresso ", True),
        (b"Ola Nowak/Fen Media".ljust(32, b"\0"), False),
        (b"Ola Nowak/Fen Media".ljust(32, b" "), False),
        # Who writes more knows no limit, so that this is all of it.
        (b"A" * 33, False),
    ],
)
def test_a_credit_that_stands_alone_may_be_cut_off_where_it_fills_its_field(
    raw: bytes, is_cut_off: bool
) -> None:
    said = said_by_iim(iim_dataset(2, 110, raw))

    assert said.is_credit_cut_off == is_cut_off
    assert said.credit == raw.decode().strip(" \0")


@pytest.mark.parametrize(
    "raw",
    [
        # In the middle of a letter of two bytes, and just before it.
        ("A" * 31 + "Čas").encode()[:32],
        b"A" * 31,
        ("A" * 30 + "Čas").encode()[:32],
    ],
)
def test_a_credit_cut_in_a_letter_or_before_it_is_recognised_beside_the_whole_one(raw: bytes) -> None:
    whole = raw[:31].decode("utf-8", "ignore").rstrip("Č") + "Čas Images"

    said = said_by_iim(UTF8, iim_dataset(2, 110, raw), xmp=f"<photoshop:Credit>{whole}</photoshop:Credit>")

    assert said.as_read["iim"]["credit_is_cut_off"] == "32 bytes"
    assert said.credit == whole
    assert not said.is_credit_cut_off
    assert "\ufffd" not in said.as_read["iim"]["credit"]


@pytest.mark.parametrize(
    ("whole", "beginning"),
    [("REUTERS/Ola Nowak", "REUTERS"), ("A" * 32, "A" * 32), ("B" * 40, "A" * 32), ("A" * 60, "A" * 40)],
)
def test_a_credit_that_says_less_or_something_else_is_not_called_cut_off(whole: str, beginning: str) -> None:
    said = said_by_iim(
        iim_dataset(2, 110, beginning.encode()), xmp=f"<photoshop:Credit>{whole}</photoshop:Credit>"
    )

    assert "credit_is_cut_off" not in said.as_read["iim"]
    assert said.credit == whole


def test_of_a_field_that_may_stand_once_the_last_counts() -> None:
    said = said_by_iim(iim_dataset(2, 110, b"First"), iim_dataset(2, 110, b"Second"))

    assert said.credit == "Second"


@pytest.mark.parametrize("resource", [True, False])
def test_iim_is_read_from_a_png_too(resource: bool) -> None:
    block = iim_dataset(2, 110, b"Ola Nowak/Fen Media")
    if resource:
        block = b"8BIM" + struct.pack(">HBBI", 0x0404, 0, 0, len(block)) + block
    text = PngInfo()
    text.add_text("Raw profile type iptc", f"\niptc\n{len(block):8}\n{block.hex()}\n", zip=True)

    said = said_by(saved(plain(), "PNG", pnginfo=text))

    assert said.as_read == {"iim": {"credit": "Ola Nowak/Fen Media"}}


@pytest.mark.parametrize(
    "profile", ["", "iptc", "\niptc\n 4\nno digits", "\niptc\n 5\n8BIM\n", "\niptc\n 6\n3842494d0404"]
)
def test_a_broken_profile_in_a_png_says_nothing(profile: str) -> None:
    text = PngInfo()
    text.add_text("Raw profile type iptc", profile)

    said = said_by(saved(plain(), "PNG", pnginfo=text))

    assert said == Embedded()
