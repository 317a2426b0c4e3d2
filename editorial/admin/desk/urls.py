"""The addresses of a story's desk, under /admin/editorial/article/<key>/live/."""

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path

from editorial.admin.desk import changes, entries, kept, presence, previews, steps, story, timeline, versions
from editorial.admin.desk.page import page

UNDER = "<int:key>/live/"


def no_stream(request: HttpRequest, key: int) -> HttpResponse:
    """The stream of the desk's news is served beside Django, where at all."""
    raise Http404


def desk_urls() -> list[URLPattern]:
    """All of them; the page asks to sign in by itself, the others answer 401."""
    return [
        path(UNDER, admin.site.admin_view(page), name="editorial_article_live"),
        path(f"{UNDER}timeline/", timeline.timeline, name="editorial_article_live_timeline"),
        path(f"{UNDER}changes/", changes.changes, name="editorial_article_live_changes"),
        path(f"{UNDER}stream/", no_stream, name="editorial_article_live_stream"),
        path(f"{UNDER}token/", kept.token, name="editorial_article_live_token"),
        path(f"{UNDER}unsent/", kept.unsent, name="editorial_article_live_unsent"),
        path(f"{UNDER}unsent/drop/", kept.drop, name="editorial_article_live_unsent_drop"),
        path(f"{UNDER}presence/", presence.presence, name="editorial_article_live_presence"),
        path(f"{UNDER}story/", story.change_story, name="editorial_article_live_story"),
        path(f"{UNDER}status/", story.change_status, name="editorial_article_live_status"),
        path(f"{UNDER}take-down/", story.take_down, name="editorial_article_live_take_down"),
        path(f"{UNDER}put-back/", story.put_back, name="editorial_article_live_put_back"),
        path(f"{UNDER}previews/", previews.previews, name="editorial_article_live_previews"),
        path(
            f"{UNDER}previews/<slug:public_id>/revoke/",
            previews.revoke,
            name="editorial_article_live_preview_revoke",
        ),
        path(f"{UNDER}entries/", entries.post, name="editorial_article_live_entries"),
        path(f"{UNDER}entries/<slug:public_id>/", entries.entry, name="editorial_article_live_entry"),
        path(
            f"{UNDER}entries/<slug:public_id>/history/",
            versions.history,
            name="editorial_article_live_history",
        ),
        path(f"{UNDER}entries/<slug:public_id>/<slug:name>/", steps.step, name="editorial_article_live_step"),
    ]
