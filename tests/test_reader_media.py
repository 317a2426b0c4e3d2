"""Pictures as readers get them."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

CONTENT_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpeg": "image/jpeg"}


def test_every_rendition_is_served_as_what_it_is_and_can_do_nothing_else(client: Client) -> None:
    photo = factories.developed(factories.photo())

    answers = {each["format"]: client.get(f"/media/renditions/{each['name']}") for each in photo.renditions}

    assert {kind: answer["Content-Type"] for kind, answer in answers.items()} == CONTENT_TYPES
    for answer in answers.values():
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
        assert not answer.cookies


def test_a_rendition_is_sent_whole_and_its_head_can_be_asked_for(client: Client) -> None:
    name = factories.photo().renditions[0]["name"]
    stored = default_storage.open(f"renditions/{name}").read()

    whole, head = client.get(f"/media/renditions/{name}"), client.head(f"/media/renditions/{name}")

    assert whole.content == stored
    assert (head.content, head["Content-Length"]) == (b"", str(len(stored)))


def test_an_original_has_no_address(client: Client) -> None:
    photo = factories.photo()

    answer = client.get(f"/media/{photo.file.name}")

    assert answer.status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "evil.svg",
        "evil.html",
        f"{'0' * 32}-640.svg",
        f"{'0' * 32}-640.jpg.html",
        f"{'0' * 32}-640.jpg",
        f"{'0' * 32}-640.jpg%0a",
        "../originals/evil.jpg",
        "..%2f..%2fsecret-key",
        "%00.jpg",
        "",
    ],
)
def test_nothing_but_renditions_is_served(name: str, client: Client) -> None:
    for stored in ("renditions/evil.svg", "renditions/evil.html", f"renditions/{'0' * 32}-640.svg"):
        default_storage.save(stored, ContentFile(b"<svg onload=alert(1)>"))

    answer = client.get(f"/media/renditions/{name}")

    assert answer.status_code == 404


def test_pictures_cannot_be_sent_here(client: Client) -> None:
    name = factories.photo().renditions[0]["name"]

    answer = client.put(f"/media/renditions/{name}", b"x")

    assert answer.status_code == 405
