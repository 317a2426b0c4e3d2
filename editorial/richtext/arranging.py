"""Parsed markup brought into the one form in which a text is stored.

    text       = blocks, a line each
    block      = p | h3 | h4 | list | blockquote | figure
    blockquote = (p | h3 | h4 | list)+
    list       = li+, each inline text and lists within it, three deep at most
    figure     = data-photo, and at most a figcaption of plain text
    p, h3, h4  = inline: text, br, and each of strong em b i a sub sup at most once around it

Nothing empty is written: an element is opened only when a word comes that stands in it.
"""

import re
import unicodedata
from html.parser import HTMLParser
from itertools import count

from editorial.richtext.places import Element, Place
from editorial.richtext.vocabulary import INLINE, RENAMED
from editorial.richtext.writing import BLANKS, Writing

BLANK_LINE = re.compile(r"\n[ \t\f]*\n")
PHOTO_KEY = re.compile(r"0*([1-9][0-9]{0,17})")
# Two characters that make text be read in another order than it is written, with no use in a story. Other marks of
# direction (U+200E, U+2066 ...) are needed by right-to-left names, and their effect ends with the paragraph.
OVERRIDES = "\u202d\u202e"


def arrange(parsed: str) -> str:
    """The stored form of what nh3 gave out (every element closed, every attribute in quotation marks)."""
    reading = _Reading()
    reading.feed(parsed)
    reading.close()
    return reading.writing.finished()


class _Reading(HTMLParser):
    """Follows the elements, and hands each piece of text on with the place where it may stand."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.writing = Writing()
        self._numbers = count()
        self._places = [Place()]
        self._boundary = 0  # counts the places where one block ends or the next begins
        self._photo = ""
        self._caption: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in INLINE:
            self._part(is_line=tag == "br")
        if tag in {"br", "hr"}:
            return
        given = dict(attrs)
        if tag == "figure":
            self._end_photo()
            key = PHOTO_KEY.fullmatch(given.get("data-photo") or "")
            self._photo = key[1] if key else ""
        element = Element(RENAMED.get(tag, tag), next(self._numbers), given.get("href") or "")
        self._places.append(self._places[-1].within(element))

    def handle_endtag(self, tag: str) -> None:
        self._places.pop()
        if tag not in INLINE:
            self._part()
        if tag == "figure":
            self._end_photo()

    def handle_data(self, data: str) -> None:
        text = "".join(filter(_is_kept, data))
        place = self._places[-1]
        if self._photo and place.is_caption:
            self._caption.append(text)
        elif place.is_paragraph_implied:
            self._paragraphs(text)
        else:
            self.writing.text(text, place, self._boundary)

    def _part(self, is_line: bool = False) -> None:
        self._caption.append(" ")
        if is_line:
            self.writing.line_break()
        else:
            self._boundary += 1

    def _paragraphs(self, text: str) -> None:
        first, *others = BLANK_LINE.split(text)
        self.writing.text(first, self._places[-1], self._boundary)
        for other in others:
            self._boundary += 1
            self.writing.text(other, self._places[-1], self._boundary)

    def _end_photo(self) -> None:
        if self._photo:
            words = re.split(f"[{BLANKS}]+", "".join(self._caption))
            self.writing.photo(self._photo, " ".join(filter(None, words)))
        self._photo, self._caption = "", []


def _is_kept(character: str) -> bool:
    """Whether a database, a feed and a reader can hold the character."""
    if character in OVERRIDES or ord(character) & 0xFFFE == 0xFFFE:
        return False
    return character in "\n\t" or unicodedata.category(character) != "Cc"
