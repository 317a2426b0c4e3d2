"""Stories: created, rewritten, and moved from draft to live to ended."""

import datetime
from collections.abc import Iterable, Mapping, Sequence, Set
from contextlib import AbstractContextManager
from typing import Any, TypedDict, Unpack

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from editorial import richtext
from editorial.models import Article, ArticleByline, Byline, FormerSlug, Image, LiveEntry, Section
from editorial.models.recorded import new_epoch, new_public_id, plausible_time
from editorial.models.summary import points_of
from editorial.publishing.door import (
    Door,
    cleaned_text,
    differing,
    photos_of,
    place_bylines,
    record,
    refuse_hidden,
    refuse_older,
    refuse_unusable,
    require,
    save_bare,
    stamp_entries,
    told_if_taken,
)
from editorial.publishing.neighbours import opened_with_neighbours, tell
from editorial.words import searchable

Status = Article.Status
STEPS: dict[str, set[str]] = {
    Status.DRAFT: {Status.UPCOMING, Status.LIVE, Status.PUBLISHED},
    Status.UPCOMING: {Status.LIVE},
    Status.LIVE: {Status.ENDED},
    Status.ENDED: {Status.LIVE},
    Status.PUBLISHED: {Status.UPCOMING, Status.LIVE},
}


# Every entry shows its time in the story's zone, and its own address.
TOLD_IN_ENTRIES = {"time_zone", "slug", "language"}
# What stories that lead to this one show of it.
TOLD_BY_NEIGHBOURS = {"headline", "slug", "language", "continues"}
OWN_ROWS = {"bylines", "restricted_to", "related"}
MOST_TRIES = 5


class StoryFields(TypedDict, total=False):
    """What an editor may give of a story. `text` is HTML of the text editor; it is cleaned here."""

    headline: str
    slug: str
    standfirst: str
    text: str
    summary: str
    section: Section | None
    lead_photo: Image | None
    time_zone: str
    coverage_started_at: datetime.datetime | None
    bylines: Sequence[Byline]
    restricted_to: Iterable[User]
    language: str
    is_embeddable: bool
    continues: Article | None
    related: Iterable[Article]


def create_story(*, by: User, **fields: Unpack[StoryFields]) -> Article:
    """Begin a story as a draft. Without a slug it takes one from the headline; a taken one gets a number."""
    require(by, "add_article")
    given: dict[str, Any] = {**fields}
    if given.get("slug"):
        return _create(given, by)
    for _try in range(MOST_TRIES - 1):
        given["slug"] = _free_slug(str(given.get("headline", "")))
        try:
            return _create(given, by)
        except ValidationError:
            if not Article.objects.filter(slug=given["slug"]).exists():
                raise
    # So many at once under one headline: a name by which nobody else asks.
    return _create({**given, "slug": f"story-{new_public_id()}"}, by)


def _create(fields: Mapping[str, Any], by: User) -> Article:
    story = Article(created_by=by)
    _fill(story, fields)
    with _taken_slug_told(story), transaction.atomic():
        _refuse_taken_slug(story)
        story.created_at = story.changed_at = timezone.now()
        save_bare(story)
        _save(story, {"bylines": (), **fields}, by, "create")
    return story


def change_story(
    story: Article, *, by: User, seen: int | None = None, **fields: Unpack[StoryFields]
) -> Article:
    """Rewrite a story; fields that are not given stay as they are. A new slug leaves a redirect behind for ever.

    With people named in `restricted_to` it is there for them alone, until an empty list says that it is for everyone.
    """
    require(by, "change_article")
    given: dict[str, Any] = {**fields}
    taken_told = _taken_slug_told(Article(pk=story.pk, slug=given.get("slug", "")))
    opened = opened_with_neighbours(story.pk, _before(given), offered=_offered(given))
    with taken_told, opened as (door, neighbours):
        current = door.story
        refuse_hidden(current, by)
        refuse_older(current, seen)
        old_slug, already = current.slug, _photo_keys(current)
        changes = _fill(current, given)
        if changes:
            _keep_address(current, old_slug)
            _refuse_odd_times(current)
            door.note()
            _refuse_circle(current)
            if changes & {"is_embeddable", "language"}:
                # Open pages load again: those on other sites, those in the old language.
                current.epoch = new_epoch()
            _stamp(door, changes - {"restricted_to"}, already)
            if changes & TOLD_BY_NEIGHBOURS and current.can_be_opened:
                tell(neighbours)
            _save(current, {name: given[name] for name in changes}, by, ", ".join(sorted(changes)))
    return current


def _photo_keys(story: Article) -> set[int]:
    """The keys of the photos that the story shows as it stands."""
    lead = [story.lead_photo_id] if story.lead_photo_id else []
    return {*lead, *story.photos.values_list("pk", flat=True)}


def _stamp(door: Door, changes: Set[str], already: Set[int]) -> None:
    """Count the change, where readers can see one. Photos that are out `already` are not asked about their rights."""
    if not (changes and door.story.is_published):
        return
    refuse_unusable(photos_of(door.story.text, door.story.lead_photo), already=already)
    door.stamp_story()
    if changes & TOLD_IN_ENTRIES:
        stamp_entries(door, door.story.entries.all())


