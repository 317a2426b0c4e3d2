"""The timeline: a story's entries of every status, filtered, searched, and handed out piece by piece."""

import datetime
import re
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, Q
from django.http import HttpRequest, JsonResponse
from django.utils.html import escape

from editorial.admin.base import person
from editorial.admin.desk.asked import at_desk
from editorial.admin.desk.rows import Row, in_order, rows_of, with_row_parts
from editorial.models import Article, LiveEntry
from editorial.models.entry import BEGINNING, LiveEntryQuerySet

PIECE = 40
LONGEST_SEARCH = 200
ORDER = re.compile(r"([0-9])-([0-9]{18})-([0-9]{18})")
Status = LiveEntry.Status


@at_desk("GET")
def timeline(request: HttpRequest, story: Article) -> JsonResponse:
    """A piece of the timeline, below the row whose order is `before`."""
    who = person(request)
    asked = request.GET
    rows, before = piece(story, who, asked.get("show", "all"), asked.get("find", ""), asked.get("before", ""))
    told = [row.as_json() for row in rows]
    return JsonResponse({"rows": told, "before": before, "counts": counts(story, who)})


def piece(
    story: Article, who: User, show: str = "all", find: str = "", before: str = ""
) -> tuple[list[Row], str | None]:
    """The next rows of what is shown, and the order below which it goes on (None: that was all)."""
    entries = _found(_shown(story.entries.all(), show, who), find)
    chosen = list(with_row_parts(_below(in_order(entries), before))[: PIECE + 1])
    rows = rows_of(chosen[:PIECE], story, who)
    return rows, rows[-1].order if len(chosen) > PIECE else None


def counts(story: Article, who: User) -> dict[str, int]:
    """How many entries each filter shows."""
    asked = {name: Count("pk", filter=condition) for name, condition in _filters(who).items()}
    return story.entries.order_by().aggregate(**asked)


def _filters(who: User) -> dict[str, Q]:
    return {
        "all": Q(),
        "mine": Q(created_by=who),
        "drafts": Q(status=Status.DRAFT),
        "waiting": Q(status=Status.SUBMITTED),
        "scheduled": Q(status=Status.SCHEDULED),
        "keys": Q(status=Status.PUBLISHED, is_key_event=True),
    }


def _shown(entries: LiveEntryQuerySet, show: str, who: User) -> LiveEntryQuerySet:
    return entries.filter(_filters(who).get(show, Q()))


def _found(entries: LiveEntryQuerySet, find: str) -> LiveEntryQuerySet:
    """Those that have every word in heading, text or their writer's name."""
    for word in find[:LONGEST_SEARCH].replace("\0", "").split():
        writer = Q(created_by__first_name__icontains=word) | Q(created_by__last_name__icontains=word)
        entries = entries.filter(Q(heading__icontains=word) | Q(text__icontains=escape(word)) | writer)
    return entries


def _below(entries: LiveEntryQuerySet, order: str) -> LiveEntryQuerySet:
    """Those that stand below this place. What is no place is the top."""
    place: Any = ORDER.fullmatch(order)
    if not place:
        return entries
    group, shown_at, created_at = int(place[1]), _moment(place[2]), _moment(place[3])
    is_later = Q(desk_time__lt=shown_at) | Q(desk_time=shown_at, created_at__lt=created_at)
    return entries.filter(Q(desk_group__lt=group) | Q(desk_group=group) & is_later)


def _moment(microseconds: str) -> datetime.datetime:
    most = datetime.datetime.max.replace(tzinfo=datetime.UTC) - BEGINNING - datetime.timedelta(days=1)
    return BEGINNING + min(datetime.timedelta(microseconds=int(microseconds)), most)
