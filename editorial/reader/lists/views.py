"""The front page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from editorial.models import Newsroom
from editorial.reader.finding import same_for_everyone
from editorial.reader.lists.front import latest_cards, live_cards
from editorial.reader.sharing import front_sharing


@require_safe
@same_for_everyone
def front(request: HttpRequest) -> HttpResponse:
    """What is live now, then the latest."""
    newsroom = Newsroom.current()
    sharing = front_sharing(newsroom, request.path)
    stories = {"live": live_cards(newsroom), "latest": latest_cards(newsroom)}
    return render(request, "front/page.html", {"newsroom": newsroom, "sharing": sharing, **stories})
