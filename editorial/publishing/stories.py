"""Stories: created, rewritten, and moved from draft to live to ended."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any, TypedDict, Unpack

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from editorial.models import Article, ArticleByline, Byline, FormerSlug, Image, Section
from editorial.models.recorded import new_public_id
from editorial.publishing.door import (
    Door,
    cleaned_text,
    differing,
    opened_story,
    photos_of,
    place_bylines,
    record,
    refuse_hidden,
    refuse_incomplete,
    refuse_older,
    require,
    save_bare,
    stamp_entries,
)

Status = Article.Status
STEPS: dict[str, set[str]] = {
    Status.DRAFT: {Status.UPCOMING, Status.LIVE, Status.PUBLISHED},
    Status.UPCOMING: {Status.LIVE},
    Status.LIVE: {Status.ENDED},
    Status.ENDED: {Status.LIVE},
    Status.PUBLISHED: {Status.UPCOMING, Status.LIVE},
}


# Every entry shows its time in the story's zone, and its own address.
TOLD_IN_ENTRIES = {"time_zone", "slug"}


class StoryFields(TypedDict, total=False):
    """What an editor may give of a story. `text` is HTML of the text editor; it is cleaned here."""

    headline: str
    slug: str
    standfirst: str
    text: str
    section: Section | None
    lead_photo: Image | None
    time_zone: str
    coverage_started_at: datetime.datetime | None
    bylines: Sequence[Byline]
    restricted_to: Iterable[User]


def create_story(*, by: User, **fields: Unpack[StoryFields]) -> Article:
    """Begin a story as a draft. Without a slug it takes one from the headline; a taken one gets a number."""
    require(by, "add_article")
    story = Article()
    given: dict[str, Any] = {**fields}
    given["slug"] = given.get("slug") or _free_slug(str(given.get("headline", "")))
    bylines, restricted_to = given.pop("bylines", ()), given.pop("restricted_to", ())
    _fill(story, given)
    story.created_by = by
    with transaction.atomic():
        _refuse_taken_slug(story)
        story.created_at = story.changed_at = timezone.now()
        save_bare(story)
        _save(story, bylines, by, "create")
        story.restricted_to.set(restricted_to)
    return story


def change_story(
    story: Article, *, by: User, seen: int | None = None, **fields: Unpack[StoryFields]
) -> Article:
    """Rewrite a story; fields that are not given stay as they are. A new slug leaves a redirect behind for ever."""
    require(by, "change_article")
    given: dict[str, Any] = {**fields}
    bylines, restricted_to = given.pop("bylines", None), given.pop("restricted_to", None)
    with opened_story(story.pk) as door:
        current = door.story
        refuse_hidden(current, by)
        refuse_older(current, seen)
        old_slug = current.slug
        changes = _fill(current, given)
        if bylines is not None and list(bylines) != current.ordered_bylines:
            changes.add("bylines")
        if changes:
            _keep_address(current, old_slug)
            _refuse_odd_times(current)
            if current.is_published:
                refuse_incomplete(photos_of(current.text, current.lead_photo))
                door.stamp_story()
                if changes & TOLD_IN_ENTRIES:
                    stamp_entries(door, current.entries.all())
            _save(current, bylines if "bylines" in changes else None, by, ", ".join(sorted(changes)))
        if restricted_to is not None:
            current.restricted_to.set(restricted_to)
    return current


def set_status(story: Article, status: str, *, by: User, at: datetime.datetime | None = None) -> Article:
    """Take a story to its next status: announce it, start, end or reopen its coverage, publish it without a feed.

    `at` is when coverage started or ended (default: now); a story told afterwards counts as published then, too.
    Asking for the status that it has changes nothing.
    """
    require(by, "change_article")
    with opened_story(story.pk) as door:
        current = door.story
        refuse_hidden(current, by)
        if status == current.status:
            return current
        if status not in STEPS[current.status]:
            words = {"old": current.get_status_display(), "new": dict(Status.choices).get(status, status)}
            raise ValidationError(_("A story cannot go from “%(old)s” to “%(new)s”.") % words)
        refuse_incomplete(photos_of(current.text, current.lead_photo))
        _move(door, current, status, at or door.now)
        record(current, by=by, why=f"status: {status}", at=door.now)
    return current


def _move(door: Door, story: Article, status: str, at: datetime.datetime) -> None:
    story.status = Status(status)
    story.published_at = story.published_at or min(at, door.now)
    if status == Status.LIVE:
        is_planned = story.coverage_started_at is not None and story.coverage_started_at <= at
        story.coverage_started_at = story.coverage_started_at if is_planned else at
    story.coverage_ended_at = None
    if status == Status.ENDED:
        story.coverage_ended_at = max(at, story.coverage_started_at or at)
    door.stamp_story()


def _refuse_odd_times(story: Article) -> None:
    start, end = story.coverage_started_at, story.coverage_ended_at
    if start is None and story.status in {Status.LIVE, Status.ENDED}:
        raise ValidationError({"coverage_started_at": _("Coverage has begun, so it needs the time when.")})
    if start is not None and end is not None and start > end:
        raise ValidationError({"coverage_started_at": _("Coverage cannot start after it ended.")})


def _fill(story: Article, given: dict[str, Any]) -> set[str]:
    """Put the given values into the row; the names of those that differ."""
    if "text" in given:
        given["text"] = cleaned_text(given["text"])
    changes = differing(story, given)
    for name in changes:
        setattr(story, name, given[name])
    return changes


def _free_slug(headline: str) -> str:
    """An address from the headline that no story has or ever had."""
    stem = slugify(headline)[:80].strip("-") or f"story-{new_public_id()}"
    taken = set(Article.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    taken |= set(FormerSlug.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    number, slug = 1, stem
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


def _keep_address(story: Article, old_slug: str) -> None:
    """Leave the old address behind as a redirect, and refuse one that leads to another story."""
    if story.slug == old_slug:
        return
    _refuse_taken_slug(story)
    story.former_slugs.filter(slug=story.slug).delete()
    FormerSlug.objects.get_or_create(slug=old_slug, article=story)


def _refuse_taken_slug(story: Article) -> None:
    if FormerSlug.objects.filter(slug=story.slug).exclude(article_id=story.pk or 0).exists():
        message = _("This address once led to another story, and still does. Choose another.")
        raise ValidationError({"slug": message})


def _save(story: Article, bylines: Sequence[Byline] | None, by: User, why: str) -> None:
    photos = photos_of(story.text)
    if bylines is not None:
        place_bylines(story, ArticleByline, "article", bylines)
    story.photos.set(photos)
    record(story, by=by, why=why)
