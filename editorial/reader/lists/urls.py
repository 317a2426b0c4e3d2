"""Pages of many stories: the front page, sections, bylines, the archive, search."""

from django.urls import path, re_path

from editorial.reader.lists import archive_views, views
from editorial.reader.lists.search_view import search

_MONTH = r"^archive/(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/"

urlpatterns = [
    path("", views.front, name="front"),
    path("sections/<slug:slug>/", views.section, name="section"),
    path("bylines/<slug:slug>/", views.byline, name="byline"),
    path("archive/", archive_views.archive, name="archive"),
    re_path(rf"{_MONTH}\Z", archive_views.month, name="archive_month"),
    re_path(rf"{_MONTH}(?P<day>[0-9]{{2}})/\Z", archive_views.day, name="archive_day"),
    path("search/", search, name="search"),
]
