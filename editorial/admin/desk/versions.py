"""Every version of an entry: who, when, what differed; the way back to one."""

from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string

from editorial.admin.base import person
from editorial.admin.desk.asked import at_desk
from editorial.admin.desk.entries import entry_of
from editorial.admin.history import savings_of
from editorial.models import Article


@at_desk("GET")
def history(request: HttpRequest, story: Article, public_id: str) -> JsonResponse:
    """The record of an entry, newest first."""
    entry = entry_of(story, public_id)
    told = {
        "entry": entry,
        "savings": savings_of(entry),
        "may_change": entry.may_be_changed_by(person(request)),
    }
    return JsonResponse({"html": render_to_string("admin/desk/_history.html", told, request)})
