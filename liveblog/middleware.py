"""What is done for every request: fitting headers, one language, no zero bytes, a record of refused writes."""

import logging
from collections.abc import Callable, Iterator
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.request import RawPostDataException
from django.utils import translation
from django.utils.cache import add_never_cache_headers, has_vary_header, patch_vary_headers
from django.views.defaults import bad_request

from editorial import publishing
from editorial.languages import is_desk

log = logging.getLogger(__name__)

Answer = Callable[[HttpRequest], HttpResponse]
SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}
FOR_PAGES = (
    "Content-Security-Policy",
    "Permissions-Policy",
    "Cross-Origin-Opener-Policy",
    "Referrer-Policy",
    "X-Frame-Options",
)


def fitting_headers(answer: Answer) -> Answer:
    """Keep what only a page needs off everything else, and keep what depends on a session out of every cache.

    JSON is asked for so often that its headers count; no browser takes it for anything else.
    """

    def fitted(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        kind = response.get("Content-Type", "").partition(";")[0]
        if kind != "text/html":
            policy = response.get("Content-Security-Policy", "")
            has_kind = kind != "application/json" and response.status_code != HTTPStatus.NOT_MODIFIED
            surplus = FOR_PAGES if has_kind else (*FOR_PAGES, "X-Content-Type-Options")
            for name in surplus:
                del response[name]
            if "sandbox" in policy:  # a file's own: even opened as a page it can do nothing
                response["Content-Security-Policy"] = policy
        if response.status_code == HTTPStatus.NOT_MODIFIED:
            del response["Content-Length"]  # it is not of this answer, but of the one that the reader has
        if has_vary_header(response, "Cookie"):
            add_never_cache_headers(response)
        return response

    return fitted


def one_language(answer: Answer) -> Answer:
    """Begin each request in its language, and leave none behind for the next of the thread.

    At the desk it is what the person chose or the browser prefers. Readers' pages are the same for everyone: their
    views speak the story's language, or the newsroom's (editorial.languages).
    """

    def spoken(request: HttpRequest) -> HttpResponse:
        if not is_desk(request):
            with translation.override(settings.LANGUAGE_CODE):
                return answer(request)
        with translation.override(translation.get_language_from_request(request)):
            response = answer(request)
        patch_vary_headers(response, ["Accept-Language"])
        return response

    return spoken


def refused_writes(answer: Answer) -> Answer:
    """Put on record what a person who is signed in was not allowed to write (answers 403 and 404)."""

    def recorded(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        is_refused = response.status_code in {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}
        if is_refused and request.method not in SAFE_METHODS:
            _record(request, response.status_code)
        return response

    return recorded


class NoZeroBytes:
    """Refuse a request with a zero byte in its path, query, cookies or fields: PostgreSQL takes none in a text.

    It stands behind the check of the form's token, which has read the fields. Files hold whatever they hold. A view
    with a `judges_query` of its own says itself what is wrong with one.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, of whatever view is found."""
        return self.answer(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., object], _args: object, _kwargs: object
    ) -> HttpResponse | None:
        """400 before the view begins, or nothing."""
        is_judged = getattr(view, "judges_query", False)
        words = _said(request) if is_judged else (*_said(request), *_fields(request.GET))
        return bad_request(request, ValueError("zero byte")) if any("\0" in word for word in words) else None


def _said(request: HttpRequest) -> Iterator[str]:
    yield request.path
    yield from request.COOKIES.values()
    yield from _fields(request.POST)


def _fields(form: QueryDict) -> Iterator[str]:
    for name, values in form.lists():
        yield name
        yield from map(str, values)


def _record(request: HttpRequest, status: int) -> None:
    try:
        if request.user.is_authenticated:
            publishing.record_refusal(by=request.user, attempt=f"{_attempt(request)} ({status})")
    except DatabaseError:
        # The refusal stands; that it could not be recorded is for the log.
        log.exception("A refused write could not be recorded: %s", request.get_full_path())


def _attempt(request: HttpRequest) -> str:
    """The method and the address, and of an action on a list which it was, on what."""
    words = [f"{request.method} {request.get_full_path()[:300]}"]
    try:
        action, chosen = request.POST.get("action", ""), request.POST.getlist("_selected_action")
    except (RawPostDataException, SuspiciousOperation, OSError):
        action, chosen = "", []  # a body that cannot be read as a form says nothing more
    if action:
        words.append(f"{action[:60]}: {', '.join(chosen)[:60]}")
    return " ".join(words)
