"""What was typed and not sent: taken from browsers every few seconds, and given back after a crash."""

import json
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _

from editorial import publishing
from editorial.admin.base import person
from editorial.admin.desk.asked import at_desk
from editorial.admin.desk.presence import window_in
from editorial.models import Article, LiveEntry, Unsent

LONGEST_KEY, MOST_CHARACTERS, MOST_NESTED = 64, 500_000, 20
# As JSON writes it; with one more backslash before, they are words about it.
ZERO_BYTE = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")


@at_desk("GET", "POST")
def unsent(request: HttpRequest, story: Article) -> JsonResponse:
    """What the person has not sent of this story; posted, one form's content kept."""
    if request.method == "GET":
        kept = Unsent.objects.filter(person=person(request), story=story).select_related("entry")
        return JsonResponse({"kept": [_told(each) for each in kept.order_by("-kept_at")]})
    data = request.POST
    entry = LiveEntry.objects.filter(article=story, public_id=data.get("entry", "")).first()
    kept_now = publishing.keep_unsent(
        story,
        by=person(request),
        key=_key(data.get("key", "")),
        window=window_in(data.get("window", "")),
        content=_content(data.get("content", "")),
        entry=entry,
    )
    return JsonResponse({"at": kept_now.kept_at.isoformat()})


@at_desk("POST")
def drop(request: HttpRequest, story: Article) -> JsonResponse:
    """One form's content, given up by its writer."""
    publishing.drop_unsent(_key(request.POST.get("key", "")), by=person(request))
    return JsonResponse({})


@at_desk("GET")
def token(request: HttpRequest, story: Article) -> JsonResponse:
    """The token that forms are sent with, after signing in anew; and who is signed in."""
    return JsonResponse({"csrf": get_token(request), "person": person(request).get_username()})


def _told(kept: Unsent) -> dict[str, Any]:
    return {
        "key": kept.key,
        "entry": kept.entry.public_id if kept.entry else None,
        "window": kept.window,
        "content": kept.content,
        "at": kept.kept_at.isoformat(),
    }


def _key(text: str) -> str:
    if not text or len(text) > LONGEST_KEY or not text.isascii() or not text.replace("-", "").isalnum():
        raise ValidationError(_("Name the form: up to 64 letters and digits."))
    return text


def _content(text: str) -> dict[str, Any]:
    """The fields as a browser sent them. Raises where they are no object of JSON, or more than is kept."""
    if len(text) > MOST_CHARACTERS:
        raise ValidationError(_("This is more than the desk can keep. Shorten it."))
    try:
        content = json.loads(text)
        # No database takes infinite numbers, nor halves of characters.
        json.dumps(content, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError) as error:
        raise ValidationError(_("What was sent is no JSON.")) from error
    if not isinstance(content, dict) or _is_deeper(content, MOST_NESTED):
        raise ValidationError(_("What was sent is no object of a form."))
    if ZERO_BYTE.search(text):
        raise ValidationError(_("What was sent holds a zero byte."))
    return content


def _is_deeper(value: Any, levels: int) -> bool:
    """Whether something stands in it below so many levels."""
    if not isinstance(value, dict | list):
        return False
    parts = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_is_deeper(part, levels - 1) for part in parts)
