"""Photos, where readers see them."""

from typing import Any

import pytest
from django.test import Client

from editorial import publishing
from tests import factories
from tests.markup import attributes, meta, one, page_of, texts

pytestmark = pytest.mark.django_db


def test_a_photo_keeps_its_place_and_says_caption_and_credit_verbatim(client: Client) -> None:
    credit = "Ana Ferreira/EPA-EFE/Shutterstock & Söhne"
    photo = factories.photo(alternative_text="A rocket", caption="On the pad - “ready”", credit_line=credit)
    story = factories.story(lead_photo=photo)

    page = page_of(client.get(story.get_absolute_url()))

    figure = one(page, f".//figure[@data-photo='{photo.pk}']")
    image = one(figure, ".//img").attrib
    assert one(figure, "figcaption/span[@class='caption']").text == "On the pad - “ready”"
    assert one(figure, "figcaption/span[@class='credit']").text == credit
    assert image["alt"] == "A rocket"
    assert (image["width"], image["height"]) == ("640", "427")
    assert attributes(figure, ".//source", "type") == ["image/avif", "image/webp"]
    assert image["srcset"].endswith(" 640w")
    assert {"fetchpriority", "sizes"} <= {*image}


@pytest.mark.parametrize(
    ("said", "figcaption"),
    [
        ({"caption": "On the pad", "is_credit_unknown": True}, ["On the pad"]),
        ({"caption": "", "credit_line": "NASA"}, ["NASA"]),
        ({"caption": "", "is_credit_unknown": True}, []),
    ],
)
def test_what_is_not_known_of_a_photo_leaves_no_dash(
    said: dict[str, object], figcaption: list[str], client: Client
) -> None:
    photo = factories.photo(alternative_text="A rocket")
    known: dict[str, Any] = {"credit_line": "", **said}
    photo = publishing.change_photo(photo, by=factories.editor(), **known)
    story = factories.story(lead_photo=photo)

    page = page_of(client.get(story.get_absolute_url()))

    assert texts(page, ".//figcaption") == figcaption


def test_a_photo_that_waits_for_its_file_is_not_shown(client: Client) -> None:
    photo = factories.photo(None, alternative_text="A rocket", credit_line="NASA")
    story = factories.story(lead_photo=photo, text=f'<p>a</p><figure data-photo="{photo.pk}"></figure>')

    page = page_of(client.get(story.get_absolute_url()))

    assert not page.findall(".//figure")
    assert "og:image" not in meta(page)


def test_photos_below_the_first_are_loaded_when_they_come_near(client: Client) -> None:
    photo = factories.photo(alternative_text="A rocket")
    story = factories.story(text=f'<figure data-photo="{photo.pk}"></figure>')
    factories.entry(story, text=f'<figure data-photo="{photo.pk}"></figure>')

    page = page_of(client.get(story.get_absolute_url()))

    assert [image.get("loading") for image in page.iterfind(".//img")] == [None, "lazy"]
