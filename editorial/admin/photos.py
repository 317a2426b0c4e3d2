"""Photos: taken in, described, and asked for what they lack."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from editorial import publishing
from editorial.admin.badges import missing, rendition_url, thumbnail
from editorial.admin.base import DeskAdmin
from editorial.admin.filters import MissingFilter, OwnFilter
from editorial.admin.forms import DeskForm
from editorial.admin.keys import key_in
from editorial.models import Image

NEWEST = 50
RIGHTS = ("copyright_notice", "licence_url", "instructions")
WORDS = ("headline", "alternative_text", "caption", "credit_line", "creator", "source")


class PhotoForm(DeskForm):
    """A photo as its editor describes it."""

    reads_well: ClassVar[dict[str, int]] = {"alternative_text": 250, "caption": 400}

    file = forms.FileField(
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/avif,image/gif"}),
        label=_("File"),
        help_text=_(
            "JPEG, PNG, WebP, AVIF or GIF, up to 64 MB. What the file says of itself fills in the texts."
        ),
    )

    class Meta:
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "alternative_text": forms.Textarea(attrs={"rows": 2}),
            "caption": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields and not self.instance.pk:
            self.fields["file"].required = True

    def hand_over(self, fields: dict[str, Any], seen: int | None) -> Image:
        """Take the photo in, or change its texts; its file too, if another was chosen."""
        upload = fields.pop("file", None)
        given: dict[str, Any] = {}
        if isinstance(upload, UploadedFile):
            given = {"upload": upload.file, "name": upload.name or ""}
        if self.instance.pk:
            return publishing.change_photo(self.instance, by=self.by, seen=seen, **given, **fields)
        return publishing.add_photo(by=self.by, **given, **fields)


@admin.register(Image)
class ImageAdmin(DeskAdmin):
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
        """With the list of photos that the text editor offers."""
        choose = self.admin_site.admin_view(self.choose)
        own = [path("choose/", choose, name="editorial_image_choose")]
        return [*own, *super().get_urls()]

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
        photos = [_told(photo) for photo in self._chosen(request)[:NEWEST]]
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

    # The list, and what is shown of the file ---------------------------------------------------------

    @admin.display(description=_("photo"))
    def picture(self, photo: Image) -> SafeString | str:
        """The photo, small."""
        return thumbnail(photo)

    @admin.display(description=_("title"), ordering="headline")
    def title(self, photo: Image) -> str:
        """What the photo is called, as far as anybody said."""
        return str(photo)

    @admin.display(description=_("state"))
    def lacks(self, photo: Image) -> SafeString | str:
        """What publishing it would ask for."""
        return missing(photo)

    @admin.display(description=_("brought by"), ordering="created_by__username")
    def brought_by(self, photo: Image) -> str:
        """Who brought it."""
        who = photo.created_by
        return (who.get_full_name() or who.get_username()) if who else ""

    @admin.display(description=_("picture"))
    def preview(self, photo: Image) -> SafeString | str:
        """The photo as readers get it; a click on it sets the focal point."""
        if not photo.is_ready:
            return gettext("no file yet")
        return format_html(
            '<span class="preview" data-focal-point><img src="{}" alt="{}"></span>',
            rendition_url(photo, at_least=640),
            photo.alternative_text or gettext("no alternative text yet"),
        )

    @admin.display(description=_("size"))
    def size(self, photo: Image) -> str:
        """In pixels, upright."""
        if not photo.width:
            return gettext("no file yet")
        return gettext("%(width)d × %(height)d pixels") % {"width": photo.width, "height": photo.height}

    @admin.display(description=_("what the file said"))
    def said(self, photo: Image) -> SafeString | str:
        """Every field that was read from the file, as it was read."""
        lines = [(name, _as_text(value)) for name, value in sorted(photo.embedded.items()) if value]
        if not lines:
            return gettext("nothing")
        return format_html('<dl class="said">{}</dl>', format_html_join("", "<dt>{}</dt><dd>{}</dd>", lines))


def _as_text(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_as_text(part)}" for name, part in value.items() if part)
    return "; ".join(_as_text(part) for part in value) if isinstance(value, list) else str(value)


def _told(photo: Image) -> dict[str, Any]:
    """A photo for the text editor's chooser."""
    return {
        "id": photo.pk,
        "thumbnail": rendition_url(photo),
        "alternative_text": photo.alternative_text,
        "caption": photo.caption,
        "credit_line": photo.credit_line,
        "missing": photo.missing,
    }
