"""What was taken away is erased soon, however much the darkroom has to do, and whatever it had in hand."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage, storages

from editorial import publishing
from editorial.models import Image
from editorial.photos.files import StorageAway
from liveblog import lifespan
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def killed() -> Image:
    """A killed photo of which pictures still lie in the storage."""
    photo = factories.developed(factories.photo("cat.jpg"))
    return publishing.kill_photo(photo, by=factories.picture_desk(), reason="Wrong person")


def is_erased(photo: Image) -> bool:
    """Whether nothing of it is left."""
    return storages["renditions"].listdir(photo.token) == ([], [])


def test_it_waits_for_no_library_that_is_made_anew(killed: Image) -> None:
    for name in ("cat.jpg", "coffee.jpg"):
        factories.photo(name)
    is_noticed: list[bool] = []

    class UntilErased(threading.Event):
        def is_set(self) -> bool:
            is_noticed.append(is_erased(killed))
            return is_noticed[-1]

    lifespan._develop_all(UntilErased())

    assert is_noticed == [False, True]
    assert Image.objects.filter(is_undeveloped=True).exists()


def test_it_waits_for_no_original_that_cannot_be_read(killed: Image, monkeypatch: pytest.MonkeyPatch) -> None:
    factories.photo("coffee.jpg")
    opened: Callable[..., Any] = FileSystemStorage.open

    def fail_for_originals(storage: FileSystemStorage, name: str, *more: Any) -> Any:
        if Path(name).parts[0] == "originals":
            raise OSError("That disk is away")
        return opened(storage, name, *more)

    with monkeypatch.context() as away:
        away.setattr(FileSystemStorage, "open", fail_for_originals)
        with pytest.raises(StorageAway):
            lifespan._develop_all(threading.Event())

    assert is_erased(killed)


def test_of_a_photo_that_is_discarded_while_its_pictures_are_made_none_is_left() -> None:
    photo = factories.photo("cat.jpg")
    in_hand = Image.objects.get()

    publishing.discard_photo(photo, by=factories.picture_desk())
    publishing.develop(in_hand)

    assert is_erased(in_hand)
