"""What may stand in a text, and how whatever comes in is brought to that.

nh3 parses as a browser does and takes out what is unsafe; `arranging` brings the rest into one strict form; nh3,
with nothing but that form's own vocabulary, has the last word.
"""

import html
import re

import nh3
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from editorial.richtext.arranging import arrange
from editorial.richtext.links import safe_link
from editorial.richtext.vocabulary import ALLOWED, BOUNDARIES, UNSEEN

ATTRIBUTES = {"a": {"href"}, "figure": {"data-photo"}}
SCHEMES = {"http", "https", "mailto"}

# A parser's work grows with the square of what is nested or escaped: this is far more than any story holds, and is
# done within a second or two.
MOST_CHARACTERS = 1_000_000
MOST_TAGS = 20_000
MOST_ENTITIES = 50_000
# Each of these may be opened anew in every paragraph that follows.
MOST_STYLED_TIMES_TAGS = 500_000
STYLED = re.compile(r"<(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s/]", re.IGNORECASE)
SURROGATES = re.compile("[\ud800-\udfff]")

# `clean` writes figures in this form alone, and no other text that looks like it (it escapes every "<").
FIGURE = re.compile(r'<figure data-photo="([0-9]+)">(?:<figcaption>([^<]*)</figcaption>)?</figure>')
FIGURES = re.compile(r'((?:<figure data-photo="[0-9]+">(?:<figcaption>[^<]*</figcaption>)?</figure>\s*)+)')
LINE_END = re.compile(r"<br>|</(?:p|h3|h4|li|blockquote)>|<(?:ul|ol)>")
TAG = re.compile(r"<[^>]*>")


def clean(text: str) -> str:
    """The text with only what is allowed in it: every word that could be read, in the form that is stored.

    Paragraphs, subheadings, lists, quotations and photos, one after the other, each on a line of its own; text
    without markup becomes paragraphs, parted at blank lines. Cleaning twice changes nothing. Raises ValidationError
    where there is more than can be read in good time.
    """
    _refuse_endless(text)
    parsed = nh3.clean(
        SURROGATES.sub("", text),
        tags=ALLOWED | BOUNDARIES,
        clean_content_tags=UNSEEN,
        attributes=ATTRIBUTES,
        attribute_filter=_filtered,
        url_schemes=SCHEMES,
        link_rel=None,
    )
    return nh3.clean(arrange(parsed), tags=ALLOWED, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)


def _refuse_endless(text: str) -> None:
    tags = text.count("<")
    is_endless = (
        len(text) > MOST_CHARACTERS
        or tags > MOST_TAGS
        or text.count("&") > MOST_ENTITIES
        or len(STYLED.findall(text)) * tags > MOST_STYLED_TIMES_TAGS
    )
    if is_endless:
        raise ValidationError(
            _("The text is too long or holds too much markup. Paste it as plain text, or make it shorter.")
        )


def _filtered(tag: str, attribute: str, value: str) -> str | None:
    return safe_link(value) if (tag, attribute) == ("a", "href") else value


def photo_ids(text: str) -> list[int]:
    """The keys of the photos that a cleaned text names, in its order."""
    return [int(key) for key, _caption in FIGURE.findall(text)]


def words_differ(before: str, after: str) -> bool:
    """Whether who read one cleaned text finds other words in the other: photos come and go, but those that stay are
    called what they were.
    """
    old, new = (dict(FIGURE.findall(text)) for text in (before, after))
    return plain(before) != plain(after) or any(old[key] != new[key] for key in old.keys() & new.keys())


def plain(text: str) -> str:
    """A cleaned text's words alone, a line for each paragraph, without photos and their captions."""
    words = TAG.sub("", LINE_END.sub("\n", FIGURE.sub("", text.replace("\n", " "))))
    lines = (line.strip(" \t") for line in html.unescape(words).split("\n"))
    return "\n".join(line for line in lines if line)
