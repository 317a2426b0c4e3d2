"""What someone typed into an entry that was taken over while they wrote: it is not saved, and not lost."""

from dataclasses import dataclass
from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from editorial import richtext
from editorial.admin.comparing import readable
from editorial.models import LiveEntry


@dataclass(frozen=True)
class Kept:
    """Why the words were not saved, and the words, without markup."""

    why: str
    heading: str
    text: str


def kept_words(model_admin: "ModelAdmin[Any]", request: HttpRequest, object_id: str) -> Kept | None:
    """The words that were posted for an entry which the person began and may not change any more; else None."""
    entry = model_admin.get_object(request, unquote(object_id))
    if not isinstance(entry, LiveEntry) or entry.created_by_id != request.user.pk:
        return None
    may_read = model_admin.has_view_permission(request, entry)
    if not may_read or model_admin.has_change_permission(request, entry):
        return None
    return Kept(_why(entry), request.POST.get("heading", ""), _words(request.POST.get("text", "")))


def _why(entry: LiveEntry) -> str:
    if entry.was_published:
        return _(
            "This entry has been published since, so it is an editor's now. What you typed was not saved."
        )
    return _("This entry is an editor's now. What you typed was not saved.")


def _words(text: str) -> str:
    try:
        return readable(richtext.clean(text))
    except ValidationError:  # more than can be read in good time: as it came
        return text
