"""A text names its photos by key; readers get picture, alternative text, caption and credit from the library."""

import html5lib
import pytest

from editorial import richtext
from editorial.models import Image
from tests import factories


@pytest.fixture
def pad(db: None) -> Image:
    return factories.photo(
        alternative_text="A rocket on its pad", caption="Waiting <for> dawn", credit_line="REUTERS/Ana & Bo"
    )


def shown(text: str, *photos: Image) -> str:
    """The text as a reader sees it."""
    return richtext.expand(richtext.clean(text), {photo.pk: photo for photo in photos})


def texts(html: str, name: str) -> list[str]:
    """The text of each element of this class."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return ["".join(found.itertext()) for found in tree.iter() if name in found.get("class", "").split()]


def test_a_photo_comes_with_what_the_library_says(pad: Image) -> None:
    html = shown(f'<p>A</p><figure data-photo="{pad.pk}"></figure><p>B</p>', pad)

    assert html.startswith("<p>A</p>")
    assert html.endswith("<p>B</p>")
    assert 'alt="A rocket on its pad"' in html
    assert texts(html, "caption") == ["Waiting <for> dawn"]
    assert texts(html, "credit") == ["REUTERS/Ana & Bo"]
    assert "gallery" not in html


def test_the_caption_of_a_place_stands_there_instead(pad: Image) -> None:
    html = shown(
        f'<figure data-photo="{pad.pk}"><figcaption>Lift &lt;off&gt; &amp; away</figcaption></figure>', pad
    )

    assert texts(html, "caption") == ["Lift <off> & away"]
    assert texts(html, "credit") == ["REUTERS/Ana & Bo"]


def test_neighbours_form_a_gallery(pad: Image) -> None:
    other = factories.photo(caption="Another")
    pair = f'<figure data-photo="{pad.pk}"></figure>\n \n<figure data-photo="{other.pk}"></figure>'

    html = shown(f'{pair}<p>A</p><figure data-photo="{other.pk}"></figure>', pad, other)

    assert html.count('<div class="gallery" data-count="2">') == html.count("gallery") == 1
    assert texts(html, "caption") == ["Waiting <for> dawn", "Another", "Another"]


def test_photos_that_wait_for_a_file_or_are_unknown_are_passed_over(pad: Image) -> None:
    waiting = factories.photo(None, caption="No file yet")
    text = "".join(f'<figure data-photo="{key}"></figure>' for key in (waiting.pk, pad.pk, 999))

    html = shown(text, pad, waiting)

    assert texts(html, "caption") == ["Waiting <for> dawn"]
    assert "gallery" not in html
    assert "999" not in html


def test_only_the_first_photo_of_the_first_text_is_fetched_at_once(pad: Image) -> None:
    text = richtext.clean(
        f'<figure data-photo="999"></figure><p>A</p><figure data-photo="{pad.pk}"></figure><p>B</p>' * 2
    )

    first = richtext.expand(text, {pad.pk: pad}, is_first=True)
    later = richtext.expand(text, {pad.pk: pad})

    assert first.count('fetchpriority="high"') == 1
    assert first.index('fetchpriority="high"') < first.index('loading="lazy"')
    assert 'fetchpriority="high"' not in later
