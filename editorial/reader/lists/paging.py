"""Long lists of stories, page by page: the addresses of older pages stay true while stories arrive."""

from dataclasses import dataclass

from django.db.models import Q

from editorial.models import Article
from editorial.models.article import ArticleQuerySet
from editorial.reader.lists.cards import listed

PAGE_LENGTH = 24


@dataclass(frozen=True)
class Page:
    """One page of a list, what came out last on top. `older` names the story below which the next one goes on."""

    stories: list[Article]
    older: str = ""


def page_of(stories: ArticleQuerySet, before: str = "") -> Page:
    """The first page of these stories, or the one below the story whose public id is `before`.

    A story that is of another section now, or taken down, still marks its place. Raises `Article.DoesNotExist` where
    readers never saw it.
    """
    ordered = listed(stories).order_by("-published_at", "-pk")
    if before:
        ordered = ordered.filter(_is_below(_marked(before)))
    found = list(ordered[: PAGE_LENGTH + 1])
    page = found[:PAGE_LENGTH]
    return Page(page, page[-1].public_id if len(found) > PAGE_LENGTH else "")


def _marked(public_id: str) -> Article:
    if not (public_id.isascii() and public_id.isalnum()):
        raise Article.DoesNotExist
    return Article.objects.filter(published_at__isnull=False).get(public_id=public_id)


def _is_below(mark: Article) -> Q:
    is_older = Q(published_at__lt=mark.published_at)
    return is_older | Q(published_at=mark.published_at, pk__lt=mark.pk)
