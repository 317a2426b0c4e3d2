"""What stands under a byline: who they are, what they wrote."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from editorial.models import Article, ArticleByline, Byline, EntryByline, Image, LiveEntry, Newsroom
from editorial.models.article import ArticleQuerySet
from editorial.reader.edition import clock_of
from editorial.reader.lists.archive import published_entries
from editorial.reader.shown import ShownEntry

LATEST_UPDATES = 10


@dataclass(frozen=True)
class Writer:
    """Somebody who signs, as readers see them."""

    byline: Byline

    @property
    def portrait(self) -> Image | None:
        """Their picture, if readers can be shown one."""
        portrait = self.byline.portrait
        return portrait if portrait and portrait.is_ready else None

    @property
    def stories(self) -> ArticleQuerySet:
        """The stories that they signed, or in which they signed an update."""
        signed = ArticleByline.objects.filter(byline=self.byline).values("article")
        updated = LiveEntry.objects.published().filter(pk__in=self._signed).values("article")
        return Article.objects.published().filter(Q(pk__in=signed) | Q(pk__in=updated))

    def latest_updates(self, newsroom: Newsroom) -> list[ShownEntry]:
        """Their newest entries, each on its own story's clock."""
        signed = published_entries().filter(pk__in=self._signed).newest_first().select_related("article")
        entries = signed.defer("text", "words", "article__text", "article__words")[:LATEST_UPDATES]
        return [ShownEntry(entry, clock_of(entry.article, newsroom)) for entry in entries]

    @property
    def _signed(self) -> "QuerySet[EntryByline, Any]":
        return EntryByline.objects.filter(byline=self.byline).values("entry")
