"""The other stories that a story's page leads to. Readers can open each of them."""

from dataclasses import dataclass

from editorial.models import Article

MOST_RELATED = 12


@dataclass(frozen=True)
class Ways:
    """`before`: whose coverage the story goes on from; `after`: those in which it goes on; `related`: the others."""

    before: Article | None
    after: tuple[Article, ...]
    related: tuple[Article, ...]


NOWHERE = Ways(None, (), ())


def ways_of(story: Article) -> Ways:
    """The ways from this story, in the order in which readers first saw them; related ones newest first.

    What a page shows of them may change by a change that stamps this story too, and by no other
    (publishing.neighbours): their headlines, addresses and languages, and whether they are covered live or were; not
    where their coverage stands.
    """
    opened = Article.objects.published()
    before = story.continues if story.continues and story.continues.can_be_opened else None
    after = tuple(opened.filter(continues=story).order_by("published_at", "pk"))
    already = {each.pk for each in (story, before, *after) if each}
    related = opened.filter(related_to=story).exclude(pk__in=already).order_by("-published_at", "-pk")
    return Ways(before, after, tuple(related[:MOST_RELATED]))
