"""Words for numbers that a script counts, in each plural form of the page's language."""

from collections.abc import Callable

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext

register = template.Library()

# A number of each plural form, by the names of CLDR (Unicode TR 35, plural rules) that browsers know them by.
_OF_MOST = {"one": 1, "other": 2}
NUMBERS = {
    "ar": {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100},
    "de": _OF_MOST,
    "en": _OF_MOST,
}


def _new_updates(number: int) -> str:
    # xgettext:no-python-format
    return ngettext("%s new update", "%s new updates", number)


def _updates_since_you_left(number: int) -> str:
    # xgettext:no-python-format
    return ngettext("%s update since you left", "%s updates since you left", number)


def _more_updates_since_you_left(number: int) -> str:
    # xgettext:no-python-format
    return ngettext("More than %s update since you left", "More than %s updates since you left", number)


# (Not of Python's format for translators' tools: a language may leave the number out, as in “one new update”.)
PHRASES: dict[str, Callable[[int], str]] = {
    "new updates": _new_updates,
    "updates since you left": _updates_since_you_left,
    "more updates since you left": _more_updates_since_you_left,
}


@register.simple_tag
def counted_words(name: str) -> SafeString:
    """The attributes from which counted.js takes the words for a number: `data-one="…" data-other="…"`.

    In the words, %s stands for the number.
    """
    language = (get_language() or "").partition("-")[0]
    forms = NUMBERS.get(language, _OF_MOST)
    words = ((form, PHRASES[name](number)) for form, number in forms.items())
    return format_html_join(" ", 'data-{}="{}"', words)
