"""Its polling endpoint, then the pages."""

from django.urls import include, path
from wagtail import urls as pages
from wagtail_live import urls as live

urlpatterns = [path("live/", include(live)), path("", include(pages))]
