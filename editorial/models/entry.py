"""A live entry: one timestamped update of a story."""

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from editorial.models.article import Article
from editorial.models.byline import Byline, BylinePlace
from editorial.models.image import Image
from editorial.models.recorded import (
    Recorded,
    WrittenHistory,
    new_public_id,
    no_controls,
    one_line,
    plausible,
    plausible_time,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

PAGE_ORDER = ["article", "status", "-published_at", "-created_at"]
BEGINNING = datetime.datetime(1, 1, 1, tzinfo=datetime.UTC)


def microseconds(moment: datetime.datetime) -> int:
    """How long after the beginning of the calendar, in µs: what sorts as text, if written with its zeros."""
    return (moment - BEGINNING) // datetime.timedelta(microseconds=1)


class EntryByline(BylinePlace):
    """One of an entry's bylines, in its place."""

    entry = models.ForeignKey("editorial.LiveEntry", models.CASCADE, related_name="byline_places")

    class Meta(BylinePlace.Meta):
        constraints = [
            models.UniqueConstraint(fields=["entry", "byline"], name="entry_byline_once"),
            models.UniqueConstraint(fields=["entry", "position"], name="entry_byline_position_once"),
        ]


class LiveEntryQuerySet(models.QuerySet["LiveEntry"]):
    """Entries by what readers see of them, and in the order of the page."""

    def published(self) -> Self:
        """Entries that readers see."""
        return self.filter(status=LiveEntry.Status.PUBLISHED)

    def in_archive(self) -> Self:
        """Entries that readers see, as the archive asks for them: by its own index, of all stories."""
        return self.published().filter(version__gt=0)

    def newest_first(self) -> Self:
        """The order of the page: display time, then order of creation."""
        return self.order_by("-published_at", "-created_at")

    def oldest_first(self) -> Self:
        """The order in which it happened."""
        return self.order_by("published_at", "created_at")

    def newer_than(self, entry: "LiveEntry") -> Self:
        """Entries that stand above this one on the page."""
        is_above = Q(published_at__gt=entry.published_at) | Q(created_at__gt=entry.created_at)
        return self.filter(published_at__gte=entry.published_at).filter(is_above)

    def older_than(self, entry: "LiveEntry") -> Self:
        """Entries that stand below this one on the page."""
        is_below = Q(published_at__lt=entry.published_at) | Q(created_at__lt=entry.created_at)
        return self._down_from(entry).filter(is_below)

    def from_entry_down(self, entry: "LiveEntry") -> Self:
        """This entry and those that stand below it on the page."""
        is_below = Q(published_at__lt=entry.published_at) | Q(created_at__lte=entry.created_at)
        return self._down_from(entry).filter(is_below)

    def _down_from(self, entry: "LiveEntry") -> Self:
        """Entries of this time and before: a plain bound, from which a database walks down the index."""
        return self.filter(published_at__lte=entry.published_at)

    def changed_since(self, version: int) -> Self:
        """Entries whose last visible change came after this version, withdrawn ones as tombstones."""
        # Only what readers have seen has a version (a constraint); to name the statuses too leads databases astray.
        return self.filter(version__gt=max(version, 0))

    def changed_at_desk_since(self, desk_version: int) -> Self:
        """Entries of whatever status that somebody changed after this version of the desk."""
        return self.filter(desk_version__gt=max(desk_version, 0))

    def due(self, moment: datetime.datetime) -> Self:
        """Scheduled entries whose time has come."""
        return self.filter(status=LiveEntry.Status.SCHEDULED, published_at__lte=moment)

    def with_page_parts(self) -> Self:
        """With what the page shows of them, in a fixed number of queries."""
        return self.prefetch_related(*_page_parts())


def fetch_page_parts(entries: Sequence["LiveEntry"]) -> None:
    """Read what the page shows of these entries, in a fixed number of queries."""
    models.prefetch_related_objects(entries, *_page_parts())


def _page_parts() -> "tuple[Prefetch[Any] | str, ...]":
    places = EntryByline.objects.select_related("byline")
    return Prefetch("byline_places", places), "photos", "corrections"


class LiveEntry(Recorded):
    """One update. `version` is the story's version at the entry's last visible change (0: readers never saw it)."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        SCHEDULED = "scheduled", _("scheduled")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    article = models.ForeignKey(Article, models.PROTECT, related_name="entries", verbose_name=_("story"))
    heading = models.CharField(
        _("heading"),
        max_length=200,
        blank=True,
        validators=[one_line],
        help_text=_("Up to about 80 characters. A draft may do without; a published entry may not."),
    )
    text = models.TextField(_("text"), blank=True, validators=[no_controls])
    published_at = models.DateTimeField(
        _("time"),
        null=True,
        blank=True,
        validators=[plausible_time],
        help_text=_("The time that readers see. Empty: the moment of publishing."),
    )
    bylines = models.ManyToManyField(
        Byline, through=EntryByline, related_name="entries", blank=True, verbose_name=_("bylines")
    )
    photos = models.ManyToManyField(Image, related_name="entries", blank=True, editable=False)
    is_key_event = models.BooleanField(
        _("key event"), default=False, help_text=_("Listed beside the feed as one of the day's main moments.")
    )
    is_pinned = models.BooleanField(
        _("pinned"), default=False, help_text=_("Linked above the feed until another entry is pinned.")
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False
    )
    version = models.PositiveBigIntegerField(default=0, editable=False)
    first_published_at = models.DateTimeField(null=True, editable=False)
    updated_at = models.DateTimeField(_("updated"), null=True, editable=False)
    withdrawal_reason = models.CharField(max_length=500, blank=True, editable=False, validators=[one_line])
    sent_back_note = models.CharField(
        _("sent back with"), max_length=1000, blank=True, editable=False, validators=[one_line]
    )
    # The story's `desk_version` at the entry's last change of any kind.
    desk_version = models.PositiveBigIntegerField(default=0, editable=False)
    submission_token = models.CharField(  # noqa: DJ001 (null: none given; unique among those given)
        max_length=64, null=True, unique=True, editable=False, validators=[one_line]
    )
    # What search looks through (editorial.words).
    words = models.TextField(blank=True, editable=False)
    history = WrittenHistory(m2m_fields=[bylines], excluded_fields=["words"])

    objects = LiveEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("live entry")
        verbose_name_plural = _("live entries")
        ordering = ["-published_at", "-created_at"]
        permissions = [
            ("publish_liveentry", _("Can publish, schedule, time, pin, correct and withdraw entries")),
            ("change_any_liveentry", _("Can edit drafts of others")),
        ]
        indexes = [
            models.Index(fields=["article", "version"]),
            models.Index(fields=["article", "desk_version"]),
            models.Index(fields=PAGE_ORDER, name="entry_page_order"),
            # Few of a story's entries are listed outside the feed: they are found without walking past the others.
            models.Index(fields=PAGE_ORDER, condition=Q(is_key_event=True), name="entry_key_events"),
            models.Index(fields=PAGE_ORDER, condition=Q(is_pinned=True), name="entry_pinned"),
            models.Index(fields=["published_at"], condition=Q(status="scheduled"), name="entry_due"),
            # The archive's: what came out on a day, in whatever story. Its condition is one that a story's page does
            # not name: down this index, past the entries of all other stories, is no way to find those of one.
            models.Index(
                fields=["published_at"], condition=Q(status="published", version__gt=0), name="entry_archive"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["draft", "submitted", "scheduled", "published", "withdrawn"]),
                name="entry_status_known",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["published", "scheduled"])
                | ~Q(heading="") & Q(published_at__isnull=False),
                name="published_entry_has_heading_and_time",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=["published", "withdrawn"], version__gt=0, first_published_at__isnull=False
                )
                | Q(
                    status__in=["draft", "submitted", "scheduled"], version=0, first_published_at__isnull=True
                ),
                name="entry_seen_by_readers_has_version",
            ),
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(is_pinned=True, status="published"),
                name="one_pinned_entry_a_story",
            ),
            models.CheckConstraint(condition=plausible("published_at"), name="entry_at_a_plausible_time"),
            models.UniqueConstraint(fields=["article", "created_at"], name="entry_creation_orders"),
        ]

    def __str__(self) -> str:
        return self.heading or str(_("entry without a heading"))

    def get_absolute_url(self) -> str:
        """The entry's own address."""
        return reverse("entry", args=[self.article.slug, self.public_id])

    @property
    def order(self) -> str:
        """The key by which a browser places it: larger stands higher. Display time, then order of creation, in µs."""
        shown_at = self.published_at or self.created_at
        return f"{microseconds(shown_at):018d}-{microseconds(self.created_at):018d}"

    @property
    def is_seen_by_readers(self) -> bool:
        """Whether it stands on the page now."""
        return self.status == self.Status.PUBLISHED

    @property
    def was_published(self) -> bool:
        """Whether readers have seen it at some time; such an entry is withdrawn, never deleted."""
        return self.version > 0

    @property
    def ordered_bylines(self) -> list[Byline]:
        """Its bylines in the order that editors gave them."""
        return [place.byline for place in self.byline_places.all()]

    def may_be_changed_by(self, user: "User | AnonymousUser") -> bool:
        """Editors change everything; others their own drafts and submitted entries, until those are published."""
        if user.has_perm("editorial.publish_liveentry"):
            return True
        if self.status not in {self.Status.DRAFT, self.Status.SUBMITTED}:
            return False
        is_own = self.created_by_id == user.pk
        return user.has_perm("editorial.change_liveentry") and (
            is_own or user.has_perm("editorial.change_any_liveentry")
        )
