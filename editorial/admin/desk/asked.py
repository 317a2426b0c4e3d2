"""What every address of the desk has in common: who asks, of which story, and how a refusal is answered."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec

from django.contrib import admin
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from editorial import publishing
from editorial.admin.base import person
from editorial.admin.keys import key_in
from editorial.models import Article

More = ParamSpec("More")
DeskView = Callable[Concatenate[HttpRequest, Article, More], HttpResponse]


def at_desk(*methods: str) -> Callable[[DeskView[More]], Callable[..., HttpResponse]]:
    """Call the view with the story that the address names, for whoever may know of it; everything else is answered.

    JSON tells what to do: 401 to sign in again, 403 with a sentence, 404, 409 where somebody saved since, 422 with
    sentences by field.
    """

    def wrapped(view: DeskView[More]) -> Callable[..., HttpResponse]:
        @never_cache
        @csrf_protect
        @require_http_methods([*methods])
        @wraps(view)
        def asked(request: HttpRequest, key: str, *args: More.args, **kwargs: More.kwargs) -> HttpResponse:
            if not admin.site.has_permission(request):
                return JsonResponse({"signed_out": True}, status=HTTPStatus.UNAUTHORIZED)
            try:
                return view(request, story_of(request, key), *args, **kwargs)
            except PermissionDenied as refused:
                return refusal(
                    str(refused) or _("Your role does not allow this. Ask an editor."), HTTPStatus.FORBIDDEN
                )
            except publishing.Conflict as conflict:
                return refusal(str(conflict), HTTPStatus.CONFLICT)
            except ValidationError as refused:
                return errors(by_field(refused))

        return asked

    return wrapped


def story_of(request: HttpRequest, key: str) -> Article:
    """The story of this key, if the person may know of it; else 404. Raises where they may see no story at all."""
    if not person(request).has_perm("editorial.view_article"):
        raise PermissionDenied
    story = Article.objects.visible_to(request.user).filter(pk=key_in(str(key))).first()
    if story is None:
        raise Http404
    return story


def refusal(sentence: str, status: int) -> JsonResponse:
    """An answer that says why not."""
    return JsonResponse({"refused": sentence}, status=status)


def errors(sentences: dict[str, list[str]], **more: Any) -> JsonResponse:
    """An answer that says what is wrong with which field; those of none stand under the empty name."""
    return JsonResponse({"errors": sentences, **more}, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def by_field(refused: ValidationError) -> dict[str, list[str]]:
    """The sentences of a refusal, by field."""
    if not hasattr(refused, "error_dict"):
        return {"": refused.messages}
    return {
        "" if name == NON_FIELD_ERRORS else name: messages for name, messages in refused.message_dict.items()
    }
