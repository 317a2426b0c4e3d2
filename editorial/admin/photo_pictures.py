"""A photo's pictures: how far they are, made again, and the original, for whoever may change the photo."""

from pathlib import PurePath

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from editorial import publishing
from editorial.admin.answers import answering
from editorial.admin.base import person
from editorial.admin.photo_keys import photo_of
from editorial.admin.photo_state import pictures_of
from editorial.models import Image
from editorial.photos import files


@answering("GET", "HEAD", right="view_image")
def pictures(request: HttpRequest, key: str) -> HttpResponse:
    """JSON: how far the darkroom is with a photo."""
    told = pictures_of(photo_of(key))
    return JsonResponse({"state": told.state, "words": told.words})


@require_POST
def develop(request: HttpRequest, key: str) -> HttpResponse:
    """Have the pictures made again."""
    photo = photo_of(key)
    publishing.develop_again(photo, by=person(request))
    messages.success(request, _("The pictures are being made again."))
    return HttpResponseRedirect(reverse("admin:editorial_image_change", args=[photo.pk]))


@require_safe
def original(request: HttpRequest, key: str) -> HttpResponse:
    """The file as it was brought, to keep. No browser shows it: it is not proved as the pictures are."""
    photo = photo_of(key)
    if not photo.may_be_changed_by(request.user):
        raise PermissionDenied
    if not photo.file:
        raise Http404
    try:
        with files.original(str(photo.file.name)) as file:
            data = file.read()
    except FileNotFoundError:
        return _without(
            request, photo, _("The photo's file is not in the storage any more. Upload it again.")
        )
    except files.StorageAway:
        return _without(request, photo, _("The storage of photos does not answer. Try again later."))
    headers = {
        "Cache-Control": "no-store, private",
        "Content-Disposition": content_disposition_header(True, _name_of(photo)) or "attachment",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(data, content_type="application/octet-stream", headers=headers)


def _without(request: HttpRequest, photo: Image, why: str) -> HttpResponse:
    messages.error(request, why)
    return HttpResponseRedirect(reverse("admin:editorial_image_change", args=[photo.pk]))


def _name_of(photo: Image) -> str:
    """The sender's name, with the ending that the file has by what is in it."""
    stem = PurePath(photo.uploaded_as.replace("\\", "/")).stem or f"photo-{photo.pk}"
    return stem + PurePath(str(photo.file.name)).suffix
