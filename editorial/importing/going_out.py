"""An imported story goes out: its coverage begins, its entries appear, its coverage ends."""

import datetime
from collections.abc import Mapping, Sequence

from django.contrib.auth.models import User
from django.utils import timezone

from editorial import publishing
from editorial.importing.page import Page
from editorial.importing.photographs import Words, own_up_to_unknown_credits, words_of
from editorial.importing.rows import imported_entries, is_ours
from editorial.models import Article, Image, LiveEntry

Status = Article.Status


def publish(story: Article, page: Page, kept: Mapping[Words, Image], asked: str, *, by: User) -> Article:
    """Publish an imported story, and of its entries those drafts that nobody has changed since, the oldest first.

    `asked` is live or ended; '' leaves it to the page, and a story that is out already stays as it is.
    """
    on_page = {words_of(photo) for photo in page.photos}
    own_up_to_unknown_credits((image for words, image in kept.items() if words in on_page), by=by)
    rows = imported_entries(story, page)
    status = asked or _status_of(story, page, rows)
    story = _begin(story, status, by)
    for row in reversed(rows):
        if row and row.heading and row.status == LiveEntry.Status.DRAFT and is_ours(row, by):
            publishing.change_entry(row, by=by, status=LiveEntry.Status.PUBLISHED)
    return publishing.set_status(story, status, by=by, at=_end(page, rows))


def _status_of(story: Article, page: Page, rows: Sequence[LiveEntry | None]) -> str:
    """As the page says; a closing entry that is still to come has not ended anything."""
    if story.is_published:
        return story.status
    if not page.has_feed:
        return Status.PUBLISHED
    closing = _time_of_closing(page, rows)
    return Status.ENDED if closing and closing <= timezone.now() else Status.LIVE


def _begin(story: Article, status: str, by: User) -> Article:
    """Coverage runs before entries appear, and before it ends."""
    if status not in {Status.LIVE, Status.ENDED} or story.status in {Status.LIVE, Status.ENDED}:
        return story
    return publishing.set_status(story, Status.LIVE, by=by, at=story.coverage_started_at)


def _end(page: Page, rows: Sequence[LiveEntry | None]) -> datetime.datetime:
    """The time of the closing entry, or else of the newest, but none that is still to come."""
    now = timezone.now()
    newest = rows[0].published_at if rows and rows[0] else None
    return min(_time_of_closing(page, rows) or newest or now, now)


def _time_of_closing(page: Page, rows: Sequence[LiveEntry | None]) -> datetime.datetime | None:
    row = rows[page.entries.index(page.closing)] if page.closing else None
    return row.published_at if row else None
