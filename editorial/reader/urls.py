"""The addresses that readers open: those of a story, and of each way out of the house its own list."""

from django.urls import path, re_path

from editorial.photos.files import RENDITION
from editorial.reader import views
from editorial.reader.embedding.urls import urlpatterns as embedding
from editorial.reader.feeds.urls import urlpatterns as feeds
from editorial.reader.lists.urls import urlpatterns as lists
from editorial.reader.media import rendition
from editorial.reader.preview import preview

urlpatterns = [
    path("stories/<slug:slug>/", views.story, name="story"),
    path("stories/<slug:slug>/entries/<slug:entry_id>/", views.entry, name="entry"),
    path("stories/<slug:slug>/changes/", views.changes, name="changes"),
    path("preview/<str:token>/", preview, name="preview"),
    re_path(rf"^media/renditions/(?P<name>{RENDITION})\Z", rendition, name="rendition"),
    *lists,
    *feeds,
    *embedding,
]
