"""`python heic_process.py [N] <file`: what a HEIC says on one line (JSON), then its pixels at one Nth of the width.

Without N no pixels are decoded. A program by itself, which takes nothing from the newsroom: see `heic.py`.
"""

import base64
import io
import json
import resource
import sys

import pillow_heif
from PIL import Image

# 50 megapixels of eight bits are seen to need 400 MB: as planes, as the decoder's RGB and as Pillow's.
MOST_MEMORY = 1_200_000_000
MOST_SECONDS = 20
TOLD = ("exif", "xmp", "icc_profile")


def main() -> int:
    """Answer about the file on standard input; anything but 0 where it cannot be read."""
    _limit(resource.RLIMIT_AS, MOST_MEMORY)
    _limit(resource.RLIMIT_CPU, MOST_SECONDS)
    # Nothing but the primary picture: a thumbnail would prove nothing of the photo.
    pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)
    picture: Image.Image = Image.open(io.BytesIO(sys.stdin.buffer.read()), formats=["HEIF"])
    info = {name: picture.info.get(name) for name in TOLD}
    pixels = b""
    if len(sys.argv) > 1:
        picture = picture.reduce(int(sys.argv[1]))
        pixels = picture.tobytes()
    _answer(picture, info, pixels)
    return 0


def _limit(what: int, most: int) -> None:
    _soft, hard = resource.getrlimit(what)
    resource.setrlimit(what, (most if hard < 0 else min(most, hard), hard))


def _answer(picture: Image.Image, info: dict[str, bytes | None], pixels: bytes) -> None:
    told = {name: base64.b64encode(block).decode() for name, block in info.items() if block}
    header = {"width": picture.width, "height": picture.height, "mode": picture.mode, "info": told}
    sys.stdout.buffer.write(json.dumps(header).encode() + b"\n")
    sys.stdout.buffer.write(pixels)


if __name__ == "__main__":
    sys.exit(main())
