"""Pages of many stories: the front page, sections, bylines, the archive, search."""

from django.urls import path

from editorial.reader.lists import views

urlpatterns = [path("", views.front, name="front")]
