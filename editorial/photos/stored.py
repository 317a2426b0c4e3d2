"""The storage held against the library: files that are missing, and files that belong to no photo.

It is gone through file by file, a few hundred at a time; of each photo no more than its key is kept in memory.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import PurePosixPath
from typing import TypeVar

from django.db.models import Q, QuerySet
from django.utils import timezone

from editorial.models import Image
from editorial.photos import files

AT_ONCE = 400
# What was stored just now may belong to a photo that is being taken in.
OLD = datetime.timedelta(days=1)
Item = TypeVar("Item")
Listed = tuple[str, datetime.datetime]


@dataclass(frozen=True)
class Lost:
    """A photo of which files are missing: its original, or else pictures of it, by name."""

    image: Image
    is_original: bool
    names: tuple[str, ...]


@dataclass(frozen=True)
class Stray:
    """Files that no photo has use for, older than a day: an original, or the pictures of one folder."""

    is_original: bool
    names: tuple[str, ...]


def look_through() -> Iterator[Lost | Stray]:
    """Everything that is wrong between storage and library. Raises StorageAway."""
    with files.reaching():
        yield from _originals()
        yield from _pictures()


def lost_pictures() -> Iterator[Lost]:
    """Photos of which pictures are missing that can be made again. Raises StorageAway."""
    with files.reaching():
        for found in _pictures():
            if isinstance(found, Lost):
                yield found


def erase_stray(stray: Stray) -> list[str]:
    """Delete stray files, but for any that a photo was given just now; the names of those that went."""
    storage = files.originals() if stray.is_original else files.renditions()
    gone = []
    with files.reaching():
        for name in stray.names:
            if not _is_wanted(stray, name) and _is_old(storage.get_modified_time(name)):
                storage.delete(name)
                gone.append(name)
    return gone


def _is_wanted(stray: Stray, name: str) -> bool:
    if stray.is_original:
        return bool(_wanted_originals({name}))
    return _living().filter(token=_folder(name)).exists()


def _originals() -> Iterator[Lost | Stray]:
    found: set[int] = set()
    for batch in _batches(files.originals().every(files.ORIGINALS)):
        names = {name for name, _stored_at in batch}
        found.update(Image.objects.filter(_of_files(names)).values_list("pk", flat=True))
        strays = names - _wanted_originals(names)
        yield from (Stray(True, (name,)) for name, at in batch if name in strays and _is_old(at))
    for image in Image.objects.exclude(file="").order_by("pk").iterator():
        if image.pk not in found and not files.originals().exists(str(image.file)):
            yield Lost(image, True, (str(image.file),))


def _wanted_originals(names: set[str]) -> set[str]:
    """Of these names those that a photo has, or had: what another file took the place of is part of the record."""
    wanted = _named(_of_files(names))
    # Only what is about to be called stray is looked for by its whole name: that takes long.
    return wanted | _named(Q(file__in=names - wanted)) if names - wanted else wanted


def _named(condition: Q) -> set[str]:
    rows = (Image.objects.filter(condition), Image.history.filter(condition))
    return {str(name) for photos in rows for name in photos.values_list("file", flat=True)}


def _of_files(names: set[str]) -> Q:
    """By the digest that an original's name is: the database finds that quickly."""
    return Q(sha256__in=[PurePosixPath(name).stem for name in names], file__in=names)


def _pictures() -> Iterator[Lost | Stray]:
    found: set[int] = set()
    for batch in _batches(_folders(files.renditions().every(""))):
        tokens = {folder for folder, _files in batch}
        images = {image.token: image for image in _living().filter(token__in=tokens)}
        for folder, listed in batch:
            image = images.get(folder)
            if image is None:
                old = tuple(name for name, stored_at in listed if _is_old(stored_at))
                yield from [Stray(False, old)] if old else []
            elif _names_of(image) <= {name for name, _stored_at in listed}:
                found.add(image.pk)
    for image in _living().exclude(renditions=[]).order_by("pk").iterator():
        missing = [] if image.pk in found else _missing(image)
        if missing:
            yield Lost(image, False, tuple(missing))


def _folders(listed: Iterable[Listed]) -> Iterator[tuple[str, list[Listed]]]:
    for folder, listing in groupby(listed, key=lambda each: _folder(each[0])):
        yield folder, list(listing)


def _living() -> QuerySet[Image]:
    return Image.objects.filter(killed_at__isnull=True)


def _missing(image: Image) -> list[str]:
    return [name for name in sorted(_names_of(image)) if not files.renditions().exists(name)]


def _names_of(image: Image) -> set[str]:
    return {each["name"] for each in image.renditions}


def _folder(name: str) -> str:
    return name.partition("/")[0]


def _is_old(stored_at: datetime.datetime) -> bool:
    return stored_at < timezone.now() - OLD


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    rest = iter(items)
    while batch := list(islice(rest, AT_ONCE)):
        yield batch
