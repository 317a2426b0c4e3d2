"""What the picture desk may upload, and what each thing that it may not gets told."""

import hashlib
import io
import re
import struct
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from editorial.photos import intake
from editorial.photos.intake import RefusedPhoto, TakenPhoto, take_in
from tests.photo_files import PHOTOS, blank_png, opened, plain, png_of, saved
from tests.photo_weight import weighed

# Pillow warns by itself of what is refused here.
pytestmark = pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def taken(data: bytes, name: str = "photo.jpg") -> TakenPhoto:
    return take_in(io.BytesIO(data), name=name)


@pytest.mark.parametrize(
    ("name", "width", "height"),
    [
        ("launch.jpg", 640, 427),
        ("astronaut.jpg", 512, 512),
        ("deep-field.jpg", 1000, 872),
        ("coffee.jpg", 600, 400),
        ("cat.jpg", 451, 300),
        ("pavilion.jpg", 640, 427),
    ],
)
def test_a_photograph_is_taken_in_as_it_is(name: str, width: int, height: int) -> None:
    original = (PHOTOS / name).read_bytes()

    photo = taken(original, name)

    assert photo.data == original
    assert photo.sha256 == hashlib.sha256(original).hexdigest()
    assert (photo.width, photo.height, photo.extension) == (width, height, "jpg")


@pytest.mark.parametrize(
    ("kind", "extension"),
    [("JPEG", "jpg"), ("MPO", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("AVIF", "avif"), ("GIF", "gif")],
)
def test_the_extension_comes_from_the_content(kind: str, extension: str) -> None:
    second = {"save_all": True, "append_images": [plain()]} if kind == "MPO" else {}
    upload = saved(plain(), kind, **second)

    photo = taken(upload, "holiday.tiff")

    assert photo.extension == extension
    assert (photo.width, photo.height) == (90, 60)


NOT_PHOTOS = {
    "a text": b"Dear picture desk, find my photo attached.",
    "a page": b"<!doctype html><title>Photo</title><img src=x onerror=alert(1)>",
    "an SVG": SVG,
    "an SVG with a declaration": b'<?xml version="1.0"?>\n' + SVG,
    "an EPS": saved(plain(), "EPS"),
    "a PDF": saved(plain(), "PDF"),
    "a TIFF": saved(plain(), "TIFF"),
    "a BMP": saved(plain(), "BMP"),
    "an icon": saved(plain(), "ICO"),
    "a PSD": b"8BPS\0\x01" + bytes(6) + struct.pack(">HIIHH", 3, 60, 90, 8, 3) + bytes(64),
    "a ZIP": b"PK\x03\x04" + bytes(100),
}


@pytest.mark.parametrize("content", NOT_PHOTOS.values(), ids=NOT_PHOTOS.keys())
@pytest.mark.parametrize("name", ["photo.jpg", "photo.png", "photo"])
def test_what_is_no_photo_is_refused_under_any_name(content: bytes, name: str) -> None:
    upload = io.BytesIO(content)

    with pytest.raises(RefusedPhoto) as refusal:
        take_in(upload, name=name)

    assert str(refusal.value) == (
        f"“{name}” is not a photo that can be shown: inside it is no JPEG, PNG, WebP, AVIF, GIF or HEIC. "
        "Export the photo as JPEG and upload that."
    )


def test_an_empty_file_is_refused() -> None:
    upload = io.BytesIO()

    with pytest.raises(RefusedPhoto, match="“photo.jpg” is empty. Fetch the photo again"):
        take_in(upload, name="photo.jpg")


def test_a_file_of_more_than_64_megabytes_is_refused() -> None:
    upload = io.BytesIO(saved(plain(), "PNG") + bytes(64 * 1024 * 1024))

    with pytest.raises(RefusedPhoto, match="larger than 64 MB. Export it as a smaller JPEG"):
        take_in(upload, name="photo.png")


def wide_webp() -> bytes:
    """A WebP whose canvas is as large as the format allows, around one small frame."""
    animation = {"save_all": True, "append_images": [Image.new("RGB", (90, 60))]}
    data = bytearray(saved(plain(), "WEBP", **animation))
    at = data.index(b"VP8X") + 12
    data[at : at + 6] = (16382).to_bytes(3, "little") * 2
    return bytes(data)


def wide_jpeg() -> bytes:
    """A JPEG whose frame header says 65,000 x 65,000."""
    data = bytearray(saved(plain(), "JPEG"))
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", 65000, 65000)
    return bytes(data)


BOMBS = {
    "13,000 x 13,000 PNG": blank_png(13_000, 13_000),
    "50,000 x 50,000 PNG": png_of(50_000, 50_000, b""),
    "8,000 x 8,000 PNG": blank_png(8_000, 8_000),
    "just above 50 megapixels": blank_png(5_000, 10_001),
    "GIF": b"GIF89a" + struct.pack("<HH", 60_000, 60_000) + saved(plain(), "GIF")[10:],
    "WebP": wide_webp(),
    "JPEG": wide_jpeg(),
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
def test_more_than_50_megapixels_are_refused(bomb: bytes) -> None:
    upload = io.BytesIO(bomb)

    with pytest.raises(RefusedPhoto, match="“bomb” has more than 50 megapixels. Export it smaller"):
        take_in(upload, name="bomb")


def test_exactly_50_megapixels_are_taken() -> None:
    upload = blank_png(5_000, 10_000)

    photo = taken(upload)

    assert photo.width * photo.height == intake.MOST_PIXELS


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> int:
    """What a small photo takes of memory, in bytes."""
    verdict, peak = weighed((PHOTOS / "cat.jpg").read_bytes(), tmp_path_factory.mktemp("usual"))
    assert verdict == "taken"
    return peak


@pytest.mark.parametrize("kind", ["13,000 x 13,000 PNG", "50,000 x 50,000 PNG", "GIF", "WebP", "JPEG"])
def test_a_bomb_costs_no_more_memory_than_a_small_photo(kind: str, usual: int, tmp_path: Path) -> None:
    assert len(BOMBS[kind]) < 30_000

    verdict, peak = weighed(BOMBS[kind], tmp_path)

    assert verdict == "refused"
    assert peak - usual < 10_000_000
    assert peak < 150_000_000


def test_proving_a_large_jpeg_does_not_cost_all_its_pixels(usual: int, tmp_path: Path) -> None:
    large = saved(plain(8_000, 6_000), "JPEG")

    verdict, peak = weighed(large, tmp_path)

    assert verdict == "taken"
    assert peak - usual < 8_000 * 6_000


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
@pytest.mark.parametrize("share", [0.01, 0.5, 0.9])
def test_a_truncated_photo_is_refused(kind: str, share: float) -> None:
    whole = saved(Image.open(PHOTOS / "coffee.jpg"), kind)

    with pytest.raises(RefusedPhoto, match="“photo.jpg” is damaged or incomplete. Fetch the photo again"):
        taken(whole[: int(len(whole) * share)])


@pytest.mark.parametrize("name", ["launch.jpg", "pavilion.jpg"])
def test_a_photograph_of_which_the_last_part_is_missing_is_refused(name: str) -> None:
    whole = (PHOTOS / name).read_bytes()

    with pytest.raises(RefusedPhoto, match="damaged or incomplete"):
        taken(whole[:-500])


@pytest.mark.parametrize(
    "name",
    ["../../x.png", "..\\..\\x.png", "x.php.png", "x\0.png", "x" * 300, "CON.png", "a\nb.png", "<b>.png", ""],
)
def test_nothing_of_an_uploaded_name_is_in_the_stored_one(name: str) -> None:
    upload = (PHOTOS / "cat.jpg").read_bytes()

    photo = taken(upload, name)

    assert re.fullmatch(r"[0-9a-f]{64}\.jpg", photo.stored_name)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../x.png", "“x.png”"),
        ("C:\\desk\\x.png", "“x.png”"),
        ("a\nb\0<i>.png", "“abi.png”"),
        ("x" * 300, f"“{'x' * 60}”"),
        ("Élan été.jpg", "“Élan été.jpg”"),
        ("", "“This file”"),
    ],
)
def test_a_refusal_names_the_file_on_one_short_line(name: str, shown: str) -> None:
    upload = io.BytesIO()

    with pytest.raises(RefusedPhoto) as refusal:
        take_in(upload, name=name)

    assert str(refusal.value).startswith(f"{shown} is empty")


