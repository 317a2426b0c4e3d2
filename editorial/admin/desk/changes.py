"""What changed at the desk since a version: rows, counts, people, readers, the story's own lines."""

from typing import Any

from django.db.models import Sum
from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string

from editorial.admin.base import person
from editorial.admin.desk.asked import at_desk
from editorial.admin.desk.presence import people_at
from editorial.admin.desk.rows import rows_of, with_row_parts
from editorial.admin.desk.timeline import counts
from editorial.admin.keys import key_in
from editorial.admin.taking_down import notes_on
from editorial.models import Article, Audience, LiveEntry

# More changed rows than this are asked for as a timeline.
MOST_ROWS = 100
PIECES = {
    "desk-state": "admin/desk/_state.html",
    "desk-headline": "admin/desk/_headline.html",
    "desk-taken-down": "admin/desk/_taken_down.html",
}


@at_desk("GET")
def changes(request: HttpRequest, story: Article) -> JsonResponse:
    """Everything newer than `since`; people and readers always."""
    who = person(request)
    since = key_in(request.GET.get("since"))
    told: dict[str, Any] = {
        "to": story.desk_version,
        "reload": since > story.desk_version,
        "rows": [],
        "people": people_at(story, who),
        "readers": readers_of(story),
        "story": None,
    }
    if since < story.desk_version:
        told |= _news(request, story, since)
    return JsonResponse(told)


def readers_of(story: Article) -> int:
    """How many readers are connected now, to all processes that serve."""
    return Audience.objects.now().filter(story=story).aggregate(sum=Sum("readers"))["sum"] or 0


def story_told(story: Article) -> dict[str, Any]:
    """The story's own lines on the desk, and what its controls start from."""
    return {
        "html": {name: render_to_string(template, parts_of(story)) for name, template in PIECES.items()},
        "revision": story.revision,
        "status": story.status,
        "stands": "taken_down" if story.taken_down_at else story.status,
        "headline": story.headline,
        "standfirst": story.standfirst,
        "summary": story.summary,
    }


def parts_of(story: Article) -> dict[str, Any]:
    """What the pieces show."""
    return {"story": story, "notes": list(notes_on(story))}


def _news(request: HttpRequest, story: Article, since: int) -> dict[str, Any]:
    who = person(request)
    changed = with_row_parts(story.entries.changed_at_desk_since(since))
    rows = rows_of(changed.order_by("desk_version")[: MOST_ROWS + 1], story, who)
    gone = _gone(story, since)
    if len(rows) + len(gone) > MOST_ROWS:
        return {"reload": True}
    told = [row.as_json() for row in rows]
    told += [{"id": public_id, "html": None} for public_id in gone]
    return {"rows": told, "counts": counts(story, who), "story": story_told(story)}


def _gone(story: Article, since: int) -> list[str]:
    """Drafts that were discarded."""
    discarded = LiveEntry.history.filter(article=story, history_type="-", desk_version__gt=since)
    return list(discarded.values_list("public_id", flat=True)[: MOST_ROWS + 1])
