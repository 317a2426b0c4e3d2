"""A row of the timeline: one entry, whatever its status, as the people at the desk see it."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.auth.models import User
from django.db import models
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from editorial import richtext
from editorial.admin.names import name_of
from editorial.clock import Clock, Moment
from editorial.models import Article, LiveEntry, Newsroom
from editorial.models.entry import LiveEntryQuerySet, microseconds

Status = LiveEntry.Status
# Which stand above which: what waits for an editor, what is to come, what is being written, what readers have seen.
GROUPS = {Status.SUBMITTED: 3, Status.SCHEDULED: 2, Status.DRAFT: 1}
SHOWN_AT_THEIR_TIME = (Status.SCHEDULED, Status.PUBLISHED, Status.WITHDRAWN)

NEAR = datetime.timedelta(hours=12)


@dataclass(frozen=True)
class Row:
    """One entry as `person` sees it on the desk."""

    entry: LiveEntry
    clock: Clock
    person: User
    newsroom: Newsroom

    @property
    def order(self) -> str:
        """The key by which a browser places it: larger stands higher."""
        return order_of(self.entry)

    @cached_property
    def shown(self) -> Moment:
        """The time that it stands at."""
        return self.clock.shown(shown_at(self.entry))

    @property
    def other_day(self) -> str:
        """The date of that time, where the clock's time alone could be another day's."""
        is_near = abs(timezone.now() - shown_at(self.entry)) < NEAR
        return "" if is_near else self.shown.date

    @cached_property
    def corrections(self) -> list[Any]:
        """When readers were told of corrections."""
        return [self.clock.shown(each.at) for each in self.entry.corrections.all()]

    @cached_property
    def words(self) -> int:
        """How many words its text has."""
        return len(richtext.plain(self.entry.text).split())

    @property
    def beginning(self) -> str:
        """The first words of a text that readers have yet to see."""
        if self.entry.status not in (Status.SCHEDULED, Status.DRAFT):
            return ""
        return Truncator(richtext.plain(self.entry.text).replace("\n", " ")).chars(64)

    @cached_property
    def photos(self) -> list[Any]:
        """The photos in its text."""
        return list(self.entry.photos.all())

    @property
    def incomplete_photos(self) -> list[Any]:
        """Those that lack a credit or an alternative text."""
        return [photo for photo in self.photos if photo.missing]

    @property
    def obstacles(self) -> list[str]:
        """Why the rights of its photos forbid to publish it as it is; of what readers see, which photos are gone."""
        at = self.entry.published_at if self.entry.status == Status.SCHEDULED else None
        is_out = self.entry.status == Status.PUBLISHED
        return [
            _("A photo %(obstacle)s") % {"obstacle": obstacle}
            for photo in self.photos
            if (obstacle := photo.obstacle(at)) and (photo.killed_at or not is_out)
        ]

    @property
    def writer(self) -> str:
        """Who began it."""
        return name_of(self.entry.created_by)

    @property
    def writer_in_short(self) -> str:
        """The same, so that it fits on a line: Nora L."""
        who = self.entry.created_by
        if who is None or not (who.first_name and who.last_name):
            return self.writer
        return f"{who.first_name} {who.last_name[0]}."

    @property
    def changed_by(self) -> str:
        """Who saved it last."""
        return name_of(self.entry.changed_by)

    @property
    def is_mine(self) -> bool:
        """Whether the person began it."""
        return self.entry.created_by_id == self.person.pk

    @property
    def may_change(self) -> bool:
        """Whether the person may edit it."""
        return self.entry.may_be_changed_by(self.person)

    @property
    def may_publish(self) -> bool:
        """Whether the person may publish, pin, withdraw it."""
        return self.person.has_perm("editorial.publish_liveentry")

    @property
    def may_discard(self) -> bool:
        """Whether the person may throw it away: readers never saw it, and it is theirs or they are an editor."""
        is_draft = self.entry.status in (Status.DRAFT, Status.SUBMITTED)
        return is_draft and self.may_change and self.person.has_perm("editorial.delete_liveentry")

    @property
    def shows(self) -> list[str]:
        """The filters in which it stands."""
        status = self.entry.status
        stands = {
            "all": True,
            "mine": self.is_mine,
            "drafts": status == Status.DRAFT,
            "waiting": status == Status.SUBMITTED,
            "scheduled": status == Status.SCHEDULED,
            "keys": self.entry.is_key_event and status == Status.PUBLISHED,
        }
        return [name for name, is_there in stands.items() if is_there]

    def as_json(self) -> dict[str, Any]:
        """The row for a browser, rendered."""
        return {
            "id": self.entry.public_id,
            "order": self.order,
            "html": render_to_string("admin/desk/_row.html", {"row": self}),
            "shows": self.shows,
            "status": self.entry.status,
            "revision": self.entry.revision,
            "heading": self.entry.heading,
            "by": self.writer,
            "changed_by": self.changed_by,
        }


def rows_of(entries: Iterable[LiveEntry], story: Article, person: User) -> list[Row]:
    """The rows of these entries of the story."""
    newsroom = Newsroom.current()
    clock = Clock(story.zone, newsroom.clock_style)
    rows = []
    for entry in entries:
        entry.article = story
        rows.append(Row(entry, clock, person, newsroom))
    return rows


def with_row_parts(entries: LiveEntryQuerySet) -> LiveEntryQuerySet:
    """With what rows show of them, in a fixed number of queries."""
    return entries.with_page_parts().select_related("created_by", "changed_by")


def shown_at(entry: LiveEntry) -> datetime.datetime:
    """The time by which it stands in its group."""
    is_timed = entry.status in SHOWN_AT_THEIR_TIME and entry.published_at is not None
    return entry.published_at if is_timed and entry.published_at else entry.created_at


def order_of(entry: LiveEntry) -> str:
    """Group, time, order of creation: to be compared as text."""
    group = GROUPS.get(Status(entry.status), 0)
    return f"{group}-{microseconds(shown_at(entry)):018d}-{microseconds(entry.created_at):018d}"


def in_order(entries: LiveEntryQuerySet) -> LiveEntryQuerySet:
    """The same order for the database; `desk_group` and `desk_time` are what it sorts by."""
    groups = [models.When(status=status, then=number) for status, number in GROUPS.items()]
    timed = models.When(
        status__in=SHOWN_AT_THEIR_TIME, published_at__isnull=False, then=models.F("published_at")
    )
    return entries.annotate(
        desk_group=models.Case(*groups, default=0, output_field=models.IntegerField()),
        desk_time=models.Case(timed, default=models.F("created_at")),
    ).order_by("-desk_group", "-desk_time", "-created_at")
