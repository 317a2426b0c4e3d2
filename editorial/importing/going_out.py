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


def begin(story: Article, page: Page, kept: Mapping[Words, Image], asked: str, *, by: User) -> Article:
    """Make an imported story ready for its entries: its coverage runs before they appear, and before it ends.

    `asked` is live or ended; '' leaves it to the page.
    """
    on_page = {words_of(photo) for photo in page.photos}
    own_up_to_unknown_credits((image for words, image in kept.items() if words in on_page), by=by)
    is_running = story.status in {Status.LIVE, Status.ENDED}
    if is_running or not (asked or (page.has_feed and not story.is_published)):
        return story
    return publishing.set_status(story, Status.LIVE, by=by, at=story.coverage_started_at)


def publish_drafts(story: Article, page: Page, *, by: User) -> None:
    """Publish those imported entries that are still drafts as nobody has changed them, the oldest first."""
    for row in reversed(imported_entries(story, page)):
        if row and row.heading and row.status == LiveEntry.Status.DRAFT and is_ours(row, by):
            publishing.change_entry(row, by=by, status=LiveEntry.Status.PUBLISHED)


def finish(story: Article, page: Page, asked: str, *, by: User) -> Article:
    """Take a story whose entries are out to where the page says that its coverage stands, or to what is `asked`."""
    rows = imported_entries(story, page)
    return publishing.set_status(story, asked or _status_of(page, rows), by=by, at=_end(page, rows))


def _status_of(page: Page, rows: Sequence[LiveEntry | None]) -> str:
    """A closing entry that is still to come has not ended anything."""
    if not page.has_feed:
        return Status.PUBLISHED
    closing = _time_of_closing(page, rows)
    return Status.ENDED if closing and closing <= timezone.now() else Status.LIVE


def _end(page: Page, rows: Sequence[LiveEntry | None]) -> datetime.datetime:
    """The time of the closing entry, or else of the newest, but none that is still to come."""
    now = timezone.now()
    newest = rows[0].published_at if rows and rows[0] else None
    return min(_time_of_closing(page, rows) or newest or now, now)


def _time_of_closing(page: Page, rows: Sequence[LiveEntry | None]) -> datetime.datetime | None:
    row = rows[page.entries.index(page.closing)] if page.closing else None
    return row.published_at if row else None
