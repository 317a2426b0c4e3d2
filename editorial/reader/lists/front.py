"""What the front page shows: stories live now, the latest, and those of each section."""

from collections import defaultdict
from dataclasses import dataclass

from editorial.models import Article, Newsroom, Section
from editorial.reader.lists.cards import Card, cards_of, covered_cards, listed, newest_of_each

LIVE_STORIES = 6
LATEST_STORIES = 12
LATEST_UPDATES = 3
SECTION_STORIES = 4


@dataclass(frozen=True)
class Shelf:
    """A section with its latest stories."""

    section: Section
    cards: list[Card]


def live_cards(newsroom: Newsroom) -> list[Card]:
    """Stories that are covered now, the one that changed last on top, each with its newest entries."""
    stories = listed(Article.objects.live_now()).order_by("-updated_at", "-pk")[:LIVE_STORIES]
    return covered_cards(list(stories), newsroom, LATEST_UPDATES)


def latest_cards(newsroom: Newsroom, above: list[Card]) -> list[Card]:
    """All other stories than those `above`, the one that changed last on top."""
    others = Article.objects.published().exclude(pk__in=[card.story.pk for card in above])
    return cards_of(listed(others).order_by("-updated_at", "-pk")[:LATEST_STORIES], newsroom)


def sections_in_print() -> list[Section]:
    """The sections in which readers find something, by name."""
    return list(Section.objects.filter(pk__in=Article.objects.published().values("section")))


def shelves(sections: list[Section], newsroom: Newsroom) -> list[Shelf]:
    """Each section with the stories that came out last, in two queries however many there are."""
    stories = Article.objects.published().order_by("-published_at", "-pk")
    every = Section.objects.filter(pk__in=[section.pk for section in sections])
    keys = newest_of_each(every, "section", stories, SECTION_STORIES)
    found: dict[int | None, list[Article]] = defaultdict(list)
    for story in listed(stories.filter(pk__in=keys)):
        found[story.section_id].append(story)
    return [Shelf(section, cards_of(found[section.pk], newsroom)) for section in sections]
