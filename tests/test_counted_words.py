"""Words for numbers, in each plural form of the page's language."""

import re

import pytest
from django.conf import settings
from django.utils import translation

from editorial.templatetags.counts import NUMBERS, PHRASES, counted_words


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en-gb", ["one", "other"]),
        ("de", ["one", "other"]),
        ("ar", ["zero", "one", "two", "few", "many", "other"]),
    ],
)
def test_a_script_is_given_the_words_of_every_plural_form(language: str, forms: list[str]) -> None:
    with translation.override(language):
        written = counted_words("new updates")

    assert re.findall(r'data-(\w+)="[^"]+"', written) == forms


def test_english_has_one_and_the_rest() -> None:
    with translation.override("en-gb"):
        written = counted_words("new updates")

    assert written == 'data-one="%s new update" data-other="%s new updates"'


def test_the_plural_forms_of_every_language_of_the_interface_are_known() -> None:
    languages = {code.partition("-")[0] for code, _name in settings.LANGUAGES}

    assert languages <= set(NUMBERS)


def test_the_words_of_many_keep_the_place_of_the_number_in_every_language() -> None:
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            words = [phrase(100) for phrase in PHRASES.values()]

        assert all(each.count("%s") == 1 for each in words)
