"""IPTC-IIM 4.2, the older block that agencies still write (in JPEG, Photoshop resource 0x0404)."""

import struct
from collections import defaultdict
from collections.abc import Iterator

CREDIT_BYTES = 32
_UTF8 = b"\x1b%G"
_CHARACTER_SET = (1, 90)
_CREDIT = (2, 110)
_DATE, _TIME = (2, 55), (2, 60)
_DATASETS = {
    "headline": (2, 105),
    "caption": (2, 120),
    "creator": (2, 80),
    "credit": _CREDIT,
    "source": (2, 115),
    "copyright_notice": (2, 116),
    "instructions": (2, 40),
    "city": (2, 90),
    "state": (2, 95),
    "country": (2, 101),
}


def read_iim(block: bytes) -> dict[str, str]:
    """What an IIM block says, by our field names, as far as it is well formed.

    Text is UTF-8 when dataset 1:90 says so, else Latin-1. `credit_is_full` is there when the credit fills its
    32 bytes, so that it may be the beginning of a longer line.
    """
    datasets = _datasets(block)
    encoding = "utf-8" if _UTF8 in datasets[_CHARACTER_SET] else "latin-1"
    texts = {key: ", ".join(raw.decode(encoding, "ignore") for raw in raws) for key, raws in datasets.items()}
    said = {field: texts.get(key, "") for field, key in _DATASETS.items()}
    said["taken_at"] = "T".join(filter(None, (texts.get(_DATE, ""), texts.get(_TIME, ""))))
    if any(len(raw) >= CREDIT_BYTES for raw in datasets[_CREDIT]):
        said["credit_is_full"] = f"{CREDIT_BYTES} bytes"
    return {field: text for field, text in said.items() if text}


def _datasets(block: bytes) -> defaultdict[tuple[int, int], list[bytes]]:
    found: defaultdict[tuple[int, int], list[bytes]] = defaultdict(list)
    for record, dataset, raw in _walk(block):
        found[record, dataset].append(raw)
    return found


def _walk(block: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Each dataset up to the first that is cut off or longer than its two bytes of length can say."""
    at = 0
    while at + 5 <= len(block) and block[at] == 0x1C:
        record, dataset, length = struct.unpack_from(">BBH", block, at + 1)
        at += 5
        if at + length > len(block):
            return
        yield record, dataset, block[at : at + length]
        at += length
