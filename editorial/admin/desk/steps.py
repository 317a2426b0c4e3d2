"""What one key or click does with an entry of the timeline."""

from collections.abc import Callable

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, JsonResponse, QueryDict
from django.utils.translation import gettext as _

from editorial import publishing
from editorial.admin.base import person
from editorial.admin.desk.asked import at_desk
from editorial.admin.desk.entries import entry_of, told
from editorial.admin.keys import key_in
from editorial.models import Article, LiveEntry

Status = LiveEntry.Status
Step = Callable[[LiveEntry, User, int | None, QueryDict], object]


def _to(status: str) -> Step:
    return lambda entry, by, seen, _data: publishing.change_entry(entry, by=by, seen=seen, status=status)


def _pinned(is_pinned: bool) -> Step:
    return lambda entry, by, seen, _data: publishing.change_entry(
        entry, by=by, seen=seen, is_pinned=is_pinned
    )


def _key_event(is_key_event: bool) -> Step:
    return lambda entry, by, seen, _data: publishing.change_entry(
        entry, by=by, seen=seen, is_key_event=is_key_event
    )


def _send_back(entry: LiveEntry, by: User, seen: int | None, data: QueryDict) -> object:
    return publishing.send_back(entry, by=by, note=data.get("note", ""), seen=seen)


def _withdraw(entry: LiveEntry, by: User, seen: int | None, data: QueryDict) -> object:
    return publishing.withdraw_entry(entry, by=by, reason=data.get("reason", "").strip(), seen=seen)


def _restore(entry: LiveEntry, by: User, seen: int | None, _data: QueryDict) -> object:
    return publishing.restore_entry(entry, by=by, seen=seen)


def _discard(entry: LiveEntry, by: User, seen: int | None, _data: QueryDict) -> object:
    if seen is not None and seen != entry.revision:
        raise publishing.Conflict(entry)
    publishing.discard_entry(entry, by=by)
    return None


STEPS: dict[str, Step] = {
    "publish": _to(Status.PUBLISHED),
    "submit": _to(Status.SUBMITTED),
    "draft": _to(Status.DRAFT),
    "send_back": _send_back,
    "pin": _pinned(True),
    "unpin": _pinned(False),
    "key": _key_event(True),
    "unkey": _key_event(False),
    "withdraw": _withdraw,
    "restore": _restore,
    "discard": _discard,
}


@at_desk("POST")
def step(request: HttpRequest, story: Article, public_id: str, name: str) -> JsonResponse:
    """Take the entry this step; `seen` is the revision that the person looked at."""
    take = STEPS.get(name)
    if take is None:
        raise Http404
    take(entry_of(story, public_id), person(request), _seen(request), request.POST)
    return JsonResponse({"row": None} if name == "discard" else told(story, public_id, request))


def _seen(request: HttpRequest) -> int | None:
    given = request.POST.get("seen", "")
    if given and not (given == "0" or key_in(given)):
        raise ValidationError(_("Say which revision you saw: a whole number."))
    return int(given) if given else None
