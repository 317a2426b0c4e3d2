"""Actions on several rows of a list: all of them, or none, with a word why."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editorial import publishing
from editorial.admin.base import person


def selected_keys(request: HttpRequest) -> set[str]:
    """The keys that were ticked."""
    return set(request.POST.getlist(ACTION_CHECKBOX_NAME))


def apply_to_all(
    model_admin: "ModelAdmin[Any]",
    request: HttpRequest,
    rows: models.QuerySet[Any],
    act: Callable[[Any], object],
) -> bool:
    """Do this to every row ticked, in one transaction; tell the person the outcome; whether it was done."""
    chosen = list(rows)
    try:
        refuse_hidden(request, chosen)
        with publishing.together(chosen):
            for row in chosen:
                _act_on(row, act)
    except PermissionDenied as refused:
        put_on_record(model_admin, request, refused)
        return False
    except ValidationError as refused:
        _tell(model_admin, request, refused.messages)
        return False
    words = ngettext("Done: %(count)d row.", "Done: %(count)d rows.", len(chosen))
    model_admin.message_user(request, words % {"count": len(chosen)}, messages.SUCCESS)
    return True


def put_on_record(model_admin: "ModelAdmin[Any]", request: HttpRequest, refused: PermissionDenied) -> None:
    """Tell the person that nothing was done, and note that they tried."""
    chosen = ", ".join(sorted(selected_keys(request)))
    attempt = f"POST {request.path} {request.POST.get('action')}: {chosen}"
    publishing.record_refusal(by=person(request), attempt=attempt)
    _tell(model_admin, request, [str(refused)])


def refuse_hidden(request: HttpRequest, chosen: list[Any]) -> None:
    """Refuse an action on rows that were ticked but are not there for this person."""
    if request.POST.get("select_across") == "1":
        return
    if selected_keys(request) != {str(row.pk) for row in chosen}:
        raise PermissionDenied(_("Some of these are not there for you."))


def _act_on(row: Any, act: Callable[[Any], object]) -> None:
    try:
        act(row)
    except ValidationError as refused:
        raise ValidationError([f"“{row}”: {message}" for message in refused.messages]) from refused
    except PermissionDenied as refused:
        raise PermissionDenied(f"“{row}”: {refused}") from refused


def _tell(model_admin: "ModelAdmin[Any]", request: HttpRequest, reasons: list[str]) -> None:
    words = _("Nothing was changed. %(reasons)s") % {"reasons": " ".join(reasons)}
    model_admin.message_user(request, words, messages.ERROR)
