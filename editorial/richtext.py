"""All that knows the text editor: the field, its configuration, cleaning, and expanding photos."""

import re

import nh3

TAGS = {
    "p",
    "br",
    "h3",
    "h4",
    "blockquote",
    "ul",
    "ol",
    "li",
    "strong",
    "em",
    "b",
    "i",
    "a",
    "figure",
    "figcaption",
}


def clean(html: str) -> str:
    """The text with only what is allowed in it; cleaning twice changes nothing."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={"figure": {"data-photo"}, "a": {"href"}},
        url_schemes={"http", "https", "mailto"},
    )


def photo_ids(html: str) -> list[int]:
    """The keys of the photos that a cleaned text names, in its order."""
    return [int(key) for key in re.findall(r'<figure data-photo="(\d{1,18})"', html)]
