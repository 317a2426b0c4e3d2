"""Photos: taken in, described, and asked for what they lack."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import flatten
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from editorial.admin import photo_card
from editorial.admin.filters import MissingFilter, OwnFilter
from editorial.admin.keys import key_in
from editorial.admin.photo_filters import LONGEST_NAME, AgencyFilter, DistributorFilter, RightsFilter
from editorial.admin.photo_form import PhotoForm
from editorial.admin.photo_list import PhotoColumns, with_places
from editorial.admin.photo_page import PhotoPage
from editorial.admin.photo_state import notes_on, pictures_of
from editorial.admin.photo_urls import photo_urls
from editorial.models import Image
from editorial.photos.uses import uses_of

NEWEST = 50
RIGHTS_IN_LINES: tuple[str | tuple[str, ...], ...] = (
    *(("licence_url", "acquire_url"), "usage_terms", "copyright_notice", "instructions"),
    *(("embargo_until", "use_until"), "territories", "rights_notes", "is_barred"),
)
RIGHTS = tuple(flatten(RIGHTS_IN_LINES))
TEXTS = ("preview", "alternative_text", "caption", "credit_line", "credit_parts", "is_credit_unknown")
MORE = ("headline", ("creator", "source"), ("location", "taken_at"))
WORDS = (
    *("headline", "caption", "alternative_text", "credit_line", "creator", "source"),
    *("photographer", "agency", "distributor", "uploaded_as", "location"),
)


@admin.register(Image)
class ImageAdmin(PhotoPage, PhotoColumns):
    """The photo library: everyone sees it and brings photos; the picture desk and editors fill in any."""

    form = PhotoForm
    change_form_template = "admin/editorial/image/change_form.html"
    list_display = ("picture", "title", "credit_line", "state", "used", "brought_by", "created_at")
    list_display_links = ("picture", "title")
    list_filter = (MissingFilter, RightsFilter, AgencyFilter, DistributorFilter, OwnFilter)
    search_fields = WORDS
    search_help_text = _(
        "Words of the texts or the credit, a photographer, an agency, a place, a file's name"
    )
    date_hierarchy = "created_at"
    ordering = ("-created_at",)
    readonly_fields = ("preview", "credit_parts", "said", "size", "name_of_file")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Image]:
        """With where each is used, who brought it, and who killed it."""
        photos: models.QuerySet[Image] = super().get_queryset(request)
        return with_places(photos).select_related("created_by", "killed_by")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """As elsewhere; names in credits are longer than keys."""
        names = {AgencyFilter.parameter_name, DistributorFilter.parameter_name}
        if lookup in names:
            return len(str(value)) <= LONGEST_NAME
        return super().lookup_allowed(lookup, value, request)

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
        may_change = self.has_change_permission(request, obj)
        focal = {"fields": [("focal_x", "focal_y")], "description": _("What a narrow crop must not lose.")}
        file = ["name_of_file", "size", "said"]
        return [
            (None, {"fields": [*TEXTS]}),
            (_("More about it"), {"fields": [*MORE]}),
            (_("Rights"), {"fields": [*RIGHTS_IN_LINES]}),
            (_("Focal point"), focal),
            (_("File"), {"fields": ["file", *file] if may_change else file}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """What the file said, and what is made of it; the rights, for those who may not set them."""
        if obj is None or self._may_set_rights(request):
            return self.readonly_fields
        return (*self.readonly_fields, *RIGHTS)

    def get_urls(self) -> list[URLPattern]:
        """With the list of photos that the text editor offers, and what else is asked of a photo."""
        choose = self.admin_site.admin_view(self.choose)
        own = [path("choose/", choose, name="editorial_image_choose")]
        return [*own, *photo_urls(), *super().get_urls()]

    def tools(self, request: HttpRequest, row: Any) -> list[tuple[str, str]]:
        """The file as it was brought; and, for those who may, off every page."""
        tools = []
        if row.file and self.has_change_permission(request, row):
            tools.append((reverse("admin:editorial_image_original", args=[row.pk]), gettext("Original file")))
        if self._may_set_rights(request) and not row.killed_at:
            tools.append((reverse("admin:editorial_image_kill", args=[row.pk]), gettext("Kill this photo…")))
        return tools

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With where the photo is used, and how far its pictures are."""
        photo = kwargs.get("obj")
        if photo is not None:
            uses = uses_of(photo, seen_by=request.user)
            context |= {
                "uses": uses,
                "photo_notes": [*notes_on(photo, uses)],
                "pictures": pictures_of(photo),
                "may_restore": bool(photo.killed_at) and self._may_set_rights(request),
                "may_develop": self.has_change_permission(request, photo),
            }
        return super().render_change_form(request, context, *args, **kwargs)

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
