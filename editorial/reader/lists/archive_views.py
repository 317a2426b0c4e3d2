"""The pages of the archive."""

import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from editorial.languages import in_house_language
from editorial.models import Newsroom
from editorial.reader.finding import same_for_everyone
from editorial.reader.lists.archive import (
    day_after,
    day_before,
    days_of_month,
    stories_of,
    updates_of,
    years,
)
from editorial.reader.lists.cards import cards_of
from editorial.reader.lists.days import Span, name_of, span_of
from editorial.reader.lists.front import sections_in_print
from editorial.reader.lists.views import list_sharing, stories_page


@require_safe
@same_for_everyone
@in_house_language
def archive(request: HttpRequest) -> HttpResponse:
    """Every month in which anything came out."""
    newsroom = Newsroom.current()
    description = _("Everything that %(newsroom)s has published, by month and day.")
    sharing = list_sharing(_("Archive"), description % {"newsroom": newsroom.name}, request.path)
    parts = {"newsroom": newsroom, "years": years(), "sections": sections_in_print()}
    return render(request, "front/archive.html", {**parts, "sharing": sharing})


@require_safe
@same_for_everyone
@in_house_language
def month(request: HttpRequest, year: str, month: str) -> HttpResponse:
    """The days of a month on which anything came out."""
    first = _date(year, month, "01")
    try:
        days = days_of_month(first)
    except OverflowError as error:
        raise Http404 from error
    if not days:
        raise Http404
    newsroom = Newsroom.current()
    name = date_format(first, "YEAR_MONTH_FORMAT")
    description = _("What %(newsroom)s published in %(month)s, day by day.")
    told = description % {"newsroom": newsroom.name, "month": name}
    parts = {"newsroom": newsroom, "name": name, "days": days, "sections": sections_in_print()}
    return render(request, "front/month.html", {**parts, "sharing": list_sharing(name, told, request.path)})


@require_safe
@same_for_everyone
@in_house_language
def day(request: HttpRequest, year: str, month: str, day: str) -> HttpResponse:
    """What came out on a day, by the clock of the house."""
    date = _date(year, month, day)
    span, before = _span(date), request.GET.get("before", "")
    page = stories_page(stories_of(span), before)
    if not page.stories:
        raise Http404
    newsroom = Newsroom.current()
    name = name_of(date)
    description = _("What %(newsroom)s published on %(day)s.")
    told = description % {"newsroom": newsroom.name, "day": name}
    parts = {
        "newsroom": newsroom,
        "sharing": list_sharing(name, told, request.path, before),
        "date": date,
        "name": name,
        "page": page,
        "before": before,
        "cards": cards_of(page.stories, newsroom, updates_of(page.stories, span)),
        "sections": sections_in_print(),
        **_days_beside(span),
    }
    return render(request, "front/day.html", parts)


def _days_beside(span: Span) -> dict[str, Any]:
    days = {"day_before": day_before(span), "day_after": day_after(span)}
    return days | {f"{place}_name": name_of(day) for place, day in days.items() if day}


def _date(year: str, month: str, day: str) -> datetime.date:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError as error:
        raise Http404 from error


def _span(date: datetime.date) -> Span:
    try:
        return span_of(date, date)
    except OverflowError as error:
        raise Http404 from error
