"""What somebody asks of the search: words, and within which days, section and kind."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from editorial.reader.lists.days import Span, span_of
from editorial.words import folded

LONGEST_QUESTION = 200
MOST_TERMS = 16
KINDS = ("stories", "updates")
# Words that nearly every text holds: a database that has no such list would find nearly nothing with them.
COMMON = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be been but by for from had has have he her his i in is it its not of on or our she that"
        " the their they this to was we were what when where which who will with you your",
    )
)
_TERM = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_EARLIEST, _LATEST = datetime.date(1, 1, 2), datetime.date(9999, 12, 30)


@dataclass(frozen=True)
class Question:
    """One search. `wanted` and `unwanted` are folded words, or phrases; `faults` says what of it cannot be asked."""

    text: str
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    section: str = ""
    kind: str = ""
    since: str = ""
    until: str = ""
    span: Span | None = None
    faults: tuple[str, ...] = ()

    @property
    def is_narrowed(self) -> bool:
        """Whether it asks for less than everything."""
        return bool(self.section or self.kind or self.since or self.until)

    @property
    def is_askable(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self.wanted) and not self.faults


def question_of(asked: QueryDict) -> Question:
    """What the form sent: parts that make no sense are passed over, or named in `faults`."""
    text = " ".join(_visible(asked.get("q", ""))[:LONGEST_QUESTION].split())
    wanted, unwanted = terms_of(text)
    since, until = (_visible(asked.get(name, ""))[:20].strip() for name in ("from", "to"))
    span, faults = _span(since, until)
    if text and not wanted and not faults:
        faults = [_("Every text holds these words, or none does. Add one that says what it is about.")]
    kind = asked.get("kind", "")
    return Question(
        text,
        tuple(wanted),
        tuple(unwanted),
        section=_visible(asked.get("section", ""))[:60],
        kind=kind if kind in KINDS else "",
        since=since,
        until=until,
        span=span,
        faults=tuple(faults),
    )


def terms_of(text: str) -> tuple[list[str], list[str]]:
    """The words and "phrases in quotation marks" of a question, folded, and those with a minus before them.

    Common words are left out, unless they stand in a phrase with others.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for is_unwanted, words in list(_terms(text))[:MOST_TERMS]:
        (unwanted if is_unwanted else wanted).append(words)
    return wanted, unwanted


def _terms(text: str) -> Iterator[tuple[bool, str]]:
    for found in _TERM.finditer(text.translate(dict.fromkeys(map(ord, "“”„«»"), '"'))):
        words = folded(found["phrase"] or found["word"] or "")
        if any(map(str.isalnum, words)) and not set(re.findall(r"\w+", words)) <= COMMON:
            yield bool(found["minus"]), words


def _visible(text: str) -> str:
    """Without characters that no keyboard writes, and that a database may refuse."""
    return "".join(letter if letter.isprintable() else " " for letter in text[: 4 * LONGEST_QUESTION])


def _span(since: str, until: str) -> tuple[Span | None, list[str]]:
    if not since and not until:
        return None, []
    try:
        first = datetime.date.fromisoformat(since) if since else _EARLIEST
        last = datetime.date.fromisoformat(until) if until else _LATEST
        span = span_of(max(first, _EARLIEST), min(last, _LATEST))
    except (ValueError, OverflowError):
        return None, [_("Write days as year, month and day: 2026-11-23.")]
    return span, [_("The first day comes after the last. Change one of the two.")] if first > last else []
