"""The columns of the photo library, and the killing of several at once."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial.admin.badges import thumbnail
from editorial.admin.base import DeskAdmin
from editorial.admin.names import name_of
from editorial.admin.photo_kill import kill_several
from editorial.admin.photo_state import badges_of
from editorial.models import Article, Image, LiveEntry


class PhotoColumns(DeskAdmin):
    """What is said of a photo."""

    actions = ("kill",)

    @admin.display(description=_("photo"))
    def picture(self, photo: Image) -> SafeString | str:
        """The photo, small."""
        return thumbnail(photo)

    @admin.display(description=_("title"), ordering="headline")
    def title(self, photo: Image) -> str:
        """What the photo is called, as far as anybody said."""
        return str(photo)

    @admin.display(description=_("state"))
    def state(self, photo: Image) -> SafeString | str:
        """What stands in its way."""
        return badges_of(photo)

    @admin.display(description=_("used"), ordering="places")
    def used(self, photo: Any) -> str:
        """In how many places it stands: leads, texts of stories, entries."""
        return gettext("%(count)d×") % {"count": photo.places} if photo.places else "—"

    @admin.display(description=_("brought by"), ordering="created_by__username")
    def brought_by(self, photo: Image) -> str:
        """Who brought it."""
        return name_of(photo.created_by)

    def has_kill_permission(self, request: HttpRequest) -> bool:
        """Whether the person may take photos off every page: what the action asks."""
        return request.user.has_perm("editorial.manage_image_rights")

    @admin.action(description=_("Kill: take off every page…"), permissions=["kill"])
    def kill(self, request: HttpRequest, photos: models.QuerySet[Image]) -> HttpResponse | None:
        """Off every page at once, when it has been asked why."""
        return kill_several(self, request, photos)


def with_places(photos: models.QuerySet[Image]) -> models.QuerySet[Image]:
    """With the number of places where each stands, as `places`."""
    leads = Article.objects.filter(lead_photo=models.OuterRef("pk")).values("lead_photo")
    texts = Article.photos.through._default_manager.filter(image=models.OuterRef("pk")).values("image")
    entries = LiveEntry.photos.through._default_manager.filter(image=models.OuterRef("pk")).values("image")
    return photos.annotate(places=_count(leads) + _count(texts) + _count(entries))


def _count(rows: models.QuerySet[Any, Any]) -> Coalesce:
    counted = rows.order_by().annotate(count=models.Count("pk")).values("count")
    return Coalesce(models.Subquery(counted), 0)
