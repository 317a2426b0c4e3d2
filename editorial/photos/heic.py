"""HEIC and HEIF photographs, as phones take them. They are decoded in a process of their own.

The decoder (libde265) is written in C and younger than the others, and a file of 15 kB may ask it for gigabytes while
its header says 64 x 64: so it works under limits of memory and time, and where it dies, nothing else does.
"""

import base64
import json
import math
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from PIL import Image, ImageFile

FORMAT = "HEIF"
BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1")
# Of any picture inside the file, before it is cut: encoders pad to whole blocks.
MOST_CODED_PIXELS = 60_000_000
SECONDS = 30
_PROGRAM = Path(__file__).with_name("heic_process.py")
# ISO/IEC 23008-12, section 6.5.3: the size of each picture that the file holds, pieces and thumbnails among them.
_SIZES = re.compile(rb"ispe\0\0\0\0(....)(....)", re.DOTALL)


class HeifPicture(ImageFile.ImageFile):
    """The primary picture of such a file, as it stands upright, for Pillow to open."""

    format = FORMAT
    format_description = "HEIF"

    def _open(self) -> None:
        self._data = self.fp.read() if self.fp else b""
        _refuse_bombs(self._data)
        header, _pixels = _answer(self._data)
        self._mode, self._size = header["mode"], (header["width"], header["height"])
        self.info.update({name: base64.b64decode(text) for name, text in header["info"].items()})
        self._smaller_by = 1
        self._is_decoded = False

    def draft(self, mode: str | None, size: tuple[int, int] | None) -> None:
        """Have it decoded at a half, a third, a quarter..., as small as it is still of this size (pixels)."""
        if size and not self._is_decoded:
            width, height = self._size
            self._smaller_by = max(1, min(width // max(1, size[0]), height // max(1, size[1])))
            self._size = math.ceil(width / self._smaller_by), math.ceil(height / self._smaller_by)

    def load(self) -> Any:
        """Decode it. Raises OSError where that cannot be done."""
        if not self._is_decoded:
            header, pixels = _answer(self._data, self._smaller_by)
            made = Image.frombytes(header["mode"], (header["width"], header["height"]), pixels)
            self.im, self._mode, self._size = made.im, made.mode, made.size
            self._is_decoded, self._data = True, b""
        return super().load()


def register() -> None:
    """Have Pillow open such files. It asks by their first bytes; HEIF may hold AVIF too, which is asked for first."""
    Image.register_open(FORMAT, HeifPicture, is_heif)


def is_heif(beginning: bytes) -> bool:
    """Whether a file's first bytes are those of HEIF."""
    return beginning[4:8] == b"ftyp" and beginning[8:12] in BRANDS


def _refuse_bombs(data: bytes) -> None:
    """Raise Pillow's own error where any picture in the file is absurdly large, whatever is said of the whole."""
    for width, height in _SIZES.findall(data):
        if int.from_bytes(width) * int.from_bytes(height) > MOST_CODED_PIXELS:
            raise Image.DecompressionBombError("a picture inside the file is too large")


def _answer(data: bytes, *smaller_by: int) -> tuple[dict[str, Any], bytes]:
    """What the other process says of the file, and the pixels, where they were asked for."""
    command = [sys.executable, "-I", str(_PROGRAM), *map(str, smaller_by)]
    try:
        ended = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as problem:
        raise OSError(f"decoding took more than {SECONDS} s") from problem
    if ended.returncode:
        raise OSError(
            f"decoder ended with {ended.returncode}: {ended.stderr.decode(errors='replace')[-300:]}"
        )
    header, _newline, pixels = ended.stdout.partition(b"\n")
    return json.loads(header), pixels
