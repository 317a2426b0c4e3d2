"""Where the formats keep a file's words: packets of XMP, the block of IIM."""

import struct

from PIL import Image

_IIM_RESOURCE = 0x0404
# XMP specification part 3, section 1.1.3.1: what one JPEG segment cannot hold goes on in others.
_EXTENSION = b"http://ns.adobe.com/xmp/extension/\0"
_PIECE = struct.Struct(">32sII")


def xmp_packets(picture: Image.Image) -> list[bytes]:
    """The XMP packet of an opened picture and, where it names one, the packet that goes on with it."""
    info = picture.info
    told = info.get("xmp") or info.get("XML:com.adobe.xmp") or _profile(info.get("Raw profile type xmp"))
    packet = told.encode() if isinstance(told, str) else bytes(told or b"")
    return [packet, _extension(picture, packet)]


def iim_block(picture: Image.Image) -> bytes:
    """The IIM block: in JPEG a resource of Photoshop's, in PNG a text of hexadecimal digits."""
    resources = picture.info.get("photoshop")
    if isinstance(resources, dict):
        block = resources.get(_IIM_RESOURCE)
        return block if isinstance(block, bytes) else b""
    return _without_resource_header(_profile(picture.info.get("Raw profile type iptc")))


def _extension(picture: Image.Image, packet: bytes) -> bytes:
    """The pieces, in their order, that carry the mark (32 hexadecimal digits) which the packet names."""
    pieces = {}
    for name, segment in getattr(picture, "applist", []):
        body = segment[len(_EXTENSION) :]
        if name == "APP1" and segment.startswith(_EXTENSION) and len(body) > _PIECE.size:
            mark, _length, offset = _PIECE.unpack_from(body)
            if mark in packet:
                pieces[offset] = body[_PIECE.size :]
    return b"".join(pieces[offset] for offset in sorted(pieces))


def _profile(text: object) -> bytes:
    """The bytes of a "Raw profile" of PNG: a name, their count, and hexadecimal digits, each on lines of its own."""
    lines = text.strip().split("\n", 2) if isinstance(text, str) else []
    try:
        return bytes.fromhex(lines[2] if len(lines) > 2 else "")
    except ValueError:
        return b""


def _without_resource_header(block: bytes) -> bytes:
    """An IIM block that may still stand in its resource (Adobe Photoshop file formats, Image Resource Blocks)."""
    if block[:6] != b"8BIM" + struct.pack(">H", _IIM_RESOURCE) or len(block) < 7:
        return block
    at = 6 + (block[6] + 2) // 2 * 2 + 4
    return block[at:]
