"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

from liveblog.health import health

urlpatterns = [
    path("admin/", admin.site.urls),
    path("health/", health, name="health"),
    path("", include("editorial.reader.urls")),
]
