"""A story: headline, text, lead photo, and, where it is covered live, the state of the coverage."""

import zoneinfo
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from editorial.models.byline import Byline, BylinePlace
from editorial.models.image import Image
from editorial.models.newsroom import Newsroom
from editorial.models.recorded import (
    Recorded,
    WrittenHistory,
    known_time_zone,
    language_tag,
    new_epoch,
    new_public_id,
    no_controls,
    one_line,
    plausible,
    plausible_time,
)
from editorial.models.section import Section
from editorial.models.summary import points_of, refuse_long_summary

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


def house_time_zone() -> str:
    """The zone of the house, for stories that name no other."""
    return str(settings.TIME_ZONE)


class ArticleByline(BylinePlace):
    """One of a story's bylines, in its place."""

    article = models.ForeignKey("editorial.Article", models.CASCADE, related_name="byline_places")

    class Meta(BylinePlace.Meta):
        constraints = [
            models.UniqueConstraint(fields=["article", "byline"], name="story_byline_once"),
            models.UniqueConstraint(fields=["article", "position"], name="story_byline_position_once"),
        ]


class ArticleQuerySet(models.QuerySet["Article"]):
    """Stories by who may see them and where their coverage stands."""

    def sent_out(self) -> Self:
        """Stories that went out to readers, those taken down since too."""
        return self.exclude(status=Article.Status.DRAFT)

    def published(self) -> Self:
        """Stories that readers can open."""
        return self.sent_out().filter(taken_down_at=None)

    def taken_down(self) -> Self:
        """Stories that readers could open once, and that were taken away whole."""
        return self.filter(taken_down_at__isnull=False)

    def live_now(self) -> Self:
        """Stories whose coverage is running."""
        return self.published().filter(status=Article.Status.LIVE)

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Stories of the desk that this person may know of: a restricted one exists only for the people named."""
        if getattr(user, "is_superuser", False):
            return self
        # An explicit subquery: a join would repeat stories that several people share.
        named = self.model.restricted_to.through.objects.filter(article=models.OuterRef("pk"), user=user.pk)
        mine = models.Exists(named)
        return self.filter(Q(is_restricted=False) | mine)

    def at_address(self, slug: str) -> "Article | None":
        """The story that has this slug, or else the one that had it once."""
        return self.filter(slug=slug).first() or self.filter(former_slugs__slug=slug).first()

    def with_house_language(self) -> Self:
        """With the newsroom's language, for stories that name none: as `house_language`."""
        house = Newsroom.objects.filter(pk=1).values("language")
        return self.annotate(house_language=models.Subquery(house))

    def with_page_parts(self) -> Self:
        """With what the top of the page shows, in a fixed number of queries."""
        places = models.Prefetch("byline_places", ArticleByline.objects.select_related("byline"))
        return self.select_related("section", "lead_photo", "continues").prefetch_related(places, "photos")


