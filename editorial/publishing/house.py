"""Bylines, sections, the newsroom record, and the record of what was refused."""

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q

from editorial.models import Article, Byline, ImportedPage, Newsroom, Refusal, Section
from editorial.publishing.door import (
    Door,
    differing,
    opened,
    opened_wherever_shown,
    record,
    refuse_older,
    require,
    stamp_entries,
)


def add_byline(*, by: User, **fields: Any) -> Byline:
    """A new byline of the house, from the fields of `Byline`."""
    require(by, "add_byline")
    byline = Byline(**fields)
    with transaction.atomic():
        record(byline, by=by, why="create")
    return byline


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
    shown = Q(byline_places__byline=key) | Q(entries__byline_places__byline=key)
    return set(Article.objects.filter(shown).values_list("pk", flat=True))


def _stamp_byline(door: Door, byline: Byline) -> None:
    if door.story.is_published and door.story.byline_places.filter(byline=byline).exists():
        door.stamp_story()
    stamp_entries(door, door.story.entries.filter(byline_places__byline=byline))


def add_section(*, by: User, name: str, slug: str) -> Section:
    """A new part of the paper."""
    require(by, "add_article")
    section = Section(name=name, slug=slug)
    section.full_clean()
    section.save()
    return section


def change_section(section: Section, *, by: User, name: str, slug: str) -> Section:
    """Name a part of the paper anew, on every page that shows it."""
    require(by, "change_section")
    keys = Article.objects.filter(section=section.pk).values_list("pk", flat=True)
    with opened(keys) as doors:
        current = Section.objects.select_for_update().get(pk=section.pk)
        current.name, current.slug = name, slug
        current.full_clean()
        current.save()
        for door in doors:
            if door.story.is_published:
                door.stamp_story()
    return current


def change_newsroom(*, by: User, seen: int | None = None, **fields: Any) -> Newsroom:
    """Change the newsroom record; pages made from now on show it."""
    require(by, "change_newsroom")
    with transaction.atomic():
        current = Newsroom.objects.select_for_update().get(pk=1)
        refuse_older(current, seen)
        changes = differing(current, fields)
        for name in changes:
            setattr(current, name, fields[name])
        if changes:
            record(current, by=by, why=", ".join(sorted(changes)))
    return current


def record_refusal(*, by: User, attempt: str) -> None:
    """Note that somebody tried what they may not do: `attempt` is the action and its address."""
    told = "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in attempt
    )
    Refusal.objects.create(by=by, attempt=told[:500])


def remember_import(story: Article, *, digest: str) -> None:
    """Note which text a new story was imported from: `digest` is that of its lines."""
    ImportedPage.objects.create(article=story, digest=digest)
