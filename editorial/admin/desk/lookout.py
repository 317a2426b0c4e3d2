"""What there is to see at the desks that are open here: looked up at every hint, one look for all of them."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import NamedTuple

from django.db.models import OuterRef, Subquery, Sum

from editorial.announcing.outage import Outage
from editorial.models import Article, Audience, Presence
from editorial.threads import Threads

# Hints come in swarms (each commit on SQLite is one), and may be lost: at least and at most so long between looks.
SECONDS_BETWEEN_LOOKS = 0.1
LONGEST_UNKNOWN_SECONDS = 2.0

Window = tuple[str, int, tuple[str, ...]]


class Seen(NamedTuple):
    """What a desk shows, as far as one has to know to see that it is another: windows name what is edited in them."""

    version: int = 0
    readers: int = 0
    windows: tuple[Window, ...] = ()


def seen_at(keys: Iterable[int]) -> dict[int, Seen]:
    """What there is to see at the desks of these stories: two queries, however many they are."""
    asked = list(keys)
    windows = _windows(asked)
    told = Audience.objects.now().filter(story=OuterRef("pk")).values("story").values(sum=Sum("readers"))
    rows = Article.objects.filter(pk__in=asked).values_list("pk", "desk_version", Subquery(told))
    found = {key: Seen(version, readers or 0, tuple(windows[key])) for key, version, readers in rows}
    return {key: found.get(key, Seen()) for key in asked}


def _windows(keys: list[int]) -> Mapping[int, list[Window]]:
    windows: defaultdict[int, list[Window]] = defaultdict(list)
    present = Presence.objects.now().filter(story__in=keys).order_by("window", "person_id")
    for key, window, person, editing in present.values_list("story", "window", "person_id", "editing"):
        windows[key].append((window, person, tuple(editing)))
    return windows


class Lookout:
    """Looks at the desks that `keys` names, and hands `tell` what is to be seen there, by key."""

    def __init__(
        self, threads: Threads, keys: Callable[[], Iterable[int]], tell: Callable[[dict[int, Seen]], None]
    ) -> None:
        self._threads, self._keys, self._tell = threads, keys, tell
        self._is_due = asyncio.Event()
        self._outage = Outage("Looks at what is new at the desk")

    def hear(self) -> None:
        """Look soon: something may be new. In the event loop; costs nothing, however often it is said."""
        self._is_due.set()

    async def run(self) -> None:
        """Look at every hint, and now and then without one, until cancelled. An outage is outlasted."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(LONGEST_UNKNOWN_SECONDS):
                    await self._is_due.wait()
            self._is_due.clear()
            await self._look()
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)

    async def _look(self) -> None:
        keys = list(self._keys())
        if not keys:
            return
        try:
            found = await self._threads.run(lambda: seen_at(keys))
        except Exception as error:  # noqa: BLE001 (whatever it is, the desk must be told again once it is put right)
            self._outage.failed(error)
            await asyncio.sleep(self._outage.pause_seconds)
        else:
            self._outage.ended()
            self._tell(found)
