"""Links to the preview of a story's page: made, listed with their addresses, revoked."""

import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, JsonResponse

from editorial import publishing
from editorial.admin import times
from editorial.admin.base import person
from editorial.admin.desk.asked import at_desk, by_field, errors
from editorial.admin.keys import key_in
from editorial.admin.names import name_of
from editorial.models import Article, PreviewLink

# More hours than any link lasts; a number of any length may be posted.
MOST_HOURS = 10_000


@at_desk("GET", "POST")
def previews(request: HttpRequest, story: Article) -> JsonResponse:
    """The links that open now, the newest first; posted, one more that lasts for so many `hours`."""
    if request.method == "POST":
        hours = min(key_in(request.POST.get("hours")), MOST_HOURS)
        try:
            publishing.make_preview_link(story, by=person(request), lasts=datetime.timedelta(hours=hours))
        except ValidationError as refused:
            return errors(
                {"hours" if name == "lasts" else name: said for name, said in by_field(refused).items()}
            )
    return _open_links(request, story)


@at_desk("POST")
def revoke(request: HttpRequest, story: Article, public_id: str) -> JsonResponse:
    """One link of this story opens nothing any more; those that still do."""
    link = story.preview_links.filter(public_id=public_id).first()
    if link is None:
        raise Http404
    publishing.revoke_preview_link(link, by=person(request))
    return _open_links(request, story)


def _open_links(request: HttpRequest, story: Article) -> JsonResponse:
    links = story.preview_links.open_now().select_related("made_by")
    may_revoke = person(request).has_perm("editorial.publish_liveentry")
    return JsonResponse({"links": [_told(link, story) | {"may_revoke": may_revoke} for link in links]})


def _told(link: PreviewLink, story: Article) -> dict[str, Any]:
    return {
        "id": link.public_id,
        "address": f"{settings.SITE_URL}{link.get_absolute_url()}",
        "expires": link.expires_at.isoformat(),
        "expires_said": times.say(link.expires_at, story.zone),
        "by": name_of(link.made_by),
    }
