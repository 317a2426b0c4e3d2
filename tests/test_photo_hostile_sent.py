"""Hostile files posted straight to the server, and what of them is left for anyone to fetch."""

import io
import re
import struct
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.test import Client
from pytest_django import Settings

from editorial import publishing
from editorial.models import Image as Photo
from editorial.photos import files
from tests import factories
from tests.desk import Desk
from tests.photo_files import (
    PHOTOS,
    blank_png,
    heic,
    jpeg_segment,
    plain,
    png_of,
    run_exiftool,
    saved,
    with_segments,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    # Pillow warns by itself of what is refused here.
    pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning"),
]
INCOMING = "/admin/editorial/image/incoming/"
SCRIPT = b"<script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


@pytest.fixture
def desk(settings: Settings, tmp_path: Path) -> Desk:
    """A reporter's browser."""
    settings.NEWSROOM_DATA = tmp_path / "data"
    return Desk(factories.reporter())


def sent(desk: Desk, data: bytes, name: str) -> Any:
    """The answer to a file that is sent in pieces."""
    key = desk.client.post(INCOMING, {"name": name, "size": len(data)}).json()["key"]
    for at in range(0, len(data), 2**20):
        piece = data[at : at + 2**20]
        answer = desk.client.post(f"{INCOMING}{key}/?offset={at}", piece, "application/octet-stream")
    return answer


