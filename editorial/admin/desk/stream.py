"""The desk's stream, beside Django: a thread of Django's for each open one would be too many."""

import asyncio
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.http import parse_cookie

from editorial.admin.desk.audience import AudienceTeller, Readers
from editorial.admin.desk.listener import Listener, Message, Send
from editorial.admin.desk.lookout import Lookout, Seen
from editorial.threads import Threads

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
AlsoTell = Callable[[Callable[[], None], Callable[[], bool]], None]

STREAM = re.compile(r"(/admin/editorial/article/([0-9]{1,18})/live/)stream/")
# After so long the browser comes again and is asked again: its session may have ended, the story be restricted.
LASTS_SECONDS = 300.0
MOST_STREAMS, MOST_PER_SESSION = 500, 20
RETRY_AFTER = 60
OF_THE_BODY = {b"content-length", b"content-type", b"transfer-encoding"}


class LiveDesk:
    """Tells browsers at the desk to look, in front of `django`, which answers everything else.

    No news goes down a stream: the browser asks for it, and whether it may know is looked up again each time.
    Between `open` and `close`, in the event loop that serves; before and after, there are no streams.
    """

    def __init__(self, django: Application, lasts_seconds: float = LASTS_SECONDS) -> None:
        self._django, self.lasts_seconds = django, lasts_seconds
        self._listeners: set[Listener] = set()
        self._sessions: Counter[str] = Counter()
        self._is_open = self._is_closing = False

    def open(self, also_tell: AlsoTell, readers: Readers) -> None:
        """Begin: `also_tell` has us hear what changes, `readers` counts the readers of this process."""
        self._threads = Threads(2, "desk")
        self._lookout = Lookout(self._threads, lambda: {each.story for each in self._listeners}, self._tell)
        self._audience = AudienceTeller(self._threads, readers)
        also_tell(self._lookout.hear, lambda: bool(self._listeners))
        self._duties = [asyncio.ensure_future(duty()) for duty in (self._lookout.run, self._audience.run)]
        self._is_open = True

    def end_streams(self) -> None:
        """Send every browser to another process, or to this one when it is back."""
        self._is_closing = True
        for listener in self._listeners:
            listener.send_elsewhere()

    async def close(self) -> None:
        """Say goodbye to everyone."""
        self.end_streams()
        self._is_open = False
        for duty in self._duties:
            duty.cancel()
        await asyncio.wait(self._duties)
        await self._audience.end()
        self._threads.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request."""
        asked = STREAM.fullmatch(scope["path"])
        if not self._is_open or not asked or scope["method"] != "GET" or scope.get("root_path"):
            await self._django(scope, receive, send)
            return
        status = await self._status_of(scope, f"{asked[1]}token/")
        session = _session_in(scope)
        if status == 200:  # from here to the place taken, nobody else gets in between
            status = self._refusal(session)
        if status == 200:
            await self._serve(Listener(int(asked[2]), session, self.lasts_seconds), receive, send)
        else:
            await _refuse(send, status)

    async def _status_of(self, scope: Scope, path: str) -> int:
        """What Django would answer to whoever asks, at that path of the same story: one rule holds for both."""
        headers = [(name, value) for name, value in scope["headers"] if name not in OF_THE_BODY]
        asked = {**scope, "path": path, "raw_path": path.encode(), "query_string": b"", "headers": headers}
        status = 503
        body = iter([{"type": "http.request", "body": b"", "more_body": False}])

        async def receive() -> dict[str, Any]:
            return next(body, None) or await asyncio.get_running_loop().create_future()

        async def note(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)

        await self._django(asked, receive, note)
        return status

    def _refusal(self, session: str) -> int:
        """200 where there is none."""
        if self._sessions[session] >= MOST_PER_SESSION:
            return 429
        return 503 if self._is_closing or len(self._listeners) >= MOST_STREAMS else 200

    async def _serve(self, listener: Listener, receive: Receive, send: Send) -> None:
        self._listeners.add(listener)
        self._sessions[listener.session] += 1
        talking, leaving = asyncio.ensure_future(listener.talk(send)), asyncio.ensure_future(_left(receive))
        self._lookout.hear()
        try:
            await asyncio.wait({talking, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if talking.done():
                with suppress(TimeoutError):  # who takes nothing is let go
                    talking.result()
        finally:
            talking.cancel()
            leaving.cancel()
            self._dismiss(listener)

    def _dismiss(self, listener: Listener) -> None:
        self._listeners.discard(listener)
        self._sessions[listener.session] -= 1
        if not self._sessions[listener.session]:
            del self._sessions[listener.session]

    def _tell(self, found: dict[int, Seen]) -> None:
        for listener in self._listeners:
            if listener.story in found:
                listener.tell(found[listener.story])


async def _left(receive: Receive) -> None:
    """Wait until the browser has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


def _session_in(scope: Scope) -> str:
    lines = [value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie"]
    return str(parse_cookie("; ".join(lines)).get(settings.SESSION_COOKIE_NAME, ""))


async def _refuse(send: Send, status: int) -> None:
    headers = [(b"cache-control", b"no-store"), (b"content-length", b"0")]
    if status in {429, 503}:
        headers.append((b"retry-after", b"%d" % RETRY_AFTER))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
