"""Where photographs lie: originals, which nobody outside may fetch, and renditions, which are there for everyone.

A folder of this machine (`photos.folder`) or a bucket (`photos.bucket`), as the settings say.
"""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages

FOLDER = r"[0-9a-f]{32}"
RENDITION = FOLDER + r"/[0-9a-f]{16}-[a-z]{1,10}-[0-9]{1,5}\.(?:avif|webp|jpg)"
ORIGINALS = "originals"


class StorageAway(OSError):
    """The storage does not answer, is full, or cannot be written to: nothing was kept, read or erased. Try later."""


class StorageRefuses(StorageAway):
    """The storage answers that it is not for us: no such bucket, wrong keys, too few rights. Somebody has to act."""


def renditions() -> Any:
    """The storage of what readers get, by the names of `photos.renditions`."""
    return storages["renditions"]


def originals() -> Any:
    """The storage of what came in; each name in it begins with `originals/`."""
    return default_storage


def keep_original(name: str, data: bytes) -> str:
    """Store an original under a name that says what is in it; the name in the storage. Raises StorageAway."""
    with reaching():
        return str(originals().save(f"{ORIGINALS}/{name}", ContentFile(data)))


def original(name: str) -> BinaryIO:
    """An original by its name in the storage. Raises FileNotFoundError where it is not there, StorageAway."""
    with reaching(), originals().open(name) as file:
        return io.BytesIO(file.read())


def keep_rendition(name: str, data: bytes) -> None:
    """Store a rendition. Raises StorageAway."""
    with reaching():
        renditions().save(name, ContentFile(data))


def rendition(name: str) -> bytes:
    """A rendition's bytes. Raises FileNotFoundError where it is not there, StorageAway."""
    with reaching(), renditions().open(name) as file:
        return bytes(file.read())


def erase_renditions(token: str) -> None:
    """Delete every rendition that was ever made under this token. Raises StorageAway: then some may be left."""
    if not re.fullmatch(FOLDER, token):
        raise ValueError(token)
    storage = renditions()
    with reaching():
        for name in _names_in(token):
            storage.delete(f"{token}/{name}")


def _names_in(token: str) -> list[str]:
    try:
        _folders, names = renditions().listdir(token)
    except FileNotFoundError:
        return []
    return list(names)


@contextmanager
def reaching() -> Iterator[None]:
    """A folder's errors (a full disk, no rights) mean what a bucket's silence does."""
    try:
        yield
    except (FileNotFoundError, StorageAway):
        raise
    except OSError as error:
        raise StorageAway(str(error)) from error
