"""IPTC-IIM 4.2, the older block that agencies still write."""

import struct
from collections import defaultdict
from collections.abc import Iterator

from editorial.photos.charsets import latin_text, utf8_text

CREDIT_BYTES = 32
_UTF8 = b"\x1b%G"
_CHARACTER_SET = (1, 90)
_CREATOR, _CREDIT = (2, 80), (2, 110)
_DATE, _TIME = (2, 55), (2, 60)
_DATASETS = {
    "headline": (2, 105),
    "caption": (2, 120),
    "creator": _CREATOR,
    "credit": _CREDIT,
    "source": (2, 115),
    "copyright_notice": (2, 116),
    "instructions": (2, 40),
    "sublocation": (2, 92),
    "city": (2, 90),
    "state": (2, 95),
    "country": (2, 101),
    "country_code": (2, 100),
}


def read_iim(block: bytes) -> dict[str, str]:
    """What an IIM block says, by our field names, as far as it is well formed.

    Text is UTF-8 when dataset 1:90 says so, else Latin-1. Creators are all told; of anything else that is there
    twice, the last counts. `credit_is_full` is there when the credit fills its 32 bytes, so that it may be the
    beginning of a longer line.
    """
    datasets = _datasets(block)
    decoded = utf8_text if _UTF8 in datasets[_CHARACTER_SET] else latin_text
    texts = {key: [decoded(raw).strip("\0") for raw in raws] for key, raws in datasets.items()}
    said = {field: texts[key][-1] for field, key in _DATASETS.items() if key in texts}
    said["creator"] = ", ".join(filter(None, map(str.strip, texts.get(_CREATOR, []))))
    said["taken_at"] = "T".join(texts[key][-1] for key in (_DATE, _TIME) if key in texts)
    if _is_full(datasets[_CREDIT]):
        said["credit_is_full"] = f"{CREDIT_BYTES} bytes"
    return {field: text for field, text in said.items() if text}


def _is_full(credits: list[bytes]) -> bool:
    """Whether the credit takes exactly its 32 bytes, by words and not by padding. Longer ones know no limit."""
    return bool(credits) and len(credits[-1].rstrip(b"\0")) == CREDIT_BYTES and credits[-1][-2:] != b"  "


def _datasets(block: bytes) -> defaultdict[tuple[int, int], list[bytes]]:
    found: defaultdict[tuple[int, int], list[bytes]] = defaultdict(list)
    for record, dataset, raw in _walk(block):
        found[record, dataset].append(raw)
    return found


def _walk(block: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Each dataset up to the first that is cut off."""
    at = 0
    while at + 5 <= len(block) and block[at] == 0x1C:
        record, dataset, length = struct.unpack_from(">BBH", block, at + 1)
        at += 5
        if length & 0x8000:  # section 1.5.4: so many bytes say how long it is
            digits = length & 0x7FFF
            length = int.from_bytes(block[at : at + min(digits, 8)])
            at += digits
        if at + length > len(block):
            return
        yield record, dataset, block[at : at + length]
        at += length
