"""Live feeds on other sites."""

from django.urls import URLPattern, path

from editorial.reader.embedding import views
from editorial.reader.embedding.oembed import oembed

urlpatterns: list[URLPattern] = [
    path("stories/<slug:slug>/embed/", views.embed, name="embed"),
    path("oembed", oembed, name="oembed"),
]
