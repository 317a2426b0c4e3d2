"""Live entries: who may see and write them, and the page of one."""

from copy import copy
from http import HTTPStatus
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial import publishing
from editorial.admin import times
from editorial.admin.base import person
from editorial.admin.entry_actions import EntryActions
from editorial.admin.entry_form import EntryForm, steps_of
from editorial.admin.entry_list import EntryColumns
from editorial.admin.filters import OwnFilter, StoryFilter
from editorial.admin.keeping import kept_words
from editorial.admin.keys import key_in
from editorial.models import Article, LiveEntry
from editorial.publishing.bringing import FOR_EDITORS

Status = LiveEntry.Status
# In the order in which the form shows them.
SHOWN_TO_EDITORS = [
    name for name in ("published_at", "is_key_event", "is_pinned", "bylines") if name in FOR_EDITORS
]


@admin.register(LiveEntry)
class LiveEntryAdmin(EntryColumns, EntryActions):
    """Entries at the desk: everyone sees them, writes and submits their own; editors publish."""

    form = EntryForm
    list_display = ("time", "title", "state", "signs", "photo", "story", "writer")
    list_display_links = ("title",)
    list_filter = ("status", StoryFilter, "is_key_event", "is_pinned", OwnFilter)
    list_select_related = ("article", "created_by")
    search_fields = ("heading", "text", "public_id")
    search_help_text = _("Words of the heading or the text, or an entry's public id")
    date_hierarchy = "published_at"
    ordering = ("-changed_at",)
    autocomplete_fields = ("article",)
    # Who may see and do what -----------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[LiveEntry]:
        """The entries of the stories that this person may know of."""
        entries: models.QuerySet[LiveEntry] = super().get_queryset(request)
        visible = Article.objects.visible_to(request.user).values("pk")
        return entries.filter(article__in=visible).prefetch_related("byline_places__byline", "photos")

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Whether the person may publish: what the actions ask."""
        return request.user.has_perm("editorial.publish_liveentry")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Editors every entry; others their own, until it is published."""
        is_staff_writer = super().has_change_permission(request, obj)
        return is_staff_writer and (obj is None or obj.may_be_changed_by(request.user))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Drafts that readers never saw, by those who may change them."""
        return (
            obj is not None
            and request.user.has_perm("editorial.delete_liveentry")
            and not obj.was_published
            and obj.may_be_changed_by(request.user)
        )

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The fields that this person may fill in; for those who only read, the text as readers see it."""
        if obj and not self.has_change_permission(request, obj):
            return [(None, {"fields": ["article", "heading", "text_shown", "published_at", "bylines"]})]
        fieldsets: list[tuple[Any, dict[str, Any]]] = [
            (None, {"fields": ["story" if obj else "article", "heading", "text"]})
        ]
        if self.has_publish_permission(request):
            fieldsets.append((_("For readers"), {"fields": SHOWN_TO_EDITORS}))
            if obj and obj.was_published:
                fieldsets.append(
                    (_("Correction"), {"fields": ["correction", "is_typing_error", "corrections_told"]})
                )
        return fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """An entry stays in its story."""
        return ("story", "text_shown", "corrections_told")

    def beyond_rights(self, request: HttpRequest) -> set[str]:
        """What readers see, and when, is for editors to say."""
        if self.has_publish_permission(request):
            return set()
        return {*FOR_EDITORS, "status", "correction", "is_typing_error", "_publish"}

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """For stories that the person may know of; an entry that is written stays in its own."""
        posted = request.POST.get("article", "")
        if obj and posted not in {"", str(obj.article_id)}:
            raise PermissionDenied
        if posted and not Article.objects.visible_to(request.user).filter(pk=key_in(posted)).exists():
            raise Http404
        return super().get_form(request, obj, change=change, **kwargs)

    # The form's page -------------------------------------------------------------------------------

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The story that the person came from, if they may know of it; and their own byline."""
        stories = Article.objects.visible_to(request.user)
        story = stories.filter(pk=key_in(request.GET.get("article"))).first()
        own = getattr(person(request), "byline", None)
        return {"article": story, "bylines": [own] if own else []}

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form's page. To a writer whose entry is no longer theirs to change it gives back what they typed."""
        kept = kept_words(self, request, object_id) if request.method == "POST" and object_id else None
        if not kept:
            return super().changeform_view(request, object_id, form_url, extra_context)
        for_reading = copy(request)
        for_reading.method = "GET"
        page = super().changeform_view(for_reading, object_id, form_url, {"kept": kept})
        page.status_code = HTTPStatus.FORBIDDEN
        return page

    def steps(self, request: HttpRequest, row: Any) -> list[tuple[str, str]]:
        """What can be done with an entry of this status, by this person."""
        return steps_of(row.status if row else None, self.has_publish_permission(request))

    def tools(self, request: HttpRequest, row: Any) -> list[tuple[str, str]]:
        """To the story."""
        return [(reverse("admin:editorial_article_change", args=[row.article_id]), gettext("Story"))]

    def row_actions(self, request: HttpRequest, row: Any) -> list[tuple[str, str]]:
        """Off the page, or back on it."""
        offered = {
            Status.PUBLISHED: [("withdraw", gettext("Withdraw…"))],
            Status.WITHDRAWN: [("restore", gettext("Restore"))],
        }
        return offered.get(row.status, []) if self.has_publish_permission(request) else []

    def notes(self, request: HttpRequest, row: Any) -> list[str]:
        """Where the entry stands, when that is not plain."""
        if row.status == Status.WITHDRAWN:
            reason = row.withdrawal_reason or gettext("none given")
            return [
                gettext("Withdrawn: readers do not see this entry. Reason: %(reason)s") % {"reason": reason}
            ]
        if row.sent_back_note:
            return [gettext("Sent back by an editor: %(note)s") % {"note": row.sent_back_note}]
        if row.status == Status.SCHEDULED:
            told = {"time": times.say(row.published_at, row.article.zone)}
            return [gettext("Scheduled: it publishes itself at %(time)s.") % told]
        return []

    def view_on_site(self, obj: LiveEntry) -> str | None:
        """The entry's public address, while it has one."""
        return obj.get_absolute_url() if obj.is_seen_by_readers and obj.article.can_be_opened else None

    def response_post_save_add(self, request: HttpRequest, obj: LiveEntry) -> HttpResponseRedirect:
        """On to the story's entries."""
        return self._to_entries(obj)

    def response_post_save_change(self, request: HttpRequest, obj: LiveEntry) -> HttpResponseRedirect:
        """On to the story's entries."""
        return self._to_entries(obj)

    def _to_entries(self, entry: LiveEntry) -> HttpResponseRedirect:
        address = reverse("admin:editorial_liveentry_changelist")
        return HttpResponseRedirect(f"{address}?article={entry.article_id}")

    # Deleting a draft ------------------------------------------------------------------------------

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """The draft alone: what hangs on it goes with it, and is nobody else's."""
        return [str(entry) for entry in objs], {gettext("draft"): len(objs)}, set(), []

    def delete_model(self, request: HttpRequest, obj: LiveEntry) -> None:
        """Through `publishing`, which refuses what readers have seen."""
        publishing.discard_entry(obj, by=person(request))
