"""Files that are made to keep a decoder busy: of few pixels, yet of millions of parts, or drawn a thousand times.

Pillow walks through the parts in front of the pixels one by one and remembers them; a decoder draws a JPEG once for
each of its scans. Both are counted here, quickly, before anything is opened.
"""

import re
from collections.abc import Iterator
from itertools import accumulate

# A JPEG that appears in steps has about ten; what keeps all its bits apart, some sixty.
MOST_SCANS = 100
# Metadata take a few hundred parts; pixels of a PNG come in pieces of some kilobytes.
MOST_PARTS = 5_000
LEAST_BYTES_OF_PART = 1_000

_MARKER = re.compile(rb"\xff[^\x00\xff]", re.DOTALL)
# Among the pixels, restart markers are no parts.
_NEXT = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]", re.DOTALL)
_START_OF_SCAN, _END = 0xDA, 0xD9
_WITHOUT_LENGTH = {0x01, *range(0xD0, 0xD9)}
_GIF_PICTURE, _GIF_EXTENSION, _GIF_END = 0x2C, 0x21, 0x3B


def is_crowded(data: bytes) -> bool:
    """Whether a file has more parts, or a JPEG more scans, than an honest photo of its size in bytes."""
    most = MOST_PARTS + len(data) // LEAST_BYTES_OF_PART
    return _exceed(_parts(data), most) or _exceed(_scans(data), MOST_SCANS)


def _exceed(counts: Iterator[int], most: int) -> bool:
    return any(total > most for total in accumulate(counts))


def _parts(data: bytes) -> Iterator[int]:
    """One for each part, and one for each stray byte in front of it: they are skipped one by one."""
    if data.startswith(b"\xff\xd8"):
        yield from (1 + stray for stray, _marker in _segments(data))
    elif data.startswith(b"\x89PNG"):
        yield from _png_chunks(data)
    elif data.startswith(b"GIF8"):
        yield from _gif_blocks(data)


def _scans(data: bytes) -> Iterator[int]:
    """One for each time that a JPEG is drawn."""
    if data.startswith(b"\xff\xd8"):
        yield from (1 for _stray, marker in _segments(data) if marker == _START_OF_SCAN)


def _segments(data: bytes) -> Iterator[tuple[int, int]]:
    """The segments of a JPEG up to its end: how many stray bytes stand in front of each, and its marker."""
    at, found = 2, _MARKER.search(data, 2)
    is_among_pixels = False
    while found and data[found.end() - 1] != _END:
        marker = data[found.end() - 1]
        yield 0 if is_among_pixels else found.start() - at, marker
        at = found.end()
        if marker not in _WITHOUT_LENGTH:
            at += max(2, int.from_bytes(data[at : at + 2]))
        is_among_pixels = marker == _START_OF_SCAN
        found = (_NEXT if is_among_pixels else _MARKER).search(data, at)


def _png_chunks(data: bytes) -> Iterator[int]:
    at = 8
    while at < len(data) and data[at + 4 : at + 8] != b"IEND":
        at += 12 + int.from_bytes(data[at : at + 4])
        yield 1


def _gif_blocks(data: bytes) -> Iterator[int]:
    """The blocks in front of the first picture."""
    at = 13 + (3 << (data[10] & 7) + 1 if len(data) > 13 and data[10] & 0x80 else 0)
    while at < len(data) and data[at] not in {_GIF_PICTURE, _GIF_END}:
        is_extension = data[at] == _GIF_EXTENSION
        at += 2 if is_extension else 1
        yield 1
        while is_extension and at < len(data) and data[at]:
            at += 1 + data[at]
            yield 1