@pytest.mark.parametrize(
    ("orientation", "size"), [(1, (90, 60)), (3, (90, 60)), (6, (60, 90)), (8, (60, 90))]
)
def test_width_and_height_are_those_of_the_upright_picture(orientation: int, size: tuple[int, int]) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation

    photo = taken(saved(plain(), "JPEG", exif=exif))

    assert (photo.width, photo.height) == size


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize(
    "exif", [b"Exif\0\0", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff", b"Exif\0\0" + b"\xff" * 500]
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_with_broken_exif_is_taken(kind: str, exif: bytes) -> None:
    upload = saved(plain(), kind, exif=exif)

    photo = taken(upload)

    assert (photo.width, photo.height) == (90, 60)
    assert "exif" not in photo.said.as_read


def test_of_forty_large_frames_the_first_is_taken() -> None:
    frames = [Image.new("P", (2_000, 2_000), number) for number in range(40)]
    upload = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert getattr(opened(upload), "n_frames", 1) == 40

    photo = taken(upload)

    assert (photo.width, photo.height, photo.extension) == (2_000, 2_000, "gif")


def test_what_a_file_says_comes_with_it() -> None:
    upload = (PHOTOS / "cat.jpg").read_bytes()

    photo = taken(upload)

    assert photo.said.credit == "Stéfan van der Walt"
