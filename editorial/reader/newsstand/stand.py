"""The ASGI application in front of Django: what is in stock goes out at once, the rest goes to Django."""

import asyncio
import logging
import re
import sys
from collections.abc import Awaitable, Callable

from django.conf import settings
from django.utils.translation import gettext as _

from editorial.reader.newsstand.asking import Scope, Wishes, encoding_of, wishes_of
from editorial.reader.newsstand.refusals import refuse, tell_unreachable, unreachable_page
from editorial.reader.newsstand.routes import Kind, Route, route_of
from editorial.reader.newsstand.stock import Stock
from editorial.reader.newsstand.stories import Mark, Story
from editorial.reader.newsstand.streams import START, Line, Receive, Send, Streams

log = logging.getLogger(__name__)

Application = Callable[[Scope, Receive, Send], Awaitable[None]]
SECONDS_AFTER_A_FAULT = 1.0
BETWEEN_WORDS = 0.2
# A thread that renders lets the event loop have its turn after so long, instead of Python's 5 ms: readers wait less.
SWITCH_SECONDS = 0.0005


class Newsstand:
    """Serves readers beside `django`. `believed` gives the scope with the client and scheme that can be believed.

    Between `open` and `close`, in the event loop that serves; before and after, everything goes to Django.
    """

    def __init__(self, django: Application, believed: Callable[[Scope], Scope]) -> None:
        self._django, self._believed = django, believed
        self._stock: Stock | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._telling: dict[int, asyncio.Task[None]] = {}

    def open(self, most_streams: int) -> None:
        """Begin to serve, with so many open streams at most."""
        sys.setswitchinterval(SWITCH_SECONDS)
        self._streams = Streams(settings.STREAMS_PER_ADDRESS, most_streams)
        self._unreachable = unreachable_page()
        stock = self._stock = Stock(self._changed)
        for duty in (stock.watch.listen, stock.watch.run, self._streams.beat):
            self._start(_without_end(duty))

    def also_tell(self, heard: Callable[[], None], is_wanted: Callable[[], bool]) -> None:
        """While it is open, let others hear each hint that something changed: one process listens once.

        `is_wanted` says whether they care just now.
        """
        if self._stock:
            self._stock.watch.also_tell(heard, is_wanted)

    def readers(self) -> dict[int, int]:
        """How many streams are open here on each story that has any, by its key."""
        stories = self._stock.stories if self._stock else ()
        return {story.key: len(story.readers) for story in stories if story.readers}

    def end_streams(self) -> None:
        """Send everyone who has a stream open to another process, or to this one when it is back."""
        if self._stock:
            self._streams.close(iter(self._stock.stories))

    async def close(self) -> None:
        """Serve no more."""
        self.end_streams()
        stock, self._stock = self._stock, None
        while self._tasks:
            for task in self._tasks:
                task.cancel()  # more than once: before Python 3.12, wait_for may lose the word
            await asyncio.wait(set(self._tasks), timeout=BETWEEN_WORDS)
        if stock:
            stock.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request."""
        route, wishes = self._asked(scope)
        if self._stock is None or route is None or wishes is None:
            await self._django(scope, receive, send)
        elif route.kind is Kind.STREAM:
            await self._stream(self._stock, route, wishes, scope, receive, send)
        else:
            await self._page(self._stock, route, wishes, scope, receive, send)

    def _asked(self, scope: Scope) -> tuple[Route | None, Wishes | None]:
        if scope["method"] not in {"GET", "HEAD"} or scope.get("root_path"):
            return None, None
        route = route_of(scope["path"], scope["query_string"])
        if route is None or (settings.IS_HTTPS and self._believed(scope)["scheme"] != "https"):
            return None, None
        return route, wishes_of(scope["headers"])

    async def _page(
        self, stock: Stock, route: Route, wishes: Wishes, scope: Scope, receive: Receive, send: Send
    ) -> None:
        copy, is_stale = stock.at_hand(route), False
        if copy is None:
            copy, is_stale = await stock.fetched(route)
        if copy is None:
            await self._beside(stock, route, scope, receive, send)
            return
        is_known = copy.is_known(wishes.known, wishes.known_since)
        encoding = "" if is_known else copy.fitting(encoding_of(wishes.encodings))
        if not copy.has(encoding):
            await stock.ready(route, copy, encoding)
        start, body = copy.messages(encoding, is_known=is_known, is_stale=is_stale)
        await send(start)
        await send(body)

    async def _beside(self, stock: Stock, route: Route, scope: Scope, receive: Receive, send: Send) -> None:
        """What is not in stock is Django's to answer; while the database is gone, it could only wait and fail."""
        if stock.watch.is_blind and route.kind is not Kind.FIXED:
            if route.is_for_people:
                await tell_unreachable(send, self._unreachable)
            else:
                await refuse(send, 503, _("The newsroom cannot be reached just now. Try again in a minute."))
        else:
            await self._django(scope, receive, send)

    async def _stream(
        self, stock: Stock, route: Route, wishes: Wishes, scope: Scope, receive: Receive, send: Send
    ) -> None:
        await stock.watch.make_current()
        story = await stock.story_at(route.slug)
        if story is None:
            await self._beside(stock, route, scope, receive, send)
            return
        if story.mark.is_taken_down:
            await refuse(send, 410, _("This story was taken down."))
            return
        cursor = _cursor(route, wishes, story)
        if cursor is None:
            await refuse(
                send, 400, _("Ask with since= and the version that the page shows: one whole number.")
            )
            return
        recent = story.recent if stock.watch.is_blind else await stock.bring_up(story, cursor[0])
        if recent is None or stock.stories.at(route.slug) is not story:  # it went while we looked
            await self._django(scope, receive, send)
            return
        address = str(self._believed(scope)["client"][0])
        if refusal := self._refusal(
            story, address
        ):  # from here to the place taken, nobody else gets in between
            await refuse(send, *refusal)
        elif scope["method"] == "HEAD":
            await send(START)
            await send({"type": "http.response.body", "body": b""})
        else:
            await self._streams.serve(story, recent, *cursor, Line(address, receive, send))

    def _refusal(self, story: Story, address: str) -> tuple[int, str] | None:
        if story.mark.status == "ended":
            return 204, ""
        if not self._streams.admits(address):
            return 429, _("Too many streams are open from your address. The page asks now and then instead.")
        if not self._streams.has_room:
            return 503, _("No more streams can be opened here now. The page asks now and then instead.")
        return None

    def _changed(self, story: Story, mark: Mark | None) -> None:
        if mark is None or mark.is_taken_down:
            self._streams.end(story)
        elif story.readers and story.key not in self._telling:
            task = self._telling[story.key] = self._start(self._tell(story))
            task.add_done_callback(lambda _task: self._telling.pop(story.key, None))

    async def _tell(self, story: Story) -> None:
        """Bring the story's readers up to its mark, and again should it move on meanwhile."""
        told: Mark | None = None
        while self._stock and told != story.mark and not self._stock.watch.is_blind:
            told = story.mark
            await self._stock.bring_up(story)
            await self._streams.tell(story)

    def _start(self, work: Awaitable[None]) -> asyncio.Task[None]:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (fault := task.exception()):
            log.error("What is new could not be handed on; readers ask for it themselves.", exc_info=fault)


def _cursor(route: Route, wishes: Wishes, story: Story) -> tuple[int, str] | None:
    """Version and epoch that the reader has: by Last-Event-ID, else by the address."""
    resumed = re.fullmatch(rb"([a-z0-9]{1,12}):([0-9]{1,40})", wishes.last_event)
    if resumed:
        return int(resumed[2]), resumed[1].decode()
    if route.since is None:
        return None
    return route.since, route.epoch if route.epoch is not None else story.mark.epoch


async def _without_end(duty: Callable[[], Awaitable[None]]) -> None:
    """Do it until cancelled, whatever goes wrong."""
    while True:
        try:
            await duty()
        except Exception:
            log.exception("Going on after a fault.")
        await asyncio.sleep(SECONDS_AFTER_A_FAULT)
