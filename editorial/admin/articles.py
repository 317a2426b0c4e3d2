"""Stories: their list, their form, and the steps of their coverage."""

import zoneinfo
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from editorial import publishing
from editorial.admin import times
from editorial.admin.badges import badge, thumbnail
from editorial.admin.base import TextAdmin, person
from editorial.admin.bulk import apply_to_all
from editorial.admin.fields import BylinesField
from editorial.admin.filters import OwnFilter
from editorial.admin.forms import DeskForm
from editorial.models import Article
from editorial.models.recorded import known_time_zone
from editorial.richtext import RichTextFormField

Status = Article.Status
# Which steps a story's page offers, by its status, in an editor's words.
STEPS = {
    Status.DRAFT: {
        Status.UPCOMING: _("Save and announce"),
        Status.LIVE: _("Save and start coverage"),
        Status.PUBLISHED: _("Save and publish without a feed"),
    },
    Status.UPCOMING: {Status.LIVE: _("Save and start coverage")},
    Status.LIVE: {Status.ENDED: _("Save and end coverage")},
    Status.ENDED: {Status.LIVE: _("Save and reopen coverage")},
    Status.PUBLISHED: {
        Status.UPCOMING: _("Save and announce coverage"),
        Status.LIVE: _("Save and start coverage"),
    },
}

FIELDSETS: tuple[tuple[Any, dict[str, Any]], ...] = (
    (None, {"fields": ("headline", "standfirst", "text", "lead_photo", "bylines")}),
    (_("Place and time"), {"fields": ("section", "slug", "time_zone", "coverage_started_at")}),
    (_("Who may see it"), {"fields": ("restricted_to",), "classes": ("collapse",)}),
)


if TYPE_CHECKING:
    ModelMultipleChoiceField = forms.ModelMultipleChoiceField[User]
else:
    ModelMultipleChoiceField = forms.ModelMultipleChoiceField


class PeopleField(ModelMultipleChoiceField):
    """People of the desk, by their names."""

    def label_from_instance(self, obj: Any) -> str:
        """The full name, or the login where there is none."""
        return str(obj.get_full_name() or obj.get_username())


