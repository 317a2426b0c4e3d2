"""Files that are made to keep a server busy, to fill its memory, or to lie about what they are."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from editorial.photos.crowding import MOST_PARTS, MOST_SCANS, is_crowded
from editorial.photos.intake import RefusedPhoto, TakenPhoto, take_in
from tests.photo_files import (
    PHOTOS,
    jpeg_segment,
    opened,
    plain,
    png_chunk,
    saved,
    with_chunks,
    with_segments,
    xmp_of,
)
from tests.photo_weight import weighed

JPEG, PNG, GIF, WEBP = (saved(plain(), kind) for kind in ("JPEG", "PNG", "GIF", "WEBP"))
# Behind it, its colours: three bytes each.
GIF_HEADER = 13 + (3 << (GIF[10] & 7) + 1)
MANY = MOST_PARTS + 500
MEGABYTE = 1_000_000


def taken(data: bytes) -> TakenPhoto:
    return take_in(io.BytesIO(data), name="photo.jpg")


def behind_gif_header(blocks: bytes) -> bytes:
    """The GIF with more blocks in front of its picture."""
    return GIF[:GIF_HEADER] + blocks + GIF[GIF_HEADER:]


def of_scans(count: int, picture: Image.Image | None = None) -> bytes:
    """A progressive JPEG whose last scan comes again and again, so that it has so many."""
    whole = saved(picture or plain().convert("L"), "JPEG", progressive=True)
    last = whole[whole.rindex(b"\xff\xda") : -2]
    return whole[:-2] + last * (count - whole.count(b"\xff\xda")) + whole[-2:]


CROWDED = {
    "segments of a JPEG": with_segments(JPEG, jpeg_segment(0xFE, b"") * MANY),
    "application segments": with_segments(JPEG, jpeg_segment(0xE1, b"x") * MANY),
    "padding between segments": with_segments(JPEG, b"\xff" * MANY),
    "junk between segments": with_segments(JPEG, b"x" * MANY),
    "segments behind a scan": JPEG[:-2] + jpeg_segment(0xFE, b"") * MANY + JPEG[-2:],
    "scans": of_scans(MOST_SCANS + 1),
    "chunks of a PNG": with_chunks(PNG, png_chunk(b"abCd", b"") * MANY),
    "texts of a PNG": with_chunks(PNG, png_chunk(b"tEXt", b"a\0b") * MANY),
    "empty pieces of pixels": PNG[:-12] + png_chunk(b"IDAT", b"") * MANY + PNG[-12:],
    "extensions of a GIF": behind_gif_header(b"\x21\xfe\x01a\0" * MANY),
    "pieces of an extension": behind_gif_header(b"\x21\xfe" + b"\x01a" * MANY + b"\0"),
    "junk in a GIF": behind_gif_header(bytes(MANY)),
}


@pytest.mark.parametrize("data", CROWDED.values(), ids=CROWDED.keys())
def test_a_file_of_far_too_many_parts_is_refused_before_it_is_opened(data: bytes) -> None:
    with pytest.raises(RefusedPhoto) as refusal:
        taken(data)

    assert str(refusal.value) == (
        "“photo.jpg” is put together from far more parts than a photo has. "
        "Open it in a photo program, export it as JPEG and upload that."
    )


HONEST = {
    "as many parts as may be": with_segments(JPEG, jpeg_segment(0xFE, b"") * (MOST_PARTS - 100)),
    "as many scans as may be": of_scans(MOST_SCANS),
    "a long description": with_segments(JPEG, jpeg_segment(0xE1, bytes(65_000)) * 150),
    "a film behind it": JPEG + b"\0\2" + jpeg_segment(0xDA, b"") * 2_000,
    "a thumbnail of many scans": with_segments(JPEG, jpeg_segment(0xE1, b"Exif\0\0" + b"\xff\xda" * 2_000)),
    "restart marks": saved(Image.effect_noise((900, 600), 80), "JPEG", quality=98, restart_marker_blocks=1),
    "zeros behind it": PNG + bytes(200_000),
    "large pieces of pixels": PNG[:-12] + png_chunk(b"IDAT", b"") + PNG[-12:],
    "two pictures": saved(plain(), "MPO", save_all=True, append_images=[plain()]),
}


@pytest.mark.parametrize("data", HONEST.values(), ids=HONEST.keys())
def test_an_honest_file_is_not_called_crowded(data: bytes) -> None:
    photo = taken(data)

    assert photo.width in {90, 900}


@pytest.mark.parametrize("photo", sorted(PHOTOS.glob("*.jpg")), ids=lambda photo: photo.name)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF"])
def test_no_photograph_is_crowded(photo: Path, kind: str) -> None:
    data = photo.read_bytes() if kind == "JPEG" else saved(Image.open(photo), kind)

    assert not is_crowded(data)


@pytest.mark.parametrize(
    "data", [b"\xff\xd8", b"\xff\xd8\xff", b"\xff\xd8\xff\xe1", b"\x89PNG", b"GIF8", b"GIF87a"]
)
def test_the_mere_beginning_of_a_file_is_not_crowded(data: bytes) -> None:
    assert not is_crowded(data)


def squeezed() -> bytes:
    """Forty megabytes in forty kilobytes."""
    return zlib.compress(bytes(40 * MEGABYTE))


HEAVY = {
    "segments": lambda: with_segments(JPEG, jpeg_segment(0xFE, b"") * 4 * MEGABYTE),
    "a text": lambda: with_chunks(PNG, png_chunk(b"zTXt", b"a\0\0" + squeezed())),
    "many texts": lambda: with_chunks(
        PNG, *(png_chunk(b"zTXt", b"%d\0\0" % each + zlib.compress(bytes(MEGABYTE))) for each in range(63))
    ),
    "a colour profile": lambda: with_chunks(PNG, png_chunk(b"iCCP", b"a\0\0" + squeezed())),
    "a description": lambda: with_chunks(
        PNG, png_chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + squeezed())
    ),
    "a long description": lambda: saved(plain(), "WEBP", xmp=xmp_of(" " * 40 * MEGABYTE)),
    "a description of 200,000 elements": lambda: saved(plain(), "WEBP", xmp=xmp_of("<a/>" * 200_000)),
}


@pytest.mark.parametrize("name", HEAVY)
def test_what_unfolds_in_memory_stays_under_150_megabytes(name: str, tmp_path: Path) -> None:
    data = HEAVY[name]()

    verdict, peak = weighed(data, tmp_path)

    assert verdict in {"taken", "refused"}
    assert peak < 150 * MEGABYTE


@pytest.mark.parametrize("name", ["a text", "a colour profile", "a description"])
def test_what_unfolds_without_end_makes_a_photo_damaged(name: str) -> None:
    data = HEAVY[name]()

    with pytest.raises(RefusedPhoto, match="damaged or incomplete"):
        taken(data)


def test_a_frame_that_is_larger_than_its_picture_counts() -> None:
    data = bytearray(GIF)
    at = data.index(b"\x2c", GIF_HEADER)
    data[at + 5 : at + 9] = struct.pack("<HH", 60_000, 60_000)

    with pytest.raises(RefusedPhoto, match="more than 50 megapixels"):
        taken(bytes(data))


def directory(*entries: tuple[int, int, int, int], following: int = 0) -> bytes:
    """EXIF with one directory, of tags with their type, count and place."""
    written = b"".join(struct.pack(">HHII", *entry) for entry in entries)
    return b"MM\0*\0\0\0\x08" + struct.pack(">H", len(entries)) + written + struct.pack(">I", following)


EXIF = {
    "a directory inside itself": directory((0x8769, 4, 1, 8), (0x8825, 4, 1, 8), following=8),
    "texts without end": directory((0x010E, 2, 2**32 - 1, 8), (0x013B, 2, 2**31, 8)),
    "a place outside": directory((0x013B, 2, 40, 2**32 - 1), (0x8769, 4, 1, 2**32 - 1)),
    "thousands that share a text": directory(*((number, 5, 5_000, 8) for number in range(4_000))),
    "numbers for a name": directory((0x013B, 12, 2, 8), (0x9003, 3, 9, 8)),
}


@pytest.mark.parametrize("exif", EXIF.values(), ids=EXIF.keys())
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_exif_that_leads_nowhere_says_nothing_and_the_photo_is_taken(kind: str, exif: bytes) -> None:
    photo = taken(saved(plain(), kind, exif=b"Exif\0\0" + exif))

    assert (photo.width, photo.height, photo.said.as_read) == (90, 60, {})


@pytest.mark.parametrize(
    "profile", [b"\xff" * 70_000, bytes(2 * MEGABYTE), struct.pack(">I", 2**32 - 1) * 100]
)
@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_a_colour_profile_that_is_none_does_not_count(kind: str, profile: bytes) -> None:
    photo = taken(saved(plain(), kind, icc_profile=profile))

    colour = photo.small.getpixel((20, 30))
    assert isinstance(colour, tuple)
    assert colour[0] > 200 > 60 > colour[2]


@pytest.mark.parametrize(
    ("kind", "options"),
    [("PNG", {}), ("WEBP", {"lossless": True}), ("AVIF", {}), ("MPO", {}), ("GIF", {})],
)
def test_of_many_pictures_in_one_file_the_first_is_taken(kind: str, options: dict[str, bool]) -> None:
    frames = [Image.new("RGB", (90, 60), colour) for colour in ("red", "blue", "green") * 40]
    data = saved(frames[0], kind, save_all=True, append_images=frames[1:], **options)
    assert getattr(opened(data), "n_frames", 1) == 120

    photo = taken(data)

    colour = photo.small.getpixel((45, 30))
    assert isinstance(colour, tuple)
    assert colour[0] > 200 > 60 > max(colour[1:])


@pytest.mark.parametrize("orientation", [0, 9, 65_535])
def test_an_orientation_that_there_is_not_leaves_a_photo_as_it_lies(orientation: int) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation

    photo = taken(saved(plain(), "JPEG", exif=exif))

    assert (photo.width, photo.height) == (90, 60)
