"""The feeds that other programs ask for: each address has one answer, the same for everyone."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from editorial.languages import in_house_language
from editorial.models import Article
from editorial.reader.feeds import atom, json_feed, rss
from editorial.reader.feeds.contents import Feed
from editorial.reader.feeds.ninjs import MEDIA_TYPE as NINJS
from editorial.reader.feeds.ninjs import ninjs_of_story
from editorial.reader.feeds.reading import feed_of_stories, feed_of_story
from editorial.reader.finding import of_published_story, same_for_everyone


@require_safe
@same_for_everyone
@of_published_story
def story_atom(request: HttpRequest, story: Article) -> HttpResponse:
    """A story's entries in Atom."""
    return _answer(feed_of_story(story), atom.atom, "atom", atom.MEDIA_TYPE)


@require_safe
@same_for_everyone
@of_published_story
def story_json_feed(request: HttpRequest, story: Article) -> HttpResponse:
    """A story's entries in JSON Feed."""
    return _answer(feed_of_story(story), json_feed.json_feed, "json_feed", json_feed.MEDIA_TYPE)


@require_safe
@same_for_everyone
@of_published_story
def story_rss(request: HttpRequest, story: Article) -> HttpResponse:
    """A story's entries in RSS."""
    return _answer(feed_of_story(story), rss.rss, "rss", rss.MEDIA_TYPE)


@require_safe
@same_for_everyone
@of_published_story
def story_ninjs(request: HttpRequest, story: Article) -> HttpResponse:
    """A story with its entries and pictures, for other newsrooms' systems."""
    return HttpResponse(ninjs_of_story(story), content_type=NINJS, headers=_last_modified(story))


@require_safe
@same_for_everyone
@in_house_language
def latest_atom(request: HttpRequest) -> HttpResponse:
    """The stories that changed last, in Atom."""
    return _answer(feed_of_stories(), atom.atom, "atom", atom.MEDIA_TYPE)


@require_safe
@same_for_everyone
@in_house_language
def latest_json_feed(request: HttpRequest) -> HttpResponse:
    """The same in JSON Feed."""
    return _answer(feed_of_stories(), json_feed.json_feed, "json_feed", json_feed.MEDIA_TYPE)


@require_safe
@same_for_everyone
@in_house_language
def latest_rss(request: HttpRequest) -> HttpResponse:
    """The same in RSS."""
    return _answer(feed_of_stories(), rss.rss, "rss", rss.MEDIA_TYPE)


def _answer(feed: Feed, write: Callable[[Feed], bytes], kind: str, media_type: str) -> HttpResponse:
    headers = {"Last-Modified": http_date(feed.updated.timestamp())}
    if settings.WEBSUB_HUB:  # W3C WebSub, section 4: both, in the answer itself
        headers["Link"] = f'<{settings.WEBSUB_HUB}>; rel="hub", <{feed.own_address(kind)}>; rel="self"'
    return HttpResponse(write(feed), content_type=f"{media_type}; charset=utf-8", headers=headers)


def _last_modified(story: Article) -> dict[str, str]:
    return {"Last-Modified": http_date(story.updated_at.timestamp())} if story.updated_at else {}
