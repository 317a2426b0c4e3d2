"""The story's own lines, changed in place; its coverage started, ended with a last word, reopened."""

from http import HTTPStatus
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial import publishing
from editorial.admin.base import person
from editorial.admin.desk.asked import at_desk, by_field, errors
from editorial.admin.desk.changes import story_told
from editorial.admin.forms import UNKNOWN
from editorial.admin.keys import key_in
from editorial.admin.names import name_of
from editorial.models import Article, LiveEntry
from editorial.models.summary import points_of

Status = Article.Status
LINES = ("headline", "standfirst", "summary")
# A story that is not covered live has no desk to be taken to.
OFFERED = {Status.UPCOMING, Status.LIVE, Status.ENDED}
# How the fields of the closing entry are called in the form that ends coverage.
CLOSING = {"heading": "closing_heading", "text": "closing_text"}


@at_desk("POST")
def change_story(request: HttpRequest, story: Article) -> JsonResponse:
    """Other lines than those of the revision `seen`; where somebody else wrote in the same ones since, theirs."""
    given = {name: _line(name, request.POST[name]) for name in LINES if name in request.POST}
    seen = key_in(request.POST.get("seen")) or UNKNOWN
    try:
        changed = _changed(story, given, seen, person(request))
    except publishing.Conflict as conflict:
        return JsonResponse({"conflict": _theirs(conflict)}, status=HTTPStatus.CONFLICT)
    return _told(changed)


@at_desk("POST")
def change_status(request: HttpRequest, story: Article) -> JsonResponse:
    """Coverage announced, started, ended or reopened; with its end, a closing entry where one was written."""
    status, by = request.POST.get("status", ""), person(request)
    if status not in OFFERED:
        raise ValidationError(_("Say whether coverage is to be announced, started or ended."))
    if status != Status.ENDED:
        return _told(publishing.set_status(story, status, by=by))
    try:
        return _told(_ended(story, by, _closing(request), request.POST.get("token") or None))
    except ValidationError as refused:
        return errors({CLOSING.get(name, name): said for name, said in by_field(refused).items()})


@at_desk("POST")
def take_down(request: HttpRequest, story: Article) -> JsonResponse:
    """The whole story taken away from readers, for the `reason` given."""
    reason = request.POST.get("reason", "")
    return _told(publishing.take_down_story(story, by=person(request), reason=reason))


@at_desk("POST")
def put_back(request: HttpRequest, story: Article) -> JsonResponse:
    """And back again."""
    return _told(publishing.put_back_story(story, by=person(request)))


def _changed(story: Article, given: dict[str, Any], seen: int, by: User) -> Article:
    """The story with these lines. Whoever changed only something else of it since is not in the way."""
    try:
        return publishing.change_story(story, by=by, seen=seen, **given)
    except publishing.Conflict as conflict:
        current = conflict.current
        known = Article.history.filter(id=story.pk, revision=seen).first()
        if any(getattr(current, name) not in {getattr(known, name, None), given[name]} for name in given):
            raise
        return _changed(story, given, current.revision, by)


def _line(name: str, typed: str) -> str:
    """What was typed, as the story would hold it."""
    return "\n".join(points_of(typed)) if name == "summary" else typed.strip()


def _theirs(conflict: publishing.Conflict) -> dict[str, Any]:
    """The lines as they stand, whose they are, and the revision to send by whoever writes over them."""
    who = conflict.current.changed_by
    lines = {name: getattr(conflict.current, name) for name in LINES}
    return {**lines, "revision": conflict.current.revision, "who": name_of(who) or _("The server")}


def _closing(request: HttpRequest) -> dict[str, str]:
    """The heading and text of the closing entry; nothing where neither was written."""
    written = {name: request.POST.get(field, "").strip() for name, field in CLOSING.items()}
    return written if any(written.values()) else {}


def _ended(story: Article, by: User, closing: dict[str, str], token: str | None) -> Article:
    """The end of coverage, and at the same time its closing entry: both, or neither.

    Sent again with the same token it changes nothing; closing words for a coverage that ended meanwhile are refused,
    as no reader would find them at its end.
    """
    now = timezone.now()
    with publishing.together([story]):
        if closing:
            _refuse_after_the_end(story, token)
            publishing.post_entry(
                story, by=by, token=token, published_at=now, heading=closing["heading"], text=closing["text"]
            )
        return publishing.set_status(story, Status.ENDED, by=by, at=now)


def _refuse_after_the_end(story: Article, token: str | None) -> None:
    is_sent = token is not None and LiveEntry.objects.filter(article=story, submission_token=token).exists()
    if not is_sent and Article.objects.filter(pk=story.pk, status=Status.ENDED).exists():
        raise ValidationError(
            _("Coverage has ended already. Leave the closing entry out, or post it as an entry of its own.")
        )


def _told(story: Article) -> JsonResponse:
    return JsonResponse({"revision": story.revision, "story": story_told(story)})
