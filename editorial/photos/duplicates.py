"""The same photo twice in the library: the very same file, or the same picture in another size or format."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Substr
from django.db.models.lookups import Exact

from editorial.models import Image
from editorial.photos.likeness import MOST_DIFFERENT, difference

MOST_NAMED = 6
# Of eight parts of a likeness at least one is the same where fewer than eight bits differ: the database looks for that.
WIDTH_OF_BAND = 2


@dataclass(frozen=True)
class Duplicate:
    """Another photo of the library that shows the same; `is_same_file`: byte for byte."""

    image: Image
    is_same_file: bool


def duplicates_of(image: Image) -> list[Duplicate]:
    """The photos that are this one, killed ones too: the same file first, then the most alike; a few at most."""
    same = _same_file(image)
    alike = [Duplicate(each, is_same_file=False) for each in _alike(image) if each not in same]
    return [*(Duplicate(each, is_same_file=True) for each in same), *alike][:MOST_NAMED]


def _same_file(image: Image) -> list[Image]:
    if not image.sha256:
        return []
    return list(_others(image).filter(sha256=image.sha256)[:MOST_NAMED])


def _alike(image: Image) -> list[Image]:
    if not image.likeness:
        return []
    differences = {
        key: difference(image.likeness, likeness)
        for key, likeness in _others(image).filter(_a_band_is_shared(image)).values_list("pk", "likeness")
    }
    near = [key for key, bits in differences.items() if bits <= MOST_DIFFERENT]
    nearest = sorted(near, key=lambda key: (differences[key], key))[: 2 * MOST_NAMED]
    found = Image.objects.in_bulk(nearest)
    return [found[key] for key in nearest if key in found]


def _others(image: Image) -> QuerySet[Image]:
    return Image.objects.exclude(pk=image.pk).order_by("pk")


def _a_band_is_shared(image: Image) -> Q:
    bands = range(0, len(image.likeness), WIDTH_OF_BAND)
    parts = [(begins + 1, image.likeness[begins : begins + WIDTH_OF_BAND]) for begins in bands]
    shared = [Q(Exact(Substr("likeness", place, WIDTH_OF_BAND), Value(part))) for place, part in parts]
    return reduce(or_, shared)
