"""Addresses for search engines: all stories, and those of the last two days (protocol 0.9 of sitemaps.org)."""

import datetime
from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from editorial.languages import tag_of
from editorial.models import Article, Newsroom
from editorial.photos.presentation import found_pictures_of
from editorial.reader.feeds.atom import rfc3339
from editorial.reader.feeds.xml import Document
from editorial.reader.finding import same_for_everyone
from editorial.reader.sharing import absolute

# Addresses in one file. The protocol allows 50,000; a file is written anew whenever anything is published.
PART = 5_000
# What a news sitemap may hold, by Google's rules.
MOST_NEWS = 1_000
NEWS_AGE = datetime.timedelta(days=2)
_PROTOCOL = "http://www.sitemaps.org/schemas/sitemap/0.9"
_IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


@require_safe
@same_for_everyone
def sitemap(request: HttpRequest) -> HttpResponse:
    """All stories that readers can open, or, where one file cannot hold them, the list of such files."""
    count = Article.objects.published().count()
    return _index(-(-count // PART)) if count > PART else _part(1)


@require_safe
@same_for_everyone
def sitemap_part(request: HttpRequest, number: int) -> HttpResponse:
    """One of those files; the first holds the oldest stories, so that most files stay as they are."""
    if number < 1 or number > 1 and Article.objects.published().count() <= (number - 1) * PART:
        raise Http404
    return _part(number)


@require_safe
@same_for_everyone
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """What was published within the last two days, the newest first."""
    newsroom = Newsroom.current()
    recent = Article.objects.published().filter(published_at__gt=timezone.now() - NEWS_AGE)
    document = Document()
    with document.within("urlset", {"xmlns": _PROTOCOL, "xmlns:news": _NEWS}):
        for story in recent.order_by("-published_at", "-pk")[:MOST_NEWS]:
            _write_news(document, story, newsroom)
    return _answer(document)


@require_safe
@same_for_everyone
def robots(request: HttpRequest) -> HttpResponse:
    """What robots are asked to leave alone, and where the sitemaps are."""
    closed = ("/admin/", "/preview/", "/search")
    maps = (absolute(reverse(name)) for name in ("sitemap", "news_sitemap"))
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), ""]
    lines += [f"Sitemap: {address}" for address in maps]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _index(parts: int) -> HttpResponse:
    document = Document()
    with document.within("sitemapindex", {"xmlns": _PROTOCOL}):
        for number in range(1, parts + 1):
            with document.within("sitemap"):
                document.leaf("loc", absolute(reverse("sitemap_part", args=[number])))
    return _answer(document)


def _part(number: int) -> HttpResponse:
    stories = Article.objects.published().select_related("lead_photo").order_by("published_at", "pk")
    stories = stories.defer("text", "words", "summary", "lead_photo__embedded")
    return _answer(_urlset(stories[(number - 1) * PART : number * PART]))


def _urlset(stories: Iterable[Article]) -> Document:
    document = Document()
    with document.within("urlset", {"xmlns": _PROTOCOL, "xmlns:image": _IMAGE}):
        for story in stories:
            _write_story(document, story)
    return document


def _write_story(document: Document, story: Article) -> None:
    photo = story.lead_photo
    with document.within("url"):
        document.leaf("loc", absolute(story.get_absolute_url()))
        document.leaf("lastmod", rfc3339(story.updated_at or story.created_at))
        for picture in found_pictures_of(photo)[:1] if photo and photo.is_ready else []:
            with document.within("image:image"):
                document.leaf("image:loc", absolute(picture.address))


def _write_news(document: Document, story: Article, newsroom: Newsroom) -> None:
    with document.within("url"):
        document.leaf("loc", absolute(story.get_absolute_url()))
        with document.within("news:news"):
            with document.within("news:publication"):
                document.leaf("news:name", newsroom.name)
                document.leaf("news:language", _news_language(tag_of(story, newsroom)))
            document.leaf("news:publication_date", rfc3339(story.published_at or story.created_at))
            document.leaf("news:title", story.headline)


def _news_language(tag: str) -> str:
    """The code of ISO 639 that Google asks for; of Chinese it tells two scripts apart."""
    language = tag.partition("-")[0]
    if language != "zh":
        return language
    return "zh-tw" if {"Hant", "TW", "HK", "MO"} & set(tag.split("-")) else "zh-cn"


def _answer(document: Document) -> HttpResponse:
    return HttpResponse(document.finished(), content_type="application/xml; charset=utf-8")
