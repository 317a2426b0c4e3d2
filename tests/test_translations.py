"""The interface in other languages: every string of it, whole, and nothing on a page that no translator can reach."""

import re
import shutil
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings

from tests.catalogs import Message, compiled, head, messages, to_be_compiled

ROOT = Path(__file__).parent.parent
ENGLISH = "en-gb"
CATALOGUES = {
    code: ROOT / "locale" / code / "LC_MESSAGES" / "django.po"
    for code, _ in settings.LANGUAGES
    if code != ENGLISH
}
FORMS = {"de": 2, "ar": 6}
_PLACEHOLDER = re.compile(r"%%|%\(\w+\)[a-z]|%\(\w+\)0?\d?[A-Zdsx]|%[sd]|\{\w*\}")
_TAG = re.compile(r"</?[a-z][^>]*>")

every_language = pytest.mark.parametrize("code", CATALOGUES)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> list[Message]:
    """All strings of the code, as makemessages finds them."""
    if shutil.which("xgettext") is None:
        pytest.skip("no xgettext: `apt-get install gettext` gets it")
    folder = tmp_path_factory.mktemp("strings")
    for name in ("editorial", "liveblog", "templates"):
        unread = shutil.ignore_patterns("static", "__pycache__", "*.jpg")
        shutil.copytree(ROOT / name, folder / name, ignore=unread)
    (folder / "locale").mkdir()
    options = ["--locale", "de", "--no-location", "--no-wrap", "--verbosity", "0"]
    command = [sys.executable, "-m", "django", "makemessages", *options]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    return messages(folder / "locale" / "de" / "LC_MESSAGES" / "django.po")


@every_language
def test_every_string_of_the_code_is_translated_and_none_that_is_gone(
    code: str, template: list[Message]
) -> None:
    wanted = {message.key: message.plural for message in template}

    translated = {message.key: message.plural for message in messages(CATALOGUES[code])}

    assert {key for key in wanted if key not in translated} == set(), "make messages, then translate these"
    assert {key for key in translated if key not in wanted} == set(), "make messages takes these out"
    assert translated == wanted


@every_language
def test_no_translation_is_empty_or_guessed(code: str) -> None:
    found = messages(CATALOGUES[code])

    unfinished = [
        message.text
        for message in found
        if "fuzzy" in message.flags or not message.forms or not all(message.forms)
    ]

    assert unfinished == []


@every_language
def test_every_count_has_all_the_plural_forms_of_the_language(code: str) -> None:
    counts = [message for message in messages(CATALOGUES[code]) if message.plural is not None]

    incomplete = [message.text for message in counts if len(message.forms) != FORMS[code]]

    assert f"nplurals={FORMS[code]}" in head(CATALOGUES[code])
    assert counts
    assert incomplete == []


@every_language
def test_placeholders_and_markup_are_those_of_the_english(code: str) -> None:
    differing = [
        (message.text, form)
        for message in messages(CATALOGUES[code])
        for form in message.forms
        if not _fits(message, form)
    ]

    assert differing == []


def _fits(message: Message, form: str) -> bool:
    """Of a count, a form may leave the number itself out ("one story"), and has nothing that no English form has."""
    tags = Counter(_TAG.findall(form)) == Counter(_TAG.findall(message.text))
    if message.plural is None:
        return tags and _placeholders(form) == _placeholders(message.text)
    known = _placeholders(message.text) | _placeholders(message.plural)
    return tags and not _placeholders(form) - known


def _placeholders(text: str) -> Counter[str]:
    return Counter(_PLACEHOLDER.findall(text))


@every_language
def test_what_django_reads_is_compiled_from_what_people_wrote(code: str) -> None:
    written = to_be_compiled(CATALOGUES[code])

    read = compiled(CATALOGUES[code].with_suffix(".mo"))

    assert read == written, "make messages compiles it"


class _Words(HTMLParser):
    """What a template says by itself: its text, and attributes that are read out or shown."""

    SPOKEN = {"alt", "title", "aria-label", "placeholder", "aria-roledescription"}

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._unspoken = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._unspoken += tag in {"script", "style"}
        self.said += [value or "" for name, value in attributes if name in self.SPOKEN]

    def handle_endtag(self, tag: str) -> None:
        self._unspoken -= tag in {"script", "style"}

    def handle_data(self, text: str) -> None:
        if not self._unspoken:
            self.said.append(text)


# A tag of a template may hold quotation marks of the attribute that it stands in.
_TRANSLATED = re.compile(r"\{% blocktranslate.*?%\}.*?\{% endblocktranslate %\}", re.DOTALL)
_COMMENTS = re.compile(r"\{% comment.*?%\}.*?\{% endcomment %\}|\{#.*?#\}", re.DOTALL)
# Blocks that hold attributes of an element, or names of classes.
_ATTRIBUTES = re.compile(r"\{% block (?:kind|bodyclass) %\}.*?\{% endblock %\}", re.DOTALL)
_TEMPLATE_TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
# Names of keys and of formats are the same everywhere.
NAMES = {"Alt", "Ctrl", "Shift", "Esc", "Enter", "JSON", "RSS", "Atom", "URL", "or"}


def _untranslated(template: str) -> list[str]:
    for pattern in (_COMMENTS, _TRANSLATED, _ATTRIBUTES, _TEMPLATE_TAGS):
        template = pattern.sub(" ", template)
    parser = _Words()
    parser.feed(template)
    words = [word for text in parser.said for word in re.findall(r"[^\W\d_]{2,}", text)]
    return [word for word in words if word not in NAMES]


def _templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.html"))


def test_no_template_says_anything_that_cannot_be_translated() -> None:
    said = {str(path.relative_to(ROOT)): _untranslated(path.read_text()) for path in _templates()}

    assert {path: words for path, words in said.items() if words} == {}


def test_words_outside_of_translate_tags_would_be_found() -> None:
    template = '{% translate "Known" %}<p title="{{ name }} forgotten">{# not said #}Unseen {{ name }}</p>'

    assert _untranslated(template) == ["forgotten", "Unseen"]


_SAID_BY_A_SCRIPT = re.compile(
    r"""(?:textContent|innerText|ariaLabel|title|placeholder|alt)\s*=\s*["'`][^"'`$]*[a-z]{3}"""
    r"""|setAttribute\(\s*["']aria-label["'],\s*["'`][^"'`$]*[a-z]{3}"""
    r"""|window\.(?:alert|confirm|prompt)\("""
)


def test_no_script_brings_words_of_its_own() -> None:
    scripts = sorted((ROOT / "editorial" / "static").rglob("*.js"))

    said = {str(path.relative_to(ROOT)): _SAID_BY_A_SCRIPT.findall(path.read_text()) for path in scripts}

    assert {path: words for path, words in said.items() if words} == {}
