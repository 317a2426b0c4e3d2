"""What a photograph's file says of itself: XMP first, then IPTC-IIM, then EXIF."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime

from PIL import Image

from editorial.photos.exif import read_exif
from editorial.photos.iim import CREDIT_BYTES, read_iim
from editorial.photos.packets import iim_block, xmp_packets
from editorial.photos.xmp import legal_text, read_xmp

# Characters kept of what a file says; no honest field comes near.
MOST_AS_READ = 10_000
MOST = {"caption": 2_000, "alternative_text": 1_000, "copyright_notice": 500}
MOST_OF_OTHERS = 300
_OF_SEVERAL_LINES = {"instructions", "usage_terms"}
_WEB_ADDRESS = re.compile(r"https?://\S{1,490}", re.IGNORECASE)
_PLACE = ("sublocation", "city", "state", "country", "country_code")
_DAY = re.compile(r"(\d{4})-?(\d\d)?-?(\d\d)?")


@dataclass(frozen=True)
class Embedded:
    """The words found in a file, empty where it says nothing, as an editor could have typed them.

    Each is of bounded length and without control characters, and all but instructions and usage terms are one
    line.

    `taken_at` is an ISO 8601 year, month, date or moment, with an offset where the file gives one. `licence_url` and
    `acquire_url` (the licensor's page) are http or https. The place is all from one block. `as_read` holds what each
    block ("xmp", "iim", "exif") said, for the record and ready for JSON; nothing private is in it.
    """

    headline: str = ""
    caption: str = ""
    creator: str = ""
    credit: str = ""
    source: str = ""
    copyright_notice: str = ""
    instructions: str = ""
    taken_at: str = ""
    alternative_text: str = ""
    usage_terms: str = ""
    licence_url: str = ""
    acquire_url: str = ""
    licensor: str = ""
    sublocation: str = ""
    city: str = ""
    state: str = ""
    country: str = ""
    country_code: str = ""
    as_read: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def location(self) -> str:
        """The place shown, from the quarter to the country, as far as it is told."""
        parts = (self.sublocation, self.city, self.state, self.country or self.country_code)
        return ", ".join(dict.fromkeys(filter(None, parts)))

    @property
    def is_credit_cut_off(self) -> bool:
        """Whether the credit may be only the beginning of one: it is all that IIM's 32 bytes hold."""
        is_only_one = not self.as_read.get("xmp", {}).get("credit")
        return is_only_one and "credit_is_full" in self.as_read.get("iim", {})


_FIELDS = [each.name for each in fields(Embedded) if each.name != "as_read"]


def read_embedded(picture: Image.Image) -> Embedded:
    """What the file of an opened picture says; a malformed block says nothing, and none raises.

    Load the picture first: PNG may carry its words behind the pixels.
    """
    blocks = {
        "xmp": _tidied(read_xmp(*xmp_packets(picture))),
        "iim": _tidied(read_iim(iim_block(picture))),
        "exif": _tidied(read_exif(picture)),
    }
    _note_cut_credit(blocks["xmp"], blocks["iim"])
    return retold(blocks)


def retold(as_read: Mapping[str, dict[str, str]]) -> Embedded:
    """What a file said, from the record of its blocks (`as_read`), in whatever order a database gives them."""
    blocks = {name: as_read.get(name, {}) for name in ("xmp", "iim", "exif")}
    said = {name: _first(name, blocks.values()) for name in _FIELDS}
    telling = [block for block in blocks.values() if any(block.get(name) for name in _PLACE)]
    # Put together from two blocks, it may be a place that is nowhere.
    said |= {name: _first(name, telling[:1]) for name in _PLACE}
    return Embedded(**said, as_read={name: block for name, block in blocks.items() if block})


def _first(name: str, blocks: Iterable[dict[str, str]]) -> str:
    values = (_usable(name, block.get(name, "")) for block in blocks)
    return next(filter(None, values), "")


def _usable(name: str, text: str) -> str:
    if name == "taken_at":
        return _iso(text)
    if name in {"licence_url", "acquire_url"}:
        return text if _WEB_ADDRESS.fullmatch(text) else ""
    if name in _OF_SEVERAL_LINES:
        return text
    return " ".join(filter(None, map(str.strip, text.split("\n"))))[: MOST.get(name, MOST_OF_OTHERS)]


def _iso(text: str) -> str:
    """A moment in the long form, or its day, month or year, where no more is told; nothing when it is none of them."""
    day, _, _time = text.partition("T")
    if day != text:
        try:
            return datetime.fromisoformat(text).isoformat()
        except ValueError:
            pass
    return _iso_day(day)


def _iso_day(text: str) -> str:
    """A day as `2024-05-30`; its month or year where the rest is noughts or not there."""
    parts = _DAY.fullmatch(text)
    year, month, day = (int(part or 0) for part in parts.groups()) if parts else (0, 0, 0)
    try:
        whole = date(year, month or 1, day or 1).isoformat()
    except ValueError:
        return ""
    return whole if month and day else whole[:7] if month else whole[:4]


def _tidied(block: dict[str, str]) -> dict[str, str]:
    tidy = {name: _tidy(text) for name, text in block.items()}
    return {name: text for name, text in tidy.items() if text}


def _tidy(text: str) -> str:
    """The text as written, without control characters and outer white space, of bounded length."""
    lines = "\n".join(legal_text(text).replace("\t", " ").splitlines())
    kept = (each for each in lines if each == "\n" or unicodedata.category(each) != "Cc")
    return "".join(kept).strip()[:MOST_AS_READ]


def _note_cut_credit(xmp: dict[str, str], iim: dict[str, str]) -> None:
    """Record that the IIM credit is only the beginning of the XMP one: its field holds 32 bytes."""
    whole, beginning = xmp.get("credit", ""), iim.get("credit", "")
    if beginning and whole != beginning and whole.startswith(beginning):
        # Some programs do not cut a character in two: what is left has room, but not for the next one.
        is_next_too_long = len(beginning.encode()) <= CREDIT_BYTES < len(whole[: len(beginning) + 1].encode())
        if is_next_too_long or "credit_is_full" in iim:
            iim["credit_is_cut_off"] = f"{CREDIT_BYTES} bytes"
