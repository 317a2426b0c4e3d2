"""How long and how large a request may be: a sender who is slow, or does not end, is not waited for."""

import asyncio
from collections.abc import Awaitable, Callable
from http.cookies import CookieError, SimpleCookie
from typing import Any

from django.conf import settings
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


def most_bytes(scope: Scope) -> int:
    """How large the body of this request may be: nothing is sent to readers' addresses, photos to their form alone.

    Whether the session still holds is not looked up here: that is for the form, this only bounds what it reads.
    """
    path = str(scope["path"])
    if not path.startswith(DESK):
        return 0
    if not _has_session(scope):
        return OF_ANYONE
    return OF_PHOTOS if path.startswith(PHOTOS) else OF_TEXTS


def announces_more(scope: Scope, most: int) -> bool:
    """Whether the request says at its start that its body is larger than that."""
    lengths = [value for name, value in scope["headers"] if name == b"content-length"]
    return any(length.isdigit() and int(length) > most for length in lengths)


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


def _has_session(scope: Scope) -> bool:
    lines = [value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie"]
    try:
        return settings.SESSION_COOKIE_NAME in SimpleCookie("; ".join(lines))
    except CookieError:
        return False
