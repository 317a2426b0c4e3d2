"""What is answered where something broke: whose fault it is, and when to come back."""

import sys
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

from editorial.languages import is_desk, speak_house_language

RETRY_AFTER_SECONDS = 60


def fault(request: HttpRequest) -> HttpResponse:
    """503 where the database does not answer: that passes, and whoever asks is told when to try again. Else 500."""
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        if not is_desk(request):
            speak_house_language()
        return server_error(request)
    again = {"Retry-After": str(RETRY_AFTER_SECONDS), "Cache-Control": "no-store"}
    page = render_to_string("503.html")
    return HttpResponse(page, status=HTTPStatus.SERVICE_UNAVAILABLE, headers=again)
