"""Hearing that something changed."""

import asyncio
from collections.abc import Callable

from django.conf import settings
from django.db import connections

from editorial.announcing import here, over_redis, postgres
from editorial.announcing.database_file import DatabaseFile

SECONDS_BETWEEN_LOOKS = 0.02


class Hints:
    """All ways by which this process hears that readers may be shown something new.

    `heard` is called in the event loop whenever anything may have changed; it should be quick, and count several
    calls in a row as one. `is_wanted` says whether anybody waits just now: where hearing costs looks at a file,
    nobody looks for nobody.
    """

    def __init__(self, heard: Callable[[], None], is_wanted: Callable[[], bool]) -> None:
        self._heard = heard
        self._is_wanted = is_wanted
        database = connections["default"]
        self._is_postgres = database.vendor == "postgresql"
        self._file = DatabaseFile(database.get_connection_params()) if database.vendor == "sqlite" else None

    async def listen(self) -> None:
        """Hear until cancelled, in the event loop of this process. Whatever goes away is waited for."""
        loop = asyncio.get_running_loop()

        def tell() -> None:
            loop.call_soon(self._heard)  # a fault in there is its own, and ends no listening

        try:
            async with asyncio.TaskGroup() as ways:
                ways.create_task(here.listen(tell))
                if self._is_postgres:
                    ways.create_task(postgres.listen(tell))
                if settings.REDIS_URL:
                    ways.create_task(over_redis.listen(tell))
                if self._file:
                    ways.create_task(self._watch())
        finally:
            if self._file:
                self._file.leave()

    def look(self) -> None:
        """Look right now, in microseconds: `heard` is called where SQLite's file moved. PostgreSQL tells by itself."""
        if self._file and self._file.has_moved():
            self._heard()

    async def _watch(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            if self._is_wanted():
                loop.call_soon(self.look)
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
