"""oEmbed (oembed.com, version 1.0): what another site needs to show one of our stories, told by the story's address."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from editorial.languages import in_house_language
from editorial.models import Article, LiveEntry, Newsroom
from editorial.photos.presentation import shared_picture_of
from editorial.reader.feeds.xml import Document
from editorial.reader.sharing import absolute

VERSION = "1.0"
WIDTH, HEIGHT, BOUNDLESS = 600, 720, 10**6
CACHE_SECONDS = 300
OURS = {"story", "entry", "embed"}
# Between us and whoever asks nothing is kept for longer than a story's page: what is told here may be taken away.
HEADERS = {"Cache-Control": "public, max-age=1", "Access-Control-Allow-Origin": "*"}


@dataclass(frozen=True)
class Room:
    """How large the frame and the picture may be, in CSS pixels."""

    width: int
    height: int


class NotToBeSaid(Exception):
    """Why there is no answer: the status, and a sentence."""

    def __init__(self, status: HTTPStatus, why: str) -> None:
        super().__init__(why)
        self.status = status


@require_safe
@in_house_language
def oembed(request: HttpRequest) -> HttpResponse:
    """What the address in `url` is, as JSON or XML: that of a story or of one of its entries. Nothing is fetched."""
    try:
        asked = request.GET
        write = _writer(asked.get("format", "json"))
        room = Room(_pixels(asked.get("maxwidth")), _pixels(asked.get("maxheight")))
        return write(_told(asked.get("url", ""), room))
    except NotToBeSaid as error:
        answer = HttpResponse(
            str(error), status=error.status, content_type="text/plain; charset=utf-8", headers=HEADERS
        )
        # Django would log 501 as a fault of ours: anybody could fill the log of errors.
        answer._has_been_logged = True  # type: ignore[attr-defined]
        return answer


def _writer(form: str) -> Callable[[dict[str, Any]], HttpResponse]:
    writers = {"json": _json, "xml": _xml}
    if form not in writers:
        raise NotToBeSaid(HTTPStatus.NOT_IMPLEMENTED, _("Ask for format=json or format=xml."))
    return writers[form]


def _pixels(word: str | None) -> int:
    if word is None:
        return BOUNDLESS
    if not (word.isascii() and word.isdigit() and int(word[:6])):
        raise NotToBeSaid(
            HTTPStatus.BAD_REQUEST, _("maxwidth and maxheight are whole numbers of pixels, from 1 on.")
        )
    return int(word[:6])


def _told(address: str, room: Room) -> dict[str, Any]:
    if not address:
        raise NotToBeSaid(HTTPStatus.BAD_REQUEST, _("Ask with url= and the address of a story."))
    found = _match(address)
    newsroom = Newsroom.current()
    story = _story(found.kwargs["slug"]) if found and newsroom.is_embedding_allowed else None
    if story is None or found is None:
        raise NotToBeSaid(
            HTTPStatus.NOT_FOUND, _("There is nothing at this address that other sites may show.")
        )
    entry = _entry(story, found.kwargs.get("entry_id"))
    return _answer(story, entry, newsroom, room)


def _match(address: str) -> ResolverMatch | None:
    """Which of our pages it is, if it is one of ours."""
    try:
        parts = urlsplit(address)
        site = urlsplit(settings.SITE_URL)
        is_ours = parts.scheme in {"http", "https"} and parts.netloc.lower() == site.netloc.lower()
        found = resolve(parts.path) if is_ours else None
    except (ValueError, Resolver404):
        return None
    return found if found and found.view_name in OURS else None


def _story(slug: str) -> Article | None:
    """The story of this address, present or former, if other sites may show it."""
    stories = Article.objects.published().filter(is_embeddable=True).select_related("lead_photo")
    return stories.at_address(slug)


def _entry(story: Article, public_id: str | None) -> LiveEntry | None:
    if public_id is None:
        return None
    entry = story.entries.published().filter(public_id=public_id).first()
    if entry is None:
        raise NotToBeSaid(HTTPStatus.NOT_FOUND, _("There is no such update."))
    return entry


def _answer(story: Article, entry: LiveEntry | None, newsroom: Newsroom, room: Room) -> dict[str, Any]:
    title = entry.heading if entry else story.headline
    place = f"#entry-{entry.public_id}" if entry else ""
    width, height = min(room.width, WIDTH), min(room.height, HEIGHT)
    frame = {
        "address": absolute(reverse("embed", args=[story.slug])) + place,
        "title": f"{title} – {newsroom.name}",
        "width": width,
        "height": height,
    }
    return {
        "version": VERSION,
        "type": "rich",
        "title": title,
        "author_name": _authors(story) or newsroom.name,
        "provider_name": newsroom.name,
        "provider_url": absolute(reverse("front")),
        "cache_age": CACHE_SECONDS,
        "html": render_to_string("embed/_frame.html", frame).strip(),
        "width": width,
        "height": height,
        **_thumbnail(story, room),
    }


def _authors(story: Article) -> str:
    return ", ".join(byline.name for byline in story.ordered_bylines)


def _thumbnail(story: Article, room: Room) -> dict[str, Any]:
    """The lead photo, where there is room for it: all three parameters, or none."""
    photo = story.lead_photo
    picture = shared_picture_of(photo) if photo and photo.is_ready else None
    if picture is None or picture.width > room.width or picture.height > room.height:
        return {}
    return {
        "thumbnail_url": absolute(picture.address),
        "thumbnail_width": picture.width,
        "thumbnail_height": picture.height,
    }


def _json(told: dict[str, Any]) -> HttpResponse:
    return JsonResponse(told, headers=HEADERS)


def _xml(told: dict[str, Any]) -> HttpResponse:
    document = Document()
    with document.within("oembed"):
        for name, value in told.items():
            document.leaf(name, str(value))
    return HttpResponse(document.finished(), content_type="text/xml; charset=utf-8", headers=HEADERS)
