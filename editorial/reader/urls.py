"""The addresses that readers open."""

from django.urls import path, re_path

from editorial.photos.files import RENDITION
from editorial.reader import views
from editorial.reader.media import rendition
from editorial.reader.preview import preview

urlpatterns = [
    path("", views.front, name="front"),
    path("stories/<slug:slug>/", views.story, name="story"),
    path("stories/<slug:slug>/entries/<slug:entry_id>/", views.entry, name="entry"),
    path("stories/<slug:slug>/changes/", views.changes, name="changes"),
    path("preview/<str:token>/", preview, name="preview"),
    re_path(rf"^media/renditions/(?P<name>{RENDITION})\Z", rendition, name="rendition"),
]
