"""The story that an address names, also where the address is one that it once had; and answers that all may share."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag

from editorial.models import Article

More = ParamSpec("More")
StoryView = Callable[Concatenate[HttpRequest, Article, More], HttpResponse]

# Every reader gets the same page, for a second; should we fall silent, caches may go on showing the last for a day.
PAGE_CACHING = "public, max-age=1, stale-if-error=86400"
# An address can come back to the story that it led away from, so browsers are to ask again.
REDIRECT_CACHING = "public, max-age=60"

# From so many bytes on the newsstand compresses a JSON answer (pages it always does), and caches have to be told.
COMPRESSED_FROM = 1_000


def of_published_story(view: StoryView[More]) -> Callable[..., HttpResponseBase]:
    """Call the view with the published story of this address; a former address leads on for ever, else 404."""

    @wraps(view)
    def found(request: HttpRequest, slug: str, *args: More.args, **kwargs: More.kwargs) -> HttpResponseBase:
        story = Article.objects.published().filter(slug=slug).first()
        return view(request, story, *args, **kwargs) if story else _led_on(request, slug)

    return found


def _led_on(request: HttpRequest, slug: str) -> HttpResponse:
    """The same address under the slug that the story has now, with all that was asked."""
    story = Article.objects.published().filter(former_slugs__slug=slug).first()
    match = request.resolver_match
    if story is None or match is None:
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
