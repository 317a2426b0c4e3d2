"""Answers in JSON that scripts of the admin act upon: sign in again, refused, not there, saved since, wrong fields."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec

from django.contrib import admin
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from editorial.admin.base import person
from editorial.publishing import NotKept

More = ParamSpec("More")
View = Callable[Concatenate[HttpRequest, More], HttpResponse]


def answering(*methods: str, right: str) -> Callable[[View[More]], Callable[..., HttpResponse]]:
    """Call the view for whoever is signed in and has this right; what it raises becomes an answer with sentences."""

    def wrapped(view: View[More]) -> Callable[..., HttpResponse]:
        @never_cache
        @csrf_protect
        @require_http_methods([*methods])
        @wraps(view)
        def asked(request: HttpRequest, *args: More.args, **kwargs: More.kwargs) -> HttpResponse:
            if not admin.site.has_permission(request):
                return JsonResponse({"signed_out": True}, status=HTTPStatus.UNAUTHORIZED)
            try:
                if not person(request).has_perm(f"editorial.{right}"):
                    raise PermissionDenied
                return view(request, *args, **kwargs)
            except PermissionDenied as refused:
                return refusal(
                    str(refused) or _("Your role does not allow this. Ask an editor."), HTTPStatus.FORBIDDEN
                )
            except NotKept as refused:
                return refusal(" ".join(refused.messages), HTTPStatus.INSUFFICIENT_STORAGE)
            except ValidationError as refused:
                return errors(by_field(refused))

        return asked

    return wrapped


def refusal(sentence: str, status: int, **more: Any) -> JsonResponse:
    """An answer that says why not."""
    return JsonResponse({"refused": sentence, **more}, status=status)


def errors(sentences: dict[str, list[str]]) -> JsonResponse:
    """An answer that says what is wrong with which field; those of none stand under the empty name."""
    return JsonResponse({"errors": sentences}, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def by_field(refused: ValidationError) -> dict[str, list[str]]:
    """The sentences of a refusal, by field."""
    if not hasattr(refused, "error_dict"):
        return {"": refused.messages}
    return {
        "" if name == NON_FIELD_ERRORS else name: messages for name, messages in refused.message_dict.items()
    }
