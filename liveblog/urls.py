"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

from liveblog.health import health

handler404 = "editorial.reader.views.not_found"
urlpatterns = [
    path("admin/", admin.site.urls),
    path("health/", health, name="health"),
    path("", include("editorial.reader.urls")),
]
