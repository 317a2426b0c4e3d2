"""The pages that readers open: find, ask, render."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from editorial.languages import is_desk, speak_house_language
from editorial.models import Article, LiveEntry, Newsroom
from editorial.reader import changes as changed
from editorial.reader.edition import Edition, edition_of
from editorial.reader.embedding.framing import with_outside_posts
from editorial.reader.finding import COMPRESSED_FROM, of_published_story, of_story_or, same_for_everyone
from editorial.reader.paging import OLDEST, Asked
from editorial.reader.sharing import sharing_of
from editorial.reader.structured_data import structured_data


@require_safe
@with_outside_posts
@same_for_everyone
@of_published_story
def story(request: HttpRequest, story: Article) -> HttpResponse:
    """A story with its newest entries, with those `before` or `after` one, or from its beginning (`order=oldest`)."""
    words = {name: request.GET.get(name, "") for name in ("before", "after")}
    is_oldest_first = request.GET.get("order") == OLDEST
    return _page(request, _edition(story, Asked(**words, is_oldest_first=is_oldest_first)))


@require_safe
@with_outside_posts
@same_for_everyone
@of_published_story
def entry(request: HttpRequest, story: Article, entry_id: str) -> HttpResponse:
    """The story opened at one entry. One that was withdrawn is gone, and its words with it."""
    edition = _edition(story, Asked(at=entry_id))
    if edition.opened_at and edition.opened_at.is_seen_by_readers:
        return _page(request, edition)
    return render(request, "story/withdrawn.html", {"story": story, "newsroom": edition.newsroom}, status=410)


def changes_of_gone(request: HttpRequest, story: Article) -> HttpResponse:
    """Of a story that was taken down open pages are told to load themselves again; there they learn of it."""
    return _json(changed.reload(story), status=HTTPStatus.GONE)


@require_safe
@xframe_options_exempt
@of_story_or(changes_of_gone)
def changes(request: HttpRequest, story: Article) -> HttpResponse:
    """What changed since the version that a browser shows; one query when nothing did."""
    try:
        since = changed.version_asked(request.GET)
    except ValueError as error:
        return _json({"error": str(error)}, status=400)
    known = HttpResponse(headers=changed.caching(story.epoch, story.version))
    not_modified = get_conditional_response(request, etag=known["ETag"], response=known)
    if not_modified and not_modified is not known:
        return not_modified
    answer = _changes_answer(story, since, request.GET.get("epoch"))
    return _json(answer, headers=changed.caching(answer["epoch"], answer["to"]))


changes.judges_query = True  # type: ignore[attr-defined] # what is wrong with `since` is told in JSON


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page: say so, and show the way to the front page."""
    if not is_desk(request):
        speak_house_language()
    return render(request, "404.html", {"newsroom": Newsroom.current()}, status=404)


def _edition(story: Article, asked: Asked) -> Edition:
    try:
        return edition_of(story, asked)
    except LiveEntry.DoesNotExist as error:
        raise Http404 from error


def _page(request: HttpRequest, edition: Edition) -> HttpResponse:
    parts = {"edition": edition, "newsroom": edition.newsroom, "has_stream": settings.NEWSSTAND}
    told = {"sharing": sharing_of(edition), "structured_data": structured_data(edition)}
    response = render(request, "story/page.html", parts | told)
    if edition.story.updated_at:
        response["Last-Modified"] = http_date(edition.story.updated_at.timestamp())
    return response


def _changes_answer(story: Article, since: int, epoch: str | None) -> dict[str, Any]:
    if changed.is_beyond_reach(story, since, epoch):
        return changed.reload(story)
    if since == story.version:
        return changed.nothing_new(story)
    return changed.changes_of(story, since)


def _json(
    answer: dict[str, Any], *, status: int = 200, headers: dict[str, str] | None = None
) -> HttpResponse:
    body = changed.encoded(answer)
    vary = {"Vary": "Accept-Encoding"} if len(body) >= COMPRESSED_FROM else {}
    return HttpResponse(
        body, status=status, content_type="application/json", headers={**(headers or {}), **vary}
    )
