"""Who is at the desk, and which entries they have open."""

import re
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from editorial import publishing
from editorial.admin.base import person
from editorial.admin.desk.asked import at_desk
from editorial.admin.names import name_of
from editorial.models import Article, LiveEntry, Presence
from editorial.models.recorded import PUBLIC_ALPHABET

WINDOW = re.compile(r"[A-Za-z0-9-]{1,32}")
ENTRY = re.compile(f"[{PUBLIC_ALPHABET}]{{12}}")
MOST_OPEN = 20


@at_desk("POST")
def presence(request: HttpRequest, story: Article) -> JsonResponse:
    """Be at the desk with one window (said every few seconds), or leave it."""
    window = window_in(request.POST.get("window", ""))
    if request.POST.get("leaving"):
        publishing.leave_desk(story, by=person(request), window=window)
    else:
        named = [name for name in request.POST.get("editing", "").split(",") if ENTRY.fullmatch(name)]
        publishing.be_present(story, by=person(request), window=window, editing=named[:MOST_OPEN])
    return JsonResponse({"people": people_at(story, person(request))})


def window_in(text: str) -> str:
    """The name of a browser's window. Raises where it is none."""
    if not WINDOW.fullmatch(text):
        raise ValidationError(_("Name the window: up to 32 letters and digits."))
    return text


def people_at(story: Article, you: User) -> list[dict[str, Any]]:
    """Who is at the desk, each person once, with all entries that they have open."""
    people: dict[int, dict[str, Any]] = {}
    for window in Presence.objects.now().filter(story=story).select_related("person").order_by("came_at"):
        who = window.person
        told = people.setdefault(
            who.pk, {"name": name_of(who), "initials": _initials(who), "is_you": who == you, "editing": []}
        )
        told["editing"] += [entry for entry in window.editing if entry not in told["editing"]]
    return list(people.values())


def editors_of(entry: LiveEntry, you: User) -> list[dict[str, Any]]:
    """Who else has the entry open, and since when they are at the desk."""
    others = (
        Presence.objects.now().filter(story=entry.article_id).exclude(person=you).select_related("person")
    )
    return [
        {"name": name_of(window.person), "since": window.came_at.isoformat()}
        for window in others
        if entry.public_id in window.editing
    ]


def _initials(who: User) -> str:
    parts = [part for part in (who.first_name, who.last_name) if part] or [who.get_username()]
    return ("".join(part[0] for part in parts) if len(parts) > 1 else parts[0][:2]).upper()
