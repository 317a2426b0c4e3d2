"""The lines of a page's text, and what is doubtful about them."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext as _

_CONTROL_CHARACTER = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_MOST_LINES_NAMED = 8


class BadPage(ValueError):
    """The file cannot be read as a page; the message is one sentence for the person who sent it."""


class Line(NamedTuple):
    """One line that is not blank: where it stands in the file (from 1), and its text as typed."""

    number: int
    text: str


@dataclass
class Doubts:
    """What was read, but ought to be looked at: one sentence for each kind, naming the lines."""

    _numbers: dict[str, list[int]] = field(default_factory=dict)

    def add(self, sentence: str, line: int) -> None:
        """Note a doubt; `sentence` has `%(lines)s` where the lines are to be named."""
        self._numbers.setdefault(sentence, []).append(line)

    def sentences(self) -> tuple[str, ...]:
        """The warnings, one for each kind of doubt."""
        return tuple(
            sentence.replace("%(lines)s", _named(numbers)) for sentence, numbers in self._numbers.items()
        )


def lines_of(data: bytes) -> list[Line]:
    """The lines of a file that hold something to see.

    Raises BadPage for a file that is empty, is not UTF-8 or holds control characters.
    """
    text = _decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    if control := _CONTROL_CHARACTER.search(text):
        raise BadPage(
            _("The file holds a control character (U+%(code)04X, line %(line)d): take it out and try again.")
            % {"code": ord(control[0]), "line": text.count("\n", 0, control.start()) + 1}
        )
    lines = [Line(number, line.strip()) for number, line in enumerate(text.split("\n"), 1) if _is_seen(line)]
    if not lines:
        raise BadPage(_("The file is empty: save the text of the page into it and try again."))
    return lines


def without_format_characters(text: str) -> str:
    """The text without direction marks, zero-width spaces and the like, which nobody sees."""
    return "".join(character for character in text if unicodedata.category(character) != "Cf")


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadPage(
            _("The file is not UTF-8 text (line %(line)d): save it as UTF-8 and try again.") % {"line": line}
        ) from error


def _is_seen(line: str) -> bool:
    return any(not letter.isspace() and unicodedata.category(letter) != "Cf" for letter in line)


def _named(numbers: Iterable[int]) -> str:
    first, *more = numbers = list(numbers)
    if not more:
        return _("Line %(number)d") % {"number": first}
    named = ", ".join(str(number) for number in numbers[:_MOST_LINES_NAMED])
    if len(numbers) <= _MOST_LINES_NAMED:
        return _("Lines %(numbers)s") % {"numbers": named}
    return _("Lines %(numbers)s and %(more)d more") % {
        "numbers": named,
        "more": len(numbers) - _MOST_LINES_NAMED,
    }
