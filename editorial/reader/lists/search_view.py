"""The page of the search."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from editorial.languages import in_house_language
from editorial.models import Newsroom
from editorial.reader.lists.asking import LONGEST_QUESTION, Question, question_of
from editorial.reader.lists.front import sections_in_print
from editorial.reader.lists.search import Results, results_of
from editorial.searching import TooLong, at_most

# For how long a database looks for an answer; only two readers' questions are with it at a time (liveblog.turns).
PATIENCE_SECONDS = 1.0


@require_safe
@in_house_language
def search(request: HttpRequest) -> HttpResponse:
    """Stories and updates that hold the words asked for; without any, the form. What people ask is kept nowhere."""
    newsroom, question = Newsroom.current(), question_of(request.GET)
    try:
        found = _found(question, _page_asked(request.GET), newsroom)
    except TooLong:
        fault = _("Looking for these words takes too long. Add one that says what it is about.")
        question, found = replace(question, faults=(fault,)), None
    parts = {
        "newsroom": newsroom,
        "question": question,
        "longest_question": LONGEST_QUESTION,
        "found": found,
        "sections": sections_in_print(),
        **_neighbours(question, found),
    }
    response = render(request, "front/search.html", parts)
    response["Cache-Control"] = "private, no-store"
    return response


search.judges_query = True  # type: ignore[attr-defined] # whatever is typed is looked for, or passed over


def _found(question: Question, page: int, newsroom: Newsroom) -> Results | None:
    if not question.is_askable:
        return None
    with at_most(PATIENCE_SECONDS):
        return results_of(question, page, newsroom)


def _page_asked(asked: QueryDict) -> int:
    page = asked.get("page", "")
    return int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1


def _neighbours(question: Question, found: Results | None) -> dict[str, str]:
    """What to ask for the pages before and after this one."""
    if found is None:
        return {}
    pages = {"before": found.page - 1, "after": found.page + 1}
    return {
        f"page_{name}": _query(question, page) for name, page in pages.items() if 1 <= page <= found.pages
    }


def _query(question: Question, page: int) -> str:
    query = QueryDict(mutable=True)
    named = {
        "q": question.text,
        "section": question.section,
        "kind": question.kind,
        "from": question.since,
        "to": question.until,
        "page": str(page) if page > 1 else "",
    }
    query.update({name: value for name, value in named.items() if value})
    return query.urlencode()
