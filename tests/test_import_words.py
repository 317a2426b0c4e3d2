"""Every word and mark of an imported page is kept, as typed."""

from collections import Counter
from pathlib import Path

import pytest

from editorial import richtext
from editorial.models import Article, Image
from tests.imports import CREDITS, HEADLINE, OLDEST_FIRST, PAGE, PLAIN, TIMES, run, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """The file of a page that was live and ended."""
    return written(tmp_path, PAGE)


SHAPES = {
    "a live page": (PAGE, TIMES),
    "no blank lines": (PAGE.replace("\n\n", "\n"), TIMES),
    "more blank lines": (PAGE.replace("\n", "\n\n \n"), TIMES),
    "byte-order mark and CRLF": ("\ufeff" + PAGE.replace("\n", "\r\n"), TIMES),
    "oldest first": (OLDEST_FIRST, ["15:12", "3.40pm"]),
    "a plain story": (PLAIN, []),
    "a headline alone": ("Only a headline", []),
    "a time that ends the file": (PLAIN + "\n18.40 GMT\n", ["18.40 GMT"]),
}


def kept_words(story: Article) -> Counter[str]:
    """Every word and mark of a story, its entries and, at each place where one stands, its photos."""
    texts = [story.headline, richtext.plain(story.text)]
    photos = [story.lead_photo] if story.lead_photo else []
    photos += [Image.objects.get(pk=key) for key in richtext.photo_ids(story.text)]
    for entry in story.entries.all():
        texts += [entry.heading, richtext.plain(entry.text)]
        photos += [Image.objects.get(pk=key) for key in richtext.photo_ids(entry.text)]
    for photo in photos:
        dash = "-" if photo.credit_line else ""
        texts += [photo.alternative_text, photo.caption, dash, photo.credit_line]
    return Counter(word for text in texts for word in text.split())


def words_of_file(text: str, times: list[str]) -> Counter[str]:
    lines = text.lstrip("\ufeff").splitlines()
    return Counter(word for line in lines if line not in times for word in line.split())


@pytest.mark.parametrize(("text", "times"), SHAPES.values(), ids=SHAPES)
def test_every_word_and_mark_of_the_file_is_kept(text: str, times: list[str], tmp_path: Path) -> None:
    file = written(tmp_path, text)

    run(file)

    assert kept_words(Article.objects.get()) == words_of_file(text, times)


def test_texts_are_kept_as_typed(page: Path) -> None:
    run(page)

    story = Article.objects.get()
    assert story.headline == HEADLINE
    assert "“We had almost forgotten the noise,”" in richtext.plain(story.text)
    assert "Fish & ships: 3 < 4, he <b>wrote</b> - ‘in chalk’." in richtext.plain(story.text)
    assert story.lead_photo is not None
    assert story.lead_photo.alternative_text == "An icebreaker leads the first ferry\u00a0 out of the harbour"
    assert story.lead_photo.caption == "An icebreaker leads the first ferry out of the harbour"
    assert story.lead_photo.credit_line == CREDITS[0]
