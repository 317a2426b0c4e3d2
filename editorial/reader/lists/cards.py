"""Stories as lists show them, and the newest rows of several owners in one question."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Model, OuterRef, QuerySet, Subquery

from editorial.clock import Clock, Moment
from editorial.models import Article, Image, LiveEntry, Newsroom
from editorial.models.article import ArticleQuerySet
from editorial.reader.edition import clock_of, shown_entries
from editorial.reader.shown import ShownEntry

# What no list shows, and what may be long.
UNLISTED = ("text", "words", "summary")


@dataclass(frozen=True)
class Card:
    """A story in a list. `updates` are its newest entries, where there is room for them; `count` is how many entries
    of a day it has, in a list of that day.
    """

    story: Article
    clock: Clock
    updates: tuple[ShownEntry, ...] = ()
    count: int = 0

    @property
    def updated(self) -> Moment:
        """When anything that its readers see last changed."""
        return self.clock.shown(self.story.updated_at or self.story.created_at)

    @property
    def published(self) -> Moment:
        """When readers first saw it."""
        return self.clock.shown(self.story.published_at or self.story.created_at)

    @property
    def photo(self) -> Image | None:
        """Its lead photo, if readers can be shown one."""
        photo = self.story.lead_photo
        return photo if photo and photo.is_ready else None


def listed(stories: ArticleQuerySet) -> ArticleQuerySet:
    """These stories with what a card shows of them."""
    return stories.select_related("section", "lead_photo").defer(*UNLISTED)


def cards_of(
    stories: Iterable[Article], newsroom: Newsroom, counts: dict[int, int] | None = None
) -> list[Card]:
    """A card of each story, with the number of its entries where `counts` tells it by the story's key."""
    return [
        Card(story, clock_of(story, newsroom), count=(counts or {}).get(story.pk, 0)) for story in stories
    ]


def covered_cards(stories: Sequence[Article], newsroom: Newsroom, updates: int) -> list[Card]:
    """A card of each story with so many of its newest entries, in two queries however many stories there are."""
    newest = newest_entries(stories, updates)
    return [_covered(story, newest[story.pk], clock_of(story, newsroom)) for story in stories]


def newest_entries(stories: Sequence[Article], most: int) -> dict[int, list[LiveEntry]]:
    """The newest published entries of each story, by its key, without their texts."""
    entries = LiveEntry.objects.published().newest_first()
    keys = newest_of_each(
        Article.objects.filter(pk__in=[story.pk for story in stories]), "article", entries, most
    )
    found: dict[int, list[LiveEntry]] = defaultdict(list)
    for entry in LiveEntry.objects.filter(pk__in=keys).newest_first().defer("text", "words"):
        found[entry.article_id].append(entry)
    return found


def newest_of_each(
    owners: QuerySet[Model] | ArticleQuerySet,
    owned_by: str,
    rows: QuerySet[Model] | ArticleQuerySet,
    most: int,
) -> list[int]:
    """The keys of the first rows of each owner, the rows in their order. One query, which walks down an index."""
    own = rows.filter(**{owned_by: OuterRef("pk")}).values("pk")
    places = [Subquery(own[place : place + 1]) for place in range(most)]
    return [key for keys in owners.values_list(*places) for key in keys if key is not None]


def _covered(story: Article, entries: list[LiveEntry], clock: Clock) -> Card:
    return Card(story, clock, tuple(shown_entries(entries, story, clock)))
