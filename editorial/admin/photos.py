"""Photos: taken in, described, and asked for what they lack."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from editorial.admin import photo_card, receiving
from editorial.admin.filters import MissingFilter, OwnFilter
from editorial.admin.keys import key_in
from editorial.admin.photo_form import PhotoForm
from editorial.admin.photo_list import PhotoColumns
from editorial.models import Image

NEWEST = 50
RIGHTS = ("copyright_notice", "licence_url", "instructions")
WORDS = ("headline", "alternative_text", "caption", "credit_line", "creator", "source")


@admin.register(Image)
class ImageAdmin(PhotoColumns):
    """The photo library: everyone sees it and brings photos; the picture desk and editors fill in any."""

    form = PhotoForm
    list_display = ("picture", "title", "lacks", "credit_line", "brought_by", "created_at")
    list_display_links = ("picture", "title")
    list_filter = (MissingFilter, OwnFilter, "is_credit_unknown")
    list_select_related = ("created_by",)
    search_fields = WORDS
    search_help_text = _("Words of the title, the caption, the alternative text or the credit")
    date_hierarchy = "created_at"
    ordering = ("-created_at",)
    readonly_fields = ("preview", "said", "size")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The picture desk and editors any photo; others the ones they brought."""
        may_change = super().has_change_permission(request, obj)
        return may_change and (obj is None or obj.may_be_changed_by(request.user))

    def beyond_rights(self, request: HttpRequest) -> set[str]:
        """Rights are for the picture desk to say."""
        return set() if self._may_set_rights(request) else {*RIGHTS}

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """A new photo is its file: what that says is then there to be completed."""
        if obj is None:
            return [(None, {"fields": ["file"]})]
        fieldsets: list[tuple[Any, dict[str, Any]]] = [
            (
                None,
                {"fields": ["preview", "alternative_text", "caption", "credit_line", "is_credit_unknown"]},
            ),
            (_("More about it"), {"fields": ["headline", "creator", "source"]}),
        ]
        if self._may_set_rights(request):
            fieldsets.append((_("Rights"), {"fields": [*RIGHTS]}))
        may_change = self.has_change_permission(request, obj)
        focal = {"fields": [("focal_x", "focal_y")], "description": _("What a narrow crop must not lose.")}
        file = {"fields": ["file", "size", "said"] if may_change else ["size", "said"]}
        return [*fieldsets, (_("Focal point"), focal), (_("File"), file)]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """What the file said, and what is made of it."""
        return self.readonly_fields

    def get_urls(self) -> list[URLPattern]:
        """With the list of photos that the text editor offers, and what the cards of photos ask."""
        choose = self.admin_site.admin_view(self.choose)
        own = [path("choose/", choose, name="editorial_image_choose")]
        return [*own, *receiving.urls(), *photo_card.urls(), *super().get_urls()]

    def notes(self, request: HttpRequest, row: Any) -> list[str]:
        """What is missing, and what to do about it."""
        notes = []
        if row.is_credit_missing:
            notes.append(gettext("Credit missing. Ask whose picture it is, or tick “no credit known”."))
        if not row.alternative_text:
            notes.append(gettext("Alternative text missing: say what the picture shows."))
        if not row.is_ready:
            notes.append(gettext("This photo waits for its file, and readers do not see it."))
        return notes

    def response_add(
        self, request: HttpRequest, obj: Image, post_url_continue: str | None = None
    ) -> HttpResponse:
        """On to what the file said, to be completed."""
        if "_popup" in request.POST:
            return super().response_add(request, obj, post_url_continue)
        self.message_user(request, gettext("The photo is in the library. Look through what its file said."))
        return HttpResponseRedirect(reverse("admin:editorial_image_change", args=[obj.pk]))

    @method_decorator(require_safe)
    def choose(self, request: HttpRequest) -> HttpResponse:
        """JSON for the text editor: the newest photos, those that answer `q`, or those of `ids` (1,2,3)."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        photos = [photo_card.told(photo) for photo in self._chosen(request)[:NEWEST]]
        return JsonResponse({"photos": photos}, headers={"Cache-Control": "no-store"})

    def _chosen(self, request: HttpRequest) -> models.QuerySet[Image]:
        photos: models.QuerySet[Image] = self.get_queryset(request).order_by("-created_at")
        if "ids" in request.GET:
            keys = [key_in(text) for text in request.GET["ids"].split(",")]
            return photos.filter(pk__in=keys)
        found, _may_repeat = self.get_search_results(request, photos, request.GET.get("q", ""))
        return found

    def _may_set_rights(self, request: HttpRequest) -> bool:
        return request.user.has_perm("editorial.manage_image_rights")
