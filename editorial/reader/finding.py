"""The story that an address names, also where the address is one that it once had; and answers that all may share."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag

from editorial.languages import language_of, speak
from editorial.models import Article, Newsroom

More = ParamSpec("More")
StoryView = Callable[Concatenate[HttpRequest, Article, More], HttpResponse]
GoneView = Callable[[HttpRequest, Article], HttpResponse]

# Every reader gets the same page, for a second; should we fall silent, caches may go on showing the last for a day.
PAGE_CACHING = "public, max-age=1, stale-if-error=86400"
# An address can come back to the story that it led away from, so browsers are to ask again.
REDIRECT_CACHING = "public, max-age=60"
GONE_CACHING = "public, max-age=1"

# From so many bytes on the newsstand compresses a JSON answer (pages it always does), and caches have to be told.
COMPRESSED_FROM = 1_000


def gone_page(request: HttpRequest, _story: Article) -> HttpResponse:
    """The page that says that a story was taken down, and nothing else of it."""
    return render(request, "story/taken_down.html", {"newsroom": Newsroom.current()}, status=HTTPStatus.GONE)


def of_story_or(gone: GoneView) -> Callable[[StoryView[More]], Callable[..., HttpResponseBase]]:
    """Call the view with the published story of this address, in its language; a former address leads on for ever.

    Of a story that was taken down `gone` answers, at former addresses too. What never was is 404.
    """

    def of_story(view: StoryView[More]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def found(
            request: HttpRequest, slug: str, *args: More.args, **kwargs: More.kwargs
        ) -> HttpResponseBase:
            story = Article.objects.sent_out().with_house_language().at_address(slug)
            if story is None:
                raise Http404
            speak(language_of(story, story.house_language))
            if story.taken_down_at:
                return _not_for_long(gone(request, story))
            return view(request, story, *args, **kwargs) if story.slug == slug else _led_on(request, story)

        return found

    return of_story


def of_published_story(view: StoryView[More]) -> Callable[..., HttpResponseBase]:
    """`of_story_or` for what people open: where the story was taken down, a page says so."""
    return of_story_or(gone_page)(view)


def _not_for_long(response: HttpResponse) -> HttpResponse:
    """A story may be put back: unasked, caches would remember for days that it is gone."""
    response["Cache-Control"] = GONE_CACHING
    return response


def _led_on(request: HttpRequest, story: Article) -> HttpResponse:
    """The same address under the slug that the story has now, with all that was asked."""
    match = request.resolver_match
    if match is None:
        raise Http404
    address = reverse(match.view_name, kwargs={**match.kwargs, "slug": story.slug})
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
    response["Cache-Control"] = REDIRECT_CACHING
    return response


def same_for_everyone(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let caches share the page that the view makes, and answer 304 to whoever has it."""

    @wraps(view)
    def shared(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if not isinstance(response, HttpResponse) or not response.content:
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        if response.status_code != 200:
            return response
        response["Cache-Control"] = PAGE_CACHING
        set_response_etag(response)
        response["ETag"] = weak(response["ETag"])
        # Of If-None-Match alone: a second, which is all that Last-Modified tells, is long enough for two versions.
        return get_conditional_response(request, etag=response["ETag"], response=response) or response

    return shared


def weak(etag: str) -> str:
    """The mark of a page whose bytes may be compressed on their way (RFC 9110, section 8.8.1)."""
    return f"W/{etag}"
