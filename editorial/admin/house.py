"""The house: bylines, sections, the newsroom record, and the record of what was refused."""

from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from editorial import publishing
from editorial.admin.badges import thumbnail
from editorial.admin.base import DeskAdmin
from editorial.admin.forms import DeskForm
from editorial.models import Byline, Newsroom, Refusal, Section


class BylineForm(DeskForm):
    """A byline of the house."""

    def hand_over(self, fields: dict[str, Any], seen: int | None) -> Byline:
        """Add or change it."""
        if self.instance.pk:
            return publishing.change_byline(self.instance, by=self.by, seen=seen, **fields)
        return publishing.add_byline(by=self.by, **fields)


@admin.register(Byline)
class BylineAdmin(DeskAdmin):
    """Bylines of the house. Who may not see the logins is not shown them here either."""

    form = BylineForm
    list_display = ("picture", "name", "role")
    list_display_links = ("name",)
    list_select_related = ("portrait",)
    search_fields = ("name", "role")
    autocomplete_fields = ("portrait",)

    def beyond_rights(self, request: HttpRequest) -> set[str]:
        """Whose login it is, is for those who see the logins."""
        return set() if request.user.has_perm("auth.view_user") else {"user"}

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The login only for those who may see the logins."""
        fields = ["name", "role", "biography", "portrait", "link"]
        if request.user.has_perm("auth.view_user"):
            fields.append("user")
        return [(None, {"fields": fields})]

    @admin.display(description=_("portrait"))
    def picture(self, byline: Byline) -> SafeString | str:
        """The portrait, small."""
        return thumbnail(byline.portrait)


# Agencies and distributors: the picture desk's part of the record.
CREDIT_LISTS = ("agencies", "distributors")
FIELDS = {field.name for field in Newsroom._meta.get_fields() if field.concrete}


class NewsroomForm(DeskForm):
    """The newsroom record."""

    def hand_over(self, fields: dict[str, Any], seen: int | None) -> Newsroom:
        """Change it."""
        return publishing.change_newsroom(by=self.by, seen=seen, **fields)


@admin.register(Newsroom)
class NewsroomAdmin(DeskAdmin):
    """The one record: its page opens at once."""

    form = NewsroomForm
    autocomplete_fields = ("logo",)
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("name", "logo", "publisher_url")}),
        (
            _("On the pages"),
            {"fields": ("language", "clock_style", "correction_grace_minutes", "is_embedding_allowed")},
        ),
        (_("Photos"), {"fields": ("is_expired_withdrawn",)}),
        (_("Credit lines"), {"fields": CREDIT_LISTS}),
    )

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Administrators; and, of the lists by which credits are read, the picture desk."""
        return self._keeps_lists(request) or super().has_view_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The same."""
        return self._keeps_lists(request) or super().has_change_permission(request, obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """So that the way there is on the desk's first page."""
        return self._keeps_lists(request) or super().has_module_permission(request)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The whole record, or the lists alone."""
        return self.fieldsets if self._keeps_record(request) else self.fieldsets[-1:]

    def beyond_rights(self, request: HttpRequest) -> set[str]:
        """What the record holds beside the lists is for administrators to say."""
        return set() if self._keeps_record(request) else FIELDS - {*CREDIT_LISTS}

    def hidden_in_history(self, request: HttpRequest, row: Any) -> set[str]:
        """The lists' own history, for those who keep them alone."""
        return self.beyond_rights(request)

    def _keeps_record(self, request: HttpRequest) -> bool:
        return request.user.has_perm("editorial.change_newsroom")

    def _keeps_lists(self, request: HttpRequest) -> bool:
        return request.user.has_perm("editorial.manage_image_rights")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never: there is one."""
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """On to the one record."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return HttpResponseRedirect(reverse("admin:editorial_newsroom_change", args=[1]))

    def response_post_save_change(self, request: HttpRequest, obj: Newsroom) -> HttpResponseRedirect:
        """Back to the desk's first page."""
        return HttpResponseRedirect(reverse("admin:index"))


class SectionForm(DeskForm):
    """A part of the paper."""

    def hand_over(self, fields: dict[str, Any], seen: int | None) -> Section:
        """Add it, or name it anew."""
        if self.instance.pk:
            return publishing.change_section(self.instance, by=self.by, seen=seen, **fields)
        return publishing.add_section(by=self.by, **fields)


@admin.register(Section)
class SectionAdmin(DeskAdmin):
    """The parts of the paper."""

    form = SectionForm
    list_display = ("name", "slug")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}
    fields = ("name", "slug")


@admin.register(Refusal)
class RefusalAdmin(DeskAdmin):
    """Who tried what they may not do. For reading."""

    fields = list_display = ("at", "by", "attempt")
    list_display_links = None
    list_select_related = ("by",)
    search_fields = ("attempt", "by__username")
    date_hierarchy = "at"

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


def _name() -> str:
    return Newsroom.current().name


# Asked anew for each page, so that the desk bears the name that the record has now.
NAME = lazy(_name, str)()
