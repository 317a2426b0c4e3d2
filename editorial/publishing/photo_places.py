"""Where a photo stands, and telling those places that it changed."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from editorial.models import Article, Image, LiveEntry, Newsroom
from editorial.publishing.door import Door, stamp_entries, stories_with
from editorial.publishing.house import begin_new_epoch


def is_used(image: Image) -> bool:
    """Whether it stands in any story or entry, published or not, or is a byline's portrait or the newsroom's logo."""
    places = (image.entries, image.stories, image.lead_of, image.portrait_of)
    return any(place.exists() for place in places) or is_logo(image.pk)


def stamp_wherever_shown(image: Image, doors: Iterable[Door]) -> None:
    """Tell readers of every held story that shows the photo; of all stories, where it is the logo."""
    for door in doors:
        _stamp_photo(door, image)
    if is_logo(image.pk):
        begin_new_epoch()


def is_logo(key: int) -> bool:
    """Whether search engines are told of this photo, with its credit, on the page of every story."""
    return Newsroom.objects.filter(logo=key).exists()


def stories_of_photo(key: int) -> set[int]:
    """The keys of the stories that show this photo, or would; of all, where it is the logo."""
    if is_logo(key):
        return set(Article.objects.values_list("pk", flat=True))
    return stories_with(Q(lead_photo=key), Q(photos=key), Q(entries__photos=key))


def _stamp_photo(door: Door, image: Image) -> None:
    story = door.story
    if story.is_published and (story.lead_photo_id == image.pk or story.photos.filter(pk=image.pk).exists()):
        door.stamp_story()
    showing = story.entries.filter(photos=image)
    stamp_entries(door, showing)
    note_entries(door, showing.exclude(status=LiveEntry.Status.PUBLISHED))


def note_entries(door: Door, entries: QuerySet[LiveEntry]) -> None:
    """Rows at the desk say what photos lack, those of drafts above all."""
    keys = list(entries.values_list("pk", flat=True))
    if keys:
        LiveEntry.objects.filter(pk__in=keys).update(desk_version=door.note())
