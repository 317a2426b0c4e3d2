"""Two versions of a text, side by side, with the words marked that differ."""

import datetime
import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from editorial import richtext
from editorial.admin import times
from editorial.models import Article, LiveEntry

# Beyond this many words comparing them all would keep a person waiting: both are shown unmarked.
MOST_WORDS = 3000
# A word with the blanks before it; breaks of lines, and blanks at the end, stand for themselves.
WORD = re.compile(r"\n\s*|[^\S\n]*\S+|[^\S\n]+")


def marked(before: str, after: str) -> tuple[SafeString, SafeString]:
    """Both texts, escaped: what the first alone has in <del>, what the second alone has in <ins>.

    What stands everywhere in a long text (blanks, the commonest words) begins no match: followed through all its
    places, two texts with nothing else in common would take minutes.
    """
    old, new = WORD.findall(before), WORD.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        return format_html("{}", before), format_html("{}", after)
    left, right = [], []
    matcher = SequenceMatcher(None, [word.strip() for word in old], [word.strip() for word in new])
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        left.append(_piece(old[old_from:old_to], "" if kind == "equal" else "del"))
        right.append(_piece(new[new_from:new_to], "" if kind == "equal" else "ins"))
    return _joined(left), _joined(right)


def _piece(words: list[str], tag: str) -> SafeString:
    text = "".join(words)
    if not tag or not text:
        return format_html("{}", text)
    words_alone = text.lstrip() or text
    blanks = text.removesuffix(words_alone)
    form = "{}<del>{}</del>" if tag == "del" else "{}<ins>{}</ins>"
    return format_html(form, blanks, words_alone)


def _joined(pieces: Iterable[SafeString]) -> SafeString:
    return mark_safe("".join(pieces))  # noqa: S308 (every piece was escaped by format_html)


def in_words(row: models.Model, name: str, value: Any) -> str:
    """A field's value as an editor reads it; times in the zone of the story."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime.datetime):
        return times.say(value, zone_of(row))
    if isinstance(value, list):
        return "\n".join(str(item) for item in value)
    if name == "text":
        return readable(value)
    return "" if value is None else str(value)


def readable(html: str) -> str:
    """The words of a cleaned text, a paragraph a line; each photo by its number, with its caption for this place."""
    named = re.sub(r'<figure data-photo="(\d+)">', r"<p>[" + _("photo") + r" \1] ", html)
    return richtext.plain(re.sub(r"</?figcaption>", "", named).replace("</figure>", "</p>"))


def zone_of(row: models.Model) -> datetime.tzinfo:
    """The zone in which a row's times are told: its story's, else the house's."""
    story = row.article if isinstance(row, LiveEntry) else row
    return story.zone if isinstance(story, Article) else timezone.get_default_timezone()
