"""The photos of a page as photos of the library. What says the same in all three texts is one photo there."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db.models import Q

from editorial import publishing
from editorial.importing.page import Photo
from editorial.importing.photo_files import PhotoFiles
from editorial.models import Article, Image


class Words(NamedTuple):
    """The three texts of a photo."""

    alternative_text: str
    caption: str
    credit: str


def words_of(photo: Photo) -> Words:
    """What the page says of a photo."""
    return Words(photo.alternative_text, photo.caption, photo.credit)


def prepare_photos(photos: Iterable[Photo], files: PhotoFiles) -> dict[Words, Image]:
    """The photos, with every picture made but nothing written: no lock has to be held for so long."""
    first = {words_of(photo): photo for photo in reversed(list(photos))}
    return {words: _prepared(photo, files) for words, photo in reversed(first.items())}


def keep_photos(prepared: Mapping[Words, Image], *, by: User) -> dict[Words, Image]:
    """Take prepared photos into the library."""
    return {words: publishing.keep_photo(image, by=by) for words, image in prepared.items()}


def photos_kept(story: Article) -> dict[Words, Image]:
    """The photos of an imported story by what the page said of them; one whose texts were changed is not found.

    A photo that the page gave no credit may have one from its file.
    """
    shown = Q(lead_of=story) | Q(stories=story) | Q(entries__article=story)
    images = Image.objects.filter(shown).distinct().order_by("pk")
    kept = {Words(image.alternative_text, image.caption, image.credit_line): image for image in images}
    uncredited = {words._replace(credit=""): image for words, image in kept.items()}
    return uncredited | kept


def give_files(kept: Mapping[Words, Image], photos: Iterable[Photo], files: PhotoFiles, *, by: User) -> None:
    """Give the photos that still wait for a file the one that is at hand by now."""
    for photo in photos:
        image = kept.get(words_of(photo))
        found = files.file_for(photo) if image and not image.file else None
        if image and found:
            changed = publishing.change_photo(image, by=by, upload=found.upload, name=found.name)
            image.file, image.credit_line = changed.file, changed.credit_line


def own_up_to_unknown_credits(images: Iterable[Image], *, by: User) -> None:
    """Record “no credit known” of the photos that have none, so that they can be published."""
    for image in images:
        if image.is_credit_missing:
            publishing.change_photo(image, by=by, is_credit_unknown=True)
            image.is_credit_unknown = True


def _prepared(photo: Photo, files: PhotoFiles) -> Image:
    words = words_of(photo)
    found = files.file_for(photo)
    return publishing.prepare_photo(
        upload=found.upload if found else None,
        name=found.name if found else "",
        alternative_text=words.alternative_text,
        caption=words.caption,
        credit_line=words.credit,
    )
