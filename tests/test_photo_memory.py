"""What a photograph costs in memory, from the upload to the last of its renditions."""

import struct
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from editorial.photos import shrinking
from editorial.photos.colour import with_plain_channels
from editorial.photos.shrinking import shrunk
from tests.one_door import PROJECT
from tests.photo_files import plain, saved

WEIGH = """
import io, resource, sys, threading
from pathlib import Path
from django.conf import settings
from editorial.photos.intake import take_in
from editorial.photos.notice import Notice
from editorial.photos.renditions import Recipe, first_rendition, make_renditions
settings.configure(USE_I18N=False)
made = []
def publish():
    photo = take_in(io.BytesIO(Path(sys.argv[1]).read_bytes()), name="photo")
    recipe = Recipe("0" * 32, Notice())
    made.append(first_rendition(photo.small, photo.sha256, recipe))
    made.extend(make_renditions(photo.data, recipe))
uploads = [threading.Thread(target=publish) for _upload in range(int(sys.argv[2]))]
for upload in uploads: upload.start()
for upload in uploads: upload.join()
print(len(made))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
BYTES_OF_A_PIXEL = 4
# Of the whole photo alone: five widths in three formats, and the first one.
LEAST_MADE = 16


def peak(data: bytes, folder: Path, *, at_once: int = 1, least: int = LEAST_MADE) -> int:
    """The greatest memory in bytes of a process that takes a photo in and renders it, so many times at once."""
    file = folder / "upload"
    file.write_bytes(data)
    # A process inherits the peak of the one that starts it; the shell in between has a small one.
    weigh = [sys.executable, "-c", WEIGH, str(file), str(at_once)]
    command = ["/bin/sh", "-c", '"$@"; exit $?', "sh", *weigh]
    ran = subprocess.run(command, capture_output=True, check=True, text=True, cwd=PROJECT)
    made, weight = map(int, ran.stdout.split())
    assert made >= at_once * least
    return weight * (1 if sys.platform == "darwin" else 1024)


def png(mode: str, width: int, height: int) -> bytes:
    """A PNG of one colour."""
    return saved(Image.new(mode, (width, height)), "PNG", compress_level=1)


LONG = pytest.mark.long


@pytest.mark.parametrize(
    "mode", ["RGBA", "I;16", pytest.param("LA", marks=LONG), pytest.param("P", marks=LONG)]
)
def test_a_large_picture_lies_in_memory_once(mode: str, tmp_path: Path) -> None:
    width, height = 5_600, 3_600
    usual = peak(png(mode, 2_000, 1_286), tmp_path)

    large = peak(png(mode, width, height), tmp_path)

    assert large - usual < 1.3 * BYTES_OF_A_PIXEL * width * height


@pytest.mark.parametrize(("width", "height"), [(6_000, 4_000), (2_800, 8_570)])
def test_a_jpeg_of_24_megapixels_stays_under_250_megabytes(width: int, height: int, tmp_path: Path) -> None:
    original = saved(plain(width, height), "JPEG")

    weight = peak(original, tmp_path)

    assert weight < 250_000_000


@pytest.mark.parametrize(("kind", "quickly"), [("WEBP", {"method": 0}), ("AVIF", {"speed": 10})])
def test_the_decoder_of_a_large_picture_leaves_nothing_in_the_newsroom(
    kind: str, quickly: dict[str, int], tmp_path: Path
) -> None:
    large = saved(plain(7_000, 7_000), kind, **quickly)

    weight = peak(large, tmp_path)

    assert weight < 200_000_000


def test_an_avif_that_lies_about_its_size_costs_no_more_than_it_says(tmp_path: Path) -> None:
    file, at = bytearray(saved(Image.new("L", (9_000, 9_000)), "AVIF", speed=10)), -1
    while (at := file.find(b"ispe", at + 1)) >= 0:
        file[at + 8 : at + 16] = struct.pack(">II", 100, 100)

    weight = peak(bytes(file), tmp_path, least=1)

    assert weight < 100_000_000


def test_pictures_are_opened_one_at_a_time(tmp_path: Path) -> None:
    picture = png("RGBA", 5_600, 3_600)
    alone = peak(picture, tmp_path)

    together = peak(picture, tmp_path, at_once=4)

    assert together < 1.3 * alone


def test_a_moving_picture_of_forty_large_frames_stays_under_150_megabytes(tmp_path: Path) -> None:
    frames = [Image.new("P", (2_000, 2_000), number) for number in range(40)]
    moving = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])

    weight = peak(moving, tmp_path)

    assert weight < 150_000_000


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "LA", "L", "P", "CMYK", "1"])
@pytest.mark.parametrize("size", [(96, 64), (33, 22), (7, 5), (1, 1)])
def test_a_picture_made_small_in_strips_shows_no_seams(
    mode: str, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = Image.effect_noise((96, 64), 80).convert("RGB" if mode in {"CMYK", "P"} else "L").convert(mode)
    whole = with_plain_channels(picture).resize(size, Image.Resampling.LANCZOS)

    monkeypatch.setattr(shrinking, "STRIP_PIXELS", 500)

    assert shrunk(picture, size).mode == whole.mode
    assert shrunk(picture, size).tobytes() == whole.tobytes()
