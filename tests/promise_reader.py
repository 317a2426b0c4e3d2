"""Readers whose line drops, repeats, delays and mixes up answers, and is cut in the middle of them."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.promise_script import Page
from tests.streaming import PATIENCE, Aside, Cut, Fetched, Stream, fetch

Answer = dict[str, Any]
LONGEST_LIFE = 12
LONGEST_PIECE = 40_000
REMEMBERED = 30
SECONDS_BETWEEN_POLLS = LONGEST_PAUSE_SECONDS = 0.05
# The story has ended; the server has no streams; too many from this address; too many in all.
NO_STREAM = {204, 404, 429, 503}


@dataclass
class FaultyLine:
    """What may become of the server's answers on their way. Quiet, it does no harm any more."""

    chance: random.Random
    is_quiet: bool = False
    sent: list[Answer] = field(default_factory=list)

    def arrivals(self, answer: Answer) -> list[Answer]:
        """What arrives now that this was sent: it, or nothing, it twice, or what was sent before."""
        self.sent = [*self.sent, answer][-REMEMBERED:]
        if self.is_quiet:
            return [answer]
        older = self.chance.choice(self.sent)
        return self.chance.choice([[answer], [answer], [], [answer, answer], [older], [answer, older]])

    def cut_after(self) -> int | None:
        """After how many bytes the connection ends, if it does."""
        if self.is_quiet or self.chance.random() < 0.5:
            return None
        return self.chance.randrange(LONGEST_PIECE)


class Reader:
    """Someone with a story open. `port` tells where the newsroom serves; each time it may be another server."""

    def __init__(self, slug: str, page: Page, port: Callable[[int], int], line: FaultyLine) -> None:
        self.slug, self.page, self.line = slug, page, line
        self.goal: int | None = None
        self.has_stream = True
        self.heard = {"stream": 0, "poll": 0, "cut": 0, "gap": 0, "reload": 0}
        self._port = port

    @property
    def is_there(self) -> bool:
        """Whether the page shows what it is to show in the end."""
        return self.goal is not None and self.page.cursor >= self.goal

    async def follow(self) -> None:
        """Read by stream, by poll and by loading the page again, until the goal is reached without faults."""
        while not self.page.html:
            await self._surely(self.load)
        ways = [self.listen, self.listen, self.poll, self.load]
        while not self.line.is_quiet:
            await self._surely(self.line.chance.choice(ways))
            await asyncio.sleep(self.line.chance.uniform(0, LONGEST_PAUSE_SECONDS))
        last = self.listen if self.has_stream else self._poll_at_leisure
        while not self.is_there:
            await self._surely(last)

    async def load(self) -> None:
        """Open the page anew."""
        answer = await self._fetch(f"/stories/{self.slug}/")
        assert answer.status == 200, answer
        self.page.load(answer.text)

    async def poll(self) -> None:
        """Ask what has changed."""
        since = f"since={self.page.cursor}&epoch={self.page.epoch}"
        answer = await self._fetch(f"/stories/{self.slug}/changes/?{since}")
        assert answer.status == 200, answer
        await self._take(answer.json(), "poll")

    async def _poll_at_leisure(self) -> None:
        await self.poll()
        await asyncio.sleep(SECONDS_BETWEEN_POLLS)

    async def listen(self) -> None:
        """Listen to the stream for some changes, or until it ends."""
        stream = await self._opened()
        if stream.said.status in NO_STREAM:
            stream.close()
            await self._poll_at_leisure()
            return
        assert stream.said.status == 200, stream.said
        try:
            for _heard in range(self.line.chance.randint(1, LONGEST_LIFE)):
                if self.is_there:
                    return
                event = await stream.next()
                if event is None:
                    return
                if event.name == "changes":
                    await self._take(event.data, "stream")
                elif event.data["to"] > self.page.cursor and not self.line.is_quiet:
                    await self.poll()
        finally:
            stream.close()

    async def _opened(self) -> Stream:
        # A browser that connects again asks with the address that it began with, and says what it heard last.
        since, last = self.page.cursor, ""
        if self.line.chance.random() < 0.5:
            since, last = 0, f"{self.page.epoch}:{self.page.cursor}"
        return await Stream.open(
            await self._where(),
            f"/stories/{self.slug}/stream/?since={since}&epoch={self.page.epoch}",
            last_event_id=last,
            cut_after=self.line.cut_after(),
        )

    async def _take(self, answer: Answer, way: str) -> None:
        for arrived in self.line.arrivals(answer):
            self.heard[way] += 1
            verdict = self.page.hear(arrived)
            if verdict != "apply":
                self.heard[verdict] += 1
                await (self.load() if verdict == "reload" else self.poll())

    async def _fetch(self, path: str) -> Fetched:
        return await fetch(await self._where(), path, cut_after=self.line.cut_after())

    async def _where(self) -> int:
        return await asyncio.to_thread(self._port, self.line.chance.randrange(2))

    async def _surely(self, way: Any) -> None:
        try:
            await way()
        except Cut:
            self.heard["cut"] += 1


class Crowd:
    """Readers who read beside the test."""

    def __init__(self, readers: list[Reader], aside: Aside) -> None:
        self.readers = readers
        self._reading = [aside.begin(reader.follow()) for reader in readers]

    def settle(self, goals: dict[str, int]) -> None:
        """From now on no faults: each reader is to reach this version of their story, and then stops."""
        for reader in self.readers:
            reader.goal = goals[reader.slug]
            reader.line.is_quiet = True

    def wait(self) -> None:
        """Wait until all of them are there."""
        for reading in self._reading:
            reading.result(PATIENCE)