class ArticleForm(DeskForm):
    """A story as its editor writes it."""

    reads_well: ClassVar[dict[str, int]] = {"headline": 90, "standfirst": 250}

    slug = forms.SlugField(
        required=False,
        max_length=100,
        label=_("Address"),
        help_text=_(
            "The last part of the story's address. Empty: made from the headline. When it changes, the old address "
            "leads here for ever."
        ),
    )
    text = RichTextFormField(required=False, label=_("Text"))
    bylines = BylinesField()
    coverage_started_at = forms.CharField(required=False, label=_("Coverage starts"))
    restricted_to = PeopleField(
        User.objects.filter(is_staff=True, is_active=True).order_by("first_name", "username"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Restricted to"),
        help_text=_(
            "Tick people here, and for everyone else on the desk the story does not exist. Nobody: everyone sees it."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        start = self.fields.get("coverage_started_at")
        if start:
            self.initial["coverage_started_at"] = times.say(
                self.instance.coverage_started_at, self.instance.zone
            )
            start.help_text = gettext(
                "As the clock shows it where the story happens (%(zone)s), for example 2024-05-30 15:12."
            ) % {"zone": self.instance.time_zone}
            self.fields["time_zone"].widget.attrs["list"] = "time-zones"

    def clean_restricted_to(self) -> Any:
        """Keep people from shutting themselves out."""
        named = self.cleaned_data["restricted_to"]
        if named and not self.by.is_superuser and self.by not in named:
            raise ValidationError(gettext("Tick yourself too, or you could not open the story any more."))
        return named

    def clean(self) -> dict[str, Any]:
        """Read the start of the coverage in the story's zone, which may have been changed in the same breath."""
        cleaned = super().clean() or self.cleaned_data
        if "time_zone" in cleaned and "coverage_started_at" in cleaned:
            try:
                known_time_zone(cleaned["time_zone"])
                cleaned["coverage_started_at"] = self._start(cleaned)
            except ValidationError as error:
                self.add_error("coverage_started_at", error)
        return cleaned

    def _start(self, cleaned: dict[str, Any]) -> Any:
        kept = self.instance.coverage_started_at
        zone = Article(time_zone=cleaned["time_zone"]).zone
        return times.read(cleaned["coverage_started_at"], zone, kept=kept)

    def hand_over(self, fields: dict[str, Any], seen: int | None) -> Article:
        """Create or change the story, and take it a step further if that was asked for: both, or neither."""
        step = next((status for status in Status.values if f"_step_{status}" in self.data), None)
        with transaction.atomic():
            if self.instance.pk:
                story = publishing.change_story(self.instance, by=self.by, seen=seen, **fields)
            else:
                story = publishing.create_story(by=self.by, **fields)
            return publishing.set_status(story, step, by=self.by) if step else story


@admin.register(Article)
class ArticleAdmin(TextAdmin):
    """Stories at the desk. Everyone sees those that are not restricted to others; editors write them."""

    form = ArticleForm
    list_display = ("lead", "headline", "state", "section", "entry_count", "last_change", "links")
    list_display_links = ("headline",)
    list_filter = ("status", "section", OwnFilter)
    list_select_related = ("lead_photo", "section")
    search_fields = ("headline", "standfirst", "slug", "text")
    search_help_text = _("Words of the headline, the standfirst, the address or the text")
    date_hierarchy = "created_at"
    ordering = ("-changed_at",)
    autocomplete_fields = ("lead_photo",)
    actions = ("announce", "start_coverage", "end_coverage", "reopen", "publish_without_feed")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Article]:
        """The stories that this person may know of."""
        stories: models.QuerySet[Article] = super().get_queryset(request)
        visible = Article.objects.visible_to(request.user).values("pk")
        return stories.filter(pk__in=visible).annotate(entries_written=models.Count("entries"))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """For those who only read: without who else may see it."""
        may_write = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        return FIELDSETS if may_write else FIELDSETS[:2]

    @admin.display(description=_("photo"))
    def lead(self, story: Article) -> SafeString | str:
        """The lead photo, small."""
        return thumbnail(story.lead_photo)

    @admin.display(description=_("status"), ordering="status")
    def state(self, story: Article) -> SafeString:
        """Where the story stands."""
        return badge(story.status, story.get_status_display())

    @admin.display(description=_("entries"), ordering="entries_written")
    def entry_count(self, story: Any) -> SafeString:
        """How many entries it has, drafts included: the way to them."""
        address = f"{reverse('admin:editorial_liveentry_changelist')}?article={story.pk}"
        words = ngettext("%(count)d entry", "%(count)d entries", story.entries_written)
        return format_html('<a href="{}">{}</a>', address, words % {"count": story.entries_written})

    @admin.display(description=_("last change"), ordering="changed_at")
    def last_change(self, story: Article) -> str:
        """In the zone of the house, so that the list reads in order."""
        return times.say(story.changed_at, timezone.get_default_timezone())

    @admin.display(description=_("go to"))
    def links(self, story: Article) -> SafeString | str:
        """The public page, where there is one."""
        if not story.is_published:
            return ""
        return format_html('<a href="{}">{}</a>', story.get_absolute_url(), gettext("public page"))

    def view_on_site(self, obj: Article) -> str | None:
        """The public page of a story that has one."""
        return obj.get_absolute_url() if obj.is_published else None

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With the names of the time zones to choose from."""
        context["time_zones"] = sorted(zoneinfo.available_timezones())
        return super().render_change_form(request, context, *args, **kwargs)

    def tools(self, request: HttpRequest, row: Any) -> list[tuple[str, str]]:
        """From a story to its entries."""
        entries = reverse("admin:editorial_liveentry_changelist")
        tools = [(f"{entries}?article={row.pk}", gettext("Entries"))]
        if request.user.has_perm("editorial.add_liveentry") and row.status != Status.PUBLISHED:
            tools.insert(
                0, (f"{reverse('admin:editorial_liveentry_add')}?article={row.pk}", gettext("Add entry"))
            )
        return tools

    def steps(self, request: HttpRequest, row: Any) -> list[tuple[str, str]]:
        """To save, and the steps that this status allows."""
        offered = STEPS[Status(row.status if row else Status.DRAFT)]
        return [
            ("_save", gettext("Save")),
            *((f"_step_{status}", str(words)) for status, words in offered.items()),
        ]

    def _move_all(self, request: HttpRequest, stories: models.QuerySet[Article], status: str) -> None:
        def move(story: Article) -> object:
            return publishing.set_status(story, status, by=person(request))

        apply_to_all(self, request, stories.order_by("pk"), move)

    @admin.action(description=_("Announce: readers can open it, coverage is to come"), permissions=["change"])
    def announce(self, request: HttpRequest, stories: models.QuerySet[Article]) -> None:
        """Draft to upcoming."""
        self._move_all(request, stories, Status.UPCOMING)

    @admin.action(description=_("Start coverage"), permissions=["change"])
    def start_coverage(self, request: HttpRequest, stories: models.QuerySet[Article]) -> None:
        """To live."""
        self._move_all(request, stories, Status.LIVE)

    @admin.action(description=_("End coverage"), permissions=["change"])
    def end_coverage(self, request: HttpRequest, stories: models.QuerySet[Article]) -> None:
        """Live to ended."""
        self._move_all(request, stories, Status.ENDED)

    @admin.action(description=_("Reopen coverage that has ended"), permissions=["change"])
    def reopen(self, request: HttpRequest, stories: models.QuerySet[Article]) -> None:
        """Ended to live; a story that never was covered is not started by this."""
        never = [story.headline for story in stories if story.status not in {Status.ENDED, Status.LIVE}]
        if never:
            words = gettext("Nothing was changed. The coverage of these has not ended: %(stories)s.")
            self.message_user(request, words % {"stories": ", ".join(never)}, messages.ERROR)
            return
        self._move_all(request, stories, Status.LIVE)

    @admin.action(description=_("Publish without a live feed"), permissions=["change"])
    def publish_without_feed(self, request: HttpRequest, stories: models.QuerySet[Article]) -> None:
        """Draft to published."""
        self._move_all(request, stories, Status.PUBLISHED)
