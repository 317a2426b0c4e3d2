"""Photos, where readers see them."""

from typing import Any

import pytest
from django.test import Client

from editorial import publishing
from tests import factories
from tests.markup import attributes, meta, one, page_of, text, texts
from tests.photo_pages import figures

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_a_photo_keeps_its_place_and_says_caption_and_credit_verbatim(client: Client) -> None:
    credit = "Ana Ferreira/EPA-EFE/Shutterstock & Söhne"
    photo = factories.photo(alternative_text="A rocket", caption="On the pad - “ready”", credit_line=credit)
    story = factories.story(lead_photo=factories.developed(photo))

    page = page_of(client.get(story.get_absolute_url()))

    figure = one(page, f".//figure[@data-photo='{photo.pk}']")
    image = one(figure, ".//img").attrib
    assert one(figure, "figcaption/span[@class='caption']").text == "On the pad - “ready”"
    assert one(figure, "figcaption/span[@class='credit']").text == credit
    assert image["alt"] == "A rocket"
    assert (image["width"], image["height"]) == ("640", "427")
    assert attributes(figure, ".//source", "type") == ["image/avif", "image/webp"]
    assert image["srcset"].endswith(" 640w")
    assert {*attributes(figure, ".//source", "sizes")} == {image["sizes"]}
    assert (image["fetchpriority"], image["decoding"], "loading" in image) == ("high", "async", False)
    assert not [each for each in page.iter() if "style" in each.attrib]


def test_a_photo_is_a_link_to_the_whole_of_it_that_says_what_it_does(client: Client) -> None:
    photo = factories.photo(alternative_text="A rocket", focal_y=0.1)
    story = factories.story(lead_photo=factories.developed(photo))

    page = page_of(client.get(story.get_absolute_url()))

    link = one(page, f".//figure[@data-photo='{photo.pk}']/a")
    assert link.attrib["href"].endswith("-whole-640.jpg")
    assert client.get(link.attrib["href"])["Content-Type"] == "image/jpeg"
    assert (text(link), len(link.findall(".//img[@alt='A rocket']"))) == ("Enlarge the photo:", 1)
    assert f"tone-{photo.tone}" in one(link, ".//img").attrib["class"]


def test_a_part_of_a_photo_tells_where_the_whole_is(client: Client) -> None:
    photos = [
        factories.developed(factories.photo(name, alternative_text="What it shows"))
        for name in ("launch.jpg", "astronaut.jpg")
    ]
    story = factories.story("published", text=figures(*photos), lead_photo=photos[0])

    page = page_of(client.get(story.get_absolute_url()))

    lead, *cells = page.findall(".//figure")
    assert attributes(lead, ".//source[@data-whole]", "data-whole") == []
    for cell in cells:
        image = one(cell, ".//img").attrib
        assert "-gallery-" in image["srcset"]
        assert "-whole-" in image["data-whole"]
        assert len(cell.findall(".//source[@data-whole]")) == 2
    assert [one(cell, ".//img").attrib["data-height"] for cell in cells] == ["427", "512"]


def test_a_shared_link_shows_the_photos_card(client: Client) -> None:
    photo = factories.developed(factories.photo(alternative_text="A rocket"))
    story = factories.story(lead_photo=photo)

    told = meta(page_of(client.get(story.get_absolute_url())))

    assert told["og:image"] == told["twitter:image"]
    assert "-card-" in told["og:image"]
    assert (told["og:image:width"], told["og:image:height"]) == ("640", "336")


def test_the_photo_of_the_first_story_comes_first_on_the_front_page(client: Client) -> None:
    photo = factories.photo(alternative_text="A rocket")
    for _story in range(2):
        factories.story("published", lead_photo=photo)

    latest_alone = page_of(client.get("/"))
    factories.story("live", lead_photo=photo)
    with_live = page_of(client.get("/"))

    for page in (latest_alone, with_live):
        loading = [image.get("loading") for image in page.iterfind(".//img")]
        assert loading == [None, *["lazy"] * (len(loading) - 1)]
        assert attributes(page, ".//img[@fetchpriority]", "fetchpriority") == ["high"]
        assert not page.findall(".//figure/a")


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
