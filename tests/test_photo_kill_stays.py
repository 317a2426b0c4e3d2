"""A kill is not forgotten, and nothing keeps anybody from killing: whatever is done with the photo or with its file."""

import io
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import storages
from django.db import transaction

from editorial import publishing
from editorial.models import Image, Newsroom
from tests import factories

pytestmark = pytest.mark.django_db


def exchanged(photo: Image, file: str, *, by: Any) -> Image:
    """The photo with another file."""
    with (factories.PHOTOS / file).open("rb") as upload:
        return publishing.change_photo(photo, by=by, upload=upload, name=file)


def test_a_killed_photo_is_not_discarded_so_that_whoever_brings_it_again_is_told() -> None:
    reporter = factories.reporter()
    killed = publishing.kill_photo(
        factories.photo("cat.jpg", by=reporter), by=factories.picture_desk(), reason="Wrong person"
    )

    with pytest.raises(ValidationError, match="was killed"), transaction.atomic():
        publishing.discard_photo(killed, by=reporter)

    assert Image.objects.get().kill_reason == "Wrong person"


def test_what_the_picture_desk_barred_only_the_picture_desk_discards() -> None:
    reporter, desk = factories.reporter(), factories.picture_desk()
    barred = publishing.change_photo(factories.photo("cat.jpg", by=reporter), by=desk, is_barred=True)

    with pytest.raises(PermissionDenied, match="do not use"), transaction.atomic():
        publishing.discard_photo(barred, by=reporter)
    publishing.discard_photo(barred, by=desk)

    assert not Image.objects.exists()


def test_the_file_of_a_killed_photo_is_not_given_to_one_that_there_was_before() -> None:
    desk = factories.picture_desk()
    other = factories.photo("launch.jpg")
    killed = publishing.kill_photo(factories.photo("cat.jpg"), by=desk, reason="Wrong person")

    with pytest.raises(ValidationError, match="Wrong person"):
        exchanged(other, "cat.jpg", by=desk)
    publishing.restore_photo(killed, by=desk)
    changed = exchanged(other, "cat.jpg", by=desk)

    assert changed.sha256 == killed.sha256


def test_a_photo_with_words_that_could_not_be_saved_today_is_killed_all_the_same() -> None:
    desk, photo = factories.picture_desk(), factories.photo("cat.jpg")
    Image.objects.update(caption="Two\nlines", licence_url="no address", taken_at="long ago")

    killed = publishing.kill_photo(photo, by=desk, reason="Wrong person")

    assert killed.killed_by == desk


def test_the_logo_too_is_taken_away_by_killing_it_not_by_a_tick() -> None:
    desk, logo = factories.picture_desk(), factories.photo("cat.jpg")
    publishing.change_newsroom(by=factories.administrator(), logo=logo)

    with pytest.raises(ValidationError, match="Kill it"):
        publishing.change_photo(logo, by=desk, is_barred=True)

    assert Newsroom.current().logo == Image.objects.get(is_barred=False)


def test_what_a_late_darkroom_left_of_a_killed_photo_is_erased_though_a_file_came_meanwhile() -> None:
    desk, photo = factories.picture_desk(), factories.photo("launch.jpg")
    in_hand = Image.objects.get()
    back = publishing.restore_photo(publishing.kill_photo(photo, by=desk, reason="Wrong"), by=desk)
    publishing.erase_taken_away()

    class SlowFile(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            publishing.develop(in_hand)
            return super().read(size)

    publishing.change_photo(
        back, by=desk, upload=SlowFile((factories.PHOTOS / "cat.jpg").read_bytes()), name="cat.jpg"
    )
    publishing.erase_taken_away()

    assert storages["renditions"].listdir(in_hand.token) == ([], [])


def test_of_a_file_that_is_taken_in_during_the_kill_nothing_is_left() -> None:
    desk, photo = factories.picture_desk(), factories.photo("launch.jpg")

    class SlowFile(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            publishing.kill_photo(photo, by=desk, reason="Wrong person")
            publishing.erase_taken_away()
            return super().read(size)

    upload = SlowFile((factories.PHOTOS / "cat.jpg").read_bytes())
    with pytest.raises(publishing.Conflict):
        publishing.change_photo(photo, by=desk, upload=upload, name="cat.jpg")
    publishing.erase_taken_away()

    assert storages["renditions"].listdir(photo.token) == ([], [])
