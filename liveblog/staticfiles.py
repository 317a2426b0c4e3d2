"""Static files, served by the newsroom itself."""

import hashlib
from collections.abc import Mapping
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import ClassVar
from wsgiref.headers import Headers

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import NOT_ALLOWED_RESPONSE, Response, StaticFile

from editorial.scripts import in_one_piece

# Scripts that go out together with all that they import.
SCRIPTS = (
    "editorial/live.js",
    "editorial/front.js",
    "editorial/reading.js",
    "editorial/enlarge.js",
    "editorial/outside.js",
    "editorial/embed.js",
    "editorial/embedded.js",
    "editorial/offline.js",
    "editorial/desk/desk.js",
)
# The worker that keeps a story, where it may work, and what goes out in its place where OFFLINE is off.
WORKER, WORKER_OFF = "editorial/offline.js", "offline-off.js"
COMPRESSIBLE = (".css", ".js", ".svg")


class Script(StaticFile):  # type: ignore[misc] # whitenoise comes without types
    """A script in one piece, kept in memory. `headers` are those of the file that it begins with."""

    def __init__(self, path: Path, headers: Headers) -> None:
        self.content = in_one_piece(path).encode()
        del headers["Last-Modified"]  # there are several files, each with its own
        headers["ETag"] = self.etag = f'W/"{hashlib.sha256(self.content).hexdigest()[:16]}"'
        headers["Content-Length"] = str(len(self.content))
        self.last_modified = None
        self.not_modified_response = self.get_not_modified_response(headers)
        self.headers = headers.items()

    def get_response(self, method: str, request_headers: Mapping[str, str]) -> Response:
        """The whole script, or word that it has not changed."""
        if method not in {"GET", "HEAD"}:
            return NOT_ALLOWED_RESPONSE
        if self.is_not_modified(request_headers):
            return self.not_modified_response
        return Response(HTTPStatus.OK, self.headers, BytesIO(self.content) if method == "GET" else None)


def _script_at(path: Path) -> Path:
    is_off = str(path).endswith(WORKER) and not settings.OFFLINE
    return path.with_name(WORKER_OFF) if is_off else path


class StaticFiles(WhiteNoiseMiddleware):  # type: ignore[misc] # whitenoise comes without types
    """WhiteNoise, with each file handed over whole: of a stream, Django under ASGI would do the same, and warn.

    A process looks for its files once, though more than one handler is made in it: the newsstand's press has its own.
    """

    _found: ClassVar[dict[str, StaticFile]] = {}

    def add_files_from_finders(self) -> None:
        """Look for the files, or take those that were found before."""
        if not self._found:
            super().add_files_from_finders()
            self._found.update(self.files)
        self.files.update(self._found)

    def get_static_file(
        self, path: str, url: str, stat_cache: Mapping[str, object] | None = None
    ) -> StaticFile:
        """The file at this path, or the script that begins with it."""
        found = super().get_static_file(path, url, stat_cache)
        if not url.endswith(SCRIPTS):
            return found
        _encoding, _path, headers = found.alternatives[-1]
        return Script(_script_at(Path(path)), Headers(list(headers)))

    def add_cache_headers(self, headers: Headers, path: str, url: str) -> None:
        """How long it may be kept; and what can be compressed says so, for whoever stands in front to do it."""
        super().add_cache_headers(headers, path, url)
        if path.endswith(WORKER):
            headers["Service-Worker-Allowed"] = "/stories/"
        if path.endswith(COMPRESSIBLE):
            stat = Path(path).stat()
            headers["Vary"] = "Accept-Encoding"
            headers["ETag"] = f'W/"{stat.st_mtime_ns:x}-{stat.st_size:x}"'

    @staticmethod
    def serve(static_file: StaticFile, request: HttpRequest) -> HttpResponse:
        """The file, or the part of it that was asked for, with WhiteNoise's headers and no others."""
        found = static_file.get_response(request.method, request.META)
        content = b""
        if found.file:
            with found.file as file:
                content = file.read()
        response = HttpResponse(content, status=int(found.status))
        del response["Content-Type"]
        for name, value in found.headers:
            response[name] = value
        return response
