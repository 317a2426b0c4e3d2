"""The front page, the pages of sections and bylines."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from editorial.languages import in_house_language
from editorial.models import Article, Byline, Newsroom, Section
from editorial.models.article import ArticleQuerySet
from editorial.reader.finding import same_for_everyone
from editorial.reader.lists.cards import cards_of, covered_cards, listed
from editorial.reader.lists.front import latest_cards, live_cards, sections_in_print, shelves
from editorial.reader.lists.paging import Page, page_of
from editorial.reader.lists.profile import profile_data
from editorial.reader.lists.writers import Writer
from editorial.reader.sharing import Sharing, absolute, front_sharing

SECTION_LIVE_STORIES = 12
SECTION_UPDATES = 2


@require_safe
@same_for_everyone
@in_house_language
def front(request: HttpRequest) -> HttpResponse:
    """What is live now, then the latest, then what came out last in each section."""
    newsroom = Newsroom.current()
    live, sections = live_cards(newsroom), sections_in_print()
    parts = {
        "live": live,
        "latest": latest_cards(newsroom, live),
        "sections": sections,
        "shelves": shelves(sections, newsroom) if sections else [],
    }
    sharing = front_sharing(newsroom, request.path)
    return render(request, "front/page.html", {"newsroom": newsroom, "sharing": sharing, **parts})


@require_safe
@same_for_everyone
@in_house_language
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """A section's stories: those that are live, then what came out last; or those below the story named by `before`."""
    found = get_object_or_404(Section, slug=slug)
    newsroom, before = Newsroom.current(), request.GET.get("before", "")
    stories = Article.objects.published().filter(section=found)
    # Whatever ends takes its place among the others by when it came out: addresses of older pages stay true.
    page = stories_page(stories.exclude(status=Article.Status.LIVE), before)
    live = (
        []
        if before
        else list(listed(stories.live_now()).order_by("-updated_at", "-pk")[:SECTION_LIVE_STORIES])
    )
    description = _("%(section)s: the latest, and what is live now, from %(newsroom)s.")
    told = description % {"section": found.name, "newsroom": newsroom.name}
    parts = {
        "section": found,
        "live": covered_cards(live, newsroom, SECTION_UPDATES) if live else [],
        "cards": cards_of(page.stories, newsroom),
        "sections": sections_in_print(),
    }
    sharing = list_sharing(found.name, told, request.path, before)
    shown = {"newsroom": newsroom, "sharing": sharing, "page": page, "before": before}
    return render(request, "front/section.html", {**shown, **parts})


@require_safe
@same_for_everyone
@in_house_language
def byline(request: HttpRequest, slug: str) -> HttpResponse:
    """Who somebody is, their newest updates and the stories that they worked on; 404 until something of it is out."""
    writer = Writer(get_object_or_404(Byline.objects.select_related("portrait"), slug=slug))
    newsroom, before = Newsroom.current(), request.GET.get("before", "")
    page = stories_page(writer.stories, before)
    if not page.stories:
        raise Http404
    description = _("%(name)s in %(newsroom)s: their stories and updates.")
    told = description % {"name": writer.byline.name, "newsroom": newsroom.name}
    parts = {
        "writer": writer,
        "updates": writer.latest_updates(newsroom) if not before else [],
        "cards": cards_of(page.stories, newsroom),
        "structured_data": profile_data(writer, newsroom),
        "sections": sections_in_print(),
    }
    sharing = list_sharing(writer.byline.name, told, request.path, before)
    shown = {"newsroom": newsroom, "sharing": sharing, "page": page, "before": before}
    return render(request, "front/byline.html", {**shown, **parts})


def stories_page(stories: ArticleQuerySet, before: str) -> Page:
    """The page of these stories that the reader asks for. Raises `Http404` where there is no such story."""
    try:
        return page_of(stories, before)
    except Article.DoesNotExist as error:
        raise Http404 from error


def list_sharing(title: str, description: str, address: str, before: str = "") -> Sharing:
    """What others say of a list: each of its pages has an address of its own."""
    return Sharing(title, description, absolute(f"{address}?before={before}" if before else address))
