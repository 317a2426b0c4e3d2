"""Photographs that are decoded in a process of their own: HEIC, AVIF and WebP.

Their decoders are C code that cannot give a smaller picture without holding all of a large one, several times; and a
file of 2 kB may say 100 x 100 and ask for gigabytes. There they work under limits of memory and time; where one dies,
nothing else does, and what it took goes back to the machine.
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

HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1")
AVIF_BRANDS = (b"avif", b"avis")
# Of any picture inside the file, before it is cut: encoders pad to whole blocks.
MOST_CODED_PIXELS = 60_000_000
SECONDS = 30
_PROGRAM = Path(__file__).with_name("apart_process.py")
# ISO/IEC 23008-12, section 6.5.3: the size of each picture that a HEIC or AVIF holds, pieces and thumbnails among them.
_SIZES = re.compile(rb"ispe\0\0\0\0(....)(....)", re.DOTALL)


class PictureApart(ImageFile.ImageFile):
    """The first or primary picture of such a file. HEIC comes as it stands upright."""

    def _open(self) -> None:
        self._data = self.fp.read() if self.fp else b""
        _refuse_bombs(self._data)
        header, _pixels = _answer(self._data)
        self.format = header["format"]
        self._mode, self._size = header["mode"], (header["width"], header["height"])
        self.info.update({name: base64.b64decode(text) for name, text in header["info"].items()})
        self._smaller_by = 1
        self._is_decoded = False

    def draft(self, mode: str | None, size: tuple[int, int] | None) -> None:
        """Have it made smaller there: a half, a third, a quarter..., as small as it is still of this size (pixels)."""
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


def is_decoded_apart(beginning: bytes) -> bool:
    """Whether a file's first bytes are those of one of these formats."""
    is_webp = beginning[:4] == b"RIFF" and beginning[8:12] == b"WEBP"
    return is_webp or (beginning[4:8] == b"ftyp" and beginning[8:12] in HEIF_BRANDS + AVIF_BRANDS)


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
