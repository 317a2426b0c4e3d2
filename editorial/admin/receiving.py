"""The addresses by which a browser sends photographs piece by piece, and goes on where the line broke.

POST (name, size) begins; GET tells how far it came; POST ?offset= adds a piece, and the last one makes the photo.
"""

import hashlib
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, BinaryIO

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path

from editorial import publishing
from editorial.admin import incoming
from editorial.admin.answers import answering, by_field, errors
from editorial.admin.base import person
from editorial.admin.incoming import Incoming
from editorial.admin.keys import key_in
from editorial.admin.photo_card import card_of
from editorial.models import Image

MOST_OF_PIECE = 2**20
PIECE, NOTHING = "application/octet-stream", ""


@answering("POST", right="add_image")
def begin(request: HttpRequest) -> HttpResponse:
    """The key under which a file of this name and size, in bytes, may be sent."""
    name, size = request.POST.get("name", ""), key_in(request.POST.get("size"))
    return JsonResponse({"key": incoming.begin(person(request), name, size).key})


@answering("GET", "HEAD", "POST", right="add_image")
def piece(request: HttpRequest, key: str) -> HttpResponse:
    """How many bytes have come, or the photo; a post adds the bytes that begin at `offset`."""
    try:
        coming = incoming.find(person(request), key)
        return _taken(request, coming) if request.method == "POST" else _told(coming, person(request))
    except incoming.Gone as gone:
        raise Http404 from gone


@answering("POST", right="add_image")
def drop(request: HttpRequest, key: str) -> HttpResponse:
    """Let go of a file that its sender does not want any more; of one that is gone already, too."""
    try:
        coming = incoming.find(person(request), key)
        with coming.held():
            coming.drop()
    except incoming.Gone:
        return JsonResponse({})
    return JsonResponse({})


def urls() -> list[URLPattern]:
    """Below the address of the photos."""
    return [
        path("incoming/", begin, name="editorial_image_incoming"),
        path("incoming/<str:key>/", piece, name="editorial_image_incoming_piece"),
        path("incoming/<str:key>/drop/", drop, name="editorial_image_incoming_drop"),
    ]


def _taken(request: HttpRequest, coming: Incoming) -> HttpResponse:
    if request.content_type not in {PIECE, NOTHING}:
        return HttpResponse(status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    data = request.read(MOST_OF_PIECE + 1)
    if len(data) > MOST_OF_PIECE:
        return HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    with coming.held() as part:
        return _added(coming, part, request.GET.get("offset", ""), data, person(request))


def _added(coming: Incoming, part: BinaryIO, offset: str, data: bytes, sender: User) -> HttpResponse:
    """The next piece put in its place. Once all is there, whatever comes (the last piece again) asks what it became."""
    size, came = coming.note["size"], coming.offset
    if coming.is_settled:
        return _told(coming, sender)
    if came < size:
        if offset != str(came) or came + len(data) > size:
            return JsonResponse({"offset": came}, status=HTTPStatus.CONFLICT)
        _append(part, data)
    is_again = came == size
    if coming.offset == size:
        _make(coming, part, sender, is_again=is_again)
    return _told(coming, sender)


def _append(part: BinaryIO, data: bytes) -> None:
    part.seek(0, 2)
    part.write(data)
    part.flush()


def _make(coming: Incoming, part: BinaryIO, sender: User, *, is_again: bool) -> None:
    """The photo of a complete file, or why it is none. `is_again`: this was tried before, and no answer was noted."""
    made = _made_before(coming, part, sender) if is_again else None
    try:
        photo = made or _added_to_library(coming, part, sender)
    except publishing.NotKept:
        raise  # what has come stays: asked again, it is made
    except ValidationError as refused:
        coming.settle(part, errors=by_field(refused))
    else:
        coming.settle(part, photo=photo.pk)


def _added_to_library(coming: Incoming, part: BinaryIO, sender: User) -> Image:
    part.seek(0)
    return publishing.add_photo(by=sender, upload=part, name=coming.note["name"])


def _made_before(coming: Incoming, part: BinaryIO, sender: User) -> Image | None:
    """The photo that a server made of it which ended before it could say so."""
    part.seek(0)
    digest = hashlib.sha256(part.read()).hexdigest()
    begun_at = datetime.fromtimestamp(coming.note["begun_at"], UTC)
    return Image.objects.filter(created_by=sender, sha256=digest, created_at__gte=begun_at).first()


def _told(coming: Incoming, sender: User) -> HttpResponse:
    note = coming.note
    if "errors" in note:
        return errors(note["errors"])
    if "photo" in note:
        return JsonResponse({"photo": card_of(_photo_of(note), sender)})
    return JsonResponse({"offset": coming.offset})


def _photo_of(note: dict[str, Any]) -> Image:
    """The photo that a file became. Raises Gone where it was discarded since: the file may be sent anew."""
    photo = Image.objects.filter(pk=note["photo"]).first()
    if photo is None:
        raise incoming.Gone
    return photo
