"""How many readers this process has connected, told for the desks that are open: each process knows only its own."""

import asyncio
import secrets
from collections.abc import Callable, Mapping
from functools import partial

from editorial import publishing
from editorial.announcing.outage import Outage
from editorial.models import Presence
from editorial.threads import Threads

Readers = Callable[[], Mapping[int, int]]
SECONDS_BETWEEN = 5.0
MOST_SECONDS_TO_END = 2.0


def stories_at_desk() -> list[int]:
    """The keys of the stories that somebody has open at the desk."""
    return list(Presence.objects.now().values_list("story", flat=True).distinct())


class AudienceTeller:
    """Writes down what `readers` counts by story, under a name of this process; nothing while no desk asks for it."""

    def __init__(self, threads: Threads, readers: Readers) -> None:
        self._threads, self._readers = threads, readers
        self._process = secrets.token_hex(8)
        self._has_told = False
        self._outage = Outage("Telling how many readers there are")

    async def run(self) -> None:
        """Tell every so often, until cancelled. An outage is outlasted."""
        while True:
            try:
                await self.tell()
            except Exception as error:  # noqa: BLE001 (whatever it is, it is told again once it is put right)
                self._outage.failed(error)
            else:
                self._outage.ended()
            await asyncio.sleep(SECONDS_BETWEEN)

    async def tell(self) -> None:
        """Tell once. Who has no readers need not know who is at the desk."""
        here = self._readers()
        at_desk = await self._threads.run(stories_at_desk) if here else []
        await self._write({key: here[key] for key in at_desk if key in here})

    async def end(self) -> None:
        """Take back what was told, if it can be done quickly: else it fades."""
        try:
            async with asyncio.timeout(MOST_SECONDS_TO_END):
                await self._write({})
        except Exception as error:  # noqa: BLE001 (nothing keeps the process from ending)
            self._outage.failed(error)

    async def _write(self, readers: Mapping[int, int]) -> None:
        """What was told holds for half a minute: it is said again though it is the same. Nothing is said once."""
        if readers or self._has_told:
            await self._threads.run(partial(publishing.tell_audience, self._process, readers))
        self._has_told = bool(readers)
