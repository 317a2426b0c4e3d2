"""Every address of the site."""

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path, re_path
from django.views.i18n import set_language

from liveblog.health import health


def not_there(request: HttpRequest) -> HttpResponse:
    """No page: the stock admin would tell here of rows that the person may not know of."""
    raise Http404


handler404 = "editorial.reader.views.not_found"
handler500 = "liveblog.faults.fault"
urlpatterns = [
    re_path(r"^admin/r/", not_there),
    path("admin/language/", set_language, name="set-language"),
    path("admin/", admin.site.urls),
    path("health/", health, name="health"),
    path("", include("editorial.reader.urls")),
]
