"""A page becomes a story with its entries: all of it, or nothing."""

import datetime
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from editorial import publishing
from editorial.importing.account import import_account
from editorial.importing.earlier import digest_of, earlier_story, slug_from
from editorial.importing.fitting import refuse_unfit
from editorial.importing.going_out import begin, finish, publish_drafts
from editorial.importing.html import blocks_to_html
from editorial.importing.page import Block, Page, read_page
from editorial.importing.photo_files import PhotoFiles
from editorial.importing.photographs import (
    Words,
    give_files,
    keep_photos,
    photos_kept,
    prepare_photos,
    words_of,
)
from editorial.importing.rows import token_of
from editorial.importing.telling import (
    is_without_credit,
    warnings_about_entries,
    warnings_about_photos,
    warnings_about_repetition,
)
from editorial.models import Article, Image, LiveEntry


@dataclass(frozen=True)
class Wishes:
    """How a page is to be imported. `status` (live or ended) overrules what the page says; '' does not.

    `day` is that of the newest entry; without it, today. `slug` '' leaves the address to the headline.
    """

    time_zone: str
    day: datetime.date | None = None
    slug: str = ""
    status: str = ""
    is_published: bool = False
    files: PhotoFiles = field(default_factory=PhotoFiles)


@dataclass(frozen=True)
class Imported:
    """What came of it; `photos` counts the places where one stands."""

    story: Article
    entries: int
    photos: int
    photos_without_credit: int
    warnings: list[str]


def import_page(data: bytes, wishes: Wishes) -> Imported:
    """Write the story that a page's text (UTF-8) tells; the same text again changes nothing that is there, but
    publishes what is still a draft of ours and gives photos their files, if that is wished for.

    Raises BadPage, ValidationError or PermissionDenied, with a sentence for the person; then nothing was written.
    """
    page = _read(data, wishes)
    digest = digest_of(data)
    earlier = earlier_story(digest, asked_slug=wishes.slug, headline=page.headline)
    prepared = {} if earlier else prepare_photos(page.photos, wishes.files)
    with transaction.atomic():
        by = import_account()
        if earlier:
            kept = photos_kept(earlier)
            give_files(kept, page.photos, wishes.files, by=by)
            story = _publish_again(earlier, page, kept, wishes, by) if wishes.is_published else earlier
            first = _about_repetition(story, page, wishes, by)
        else:
            kept = keep_photos(prepared, by=by)
            story = _write(page, kept, wishes, by)
            publishing.remember_import(story, digest=digest)
            first = list(page.warnings)
        return _told(story, page, kept, [*first, *wishes.files.warnings])


def _read(data: bytes, wishes: Wishes) -> Page:
    zone = zoneinfo.ZoneInfo(wishes.time_zone)
    page = read_page(data, day=wishes.day, time_zone=zone, today=timezone.localdate(timezone=zone))
    refuse_unfit(page)
    return page


def _write(page: Page, kept: Mapping[Words, Image], wishes: Wishes, by: User) -> Article:
    story = publishing.create_story(
        by=by,
        headline=page.headline,
        slug=wishes.slug or slug_from(page.headline),
        text=_html(page.text, kept),
        lead_photo=kept[words_of(page.lead)] if page.lead else None,
        time_zone=wishes.time_zone,
        coverage_started_at=page.entries[-1].published_at if page.entries else None,
    )
    if not wishes.is_published:
        _post_entries(story, page, kept, LiveEntry.Status.DRAFT, by)
        return story
    story = begin(story, page, kept, wishes.status, by=by)
    _post_entries(story, page, kept, LiveEntry.Status.PUBLISHED, by)
    return finish(story, page, wishes.status, by=by)


def _post_entries(story: Article, page: Page, kept: Mapping[Words, Image], status: str, by: User) -> None:
    """The oldest first, as they were written; one without a heading can be no more than a draft."""
    for number, entry in enumerate(reversed(page.entries), 1):
        publishing.post_entry(
            story,
            by=by,
            status=status if entry.heading else LiveEntry.Status.DRAFT,
            token=token_of(story, number),
            heading=entry.heading,
            text=_html(entry.blocks, kept),
            published_at=entry.published_at,
        )


def _publish_again(
    story: Article, page: Page, kept: Mapping[Words, Image], wishes: Wishes, by: User
) -> Article:
    """Publish what is not out yet. A story that is out stays as editors left it, but for what is asked now."""
    was_out = story.is_published
    story = begin(story, page, kept, wishes.status, by=by)
    publish_drafts(story, page, by=by)
    if was_out and not wishes.status:
        return story
    return finish(story, page, wishes.status, by=by)


def _html(blocks: tuple[Block, ...], kept: Mapping[Words, Image]) -> str:
    photos = Page("", blocks, (), ()).photos
    return blocks_to_html(blocks, {photo: kept[words_of(photo)].pk for photo in photos})


def _about_repetition(story: Article, page: Page, wishes: Wishes, by: User) -> list[str]:
    return warnings_about_repetition(story, page, is_time_given=wishes.day is not None, by=by)


def _told(story: Article, page: Page, kept: Mapping[Words, Image], warnings: list[str]) -> Imported:
    return Imported(
        story,
        entries=len(page.entries),
        photos=len(page.photos),
        photos_without_credit=sum(is_without_credit(photo, kept) for photo in page.photos),
        warnings=[*warnings, *warnings_about_photos(page, kept), *warnings_about_entries(story, page)],
    )
