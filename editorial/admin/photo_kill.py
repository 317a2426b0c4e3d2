"""Photos taken off every page, and brought back: the question first, with where they stand, and the reason."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from editorial import publishing
from editorial.admin.badges import thumbnail
from editorial.admin.base import person
from editorial.admin.bulk import put_on_record, refuse_hidden
from editorial.admin.photo_keys import photo_of
from editorial.models import Image
from editorial.models.recorded import one_line
from editorial.photos.uses import uses_of_each

MOST_AT_ONCE = 100


class KillForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=gettext_lazy("Why? It is kept with the photo, for the newsroom alone."),
        max_length=Image._meta.get_field("kill_reason").max_length,
        validators=[one_line],
        error_messages={"required": gettext_lazy("Say why: whoever finds the photo gone will want to know.")},
    )
    reason.widget.attrs |= {"autofocus": True, "data-count-near": "500"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget.attrs.pop("maxlength", None)


@require_http_methods(["GET", "HEAD", "POST"])
def kill(request: HttpRequest, key: str) -> HttpResponse:
    """The question whether to kill a photo; posted with a reason, it is done."""
    _require_rights(request)
    photo, form = photo_of(key), KillForm(request.POST if request.method == "POST" else None)
    address = reverse("admin:editorial_image_change", args=[photo.pk])
    if not form.is_valid():
        return _question(request, [photo], form, post_to=request.path, leave_to=address)
    going = _with_copies([photo])
    publishing.kill_photo(photo, by=person(request), reason=form.cleaned_data["reason"])
    _tell_killed(request, going)
    return HttpResponseRedirect(address)


def kill_several(
    model_admin: "ModelAdmin[Any]", request: HttpRequest, photos: models.QuerySet[Image]
) -> HttpResponse | None:
    """The same for photos ticked in the list. Each goes by itself: none has to stay for another's sake."""
    chosen, leave_to = (
        list(photos.order_by("pk")[: MOST_AT_ONCE + 1]),
        reverse("admin:editorial_image_changelist"),
    )
    try:
        refuse_hidden(request, chosen)
    except PermissionDenied as refused:
        put_on_record(model_admin, request, refused)
        return None
    if len(chosen) > MOST_AT_ONCE:
        told = _("Nothing was changed. Choose %(most)d photos at most.") % {"most": MOST_AT_ONCE}
        messages.error(request, told)
        return None
    form = KillForm(request.POST if "reason" in request.POST else None)
    if not form.is_valid():
        return _question(request, chosen, form, post_to=leave_to, leave_to=leave_to)
    going = _with_copies(chosen)
    for each in chosen:
        publishing.kill_photo(each, by=person(request), reason=form.cleaned_data["reason"])
    _tell_killed(request, going)
    return None


@require_POST
def restore(request: HttpRequest, key: str) -> HttpResponse:
    """Bring a killed photo back, and say why where that cannot be."""
    _require_rights(request)
    photo = photo_of(key)
    try:
        publishing.restore_photo(photo, by=person(request))
    except publishing.Conflict as conflict:
        messages.error(request, _("Nothing was changed. %(reasons)s") % {"reasons": conflict})
    except ValidationError as refused:
        messages.error(
            request, _("Nothing was changed. %(reasons)s") % {"reasons": " ".join(refused.messages)}
        )
    else:
        messages.success(request, _("The photo is back wherever it stood. Its pictures are being made anew."))
    return HttpResponseRedirect(reverse("admin:editorial_image_change", args=[photo.pk]))


def _require_rights(request: HttpRequest) -> None:
    if not request.user.has_perm("editorial.manage_image_rights"):
        raise PermissionDenied(_("Killing and restoring photos is the picture desk's. Ask there."))


def _with_copies(photos: Sequence[Image]) -> list[Image]:
    """The photos, and those of the same files, which go with them."""
    copies = [copy for photo in photos for copy in Image.objects.copies_of(photo).filter(killed_at=None)]
    return list(dict.fromkeys([*photos, *copies]))


def _question(
    request: HttpRequest, photos: Sequence[Image], form: KillForm, *, post_to: str, leave_to: str
) -> TemplateResponse:
    photos = _with_copies(photos)
    uses = uses_of_each(photos, seen_by=person(request))
    context = {
        **admin.site.each_context(request),
        "title": ngettext("Kill this photo", "Kill these photos", len(photos)),
        "opts": Image._meta,
        "photos": [(photo, uses[photo.pk], thumbnail(photo)) for photo in photos],
        "form": form,
        "post_to": post_to,
        "leave_to": leave_to,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return TemplateResponse(request, "admin/editorial/image/kill.html", context, status=status)


def _tell_killed(request: HttpRequest, photos: Sequence[Image]) -> None:
    words = ngettext(
        "%(count)d photo was taken off every page.",
        "%(count)d photos were taken off every page.",
        len(photos),
    )
    messages.success(request, words % {"count": len(photos)})
