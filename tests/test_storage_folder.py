"""Photographs in a folder of this machine: whole or not at all."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from pytest_django import Settings

from editorial.photos import files
from editorial.photos.files import StorageAway, keep_original, original
from tests import factories
from tests.desk import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
NAME = f"{'0' * 64}.jpg"


class HalfRead(ContentFile):  # type: ignore[type-arg]  # Django takes no argument here
    """A file of which the second half cannot be written: the disk is full."""

    def chunks(self, chunk_size: int | None = None) -> Iterator[Any]:
        """The first half, and no more."""
        yield b"half"
        raise OSError(28, "No space left on device")


def test_a_file_that_could_not_be_written_to_its_end_is_not_there_at_all(settings: Settings) -> None:
    with pytest.raises(OSError, match="No space"):
        default_storage.save(f"originals/{NAME}", HalfRead(b"half and half"))

    assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == []


def test_a_file_that_a_crash_cut_short_is_whole_once_it_is_brought_again(settings: Settings) -> None:
    cut_short = Path(settings.MEDIA_ROOT) / "originals" / NAME
    cut_short.parent.mkdir(parents=True)
    cut_short.write_bytes(b"half")

    kept_as = keep_original(NAME, b"half and half")

    assert kept_as == f"originals/{NAME}"
    assert original(kept_as).read() == b"half and half"
    assert [path.name for path in cut_short.parent.iterdir()] == [NAME]


def test_a_folder_that_cannot_be_written_to_is_told_as_a_storage_that_is_away(settings: Settings) -> None:
    desk, in_the_way = Desk(factories.picture_desk()), Path(settings.MEDIA_ROOT) / "originals"
    in_the_way.parent.mkdir(parents=True)
    in_the_way.write_bytes(b"no folder")
    picture = (factories.PHOTOS / "cat.jpg").read_bytes()

    page = desk.client.post("/admin/editorial/image/add/", {"file": io.BytesIO(picture)})

    assert "The storage of photos does not answer. Nothing was saved" in page.text
    with pytest.raises(StorageAway):
        files.keep_original(NAME, b"x")
