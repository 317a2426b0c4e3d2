"""Stories that lead readers to one another: what one shows of another has to be told when that changes."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.db.models import Q

from editorial.models import Article, Image, LiveEntry
from editorial.publishing.door import Door, hold, opened, stories_with


@contextmanager
def opened_with_neighbours(
    story_key: int, others: Iterable[int] = (), *, offered: Iterable[int] = (), with_newsroom: bool = False
) -> Iterator[tuple[Door, Sequence[Door]]]:
    """Hold a story for a change, and beside it all that show a link to it, and `others` (keys), which are to show one.

    Those that it is to offer itself (`offered`, their keys) are held too, or a headline of theirs could change just
    then, and whoever changed it would not know that this story shows it.
    """
    shown_by, held = set(others), {story_key, *offered}
    while True:
        keys = held | shown_by | neighbours_of(story_key)
        with opened(keys, with_newsroom=with_newsroom) as doors:
            neighbours = neighbours_of(story_key)
            if neighbours <= keys:
                own = next(door for door in doors if door.story.pk == story_key)
                yield own, [door for door in doors if door.story.pk in neighbours | shown_by]
                return


def neighbours_of(story_key: int) -> set[int]:
    """The keys of the stories that show a link to this one."""
    before = stories_with(Q(continued_in=story_key))
    return before | stories_with(Q(continues=story_key)) | stories_with(Q(related=story_key))


def tell(neighbours: Iterable[Door]) -> None:
    """Have these stories show anew what they lead to. They do not count as updated: nobody wrote in them."""
    for door in neighbours:
        if door.story.is_published:
            door.is_upkeep = True
            door.stamp_story()


@contextmanager
def together(rows: Iterable[Article | LiveEntry]) -> Iterator[None]:
    """Change several entries or stories in one go: all of them, or none where one is refused.

    What the single changes inside will hold is taken here, in the one order of every writer: stories, with those beside
    them, by their keys, then photos by theirs. Taken one change after the other, two such goes could wait for each
    other.
    """
    chosen = list(rows)
    stories = {row.pk if isinstance(row, Article) else row.article_id for row in chosen}
    entries = {row.pk for row in chosen if isinstance(row, LiveEntry)}
    shown = Q(entries__in=entries) | Q(stories__in=stories) | Q(lead_of__in=stories)
    neighbours = set().union(*(neighbours_of(row.pk) for row in chosen if isinstance(row, Article)))
    with opened(stories | neighbours):
        photos = Image.objects.filter(shown).values("pk")
        hold(Image.objects.filter(pk__in=photos))
        yield
