"""The credit line from the file to the reader, to the letter; and its parts, read by the newsroom's own lists."""

import io
from html import unescape
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from editorial import publishing
from editorial.models import Image, Newsroom
from editorial.photos import files
from tests import factories
from tests.photo_files import plain, saved, xmp_of
from tests.photo_words import said_by

pytestmark = pytest.mark.django_db


def parts(photo: Image) -> tuple[str, str, str]:
    """What was derived from a photo's credit line."""
    photo.refresh_from_db()
    return photo.photographer, photo.agency, photo.distributor


def test_a_credit_reaches_readers_to_the_letter_in_the_page_and_in_every_file(client: Client) -> None:
    line = "OLA  NOWAK / Fen\u00a0Media™ & “Søn” <Ltd>/EPA-EFE via Getty Images"
    told = line.replace("&", "&amp;").replace("<", "&lt;")
    upload = io.BytesIO(saved(plain(), "JPEG", xmp=xmp_of(f"<photoshop:Credit>{told}</photoshop:Credit>")))
    by = factories.editor()
    added = publishing.add_photo(by=by, upload=upload, name="a.jpg", alternative_text="A quay")
    photo = factories.developed(added)
    story = factories.story(by=by, lead_photo=photo)

    page = client.get(story.get_absolute_url()).content.decode()

    assert photo.credit_line == photo.embedded["xmp"]["credit"] == line
    assert line in unescape(page)
    assert "<Ltd>" not in page
    for rendition in photo.renditions:
        assert said_by(files.rendition(rendition["name"])).credit == line


def test_new_lists_read_every_credit_again_and_leave_the_lines_as_they_are() -> None:
    of_marsh = factories.photo(None, credit_line="Marsh Light/Ola Nowak")
    of_fen = factories.photo(None, credit_line="Ola Nowak/Fen Media")
    before = parts(of_marsh), parts(of_fen)

    publishing.change_newsroom(
        by=factories.picture_desk(), agencies="Reuters\n marsh light \n\n", distributors="Fen Media"
    )

    assert before == (("Marsh Light", "Ola Nowak", ""), ("Ola Nowak", "Fen Media", ""))
    assert parts(of_marsh) == ("Ola Nowak", "Marsh Light", "")
    assert parts(of_fen) == ("Ola Nowak", "", "Fen Media")
    assert (of_marsh.credit_line, of_fen.credit_line) == ("Marsh Light/Ola Nowak", "Ola Nowak/Fen Media")
    assert of_marsh.revision == 1


def test_photos_that_come_later_are_read_by_the_newsrooms_lists() -> None:
    publishing.change_newsroom(by=factories.picture_desk(), agencies="Marsh Light")

    photo = factories.photo(None, credit_line="Marsh Light/Ola Nowak")
    changed = publishing.change_photo(photo, by=factories.editor(), credit_line="Ola Nowak")

    assert parts(photo) == ("Ola Nowak", "", "")
    assert photo.history.count() == changed.revision == 2
    assert photo.history.earliest().agency == "Marsh Light"


@pytest.mark.parametrize("person", [factories.picture_desk, factories.editor, factories.administrator])
def test_the_lists_are_the_picture_desks_and_editors_to_change(person: Any) -> None:
    by = person()

    newsroom = publishing.change_newsroom(by=by, agencies="Marsh Light", distributors="Fen Media")

    assert (newsroom.known_agencies, newsroom.known_distributors) == (("Marsh Light",), ("Fen Media",))
    assert newsroom.history.latest().history_user == by


@pytest.mark.parametrize(
    ("person", "fields"),
    [
        (factories.reporter, {"agencies": "Mine"}),
        (factories.reporter, {"distributors": "Mine"}),
        (factories.person, {"agencies": "Mine"}),
        (factories.picture_desk, {"agencies": "Mine", "name": "Mine"}),
        (factories.picture_desk, {"is_expired_withdrawn": True}),
        (factories.editor, {"agencies": "Mine", "clock_style": "24"}),
    ],
)
def test_the_lists_are_nobody_elses_and_give_no_way_to_the_rest(person: Any, fields: dict[str, Any]) -> None:
    before = Newsroom.current()

    with pytest.raises(PermissionDenied):
        publishing.change_newsroom(by=person(), **fields)

    after = Newsroom.current()
    assert [getattr(after, name) for name in fields] == [getattr(before, name) for name in fields]
    assert after.revision == before.revision


def test_of_two_who_change_the_lists_the_second_is_told() -> None:
    seen = Newsroom.current().revision
    publishing.change_newsroom(by=factories.editor(), agencies="Reuters\nMarsh Light")

    with pytest.raises(publishing.Conflict):
        publishing.change_newsroom(by=factories.picture_desk(), seen=seen, agencies="Reuters")

    assert Newsroom.current().known_agencies == ("Reuters", "Marsh Light")


def test_the_parts_are_what_photos_are_found_by() -> None:
    photos = {
        "person": factories.photo(None, credit_line="Ola Nowak/EPA-EFE/Shutterstock"),
        "agency": factories.photo(None, credit_line="EPA-EFE"),
        "other": factories.photo(None, credit_line="REUTERS/Anna Berg"),
    }

    found = {
        name: {photo.pk for photo in Image.objects.filter(**{name: text})}
        for name, text in [
            ("photographer", "Ola Nowak"),
            ("agency", "EPA-EFE"),
            ("distributor", "Shutterstock"),
        ]
    }

    assert found == {
        "photographer": {photos["person"].pk},
        "agency": {photos["person"].pk, photos["agency"].pk},
        "distributor": {photos["person"].pk},
    }
