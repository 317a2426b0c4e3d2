"""What a serving process does beside answering: it looks about before it starts, and publishes what is due."""

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from django.conf import settings
from django.db import connections

from editorial import publishing
from liveblog.health import faults

log = logging.getLogger(__name__)

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]
SECONDS_BETWEEN = 1.0


async def lifespan(receive: Receive, send: Send) -> None:
    """Answer the ASGI lifespan protocol: refuse to start where the process could not serve, else publish until the end.

    Any number of processes may do this: each entry is published once (`publishing.publish_due`).
    """
    await receive()
    broken = await asyncio.to_thread(_faults)
    if broken:
        await send({"type": "lifespan.startup.failed", "message": " ".join(broken.values())})
        return
    _warn_of_endless_redirects()
    stop = threading.Event()
    publisher = threading.Thread(target=publish_until, args=[stop], name="publisher", daemon=True)
    publisher.start()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    stop.set()
    await asyncio.to_thread(publisher.join)
    await send({"type": "lifespan.shutdown.complete"})


def publish_until(stop: threading.Event, seconds_between: float = SECONDS_BETWEEN) -> None:
    """Publish what is due, at once and then every so often, until `stop` is set. An outage is logged once."""
    is_failing = False
    while True:
        try:
            publishing.publish_due()
        except Exception:
            # Whatever went wrong, what is due must still appear once it is put right.
            connections.close_all()
            if not is_failing:
                log.exception("What is due cannot be published now. Trying again until it can.")
            is_failing = True
        else:
            if is_failing:
                log.warning("What is due is published again.")
            is_failing = False
        if stop.wait(seconds_between):
            connections.close_all()
            return


def _faults() -> dict[str, str]:
    try:
        return faults()
    finally:
        connections.close_all()


def _warn_of_endless_redirects() -> None:
    if settings.IS_HTTPS and not settings.TRUSTED_PROXIES:
        log.warning(
            "SITE_URL is https, so plain requests are sent there. If a proxy takes the https, name it in "
            "TRUSTED_PROXIES: without that its requests count as plain ones, and are redirected without end."
        )
