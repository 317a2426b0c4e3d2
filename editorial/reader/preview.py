"""A story's page as readers would get it now, for whoever has a link to its preview."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from editorial.languages import speak, speak_house_language
from editorial.models import Article, Newsroom, PreviewLink
from editorial.reader.edition import Edition, read_edition
from editorial.reader.snapshot import one_snapshot

Status = Article.Status
# Nobody but the browser that asked gets this page from us, and nobody hears of its address.
PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer"}


def private(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Keep the view's answers out of caches and search engines, and their address to whoever has it."""

    @wraps(view)
    def kept_private(request: HttpRequest, token: str) -> HttpResponse:
        response = view(request, token)
        for name, value in PRIVATE.items():
            response[name] = value
        return response

    return kept_private


@private
@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """The page; a link that expired, was revoked or never was gets one answer, which tells them not apart."""
    link = PreviewLink.objects.open_now().named_by(token).select_related("story").first()
    if link is None:
        speak_house_language()
        newsroom = Newsroom.current()
        return render(
            request, "story/preview_closed.html", {"newsroom": newsroom}, status=HTTPStatus.NOT_FOUND
        )
    edition = preview_of(link.story)
    speak(edition.language)
    told = {
        "edition": edition,
        "newsroom": edition.newsroom,
        "is_draft": not link.story.is_published,
        "opens_until": edition.clock.shown(link.expires_at),
    }
    return render(request, "story/preview.html", told)


def preview_of(story: Article) -> Edition:
    """The story's page; of a draft, as it would be if it were published this moment."""
    edition = one_snapshot(story.pk, lambda current: read_edition(_published(current)))
    # A draft has no other pages: nothing may lead to older entries there.
    return edition if story.is_published else replace(edition, has_older=False)


def _published(story: Article) -> Article:
    """The story as readers would have it; nothing of this is saved."""
    if not story.is_published:
        story.status = _status_to_be(story)
        story.published_at = story.updated_at = timezone.now()
    return story


def _status_to_be(story: Article) -> Status:
    """What a draft would become: it is covered live where its coverage has a time, or entries already."""
    starts = story.coverage_started_at
    if starts is not None and starts > timezone.now():
        return Status.UPCOMING
    return Status.LIVE if starts or story.entries.published().exists() else Status.PUBLISHED