CAT = (PHOTOS / "cat.jpg").read_bytes()
NO_PHOTO, TOO_LARGE = "is not a photo that can be shown", "has more than 50 megapixels"
DAMAGED, CROWDED = "is damaged or incomplete", "far more parts"
REFUSED = {
    "evil.svg": (SVG, NO_PHOTO),
    "evil.jpg": (SVG, NO_PHOTO),
    "evil.png": (b'<?xml version="1.0"?>' + SVG, NO_PHOTO),
    "poster.png": (saved(plain(), "EPS"), NO_PHOTO),
    "paper.jpg": (saved(plain(), "PDF"), NO_PHOTO),
    "scan.jpg": (saved(plain(), "TIFF"), NO_PHOTO),
    "layers.jpg": (b"8BPS\0\1" + bytes(6) + struct.pack(">HIIHH", 3, 60, 90, 8, 3) + bytes(64), NO_PHOTO),
    "bomb.png": (blank_png(13_000, 13_000), TOO_LARGE),
    "huge.png": (png_of(50_000, 50_000, b""), TOO_LARGE),
    "half.jpg": (CAT[: len(CAT) // 2], DAMAGED),
    "segments.jpg": (with_segments(CAT, jpeg_segment(0xFE, b"") * 6_000), CROWDED),
}


def test_what_is_no_photo_or_too_much_is_refused_at_the_address_and_nothing_is_kept(desk: Desk) -> None:
    answers = {name: sent(desk, data, name) for name, (data, _sentence) in REFUSED.items()}

    told = {
        name: (answer.status_code, answer.json()["errors"]["file"][0]) for name, answer in answers.items()
    }
    for name, (_data, sentence) in REFUSED.items():
        assert told[name][0] == 422
        assert told[name][1].startswith(f"“{name}” ")
        assert sentence in told[name][1]
    assert not Photo.objects.exists()
    assert not [path for path in Path(project.MEDIA_ROOT).rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", ["evil.svg", "poster.png"])
def test_the_form_refuses_it_too(name: str) -> None:
    upload = io.BytesIO(REFUSED[name][0])
    upload.name = name

    answer = Desk(factories.picture_desk()).client.post("/admin/editorial/image/add/", {"file": upload})

    assert answer.status_code == 200
    assert NO_PHOTO in unescape(answer.content.decode())
    assert not Photo.objects.exists()


def gif_and_script() -> bytes:
    """A GIF that is a script as well: what its header says of its size begins a comment."""
    return b"GIF89a" + b"/*" + saved(plain(0x2A2F, 1).resize((90, 60)), "GIF")[8:] + b"*/=1;" + SCRIPT


ACCEPTED = {
    "harmless.jpg": (saved(plain(), "PNG"), "png"),
    "polyglot.gif": (saved(plain(), "GIF") + b"*/=1;" + SCRIPT, "gif"),
    "tail.png": (saved(plain(), "PNG") + SCRIPT, "png"),
    "comment.jpg": (with_segments(saved(plain(), "JPEG"), jpeg_segment(0xFE, SCRIPT)), "jpg"),
    "words.webp": (saved(plain(), "WEBP", exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0" + SCRIPT), "webp"),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_what_is_a_photo_is_kept_by_its_content_and_all_else_in_it_is_gone(
    name: str, desk: Desk, client: Client
) -> None:
    data, extension = ACCEPTED[name]

    answer = sent(desk, data, name)

    photo = Photo.objects.get(pk=answer.json()["photo"]["id"])
    first = [each["name"] for each in photo.renditions]
    publishing.develop(photo)
    photo.refresh_from_db()
    assert re.fullmatch(rf"originals/[0-9a-f/]*[0-9a-f]{{64}}\.{extension}", str(photo.file.name))
    assert client.get(f"/media/{photo.file.name}").status_code == 404
    for rendition in [*first, *(each["name"] for each in photo.renditions)]:
        assert b"alert" not in files.rendition(rendition)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../x.png", "../../x.png"),
        ("x.php.png", "x.php.png"),
        ("x" * 300 + ".png", None),
        ("CON.png", "CON.png"),
        ("<script>alert(1)</script>.png", "<script>alert(1)</script>.png"),
        ("a\r\nSet-Cookie: b.png", "a  Set-Cookie: b.png"),
        ("", ""),
    ],
)
def test_a_senders_name_is_kept_to_be_read_and_used_for_nothing(
    name: str, kept: str | None, desk: Desk
) -> None:
    photo = Photo.objects.get(pk=sent(desk, CAT, name).json()["photo"]["id"])

    page = desk.get("image_change", photo.pk).content

    assert re.fullmatch(r"originals/[0-9a-f/]*[0-9a-f]{64}\.jpg", str(photo.file.name))
    assert photo.uploaded_as == (kept if kept is not None else photo.uploaded_as[-255:])
    assert len(photo.uploaded_as) <= 255
    assert SCRIPT not in page
    assert not kept or kept in unescape(page.decode())


def test_a_name_with_a_nul_is_no_request(desk: Desk) -> None:
    answer = desk.client.post(INCOMING, {"name": "a\0b.png", "size": "5"})

    assert answer.status_code == 400


PRIVATE = ["51.123", "secret", "4711", "OwnCam"]
TO_WRITE = [
    *("-EXIF:GPSLatitude=51.123", "-EXIF:GPSLatitudeRef=N", "-EXIF:UserComment=secret", "-EXIF:Make=OwnCam"),
    *(
        "-EXIF:SerialNumber=4711",
        "-EXIF:XPComment=secret",
        "-EXIF:Orientation#=6",
        "-XMP-exif:GPSLatitude=51.123",
    ),
    *("-XMP-iptcCore:CreatorWorkEmail=secret@ola.example", "-XMP-aux:SerialNumber=4711"),
    *("-XMP-dc:Creator=Ola Nowak", "-XMP-photoshop:Credit=Ola Nowak/Fen Media", "-XMP-dc:Rights=© Fen"),
]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "HEIC"])
def test_nothing_private_is_in_any_picture_and_whose_it_is_in_all(
    kind: str, desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / f"private.{kind}"
    file.write_bytes(heic(plain(700, 400)) if kind == "HEIC" else saved(plain(700, 400), kind))
    comment = ["-Comment=secret"] if kind in {"JPEG", "PNG"} else []
    run_exiftool("-q", "-m", "-overwrite_original", *TO_WRITE, *comment, str(file))
    assert all(word in run_exiftool("-n", "-G1", "-a", str(file)).decode() for word in PRIVATE)

    photo = Photo.objects.get(pk=sent(desk, file.read_bytes(), "a.jpg").json()["photo"]["id"])

    pictures = tmp_path / "pictures"
    pictures.mkdir()
    for stage in ("first", "developed"):
        for rendition in photo.renditions:
            made = pictures / f"{stage}-{rendition['name'].split('/')[-1]}"
            made.write_bytes(files.rendition(rendition["name"]))
        if stage == "first":
            publishing.develop(photo)
            photo.refresh_from_db()
    shapes = {each["shape"] for each in photo.renditions}
    told = run_exiftool("-n", "-G1", "-a", "-u", "-r", "-e", "-x", "System:all", str(pictures)).decode()
    assert {"whole", "gallery", "square", "card"} <= shapes
    # AVIF and HEIC have a way of their own to be turned, beside which EXIF's does not count.
    assert (photo.width, photo.height) == ((700, 400) if kind in {"AVIF", "HEIC"} else (400, 700))
    assert not [word for word in [*PRIVATE, "GPS", "[IFD0]", "[ExifIFD]", "Comment"] if word in told]
    count = len(list(pictures.iterdir()))
    for whose in ("Ola Nowak\n", "Ola Nowak/Fen Media\n", "© Fen\n"):
        assert told.count(f": {whose}") == count
