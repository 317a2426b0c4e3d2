"""Where photos stand: the stories and entries that show them, whether or not readers see these yet."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.contrib.auth.models import AnonymousUser, User

from editorial.models import Article, Byline, Image, LiveEntry, Newsroom


@dataclass(frozen=True)
class Use:
    """One place where a photo stands: in front of a story, in its text, or in an entry of it."""

    story: Article
    entry: LiveEntry | None = None
    is_lead: bool = False

    @property
    def is_public(self) -> bool:
        """Whether readers can open this place."""
        return self.story.can_be_opened and (
            self.entry is None or self.entry.status == LiveEntry.Status.PUBLISHED
        )


@dataclass
class Uses:
    """Where one photo stands, as far as a person may know of it. `hidden_stories` counts those they may not know of."""

    places: list[Use] = field(default_factory=list)
    hidden_stories: int = 0
    bylines: list[Byline] = field(default_factory=list)
    is_logo: bool = False

    def __bool__(self) -> bool:
        return bool(self.places or self.hidden_stories or self.bylines or self.is_logo)

    @property
    def is_public(self) -> bool:
        """Whether readers come upon the photo anywhere that the person may know of."""
        return self.is_logo or any(use.is_public for use in self.places)


def uses_of(image: Image, *, seen_by: User | AnonymousUser) -> Uses:
    """Where the photo stands, the story worked on last first. Restricted stories of others are counted, not named."""
    return uses_of_each([image], seen_by=seen_by)[image.pk]


def uses_of_each(images: Iterable[Image], *, seen_by: User | AnonymousUser) -> dict[int, Uses]:
    """The same for several photos, by their keys, in as many queries as for one."""
    keys = [image.pk for image in images]
    found = {key: Uses() for key in keys}
    places = sorted(_places(keys), key=lambda place: place[1].story.changed_at, reverse=True)
    stories = {use.story.pk for _key, use in places}
    known = set(Article.objects.visible_to(seen_by).filter(pk__in=stories).values_list("pk", flat=True))
    hidden = defaultdict(set)
    for key, use in places:
        if use.story.pk in known:
            found[key].places.append(use)
        else:
            hidden[key].add(use.story.pk)
    for key, stories_hidden in hidden.items():
        found[key].hidden_stories = len(stories_hidden)
    _add_house(found)
    return found


def _places(keys: list[int]) -> Iterator[tuple[int, Use]]:
    """Each kind is asked for by itself: in one question databases go through all entries of the house."""
    for story in Article.objects.filter(lead_photo__in=keys):
        yield story.lead_photo_id or 0, Use(story, is_lead=True)
    in_texts = Article.photos.through._default_manager.filter(image__in=keys).select_related("article")
    for text in in_texts.order_by("pk"):
        yield text.image_id, Use(text.article)
    in_entries = LiveEntry.photos.through._default_manager.filter(image__in=keys)
    for place in in_entries.select_related("liveentry__article").order_by("-liveentry"):
        yield place.image_id, Use(place.liveentry.article, place.liveentry)


def _add_house(found: dict[int, Uses]) -> None:
    for byline in Byline.objects.filter(portrait__in=found):
        found[byline.portrait_id or 0].bylines.append(byline)
    for key in Newsroom.objects.filter(logo__in=found).values_list("logo", flat=True):
        found[key or 0].is_logo = True
