"""What a storage that is away means to whoever brings a photo: nothing was written, and trying again will help."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from editorial.photos.files import StorageAway


class NotKept(ValidationError):
    """The photo's file could not be kept or read now. Nothing is wrong with it, and nothing was written."""


@contextmanager
def storing() -> Iterator[None]:
    """Let a storage that is away be told as what it is to people: NotKept, with a sentence. A decorator, too."""
    try:
        yield
    except StorageAway as away:
        sentence = _("The storage of photos does not answer. Nothing was saved: try again in a few minutes.")
        raise NotKept(sentence) from away