def set_status(story: Article, status: str, *, by: User, at: datetime.datetime | None = None) -> Article:
    """Take a story to its next status: announce it, start, end or reopen its coverage, publish it without a feed.

    `at` is when coverage started or ended (default: now); a story told afterwards counts as published then, too.
    Asking for the status that it has changes nothing.
    """
    require(by, "change_article")
    if at is not None:
        plausible_time(at)
    with opened_with_neighbours(story.pk) as (door, neighbours):
        current = door.story
        refuse_hidden(current, by)
        if status == current.status:
            return current
        if status not in STEPS[current.status]:
            words = {"old": current.get_status_display(), "new": dict(Status.choices).get(status, status)}
            raise ValidationError(_("A story cannot go from “%(old)s” to “%(new)s”.") % words)
        _refuse_without_feed(current, status)
        already = _photo_keys(current) if current.is_published else set()
        refuse_unusable(photos_of(current.text, current.lead_photo), already=already)
        was_published, had_feed = current.is_published, current.has_feed
        _move(door, current, status, at or door.now)
        if current.can_be_opened and (not was_published or current.has_feed != had_feed):
            tell(neighbours)
        record(current, by=by, why=f"status: {status}", at=door.now)
    return current


def _refuse_without_feed(story: Article, status: str) -> None:
    waiting = [LiveEntry.Status.PUBLISHED, LiveEntry.Status.SCHEDULED]
    if status == Status.PUBLISHED and story.entries.filter(status__in=waiting).exists():
        raise ValidationError(_("This story has live entries: start its coverage instead."))


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


def _fill(story: Article, given: Mapping[str, Any]) -> set[str]:
    """Put the given values into the row; the names of those that differ. Those of rows of their own are only told."""
    plain = {name: value for name, value in given.items() if name not in OWN_ROWS}
    if "text" in plain:
        plain["text"] = cleaned_text(plain["text"])
    if "summary" in plain:
        plain["summary"] = "\n".join(points_of(plain["summary"]))
    changes = differing(story, plain)
    for name in changes:
        setattr(story, name, plain[name])
    return changes | (_differing_rows(story, given) if story.pk else set())


def _differing_rows(story: Article, given: Mapping[str, Any]) -> set[str]:
    changes = set()
    if "bylines" in given and list(given["bylines"]) != story.ordered_bylines:
        changes.add("bylines")
    if "restricted_to" in given:
        named = set(given["restricted_to"])
        if named != set(story.restricted_to.all()) or bool(named) != story.is_restricted:
            changes.add("restricted_to")
    if "related" in given and set(given["related"]) != set(story.related.all()):
        changes.add("related")
    return changes


def _before(given: Mapping[str, Any]) -> set[int]:
    """The key of the story that this one is to go on from."""
    before = given.get("continues")
    return {before.pk} if before else set()


def _offered(given: Mapping[str, Any]) -> set[int]:
    """The keys of the stories that are to stand under this one."""
    return {other.pk for other in given.get("related", ())}


def _refuse_circle(story: Article) -> None:
    """Refuse a story that would go on from itself, by whatever way round.

    The way is asked for anew: who gave the story before may have read it before somebody else wrote in it.
    """
    before, seen = story.continues_id, {story.pk}
    while before is not None:
        if before in seen:
            message = _("That story goes on from this one already, so this one cannot go on from it.")
            raise ValidationError({"continues": message})
        seen.add(before)
        before = Article.objects.values_list("continues", flat=True).get(pk=before)


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


def _taken_slug_told(story: Article) -> AbstractContextManager[None]:
    taken = Article.objects.filter(slug=story.slug).exclude(pk=story.pk)
    message = _("Another story has taken this address just now. Choose another.")
    return told_if_taken(taken, ValidationError({"slug": message}))


def _save(story: Article, given: Mapping[str, Any], by: User, why: str) -> None:
    photos = photos_of(story.text)
    if "bylines" in given:
        place_bylines(story, ArticleByline, "article", given["bylines"])
    if "restricted_to" in given:
        _restrict(story, set(given["restricted_to"]))
    if "related" in given:
        _relate(story, set(given["related"]))
    story.photos.set(photos)
    story.words = searchable(story.headline, story.standfirst, story.summary, richtext.plain(story.text))
    record(story, by=by, why=why)


def _relate(story: Article, others: Set[Article]) -> None:
    """Offer these under the story, and no others; itself it does not offer. Written bare, as those named are."""
    rows = Article.related.through._default_manager
    rows.filter(from_article=story).delete()
    rows.bulk_create(rows.model(from_article=story, to_article=other) for other in others - {story})


def _restrict(story: Article, named: Set[User]) -> None:
    """Keep a story to these people. Their rows are written bare: the line in the history comes with `record`."""
    rows = Article.restricted_to.through._default_manager
    rows.filter(article=story).delete()
    rows.bulk_create(rows.model(article=story, user=user) for user in named)
    story.is_restricted = bool(named)
