"""Answers of the newsstand's own, where neither it nor Django has what was asked for."""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from django.template.loader import render_to_string

from editorial.reader.newsstand.copies import Header

Send = Callable[[Mapping[str, Any]], Awaitable[None]]
# After how long to ask again for what was refused, in seconds.
RETRY_AFTER = 60
# The page shows nothing but words in our own style.
POLICY = b"default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'"
OF_PAGES: list[Header] = [
    (b"content-type", b"text/html; charset=utf-8"),
    (b"content-security-policy", POLICY),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
]


async def refuse(send: Send, status: int, why: str) -> None:
    """Say why not, to a program; where there is nothing to say, the status alone."""
    body = json.dumps({"error": why}, ensure_ascii=False).encode() if why else b""
    await _answer(send, status, [(b"content-type", b"application/json")] if why else [], body)


async def tell_unreachable(send: Send, page: bytes) -> None:
    """Show people the page that says when to come back (`unreachable_page`)."""
    await _answer(send, 503, OF_PAGES, page)


def unreachable_page() -> bytes:
    """The page for people while the database is gone: made beforehand, as nothing can be looked up then."""
    return render_to_string("503.html").encode()


async def _answer(send: Send, status: int, headers: list[Header], body: bytes) -> None:
    told = [(b"cache-control", b"no-store"), *headers]
    if body:
        told.append((b"content-length", b"%d" % len(body)))
    if status in {429, 503}:
        told.append((b"retry-after", b"%d" % RETRY_AFTER))
    await send({"type": "http.response.start", "status": status, "headers": told})
    await send({"type": "http.response.body", "body": body})
