"""What a serving process does beside answering: it looks about before it starts, publishes what is due, opens
the newsstand and the desk's streams, and sends everyone on when it ends."""

import asyncio
import logging
import resource
import signal
import threading
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from types import FrameType
from typing import Any

from django.conf import settings
from django.db import connections

from editorial import publishing
from editorial.admin.desk.stream import LiveDesk
from editorial.reader.newsstand import Newsstand
from liveblog.health import faults
from liveblog.hub import messenger

log = logging.getLogger(__name__)

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]
SECONDS_BETWEEN = 1.0
# How long requests may take to finish when the process is asked to end.
SECONDS_TO_FINISH = 10.0
# Open files: those that we ask of a system that sets no limit, and those that are not streams.
MOST_FILES, FILES_FOR_THE_REST = 1_000_000, 512


async def lifespan(receive: Receive, send: Send, newsstand: Newsstand | None, live_desk: LiveDesk) -> None:
    """Answer the ASGI lifespan protocol: refuse to start where the process could not serve, else publish until the end.

    Any number of processes may do this: each entry is published once (`publishing.publish_due`). The newsstand, if
    there is one, is open meanwhile, and the desk's streams, which hear through it; so does who tells the feeds' hub.
    """
    await receive()
    broken = await asyncio.to_thread(_faults)
    if broken:
        await send({"type": "lifespan.startup.failed", "message": " ".join(broken.values())})
        return
    _warn_of_endless_redirects()
    stop = threading.Event()
    duties = [
        threading.Thread(target=publish_until, args=[stop], name="publisher", daemon=True),
        threading.Thread(target=develop_until, args=[stop], name="darkroom", daemon=True),
    ]
    for duty in duties:
        duty.start()
    to_hub = messenger()
    if to_hub:
        to_hub.start()
    if newsstand:
        newsstand.open(most_streams())
        if to_hub:
            newsstand.also_tell(to_hub.hear, _for_others_only)
        live_desk.open(newsstand.also_tell, newsstand.readers)
        tell_at_the_end(newsstand.end_streams, live_desk.end_streams)
    await send({"type": "lifespan.startup.complete"})
    await receive()
    stop.set()
    if to_hub:
        to_hub.stop()
    if newsstand:
        await live_desk.close()
        await newsstand.close()
    for duty in duties:
        await asyncio.to_thread(duty.join, SECONDS_TO_FINISH)
    await send({"type": "lifespan.shutdown.complete"})


def _for_others_only() -> bool:
    """No look at the database's file is taken for the hub: it may hear a little later."""
    return False


def publish_until(stop: threading.Event, seconds_between: float = SECONDS_BETWEEN) -> None:
    """Publish what is due and take away what is over, at once and then every so often, until `stop` is set."""
    _again_and_again(_publish_and_withdraw, "What is due cannot be published now.", stop, seconds_between)


def develop_until(stop: threading.Event, seconds_between: float = SECONDS_BETWEEN) -> None:
    """Make the pictures of photos that wait for them, and erase those that were taken away, until `stop` is set."""
    _again_and_again(partial(_develop_all, stop), "Pictures cannot be made now.", stop, seconds_between)


def _publish_and_withdraw() -> None:
    publishing.publish_due()
    publishing.withdraw_expired()


def _develop_all(stop: threading.Event) -> None:
    is_waiting = True
    while is_waiting and not stop.is_set():
        try:
            is_waiting = publishing.develop_next() is not None
        finally:
            # What was taken away waits neither for a library that is made anew, nor for a photo that cannot be read.
            publishing.erase_taken_away()


def _again_and_again(
    duty: Callable[[], None], complaint: str, stop: threading.Event, seconds_between: float
) -> None:
    """An outage is logged once; whatever went wrong, the duty must be done once it is put right."""
    is_failing = False
    while True:
        try:
            duty()
        except Exception:
            connections.close_all()
            if not is_failing:
                log.exception("%s Trying again until it can be done.", complaint)
            is_failing = True
        else:
            if is_failing:
                log.warning("It can be done again: %s", threading.current_thread().name)
            is_failing = False
        if stop.wait(seconds_between):
            connections.close_all()
            return


def most_streams() -> int:
    """How many streams this process can hold: as many as it may have files open, which is as many as the system lets
    it, less some for everything else.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wished = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft != resource.RLIM_INFINITY and soft < wished:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wished, hard))
        soft = wished
    files = MOST_FILES if soft == resource.RLIM_INFINITY else soft
    return max(files - FILES_FOR_THE_REST, files // 2)


def tell_at_the_end(*tell: Callable[[], None]) -> None:
    """Have each `tell` called in the event loop when the process is asked to end, and end it though some never finish.

    A server tells its application only when all requests are done, and an open stream is never done. Nor is a
    request whose reader takes nothing: being asked a second time, the server waits for nobody.
    """
    if threading.current_thread() is not threading.main_thread():
        return  # signals come to the main thread: whoever runs us in another one ends us in another way
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        servers_own = signal.getsignal(number)
        if callable(servers_own):
            signal.signal(number, partial(_passed_on, loop, tell, servers_own))


def _passed_on(
    loop: asyncio.AbstractEventLoop,
    tell: tuple[Callable[[], None], ...],
    servers_own: Callable[[int, FrameType | None], object],
    number: int,
    frame: FrameType | None,
) -> None:
    if not loop.is_closed():
        for each in tell:
            loop.call_soon_threadsafe(each)
        loop.call_soon_threadsafe(loop.call_later, SECONDS_TO_FINISH, _insist, servers_own, frame)
    servers_own(number, frame)


def _insist(servers_own: Callable[[int, FrameType | None], object], frame: FrameType | None) -> None:
    log.warning("Some requests do not end. Ending without them.")
    servers_own(signal.SIGINT, frame)


def _faults() -> dict[str, str]:
    try:
        return faults(is_starting=True)
    finally:
        connections.close_all()


def _warn_of_endless_redirects() -> None:
    if settings.IS_HTTPS and not settings.TRUSTED_PROXIES:
        log.warning(
            "SITE_URL is https, so plain requests are sent there. If a proxy takes the https, name it in "
            "TRUSTED_PROXIES: without that its requests count as plain ones, and are redirected without end."
        )