class Article(Recorded):
    """One story at one address. Its `version` counts every change that a reader can see, its entries' included."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        UPCOMING = "upcoming", _("upcoming")
        LIVE = "live", _("live")
        ENDED = "ended", _("ended")
        PUBLISHED = "published", _("published")

    FEED_STATUSES = (Status.UPCOMING, Status.LIVE, Status.ENDED)

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    headline = models.CharField(
        _("headline"),
        max_length=200,
        validators=[one_line],
        help_text=_("About 60 to 90 characters read well."),
    )
    slug = models.SlugField(
        _("address"),
        max_length=100,
        unique=True,
        help_text=_(
            "The last part of the story's address. When it changes, the old address leads here for ever."
        ),
    )
    standfirst = models.CharField(
        _("standfirst"),
        max_length=500,
        blank=True,
        validators=[one_line],
        help_text=_("One or two sentences under the headline."),
    )
    text = models.TextField(_("text"), blank=True, validators=[no_controls])
    summary = models.TextField(
        _("what we know"),
        max_length=4000,
        blank=True,
        validators=[no_controls],
        help_text=_("The main points, one to a line. Readers see them above the updates."),
    )
    section = models.ForeignKey(
        Section, models.PROTECT, null=True, blank=True, related_name="stories", verbose_name=_("section")
    )
    lead_photo = models.ForeignKey(
        Image, models.PROTECT, null=True, blank=True, related_name="lead_of", verbose_name=_("lead photo")
    )
    bylines = models.ManyToManyField(
        Byline, through=ArticleByline, related_name="stories", blank=True, verbose_name=_("bylines")
    )
    photos = models.ManyToManyField(Image, related_name="stories", blank=True, editable=False)
    time_zone = models.CharField(
        _("time zone"),
        max_length=50,
        default=house_time_zone,
        validators=[known_time_zone],
        help_text=_(
            "Where the story happens: every clock time on its page is of this zone. Europe/London, for example."
        ),
    )
    language = models.CharField(
        _("language"),
        max_length=35,
        blank=True,
        validators=[language_tag],
        help_text=_(
            "Only where the story is not in the newsroom's own language: its code, as in de, ar or pt-BR."
        ),
    )
    is_embeddable = models.BooleanField(
        _("other sites may show it"),
        default=True,
        help_text=_("Its live feed, in a frame. Only where the newsroom allows embedding at all."),
    )
    continues = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="continued_in",
        verbose_name=_("continues the coverage of"),
        help_text=_("The story before this one: each leads readers to the other."),
    )
    related = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="related_to",
        verbose_name=_("related stories"),
        help_text=_("Offered under this story."),
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False
    )
    coverage_started_at = models.DateTimeField(
        _("coverage starts"), null=True, blank=True, validators=[plausible_time]
    )
    coverage_ended_at = models.DateTimeField(
        _("coverage ended"), null=True, blank=True, editable=False, validators=[plausible_time]
    )
    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    updated_at = models.DateTimeField(_("updated"), null=True, editable=False)
    taken_down_at = models.DateTimeField(_("taken down"), null=True, editable=False)
    taken_down_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("taken down by"),
    )
    taken_down_reason = models.CharField(max_length=500, blank=True, editable=False, validators=[one_line])
    # What search looks through (editorial.words).
    words = models.TextField(blank=True, editable=False)
    version = models.PositiveBigIntegerField(default=0, editable=False)
    story_version = models.PositiveBigIntegerField(default=0, editable=False)
    # Counts what people at the desk can see: drafts and submitted entries too.
    desk_version = models.PositiveBigIntegerField(default=0, editable=False)
    epoch = models.CharField(max_length=12, default=new_epoch, editable=False)
    restricted_to = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="+",
        verbose_name=_("restricted to"),
        help_text=_(
            "Name people here, and for everyone else on the desk the story does not exist. Empty: everyone."
        ),
    )
    # Said for itself, so that a story does not open when the people named leave the house.
    is_restricted = models.BooleanField(_("restricted"), default=False, editable=False)
    # Only on stories that were read `with_house_language`.
    house_language: str
    history = WrittenHistory(m2m_fields=[bylines, restricted_to, related], excluded_fields=["words"])

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["status", "-updated_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["draft", "upcoming", "live", "ended", "published"]),
                name="story_status_known",
            ),
            models.CheckConstraint(condition=~Q(headline=""), name="story_has_headline"),
            models.CheckConstraint(
                condition=Q(status="draft")
                | Q(published_at__isnull=False, updated_at__isnull=False, version__gt=0),
                name="story_published_at_known",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["live", "ended"]) | Q(coverage_started_at__isnull=False),
                name="coverage_start_known",
            ),
            models.CheckConstraint(
                condition=Q(status="ended", coverage_ended_at__isnull=False)
                | ~Q(status="ended") & Q(coverage_ended_at__isnull=True),
                name="coverage_end_known_when_ended",
            ),
            models.CheckConstraint(
                condition=Q(coverage_ended_at__isnull=True)
                | Q(coverage_ended_at__gte=F("coverage_started_at")),
                name="coverage_ends_after_start",
            ),
            models.CheckConstraint(
                condition=plausible("coverage_started_at") & plausible("coverage_ended_at"),
                name="coverage_at_a_plausible_time",
            ),
            models.CheckConstraint(
                condition=Q(story_version__lte=F("version")), name="story_version_within_version"
            ),
            models.CheckConstraint(
                condition=Q(taken_down_at=None, taken_down_reason="")
                | Q(taken_down_at__isnull=False) & ~Q(taken_down_reason="") & ~Q(status="draft"),
                name="story_taken_down_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(continues=None) | ~Q(continues=F("pk")), name="story_continues_another"
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def clean(self) -> None:
        """What the fields by themselves cannot tell."""
        try:
            refuse_long_summary(self.summary)
        except ValidationError as error:
            raise ValidationError({"summary": error}) from error

    def get_absolute_url(self) -> str:
        """The address that readers open."""
        return reverse("story", args=[self.slug])

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The zone in which every time of the story is shown."""
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def has_feed(self) -> bool:
        """Whether the story is covered live (or will be, or was)."""
        return self.status in self.FEED_STATUSES

    @property
    def is_published(self) -> bool:
        """Whether it went out to readers; they can open it, unless it was taken down."""
        return self.status != self.Status.DRAFT

    @property
    def can_be_opened(self) -> bool:
        """Whether readers can open it now."""
        return self.is_published and self.taken_down_at is None

    @property
    def summary_points(self) -> list[str]:
        """What is known, point by point."""
        return points_of(self.summary)

    @property
    def ordered_bylines(self) -> list[Byline]:
        """Its bylines in the order that editors gave them."""
        return [place.byline for place in self.byline_places.all()]

    def may_be_embedded(self, newsroom: Newsroom) -> bool:
        """Whether other sites may show its feed, by the newsroom's own word and by that on the story."""
        return self.can_be_opened and self.is_embeddable and newsroom.is_embedding_allowed

    def may_be_seen_by(self, user: "User | AnonymousUser") -> bool:
        """Whether this person of the desk may know that the story exists."""
        return Article.objects.visible_to(user).filter(pk=self.pk).exists()
