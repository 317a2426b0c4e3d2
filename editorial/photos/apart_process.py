"""`python apart_process.py [N] <file`: what a photo says on one line (JSON), then its pixels at one Nth of the width.

Without N no pixels are decoded. A program by itself, which takes nothing from the newsroom: see `apart.py`.
"""

import base64
import io
import json
import resource
import sys

import pillow_heif
from PIL import AvifImagePlugin, Image

# 50 megapixels of eight bits are seen to need 400 MB of a HEIC, 500 of an AVIF, 850 of a WebP.
MOST_MEMORY = 1_200_000_000
MOST_SECONDS = 20
# HEIF may hold AVIF too, which is asked for first.
FORMATS = ("WEBP", "AVIF", "HEIF")
TOLD = ("exif", "xmp", "icc_profile")
# What a photo says of itself has some kilobytes, a colour profile a megabyte or two.
MOST_BYTES_TOLD = 4_000_000


def main() -> int:
    """Answer about the file on standard input; anything but 0 where it cannot be read."""
    is_decoded = len(sys.argv) > 1
    if is_decoded:
        # Not for the header: WebP's decoder sets memory aside by it that is never touched.
        _limit(resource.RLIMIT_AS, MOST_MEMORY)
    _limit(resource.RLIMIT_CPU, MOST_SECONDS)
    picture = _opened(sys.stdin.buffer.read())
    blocks = {name: picture.info.get(name) or b"" for name in TOLD}
    told = {
        name: base64.b64encode(block).decode()
        for name, block in blocks.items()
        if 0 < len(block) <= MOST_BYTES_TOLD
    }
    header = {"format": picture.format, "info": told}
    if is_decoded:
        picture = picture.reduce(int(sys.argv[1]))
    size = {"width": picture.width, "height": picture.height, "mode": picture.mode}
    sys.stdout.buffer.write(json.dumps(header | size).encode() + b"\n")
    if is_decoded:
        sys.stdout.buffer.write(picture.tobytes())
    return 0


def _opened(data: bytes) -> Image.Image:
    # Nothing but the primary picture: a thumbnail would prove nothing of the photo.
    pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    # Who asked judges the size.
    Image.MAX_IMAGE_PIXELS = None
    return Image.open(io.BytesIO(data), formats=FORMATS)


def _limit(what: int, most: int) -> None:
    _soft, hard = resource.getrlimit(what)
    resource.setrlimit(what, (most if hard < 0 else min(most, hard), hard))


if __name__ == "__main__":
    sys.exit(main())
