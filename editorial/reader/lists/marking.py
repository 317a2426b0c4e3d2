"""Words that were asked for, marked where they stand: whatever their accents, capitals and endings."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from editorial.reader.lists.asking import COMMON
from editorial.words import folded

EXCERPT = 240
# An excerpt begins so many characters before the first word that it marks.
LEAD_IN = 60
# No more of a text is looked through for its excerpt.
LOOKED_THROUGH = 20_000
# A word with the marks over and under its letters, written by themselves (Latin, Hebrew, Arabic).
_WORD = re.compile(r"(?:\w[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]*)+")
# Endings of English words, the longest first. Databases know more: what they find may stand without a mark.
_ENDINGS = ("ings", "edly", "ing", "ies", "ed", "es", "ly", "e", "s", "y")
_SHORTEST_STEM = 3


@dataclass(frozen=True)
class Piece:
    """A part of a text, marked or not."""

    text: str
    is_marked: bool


def stems_of(terms: Iterable[str]) -> frozenset[str]:
    """What the words of these folded terms begin with, whatever their endings."""
    words = (word for term in terms for word in re.findall(r"\w+", term))
    return frozenset(_stem(word) for word in words if word not in COMMON)


def marked(text: str, stems: Collection[str]) -> list[Piece]:
    """The whole text in pieces, of which those are marked that were asked for."""
    pieces, end = [], 0
    for word in _WORD.finditer(text):
        if _stem(folded(word[0])) in stems:
            pieces += [Piece(text[end : word.start()], is_marked=False), Piece(word[0], is_marked=True)]
            end = word.end()
    pieces.append(Piece(text[end:], is_marked=False))
    return [piece for piece in pieces if piece.text]


def excerpt(text: str, stems: Collection[str]) -> list[Piece]:
    """A few lines of the text from shortly before the first word that was asked for, marked; else its beginning."""
    line = " ".join(text[:LOOKED_THROUGH].split())
    found = (word.start() for word in _WORD.finditer(line) if _stem(folded(word[0])) in stems)
    first = next(found, 0)
    start = line.rfind(" ", 0, first - LEAD_IN) + 1 if first > LEAD_IN else 0
    end = start + EXCERPT
    if end < len(line):
        end = max(line.rfind(" ", start, end), first) if " " in line[start:end] else end
    cut = line[start:end]
    return marked(f"{'…' if start else ''}{cut}{'…' if end < len(line) else ''}", stems)


def holds_all(text: str, stems: Collection[str]) -> bool:
    """Whether every word that was asked for stands in this text."""
    return set(stems) <= {_stem(word) for word in re.findall(r"\w+", folded(text))}


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word
