"""Stories and entries for other programs: feeds, sitemaps, ninjs."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
