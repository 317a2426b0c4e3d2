"""What is done for every request: headers that fit the answer, and a record of refused writes."""

import logging
from collections.abc import Callable
from http import HTTPStatus

from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException
from django.utils.cache import add_never_cache_headers, has_vary_header

from editorial import publishing

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
            surplus = (*FOR_PAGES, "X-Content-Type-Options") if kind == "application/json" else FOR_PAGES
            for name in surplus:
                del response[name]
            if "sandbox" in policy:  # a file's own: even opened as a page it can do nothing
                response["Content-Security-Policy"] = policy
        if has_vary_header(response, "Cookie"):
            add_never_cache_headers(response)
        return response

    return fitted


def refused_writes(answer: Answer) -> Answer:
    """Put on record what a person who is signed in was not allowed to write (answers 403 and 404)."""

    def recorded(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        is_refused = response.status_code in {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}
        if is_refused and request.method not in SAFE_METHODS:
            _record(request, response.status_code)
        return response

    return recorded


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
