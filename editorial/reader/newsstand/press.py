"""Pages as Django makes them for an anonymous reader, without a server around it."""

import io
import time
from collections.abc import Callable, Hashable, Set
from typing import TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.db import DatabaseError
from django.http import HttpResponse, HttpResponseBase

from editorial.reader import fragments
from editorial.reader.newsstand.copies import IN_NOT_MODIFIED, Copy, Header, lower_case
from editorial.reader.newsstand.routes import Route
from editorial.reader.newsstand.stories import marks

# Rendered entries are kept from one edition to the next: so many bytes of them.
FRAGMENT_BYTES = 64 * 2**20
# A file exchanged under its name is noticed after so many seconds.
FILE_SECONDS = 60.0
# 403 is a story that other sites may not show (embedding/views.py): their readers ask all the same.
KEPT_STATUSES = {200, 403, 410}
OF_ONE_ANSWER = {b"cache-control", b"content-length", b"etag", b"vary"}
Made = TypeVar("Made")


class Press:
    """Prints copies. All of its functions ask the database: call them in threads."""

    def __init__(self) -> None:
        self._pages = Pages()
        self._fragments = fragments.Fragments(FRAGMENT_BYTES)

    def story_page(self, route: Route, key: int) -> Copy | None:
        """A page of this story. Its mark was looked up first, so the page is at least as new; if it is newer, it
        will be printed once more.
        """
        mark = marks([key]).get(key)
        return self._printed(route, mark) if mark and mark.slug == route.slug else None

    def front_page(self, route: Route, news: int, seconds: float) -> Copy | None:
        """A page of all stories; it holds until there are other news, and for so long at most."""
        return self._printed(route, news, time.monotonic() + seconds)

    def file(self, route: Route, pictures: int | None) -> Copy | None:
        """A file; it holds until pictures are taken away or come back (`pictures_mark`)."""
        again = IN_NOT_MODIFIED - {b"last-modified"}
        return self._printed(route, pictures, time.monotonic() + FILE_SECONDS, again)

    def json_headers(self, path: str, version: int) -> list[Header]:
        """What every answer of `changes/` has in its head, beside what follows from its version and length.

        They are kept, so nothing is asked but what no reader can have made up, and no other answer will do.
        """
        answer = self._pages.answer(path, f"since={version}")
        if answer.status_code != 200:
            raise DatabaseError(f"{path}: {answer.status_code}")
        return [header for header in lower_case(dict(answer.items())) if header[0] not in OF_ONE_ANSWER]

    def with_fragments(self, work: Callable[[], Made]) -> Made:
        """What `work` returns, with the entries that were rendered before."""
        with fragments.kept(self._fragments):
            return work()

    def _printed(
        self, route: Route, mark: Hashable, until: float = float("inf"), again: Set[bytes] = IN_NOT_MODIFIED
    ) -> Copy | None:
        with fragments.kept(self._fragments):
            response = self._pages.answer(route.path, route.query)
        if response.status_code >= 500:
            # It has been logged; it may be an old connection to the database, and then there is another try.
            raise DatabaseError(f"{route.path}: {response.status_code}")
        if (
            response.status_code not in KEPT_STATUSES
            or response.cookies
            or not isinstance(response, HttpResponse)
        ):
            return None
        headers = lower_case(dict(response.items()))
        content = response.content
        return Copy(response.status_code, headers, content, mark=mark, until=until, is_told_again=again)


class Pages(BaseHandler):
    """Django's handler, asked by ourselves: for an address and nothing else, in the name of the site."""

    def __init__(self) -> None:
        self.load_middleware()
        site = urlsplit(settings.SITE_URL)
        port = site.port or (443 if site.scheme == "https" else 80)
        self._surroundings = {
            "REQUEST_METHOD": "GET",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": site.netloc,
            "SERVER_NAME": site.hostname,
            "SERVER_PORT": str(port),
            "REMOTE_ADDR": "127.0.0.1",
            "SCRIPT_NAME": "",
            "wsgi.url_scheme": site.scheme,
        }

    def answer(self, path: str, query: str) -> HttpResponseBase:
        """Django's answer, whatever its status."""
        asked = {"PATH_INFO": path, "QUERY_STRING": query, "wsgi.input": io.BytesIO()}
        # Django's signals of a request are not sent: they would close the thread's connection after each page.
        return self.get_response(WSGIRequest({**self._surroundings, **asked}))
