"""Very many entries, quickly: copies of one that publishing wrote."""

import copy
from collections.abc import Iterable
from datetime import timedelta

from django.db import models

from editorial.models import EntryByline, LiveEntry
from editorial.models.recorded import new_public_id


def many_entries(like: LiveEntry, number: int) -> list[LiveEntry]:
    """This many copies of a published entry, with its photos and bylines, each a second older than the one before.

    They are of the version before that entry's.
    """
    copies = LiveEntry.objects.bulk_create(_copy(like, seconds) for seconds in range(1, number + 1))
    _join(LiveEntry.photos.through, "image", copies, like.photos.all())
    for position, byline in enumerate(like.ordered_bylines):
        EntryByline.objects.bulk_create(
            EntryByline(entry=entry, byline=byline, position=position) for entry in copies
        )
    return copies


def _copy(like: LiveEntry, seconds: int) -> LiveEntry:
    entry = copy.copy(like)
    entry._state = copy.copy(like._state)
    entry.pk, entry.public_id, entry.submission_token = None, new_public_id(), None
    entry.is_pinned, entry.version = False, max(1, like.version - 1)
    entry.created_at -= timedelta(seconds=seconds)
    entry.published_at = entry.created_at
    return entry


def _join(
    through: type[models.Model], name: str, entries: list[LiveEntry], others: Iterable[models.Model]
) -> None:
    rows = [through(**{"liveentry": entry, name: other}) for other in others for entry in entries]
    through._default_manager.bulk_create(rows)
