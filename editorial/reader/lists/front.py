"""The front page's stories."""

from dataclasses import dataclass

from editorial.clock import Clock, Moment
from editorial.models import Article, Image, Newsroom
from editorial.reader.edition import clock_of, shown_entries
from editorial.reader.shown import ShownEntry

LIVE_STORIES = 6
LATEST_STORIES = 24
LATEST_UPDATES = 3


@dataclass(frozen=True)
class Card:
    """A story on the front page. `updates` are its newest entries, where there is room for them."""

    story: Article
    clock: Clock
    updates: tuple[ShownEntry, ...] = ()

    @property
    def updated(self) -> Moment:
        """When anything that its readers see last changed."""
        return self.clock.shown(self.story.updated_at or self.story.created_at)

    @property
    def photo(self) -> Image | None:
        """Its lead photo, if readers can be shown one."""
        photo = self.story.lead_photo
        return photo if photo and photo.is_ready else None


def live_cards(newsroom: Newsroom) -> list[Card]:
    """Stories that are covered now, the one that changed last on top, each with its newest entries."""
    stories = Article.objects.live_now().select_related("section", "lead_photo")
    return [
        _card(story, newsroom, LATEST_UPDATES) for story in stories.order_by("-updated_at")[:LIVE_STORIES]
    ]


def latest_cards(newsroom: Newsroom) -> list[Card]:
    """All other stories, the one that changed last on top."""
    others = Article.objects.published().exclude(status=Article.Status.LIVE)
    stories = others.select_related("section", "lead_photo").order_by("-updated_at")[:LATEST_STORIES]
    return [_card(story, newsroom) for story in stories]


def _card(story: Article, newsroom: Newsroom, updates: int = 0) -> Card:
    clock = clock_of(story, newsroom)
    newest = story.entries.published().newest_first().defer("text")[:updates] if updates else []
    return Card(story, clock, tuple(shown_entries(newest, story, clock)))
