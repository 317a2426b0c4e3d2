"""The live feed of a story as other sites show it."""

from dataclasses import replace
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from editorial.models import Article, Newsroom
from editorial.reader.edition import Edition, edition_of
from editorial.reader.embedding.framing import may_be_framed
from editorial.reader.finding import GONE_CACHING, of_story_or, same_for_everyone
from editorial.reader.sharing import absolute

# So many entries are sent, fewer are shown (embed.css): where one is withdrawn, the next moves up.
SENT_ENTRIES = 15


def taken_down(request: HttpRequest, _story: Article) -> HttpResponse:
    """What stands in the frame of a story that was taken down: that, and nothing else of it."""
    told = {"newsroom": Newsroom.current(), "is_taken_down": True}
    return render(request, "embed/closed.html", told, status=HTTPStatus.GONE)


@require_safe
@may_be_framed
@same_for_everyone
@of_story_or(taken_down)
def embed(request: HttpRequest, story: Article) -> HttpResponse:
    """The newest entries, which stay up to date; where other sites may not show them, the way to the story."""
    newsroom = Newsroom.current()
    if not story.may_be_embedded(newsroom):
        told = {"newsroom": newsroom, "story": story, "address": absolute(story.get_absolute_url())}
        response = render(request, "embed/closed.html", told, status=HTTPStatus.FORBIDDEN)
        response["Cache-Control"] = GONE_CACHING
        return response
    edition = _newest(edition_of(story))
    parts = {
        "edition": edition,
        "newsroom": edition.newsroom,
        "address": absolute(story.get_absolute_url()),
        "has_stream": settings.NEWSSTAND,
    }
    return render(request, "embed/page.html", parts)


def _newest(edition: Edition) -> Edition:
    has_older = edition.has_older or len(edition.entries) > SENT_ENTRIES
    return replace(edition, entries=edition.entries[:SENT_ENTRIES], has_older=has_older)
