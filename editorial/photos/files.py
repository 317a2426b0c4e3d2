"""Where photographs lie: originals, which nobody outside may fetch, and renditions, which are there for everyone."""

import re
from typing import BinaryIO, cast

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage, storages

FOLDER = r"[0-9a-f]{32}"
RENDITION = FOLDER + r"/[0-9a-f]{16}-[a-z]{1,10}-[0-9]{1,5}\.(?:avif|webp|jpg)"


def renditions() -> Storage:
    """The storage of what readers get, by the names of `photos.renditions`."""
    return storages["renditions"]


def keep_original(name: str, data: bytes) -> str:
    """Store an original; one that is there already under this name, which says what is in it, is the same file."""
    return _kept(default_storage, f"originals/{name}", data)


def original(name: str) -> BinaryIO:
    """An original by its name in the storage, to be read and closed. Raises FileNotFoundError where it is not there (any more)."""
    return cast(BinaryIO, default_storage.open(name))


def keep_rendition(name: str, data: bytes) -> None:
    """Store a rendition, unless it is there."""
    _kept(renditions(), name, data)


def erase_renditions(token: str) -> None:
    """Delete every rendition that was ever made under this token. Raises what the storage raises."""
    if not re.fullmatch(FOLDER, token):
        raise ValueError(token)
    storage = renditions()
    try:
        _folders, names = storage.listdir(token)
    except FileNotFoundError:
        return
    for name in names:
        storage.delete(f"{token}/{name}")


def _kept(storage: Storage, name: str, data: bytes) -> str:
    return name if storage.exists(name) else storage.save(name, ContentFile(data))
