"""The desk's page."""

from csp.decorators import csp_replace
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from editorial.admin.base import person
from editorial.admin.desk.asked import story_of
from editorial.admin.desk.changes import parts_of, readers_of, story_told
from editorial.admin.desk.presence import people_at
from editorial.admin.desk.timeline import counts, piece
from editorial.admin.desk.words import words
from editorial.admin.desk.writing import EntryPaper
from editorial.richtext import EDITOR_CSP


@require_safe
@csp_replace(EDITOR_CSP)  # type: ignore[arg-type]  # typed for views without a key in their address
def page(request: HttpRequest, key: str) -> HttpResponse:
    """The desk of a story, for everyone who may know of the story."""
    story, who = story_of(request, key), person(request)
    rows, before = piece(story, who)
    context = {
        **admin.site.each_context(request),
        "title": story.headline,
        **parts_of(story),
        "paper": EntryPaper(who, story),
        "rows": rows,
        "before": before,
        "counts": counts(story, who),
        "people": people_at(story, who),
        "readers": readers_of(story),
        "story_told": story_told(story),
        "words": words(),
        "may_publish": who.has_perm("editorial.publish_liveentry"),
        "may_write": who.has_perm("editorial.add_liveentry"),
    }
    return TemplateResponse(request, "admin/desk/page.html", context)
