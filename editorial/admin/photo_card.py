"""A photo in few words: as the text editor's chooser and the cards of the desk have it, and changed from a card."""

from http import HTTPStatus
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, reverse

from editorial import publishing
from editorial.admin.answers import answering, errors, refusal
from editorial.admin.base import person
from editorial.admin.photo_duplicates import duplicates_told, title_of
from editorial.admin.photo_form import PhotoForm
from editorial.admin.photo_keys import photo_of
from editorial.admin.photo_warnings import forbidden, warnings_of
from editorial.models import Image
from editorial.photos.presentation import jpeg_url
from editorial.publishing.photo_file import told_by

WIDTH_OF_CARD = 480
TEXTS = ("alternative_text", "caption", "credit_line")


class CardForm(PhotoForm):
    """The texts of a photo that a card asks for."""

    class Meta(PhotoForm.Meta):
        model = Image
        fields = (*TEXTS, "is_credit_unknown")


@answering("GET", "HEAD", "POST", right="view_image")
def card(request: HttpRequest, key: str) -> HttpResponse:
    """A photo's texts, or a change of them. Where somebody saved since, theirs are told and nothing is written."""
    photo = photo_of(key)
    return _changed(request, photo) if request.method == "POST" else _card(photo, person(request))


@answering("POST", right="change_image")
def discard(request: HttpRequest, key: str) -> HttpResponse:
    """Take a photo out of the library that stands nowhere: the library had it already, or it was the wrong file."""
    publishing.discard_photo(photo_of(key), by=person(request))
    return JsonResponse({})


def urls() -> list[URLPattern]:
    """Below the address of the photos."""
    return [
        path("<str:key>/card/", card, name="editorial_image_card"),
        path("<str:key>/discard/", discard, name="editorial_image_discard"),
    ]


def told(photo: Image) -> dict[str, Any]:
    """A photo as the text editor's chooser has it."""
    return {
        "id": photo.pk,
        "thumbnail": jpeg_url(photo) if photo.has_pictures else "",
        "alternative_text": photo.alternative_text,
        "caption": photo.caption,
        "credit_line": photo.credit_line,
        "missing": photo.missing,
        "obstacle": forbidden(photo),
    }


def card_of(photo: Image, reader: User) -> dict[str, Any]:
    """A photo as a card has it. `from_file` names the texts that stand as its file says them."""
    said = told_by(photo)
    return told(photo) | {
        "preview": jpeg_url(photo, at_least=WIDTH_OF_CARD) if photo.has_pictures else "",
        "headline": photo.headline,
        "title": title_of(photo),
        "is_credit_unknown": photo.is_credit_unknown,
        "revision": photo.revision,
        "may_change": photo.may_be_changed_by(reader),
        "from_file": [name for name in TEXTS if said[name] and said[name] == getattr(photo, name)],
        "card": reverse("admin:editorial_image_card", args=[photo.pk]),
        "discard": reverse("admin:editorial_image_discard", args=[photo.pk]),
        "page": reverse("admin:editorial_image_change", args=[photo.pk]),
        "warnings": warnings_of(photo),
        "duplicates": duplicates_told(photo, reader),
    }


def _card(photo: Image, reader: User, status: int = HTTPStatus.OK) -> JsonResponse:
    return JsonResponse({"photo": card_of(photo, reader)}, status=status)


def _changed(request: HttpRequest, photo: Image) -> HttpResponse:
    who = person(request)
    form = type("CardFormOf", (CardForm,), {"by": who})(request.POST, instance=photo)
    if form.is_valid():
        return _card(form.saved, who)
    if form.conflict:
        current = card_of(Image.objects.get(pk=photo.pk), who)
        return refusal(" ".join(form.non_field_errors()), HTTPStatus.CONFLICT, photo=current)
    return errors(
        {"" if name == NON_FIELD_ERRORS else name: list(said) for name, said in form.errors.items()}
    )
