"""Photos at the desk: taken in, prefilled from the file, described, chosen for a text."""

import io
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from editorial.models import Image
from tests import factories
from tests.desk import Desk, errors, filled
from tests.markup import page_of, text, texts, with_class

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def desk() -> Desk:
    """The picture desk's browser."""
    return Desk(factories.picture_desk())


def upload(desk: Desk, name: str) -> Any:
    """The answer to a file brought to the library."""
    with (factories.PHOTOS / name).open("rb") as file:
        return desk.post("image_add", file=file, _save="1")


def test_what_the_file_says_is_there_to_be_completed(desk: Desk) -> None:
    answer = upload(desk, "astronaut.jpg")

    photo = Image.objects.get()
    form = filled(desk.client.get(answer.headers["Location"]))
    assert answer.headers["Location"].endswith(f"/{photo.pk}/change/")
    assert form["credit_line"] == photo.credit_line == "NASA/Great Images in NASA"
    assert form["caption"].startswith("Eileen Collins")


def test_what_the_file_said_stays_to_be_read(desk: Desk) -> None:
    upload(desk, "astronaut.jpg")

    page = page_of(desk.get("image_change", Image.objects.get().pk))

    assert "NASA/Great Images in NASA" in " ".join(texts(page, ".//dl[@class='said']/dd"))
    assert "512 × 512 pixels" in text(page)


def test_a_text_file_named_jpg_is_refused_with_a_sentence(desk: Desk) -> None:
    answer = desk.post("image_add", file=SimpleUploadedFile("quay.jpg", b"not a picture"), _save="1")

    assert "“quay.jpg” is not a photo" in errors(answer)
    assert not Image.objects.exists()


def test_a_bad_file_loses_none_of_the_words_typed_with_it(desk: Desk) -> None:
    photo = factories.photo(None)
    typed = desk.opened("image_change", photo.pk) | {
        "caption": "A quay at noon",
        "credit_line": "A. QUAY/Port",
    }

    answer = desk.post(
        "image_change", photo.pk, **typed, file=SimpleUploadedFile("quay.jpg", b"not a picture")
    )

    kept = filled(answer)
    assert "is not a photo" in errors(answer)
    assert (kept["caption"], kept["credit_line"]) == ("A quay at noon", "A. QUAY/Port")


def test_a_new_photo_needs_a_file(desk: Desk) -> None:
    answer = desk.post("image_add", _save="1")

    assert "required" in errors(answer)


def test_a_photo_that_waited_gets_its_file_and_keeps_its_words(desk: Desk) -> None:
    photo = factories.photo(None, caption="Ours")
    file = io.BytesIO((factories.PHOTOS / "astronaut.jpg").read_bytes())
    file.name = "astronaut.jpg"

    desk.post("image_change", photo.pk, **desk.opened("image_change", photo.pk), file=file)

    photo.refresh_from_db()
    assert photo.is_ready
    assert (photo.caption, photo.credit_line) == ("Ours", "NASA/Great Images in NASA")


def test_no_credit_known_completes_a_photo(desk: Desk) -> None:
    photo = factories.photo(None, alternative_text="A quay")

    desk.post("image_change", photo.pk, **desk.opened("image_change", photo.pk) | {"is_credit_unknown": "on"})

    photo.refresh_from_db()
    assert photo.missing == []


def test_the_focal_point_is_kept_and_one_outside_the_picture_refused(desk: Desk) -> None:
    photo = factories.photo(None)
    typed = desk.opened("image_change", photo.pk)

    desk.post("image_change", photo.pk, **typed | {"focal_x": "0.2", "focal_y": "0.9"})
    answer = desk.post("image_change", photo.pk, **desk.opened("image_change", photo.pk) | {"focal_x": "1.5"})

    photo.refresh_from_db()
    assert (photo.focal_x, photo.focal_y) == (0.2, 0.9)
    assert "less than or equal to 1" in errors(answer)


def test_the_list_shows_pictures_that_can_be_fetched(desk: Desk) -> None:
    upload(desk, "launch.jpg")

    [picture] = with_class(page_of(desk.get("image_changelist")), "thumbnail")

    assert desk.client.get(picture.attrib["src"]).status_code == 200


def chosen(desk: Desk, **query: str) -> list[dict[str, Any]]:
    """What the text editor is told of the library."""
    told: list[dict[str, Any]] = json.loads(desk.get("image_choose", **query).content)["photos"]
    return told


def test_the_text_editor_is_told_the_newest_photos_and_what_they_lack(desk: Desk) -> None:
    factories.photo(None, caption="First", credit_line="A. QUAY/Port", alternative_text="A quay")
    newest = factories.photo(None, caption="Second")

    told = chosen(desk)

    assert [photo["caption"] for photo in told] == ["Second", "First"]
    assert told[0] == {
        "id": newest.pk,
        "thumbnail": "",
        "alternative_text": "",
        "caption": "Second",
        "credit_line": "",
        "missing": ["credit", "alternative text"],
        "obstacle": "",
    }


def test_photos_are_found_by_their_words_and_by_their_numbers(desk: Desk) -> None:
    quay = factories.photo(None, caption="A quay")
    pier = factories.photo(None, caption="A pier")
    factories.photo(None, caption="A jetty")

    assert [photo["id"] for photo in chosen(desk, q="pier")] == [pier.pk]
    assert {photo["id"] for photo in chosen(desk, ids=f"{quay.pk},{pier.pk},x,")} == {quay.pk, pier.pk}


def test_the_library_is_not_told_to_those_who_may_not_see_it() -> None:
    outsider = Desk(factories.person())

    answer = outsider.get("image_choose")

    assert answer.status_code == 403
    assert outsider.client.post("/admin/editorial/image/choose/").status_code == 405


def test_a_number_beyond_all_numbers_is_no_photo(desk: Desk) -> None:
    assert chosen(desk, ids="9" * 40) == []
