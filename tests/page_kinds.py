"""Every kind of page that a reader can come to, one of each: what must hold for all of them is asked of all of them.

A new kind of page is one line in `page_kinds`.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone

from editorial import publishing
from editorial.models import Article, Byline, LiveEntry
from liveblog import urls
from tests import factories

ENTRIES = 32
WORDS = "Crowds waited along the quay while the tide came in, and the last ferry of the day was late."


@dataclass(frozen=True)
class PageKind:
    """A page: what it is, its address, some of its words, its status. `is_framed`: it stands in others' pages."""

    name: str
    address: str
    words: str
    status: int = 200
    is_framed: bool = False


@dataclass(frozen=True)
class Paper:
    """Stories that show of everything something."""

    live: Article
    ended: Article
    plain: Article
    upcoming: Article
    draft: Article
    taken_down: Article
    byline: Byline
    entries: list[LiveEntry]
    withdrawn: LiveEntry


def fault(request: HttpRequest) -> HttpResponse:
    """Something that goes wrong here."""
    raise RuntimeError("for the page that says so")


def out_of_reach(request: HttpRequest) -> HttpResponse:
    """Something that the database would have to answer, and does not."""
    raise OperationalError("for the page that says so")


def refused(request: HttpRequest) -> HttpResponse:
    """Something that is not allowed."""
    raise PermissionDenied


def unreadable(request: HttpRequest) -> HttpResponse:
    """Something that cannot be read."""
    raise SuspiciousOperation


# The site with four addresses more, at which something goes wrong. Tests of the catalogue run under it.
urlpatterns = [
    path("faults/fault/", fault),
    path("faults/out-of-reach/", out_of_reach),
    path("faults/refused/", refused),
    path("faults/unreadable/", unreadable),
    *urls.urlpatterns,
]
handler404, handler500 = urls.handler404, urls.handler500


def printed_paper() -> Paper:
    """Write and publish it all. Of the live story one entry stands on a second page."""
    editor = factories.editor()
    photos = [
        factories.photo(
            name,
            by=editor,
            alternative_text=f"What {name} shows",
            caption=f"At the quay: {name}",
            credit_line="Ana Ferreira/EPA-EFE",
        )
        for name in ("launch.jpg", "cat.jpg", "coffee.jpg")
    ]
    figures = "".join(f'<figure data-photo="{photo.pk}"></figure>' for photo in photos)
    publishing.change_newsroom(by=factories.administrator(), is_embedding_allowed=True)
    section = publishing.add_section(by=editor, name="Science", slug="science")
    ana = factories.byline("Ana Ferreira", by=editor, role="Reporter")
    told: dict[str, Any] = {
        "by": editor,
        "standfirst": "No play today, and perhaps none tomorrow.",
        "section": section,
        "lead_photo": photos[0],
        "bylines": [ana],
        "text": f"<h3>What happened</h3><p>{WORDS} <a href='https://example.org/'>More</a>.</p>{figures}",
    }
    summary = "It has rained since noon.\nThe pitch is under water."
    live = factories.story(headline="Rain stops play at the harbour fair", summary=summary, **told)
    entries = [_entry(live, place, figures) for place in range(ENTRIES)]
    publishing.change_entry(entries[-1], by=editor, correction="An earlier version gave another time.")
    withdrawn = publishing.withdraw_entry(entries[3], by=editor)
    ended = factories.story("ended", headline="The fair, as it happened", **told)
    for place in range(3):
        _entry(ended, place, figures)
    return Paper(
        live=live,
        ended=ended,
        plain=factories.story("published", headline="How the fair began", **told),
        upcoming=factories.story("upcoming", headline="The second day of the fair", **told),
        draft=factories.story("draft", headline="Not yet for readers", **told),
        taken_down=_taken_down(),
        byline=ana,
        entries=entries,
        withdrawn=withdrawn,
    )


def _entry(story: Article, place: int, figures: str) -> LiveEntry:
    editor = factories.editor()
    return factories.entry(
        story,
        by=editor,
        heading=f"The gates open for the {place + 1}. time",
        text=f"<p>{WORDS}</p><blockquote><p>“{WORDS}”</p></blockquote>{figures if place % 10 == 0 else ''}",
        published_at=timezone.now() - timedelta(hours=ENTRIES - place),
        is_key_event=place % 10 == 0,
        is_pinned=place == ENTRIES - 2,
    )


def _taken_down() -> Article:
    story = factories.story(headline="What nobody may read")
    return publishing.take_down_story(story, by=factories.editor(), reason="A court said so.")


def page_kinds(paper: Paper) -> list[PageKind]:
    """One page of each kind."""
    live, newest, oldest = paper.live, paper.entries[-1], paper.entries[0]
    section, day = str(live.section and live.section.get_absolute_url()), timezone.localdate()
    month = [day.year, f"{day:%m}"]
    link = publishing.make_preview_link(paper.draft, by=factories.editor(), lasts=timedelta(hours=1))
    return [
        PageKind("front", "/", live.headline),
        PageKind("live", live.get_absolute_url(), newest.heading),
        PageKind("older", f"{live.get_absolute_url()}?before={paper.entries[1].public_id}", oldest.heading),
        PageKind("entry", newest.get_absolute_url(), newest.heading),
        PageKind("ended", paper.ended.get_absolute_url(), "Live coverage has ended."),
        PageKind("plain", paper.plain.get_absolute_url(), WORDS),
        PageKind("upcoming", paper.upcoming.get_absolute_url(), "Live coverage has not started yet."),
        PageKind("from the beginning", f"{live.get_absolute_url()}?order=oldest", oldest.heading),
        PageKind("section", section, live.headline),
        PageKind("byline", paper.byline.get_absolute_url(), live.headline),
        PageKind("archive", reverse("archive"), str(day.year)),
        PageKind("month", reverse("archive_month", args=month), "update"),
        PageKind("day", reverse("archive_day", args=[*month, f"{day:%d}"]), paper.plain.headline),
        PageKind("search", reverse("search"), "Search"),
        PageKind("found", f"{reverse('search')}?q=ferry", newest.heading),
        PageKind("nothing found", f"{reverse('search')}?q=zeppelin", "Nothing was found"),
        PageKind("embed", reverse("embed", args=[live.slug]), newest.heading, is_framed=True),
        PageKind("preview", link.get_absolute_url(), paper.draft.headline),
        PageKind("preview closed", "/preview/made-up/", "This preview is not open", 404),
        PageKind("withdrawn", paper.withdrawn.get_absolute_url(), "This update was withdrawn", 410),
        PageKind("taken down", paper.taken_down.get_absolute_url(), "This story was taken down", 410),
        PageKind("not there", "/nowhere/", "There is no such page", 404),
        PageKind("unreadable", "/faults/unreadable/", "This cannot be read", 400),
        PageKind("refused", "/faults/refused/", "You may not do this", 403),
        PageKind("fault", "/faults/fault/", "Something went wrong here", 500),
        PageKind("out of reach", "/faults/out-of-reach/", "again in a minute", 503),
    ]
