"""Paragraphs and photos: what the lines of a story or an entry are."""

import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from editorial.importing.lines import Doubts, Line

# How much of their words two lines share (twice the shared over all, 1 for the same words) to say nearly
# the same. A line with a credit at its end shows that it is a caption, and then real alternative texts and
# captions, which are often shortened or put in other words, share two words in three; two sentences that
# only tell of one matter seldom share half. A line that ends like a sentence, or has no credit, shows
# nothing of the kind, and must repeat the line above all but for a word or so.
_NEARLY = 0.6
_ALL_BUT = 0.85

_SEPARATOR = re.compile(r"\s-(?=\s|$)")
_WORD = re.compile(r"\w+")
_SENTENCE_MARKS = (".", "!", "?", "\N{HORIZONTAL ELLIPSIS}")
_CLOSING_MARKS = "\"')]\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"


@dataclass(frozen=True)
class Paragraph:
    """A line of text, as typed."""

    text: str


@dataclass(frozen=True)
class Photo:
    """A photo as text tells of it, each part as typed; a photo without credit has ''.

    `line` is where it stands in the file: two photos that say the same are still two.
    """

    alternative_text: str
    caption: str
    credit: str
    line: int = 0


Block = Paragraph | Photo


def read_blocks(lines: Sequence[Line], doubts: Doubts) -> tuple[Block, ...]:
    """The paragraphs and photos that these lines are, in their order; every line is in one of them."""
    return tuple(_blocks(lines, doubts))


def _blocks(lines: Sequence[Line], doubts: Doubts) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        photo = _photo_at(lines, at)
        if photo is None:
            yield Paragraph(lines[at].text)
            at += 1
            continue
        if not photo.credit and not _are_equal(photo.alternative_text, photo.caption):
            doubts.add(
                _("%(lines)s: nearly repeated below, so read as a photo without a credit."), photo.line
            )
        yield photo
        at += 2


def _photo_at(lines: Sequence[Line], at: int) -> Photo | None:
    """The photo that begins here. One with a credit that begins a line later goes before one without."""
    photo = _photo(*lines[at : at + 2])
    if photo is None or photo.credit:
        return photo
    following = _photo(*lines[at + 1 : at + 3])
    return None if following and following.credit else photo


def _photo(first: Line, second: Line | None = None) -> Photo | None:
    if second is None or not _WORD.search(first.text):
        return None
    if _are_equal(first.text, second.text):
        return Photo(first.text, second.text, "", first.number)
    caption, credit = _caption_and_credit(second.text)
    if _is_caption(first.text, caption, credit):
        return Photo(first.text, caption, credit, first.number)
    return None


def _caption_and_credit(text: str) -> tuple[str, str]:
    """What stands before and after the last ` - `; without one, or with nothing after it, no credit."""
    separators = deque(_SEPARATOR.finditer(text), maxlen=1)
    if not separators:
        return text, ""
    separator = separators.pop()
    return text[: separator.start()].rstrip(), text[separator.end() :].lstrip()


def _is_caption(alternative_text: str, caption: str, credit: str) -> bool:
    is_sentence = credit.rstrip(_CLOSING_MARKS).endswith(_SENTENCE_MARKS)
    if is_sentence and credit[0].islower():
        return False
    needed = _NEARLY if credit and not is_sentence else _ALL_BUT
    return _likeness(alternative_text, caption) >= needed


def _are_equal(first: str, second: str) -> bool:
    return first.split() == second.split()


def _likeness(first: str, second: str) -> float:
    """The share of words that two lines have in common, in time that grows with their length only."""
    ours, theirs = Counter(_words(first)), Counter(_words(second))
    shared = (ours & theirs).total()
    return 2 * shared / max(1, ours.total() + theirs.total())


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
