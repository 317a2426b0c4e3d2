"""Bylines, sections, the newsroom record, and the record of what was refused."""

import itertools
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from editorial.announcing import announce
from editorial.models import Article, Byline, Image, ImportedPage, Newsroom, Refusal, Section
from editorial.models.recorded import new_epoch, new_public_id
from editorial.publishing.door import (
    Door,
    differing,
    opened,
    opened_wherever_shown,
    record,
    refuse_older,
    require,
    stamp_entries,
    stories_with,
    told_if_taken,
)
from editorial.publishing.photo_file import CREDIT_PARTS, read_credit

# The lists by which credit lines are read.
PICTURE_DESKS = {"agencies", "distributors"}
# Photos whose credits are read in one go.
AT_ONCE = 200
ON_EVERY_PAGE = {"name", "logo", "clock_style", "publisher_url", "language", "is_embedding_allowed"}


def add_byline(*, by: User, **fields: Any) -> Byline:
    """A new byline of the house, from the fields of `Byline`."""
    require(by, "add_byline")
    byline = Byline(**fields, slug=_free_slug(str(fields.get("name", ""))))
    with told_if_taken(Byline.objects.filter(slug=byline.slug), _taken_just_now()), transaction.atomic():
        record(byline, by=by, why="create")
    return byline


def _free_slug(name: str) -> str:
    """An address from the name that no byline has."""
    stem = slugify(name)[:100].strip("-") or f"byline-{new_public_id()}"
    taken = set(Byline.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    numbered = (f"{stem}-{number}" for number in itertools.count(2))
    return next(slug for slug in itertools.chain([stem], numbered) if slug not in taken)


def _taken_just_now() -> ValidationError:
    return ValidationError(
        {"name": _("Somebody added a byline of this name just now. Look at it, or try again.")}
    )


def change_byline(byline: Byline, *, by: User, seen: int | None = None, **fields: Any) -> Byline:
    """Change a byline, on every page that shows it."""
    require(by, "change_byline")
    with opened_wherever_shown(Byline, byline.pk, _stories_of_byline) as (current, doors):
        refuse_older(current, seen)
        changes = differing(current, fields)
        for name in changes:
            setattr(current, name, fields[name])
        if changes:
            record(current, by=by, why=", ".join(sorted(changes)))
            for door in doors:
                _stamp_byline(door, current)
    return current


def _stories_of_byline(key: int) -> set[int]:
    return stories_with(Q(byline_places__byline=key), Q(entries__byline_places__byline=key))


def _stamp_byline(door: Door, byline: Byline) -> None:
    if door.story.is_published and door.story.byline_places.filter(byline=byline).exists():
        door.stamp_story()
    stamp_entries(door, door.story.entries.filter(byline_places__byline=byline))


def add_section(*, by: User, name: str, slug: str) -> Section:
    """A new part of the paper."""
    require(by, "add_section")
    section = Section(name=name, slug=slug)
    with transaction.atomic():
        record(section, by=by, why="create")
    return section


def change_section(section: Section, *, by: User, seen: int | None = None, name: str, slug: str) -> Section:
    """Name a part of the paper anew, on every page that shows it, or give its own page another address."""
    require(by, "change_section")
    with opened_wherever_shown(Section, section.pk, _stories_of_section) as (current, doors):
        refuse_older(current, seen)
        changes = differing(current, {"name": name, "slug": slug})
        current.name, current.slug = name, slug
        if changes:
            record(current, by=by, why=", ".join(sorted(changes)))
        for door in doors:
            if changes and door.story.is_published:
                door.stamp_story()
    return current


def _stories_of_section(key: int) -> set[int]:
    return set(Article.objects.filter(section=key).values_list("pk", flat=True))


def change_newsroom(*, by: User, seen: int | None = None, **fields: Any) -> Newsroom:
    """Change the newsroom record. What pages show of it reaches open ones: every story begins a new epoch."""
    if not (fields.keys() <= PICTURE_DESKS and by.has_perm("editorial.manage_image_rights")):
        require(by, "change_newsroom")
    with transaction.atomic():
        current = Newsroom.objects.select_for_update().get(pk=1)
        refuse_older(current, seen)
        changes = differing(current, fields)
        for name in changes:
            setattr(current, name, fields[name])
        # Stories before the logo, which saving the record holds: as every writer takes them.
        if changes & ON_EVERY_PAGE:
            begin_new_epoch()
        if changes:
            record(current, by=by, why=", ".join(sorted(changes)))
    if changes & PICTURE_DESKS:
        _read_credits_again()
    return current


def _read_credits_again() -> None:
    """Derive the parts of every credit line by the lists as they are now. Readers see the lines, not the parts.

    A few at a time: neither an entry nor a kill waits until a whole library is read.
    """
    photos = Image.objects.exclude(credit_line="").only("credit_line", *CREDIT_PARTS).order_by("pk")
    last = 0
    while batch := list(photos.filter(pk__gt=last)[:AT_ONCE]):
        newsroom = Newsroom.current()
        others = [image for image in batch if read_credit(image, newsroom)]
        with transaction.atomic():
            for image in others:
                parts = {name: getattr(image, name) for name in CREDIT_PARTS}
                Image.objects.filter(pk=image.pk, credit_line=image.credit_line).update(**parts)
        last = batch[-1].pk


def begin_new_epoch() -> None:
    """Let every open page load again. Drafts too: one could be published just now."""
    stories = Article.objects.all()
    with opened(stories.values_list("pk", flat=True)):
        stories.update(epoch=new_epoch())
        announce()


def record_refusal(*, by: User, attempt: str) -> None:
    """Note that somebody tried what they may not do: `attempt` is the action and its address."""
    told = "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in attempt
    )
    Refusal.objects.create(by=by, attempt=told[:500])


def remember_import(story: Article, *, digest: str) -> None:
    """Note which text a new story was imported from: `digest` is that of its lines."""
    ImportedPage.objects.create(article=story, digest=digest)
