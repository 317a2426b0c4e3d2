"""Photographs for the tests: the demo's real ones, and files made to carry what a test needs."""

import io
import json
import os
import shutil
import struct
import subprocess
import zlib
from pathlib import Path

import pytest
from PIL import Image
from pillow_heif import as_plugin

from tests.one_door import PROJECT

PHOTOS = PROJECT / "editorial" / "demo" / "photos"
Image.register_save_all("HEIF", as_plugin._save_all_heif)


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    """The picture as a file of that format."""
    file = io.BytesIO()
    picture.save(file, format=kind, **options)
    return file.getvalue()


def heic(*pictures: Image.Image, primary: int = 0, **words: object) -> bytes:
    """The pictures as a HEIC, as a phone writes it: the container turns them where EXIF gives an orientation."""
    others = {"save_all": True, "append_images": pictures[1:], "primary_index": primary}
    return saved(pictures[0], "HEIF", quality=80, **others, **words)


def opened(data: bytes) -> Image.Image:
    """The picture in a file, decoded."""
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def plain(width: int = 90, height: int = 60) -> Image.Image:
    """A picture of a red left half and a blue right half."""
    picture = Image.new("RGB", (width, height), "red")
    picture.paste("blue", (width // 2, 0, width, height))
    return picture


def blank_png(width: int, height: int) -> bytes:
    """A well-formed PNG of one bit a pixel, all black: small on disk, large once decoded."""
    squeezed = zlib.compressobj(9)
    row = bytes(1 + (width + 7) // 8)
    body = b"".join(squeezed.compress(row) for _row in range(height)) + squeezed.flush()
    return png_of(width, height, body)


def png_of(width: int, height: int, body: bytes) -> bytes:
    """A PNG that says it has this size, whatever its compressed body holds."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", body), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(*each) for each in chunks)


def png_chunk(name: bytes, body: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def with_chunks(png: bytes, *chunks: bytes) -> bytes:
    """The PNG with more chunks behind its header."""
    return png[:33] + b"".join(chunks) + png[33:]


def iim_dataset(record: int, dataset: int, text: bytes) -> bytes:
    """One dataset of IPTC-IIM 4.2, section 1.5."""
    return struct.pack(">BBBH", 0x1C, record, dataset, len(text)) + text


def with_iim(jpeg: bytes, *datasets: bytes) -> bytes:
    """The JPEG with an IIM block in Photoshop's APP13 segment."""
    block = b"".join(datasets)
    resource = b"8BIM" + struct.pack(">HHI", 0x0404, 0, len(block)) + block + b"\0" * (len(block) % 2)
    segment = b"Photoshop 3.0\0" + resource
    return jpeg[:2] + b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment + jpeg[2:]


def xmp_of(properties: str) -> bytes:
    """An XMP packet around the given properties."""
    return f"""<x:xmpmeta xmlns:x="adobe:ns:meta/">
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
      xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
      xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
      xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
      xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
      xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/" xmlns:xmpNote="http://ns.adobe.com/xmp/note/">
    <rdf:Description rdf:about="">{properties}</rdf:Description></rdf:RDF></x:xmpmeta>""".encode()


def jpeg_segment(marker: int, body: bytes) -> bytes:
    """One segment of a JPEG."""
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body


def with_segments(jpeg: bytes, *segments: bytes) -> bytes:
    """The JPEG with more segments in front of those it has."""
    return jpeg[:2] + b"".join(segments) + jpeg[2:]


def xmp_segment(packet: bytes) -> bytes:
    """An XMP packet as a JPEG holds it."""
    return jpeg_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet)


def exiftool(path: Path) -> dict[str, str]:
    """What exiftool, which shares no code with us, finds in a file: `Group:Tag` to text."""
    (said,) = json.loads(run_exiftool("-json", "-G1", "-a", str(path)))
    return {name: str(text) for name, text in said.items()}


def run_exiftool(*arguments: str) -> bytes:
    """What exiftool answers; where it is not installed, the test is passed over (in CI: fails)."""
    program = shutil.which("exiftool")
    if not program:
        reason = "no exiftool: install it (apt-get install libimage-exiftool-perl)"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    return subprocess.run([program, *arguments], capture_output=True, check=True).stdout
