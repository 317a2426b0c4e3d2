"""Stories: their list, their form, and the steps of their coverage."""

from typing import Any

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from editorial import publishing
from editorial.admin import taking_down, times
from editorial.admin.article_form import ArticleForm
from editorial.admin.badges import badge, thumbnail
from editorial.admin.base import TextAdmin, person
from editorial.admin.bulk import apply_to_all
from editorial.admin.desk.urls import desk_urls
from editorial.admin.embedding import lines_of
from editorial.admin.filters import OwnFilter
from editorial.models import Article
from editorial.models.recorded import time_zones
from editorial.publishing.stories import STEPS as NEXT

Status = Article.Status
# The steps that a story's page may offer, in an editor's words.
STEPS = {
    Status.UPCOMING: _("Save and announce coverage"),
    Status.LIVE: _("Save and start coverage"),
    Status.ENDED: _("Save and end coverage"),
    Status.PUBLISHED: _("Save and publish without a feed"),
}
REOPEN = _("Save and reopen coverage")

FIELDSETS: tuple[tuple[Any, dict[str, Any]], ...] = (
    (None, {"fields": ("headline", "standfirst", "summary", "text", "lead_photo", "bylines")}),
    (_("Place and time"), {"fields": ("section", "slug", "language", "time_zone", "coverage_started_at")}),
    (_("Other stories and other sites"), {"fields": ("continues", "related", "is_embeddable")}),
    (_("Who may see it"), {"fields": ("restricted_to",), "classes": ("collapse",)}),
)


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
    autocomplete_fields = ("lead_photo", "continues", "related")
    actions = ("announce", "start_coverage", "end_coverage", "reopen", "publish_without_feed")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Article]:
        """The stories that this person may know of."""
        stories: models.QuerySet[Article] = super().get_queryset(request)
        visible = Article.objects.visible_to(request.user).values("pk")
        return stories.filter(pk__in=visible).annotate(entries_written=models.Count("entries"))

    def get_urls(self) -> list[URLPattern]:
        """With the live desk of each story, and with what is done to it whole."""
        return [*desk_urls(), *taking_down.urls(), *super().get_urls()]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """For those who only read: without who else may see it, and without stories that they may not know of."""
        may_write = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        return FIELDSETS if may_write else FIELDSETS[:2]

    def hidden_in_history(self, request: HttpRequest, row: Any) -> set[str]:
        """Who else may see a story is for those to read who write it."""
        return set() if self.has_change_permission(request, row) else {"restricted_to"}

    def notes(self, request: HttpRequest, row: Any) -> list[str]:
        """That it was taken down, by whom and why."""
        return list(taking_down.notes_on(row))

    @admin.display(description=_("photo"))
    def lead(self, story: Article) -> SafeString | str:
        """The lead photo, small."""
        return thumbnail(story.lead_photo)

    @admin.display(description=_("status"), ordering="status")
    def state(self, story: Article) -> SafeString:
        """Where the story stands."""
        status = badge(story.status, story.get_status_display())
        if story.can_be_opened or not story.is_published:
            return status
        return format_html("{} {}", badge("taken-down", gettext("taken down")), status)

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
    def links(self, story: Article) -> SafeString:
        """The live desk, and the public page, where there is one."""
        desk = reverse("admin:editorial_article_live", args=[story.pk])
        way = format_html('<a href="{}">{}</a>', desk, gettext("live desk"))
        if not story.can_be_opened:
            return way
        return format_html('{} <a href="{}">{}</a>', way, story.get_absolute_url(), gettext("public page"))

    def view_on_site(self, obj: Article) -> str | None:
        """The public page of a story that has one."""
        return obj.get_absolute_url() if obj.can_be_opened else None

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With the names of the time zones to choose from, and the lines for other sites."""
        context["time_zones"] = sorted(time_zones())
        context["embedding"] = lines_of(context.get("original"))
        return super().render_change_form(request, context, *args, **kwargs)

    def tools(self, request: HttpRequest, row: Any) -> list[tuple[str, str]]:
        """From a story to its entries."""
        entries = reverse("admin:editorial_liveentry_changelist")
        desk = reverse("admin:editorial_article_live", args=[row.pk])
        tools = [(desk, gettext("Live desk")), (f"{entries}?article={row.pk}", gettext("Entries"))]
        if request.user.has_perm("editorial.add_liveentry") and row.status != Status.PUBLISHED:
            tools.insert(
                1, (f"{reverse('admin:editorial_liveentry_add')}?article={row.pk}", gettext("Add entry"))
            )
        return tools

    def steps(self, request: HttpRequest, row: Any) -> list[tuple[str, str]]:
        """To save, and the steps that this status allows."""
        status = row.status if row else Status.DRAFT
        words = {**STEPS, Status.LIVE: REOPEN} if status == Status.ENDED else STEPS
        offered = [(f"_step_{step}", str(words[step])) for step in STEPS if step in NEXT[status]]
        return [("_save", gettext("Save")), *offered]

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
