"""The formats in which readers get a picture, and the settings it is written with.

docs/performance.md has the figures by which they were chosen: about the same likeness to the original (SSIM) in every
format, in the fewest bytes.
"""

import io
from typing import Any

from PIL import Image

EXTENSIONS = {"avif": "avif", "webp": "webp", "jpeg": "jpg"}
SETTINGS: dict[str, dict[str, Any]] = {
    # One thread: the darkroom works beside the readers' server, which keeps the other cores; and the time that a photo
    # takes does not hang on their number. `tune=ssim` against libaom's default for still pictures: 7 % fewer bytes at
    # the same SSIM, in less time. Speed 5 would save 8 % more, in four times the time.
    "avif": {"quality": 57, "speed": 6, "max_threads": 1, "advanced": {"tune": "ssim"}},
    "webp": {"quality": 78, "method": 4},
    "jpeg": {"quality": 80, "subsampling": "4:2:0", "progressive": True, "optimize": True},
}


def encoded(picture: Image.Image, kind: str, packet: bytes) -> bytes:
    """The picture as a file of this format ("avif", "webp", "jpeg"), with this XMP packet and no other words in it."""
    file = io.BytesIO()
    picture.save(file, format=kind, xmp=packet, **SETTINGS[kind])
    return file.getvalue()
