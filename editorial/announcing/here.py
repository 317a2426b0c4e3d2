"""Telling the process itself: whatever thread commits, its event loops hear of it at once."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress

Listener = tuple[asyncio.AbstractEventLoop, Callable[[], None]]

_listeners: list[Listener] = []
_lock = threading.Lock()


async def listen(heard: Callable[[], None]) -> None:
    """Call `heard` in this event loop after each commit of this process, until cancelled."""
    listener = (asyncio.get_running_loop(), heard)
    with _lock:
        _listeners.append(listener)
    try:
        await asyncio.Event().wait()
    finally:
        with _lock:
            _listeners.remove(listener)


def tell() -> None:
    """Wake whoever listens in this process. Of any thread; an event loop that has ended needs no news."""
    with _lock:
        listeners = tuple(_listeners)
    for loop, heard in listeners:
        with suppress(RuntimeError):  # what a closed loop says
            loop.call_soon_threadsafe(heard)
