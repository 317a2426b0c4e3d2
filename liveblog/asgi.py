"""The way in for service: `uvicorn liveblog.asgi:application` is a whole newsroom."""

import os

from django.conf import settings
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liveblog.settings")
pages = get_asgi_application()

from editorial.admin.desk.stream import LiveDesk  # noqa: E402 (needs Django to be set up)
from editorial.reader.newsstand import Newsstand  # noqa: E402 (needs Django to be set up)
from liveblog.bodies import Body, announces_more, most_bytes, refuse  # noqa: E402 (needs Django to be set up)
from liveblog.forwarded import Scope, believed  # noqa: E402 (needs Django to be set up)
from liveblog.lifespan import Receive, Send, lifespan  # noqa: E402 (needs Django to be set up)
from liveblog.turns import turn_for  # noqa: E402 (needs Django to be set up)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Serve one request or, for `lifespan`, stand by from the server's start to its end."""
    if scope["type"] == "lifespan":
        await lifespan(receive, send, newsstand, live_desk)
    elif newsstand:
        await newsstand(scope, receive, send)
    else:
        await _answer(scope, receive, send)


async def _answer(scope: Scope, receive: Receive, send: Send) -> None:
    most = await most_bytes(scope)
    if announces_more(scope, most):
        await refuse(send, most)
        return
    turn = turn_for(scope["path"], send)
    body = Body(receive, most, turn.begin)
    try:
        await pages(_believed(scope), body, turn.send)
    finally:
        turn.end()
    if body.is_too_large:  # Django reads the whole body before it answers, so it has not answered
        await refuse(send, most)


def _believed(scope: Scope) -> Scope:
    return believed(scope, settings.TRUSTED_PROXIES)


live_desk = LiveDesk(_answer)
newsstand = Newsstand(live_desk, _believed) if settings.NEWSSTAND else None
