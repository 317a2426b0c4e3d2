"""How long and how large a request may be: a sender who is slow, or does not end, is not waited for."""

import asyncio
from collections.abc import Awaitable, Callable
from http.cookies import CookieError, SimpleCookie
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import DatabaseError, connections
from django.utils.translation import gettext as _

from liveblog.forwarded import Scope
from liveblog.lifespan import Receive, Send

MEGABYTE = 2**20
DESK, PHOTOS = "/admin/", "/admin/editorial/image/"
# What anyone may send, to sign in; what one who has signed in may, as a form of texts; and with a photo of 64 MB.
OF_ANYONE, OF_TEXTS, OF_PHOTOS = MEGABYTE, 5 * MEGABYTE, 66 * MEGABYTE
SECONDS_OF_SILENCE = 30


class Body:
    """The body of one request, as Django reads it; `completed` is awaited when all of it has come.

    Where it stalls or never ends, the sender counts as gone.
    """

    def __init__(self, receive: Receive, most: int, completed: Callable[[], Awaitable[None]]) -> None:
        self.receive, self.completed = receive, completed
        self.bytes_left = most
        self.is_complete = False

    @property
    def is_too_large(self) -> bool:
        """Whether more came than may be."""
        return self.bytes_left < 0

    async def __call__(self) -> dict[str, Any]:
        """The next message of the request; once the body is complete, what the server has to say after it."""
        if self.is_complete:
            return await self.receive()
        try:
            message = await asyncio.wait_for(self.receive(), SECONDS_OF_SILENCE)
        except TimeoutError:
            return {"type": "http.disconnect"}
        self.bytes_left -= len(message.get("body", b""))
        if not message.get("more_body", False):
            self.is_complete = True
            await self.completed()
        return {"type": "http.disconnect"} if self.is_too_large else message


async def most_bytes(scope: Scope) -> int:
    """How large the body of this request may be: nothing is sent to readers' addresses, photos to their form alone.

    Whether somebody is signed in by the session is looked up only where it lets a photo in: anyone can make up a key,
    and have much kept while it comes slowly. Otherwise that is for the form.
    """
    path = str(scope["path"])
    if not path.startswith(DESK):
        return 0
    session = _session(scope)
    if not session:
        return OF_ANYONE
    if not path.startswith(PHOTOS) or _announces_at_most(scope, OF_TEXTS):
        return OF_TEXTS
    return OF_PHOTOS if await asyncio.to_thread(_is_signed_in, session) else OF_TEXTS


def announces_more(scope: Scope, most: int) -> bool:
    """Whether the request says at its start that its body is larger than that."""
    return any(length > most for length in _lengths(scope))


def _announces_at_most(scope: Scope, most: int) -> bool:
    lengths = _lengths(scope)
    return bool(lengths) and max(lengths) <= most


def _lengths(scope: Scope) -> list[int]:
    told = [value for name, value in scope["headers"] if name == b"content-length"]
    return [int(length) for length in told if length.isdigit()]


async def refuse(send: Send, most: int) -> None:
    """Answer 413, and say how much may be sent."""
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": f"{_why(most)}\n".encode()})


def _why(most: int) -> str:
    if not most:
        return _("Nothing can be sent to this address.")
    more = _("This is more than %(megabytes)d MB in one go. Send less, or a smaller file.")
    return more % {"megabytes": most // MEGABYTE}


def _session(scope: Scope) -> str:
    """The key of the session that the request names; it may be made up."""
    lines = [value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie"]
    try:
        named = SimpleCookie("; ".join(lines)).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return ""
    return named.value if named else ""


def _is_signed_in(session: str) -> bool:
    """Whether somebody is, by a session of this key. Runs in a thread: it asks the database."""
    try:
        return SESSION_KEY in SessionStore(session).load()
    except DatabaseError:
        return False  # no photo could be kept now either
    finally:
        connections.close_all()
