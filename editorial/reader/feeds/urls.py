"""Stories and entries for other programs: feeds, sitemaps, ninjs."""

from django.urls import path

from editorial.reader.feeds import sitemaps, views

urlpatterns = [
    path("stories/<slug:slug>/feed.atom", views.story_atom, name="story_atom"),
    path("stories/<slug:slug>/feed.json", views.story_json_feed, name="story_json_feed"),
    path("stories/<slug:slug>/feed.rss", views.story_rss, name="story_rss"),
    path("stories/<slug:slug>/ninjs.json", views.story_ninjs, name="story_ninjs"),
    path("feed.atom", views.latest_atom, name="atom"),
    path("feed.json", views.latest_json_feed, name="json_feed"),
    path("feed.rss", views.latest_rss, name="rss"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemaps.sitemap_part, name="sitemap_part"),
    path("news-sitemap.xml", sitemaps.news_sitemap, name="news_sitemap"),
    path("robots.txt", sitemaps.robots, name="robots"),
]
