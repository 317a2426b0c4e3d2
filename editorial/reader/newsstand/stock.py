"""What the newsstand has in stock: copies of pages, and what changed lately; what is not at hand is fetched."""

import logging
import time
from collections.abc import Callable, Hashable
from functools import partial
from typing import TypeVar

from django.db import DatabaseError

from editorial.models import Article
from editorial.reader.changes import caching
from editorial.reader.finding import COMPRESSED_FROM
from editorial.reader.newsstand.copies import IN_NOT_MODIFIED, Copy, Header, Shelf, lower_case
from editorial.reader.newsstand.press import Press
from editorial.reader.newsstand.recent import Recent, brought_up, reaching_back
from editorial.reader.newsstand.routes import Kind, Route
from editorial.reader.newsstand.stories import Mark, Stories, Story, mark_at
from editorial.reader.newsstand.watch import LONGEST_UNKNOWN, Watch
from editorial.threads import Threads

log = logging.getLogger(__name__)

Made = TypeVar("Made")
# All copies of pages and files together; and of answers, which are many and soon over.
MOST_BYTES, MOST_BYTES_OF_ANSWERS = 256 * 2**20, 64 * 2**20
# What changed lately on all stories that have no open streams.
MOST_BYTES_OF_CHANGES = 64 * 2**20
# For how long a page may be a moment old: what its own caching headers say.
FRESH_SECONDS = 1.0
# Rendering is work under Python's lock; a second thread helps while the first one waits for rows.
THREADS = 2
TELLING: tuple[Header, ...] = ((b"content-type", b"application/json"),)


class Stock:
    """Copies by route. `on_change` is told of stories that moved on; of one that is gone, with `None` for its mark."""

    def __init__(self, on_change: Callable[[Story, Mark | None], None]) -> None:
        self.stories = Stories()
        self.watch = Watch(self.stories, self._moved)
        self._on_change = on_change
        self._shelf = Shelf(MOST_BYTES)
        self._answers = Shelf(MOST_BYTES_OF_ANSWERS)
        # The pages that all wait for are not to wait themselves for those that somebody goes through one by one.
        self._threads = Threads(THREADS, "press")
        self._annex = Threads(1, "annex")
        # Nor are files, or anybody who only wants to know which story has an address.
        self._files, self._directory = Threads(1, "files"), Threads(1, "directory")
        self._press = Press()
        self._json_headers: list[Header] | None = None
        # Pages of whole stories that somebody waits for, and since when.
        self._awaited: dict[str, float] = {}
        self._pictures: int | None = None

    def close(self) -> None:
        """Fetch nothing more."""
        self.watch.close()
        for threads in (self._threads, self._annex, self._files, self._directory):
            threads.close()

    def at_hand(self, route: Route) -> Copy | None:
        """The copy that is current without asking anybody."""
        now = time.monotonic()
        if not self.watch.is_current(now):
            return None
        copy = self._kept(route)
        if copy is None or copy.until < now or copy.mark != self._mark(route):
            return None
        return copy

    async def fetched(self, route: Route) -> tuple[Copy | None, bool]:
        """A copy that is current now; else the last one known, and that it is `stale`: nobody can say whether it is
        current. No copy where Django is to answer.
        """
        if not route.is_whole_story:
            return await self._fetched(route)
        if last := self._last_page(route):
            return last, False
        self._awaited.setdefault(route.path, time.monotonic())
        try:
            return await self._fetched(route)
        finally:
            self._awaited.pop(route.path, None)

    def _last_page(self, route: Route) -> Copy | None:
        """A story's page as it was a moment ago, while somebody else waits for what may be a new one.

        Thousands do not stand still for each publish: caches may show it for as long (`PAGE_CACHING`), and the page
        itself hears what came since. Not where an entry is known to be withdrawn, or the page has to be got anew.
        """
        story, copy = self.stories.at(route.slug), self._kept(route)
        awaited_since = self._awaited.get(route.path, float("-inf"))
        if story is None or copy is None or time.monotonic() - awaited_since > FRESH_SECONDS:
            return None
        return copy if story.has_all_of(copy.mark) and not self.watch.is_blind else None

    async def _fetched(self, route: Route) -> tuple[Copy | None, bool]:
        await self.watch.make_current()
        if self.watch.is_blind:
            return self._known(route), route.kind is not Kind.FIXED
        try:
            return self.at_hand(route) or await self._printed(route), False
        except DatabaseError as error:
            log.warning("%s could not be printed: %s", route.path, error)
            await self.watch.look()  # is it this page, or the database?
            return self._known(route), True

    async def ready(self, route: Route, copy: Copy, encoding: str) -> None:
        """Have the copy at hand in this encoding."""
        if copy.has(encoding):
            return
        await self._threads.once((id(copy), encoding), partial(copy.compress, encoding))
        if self._kept(route) is copy:
            self._shelf_of(route).keep(self._place(route), copy)  # it has grown

    async def story_at(self, slug: str) -> Story | None:
        """The story at this address, if it went out to readers."""
        story = self.stories.at(slug)
        if story is None and not self.watch.is_blind:
            found = await self._directory.once(slug, partial(mark_at, slug))
            story = self.stories.learn(*found) if found else None
        return story

    async def bring_up(self, story: Story, since: int | None = None) -> Recent | None:
        """What changed on the story lately, as of its mark, and reaching back to `since`; none where it is gone."""
        if story.mark.is_taken_down:
            return None
        try:
            while not story.is_brought_up:
                await self._take(story, "recent", partial(brought_up, story.key, story.recent))
            if since is not None and since > story.mark.version:
                # Another process has told the reader of more than we have heard of.
                await self.watch.look()
                return await self.bring_up(story)
            # Again, should another request have put a newer one in its place meanwhile, which reaches less far back.
            while since is not None and story.recent and not story.recent.reaches(since, None):
                await self._take(story, "reaching back", partial(reaching_back, story.key))
        except Article.DoesNotExist:
            self._moved({story.key: None})
            return None
        return story.recent

    async def _take(self, story: Story, work: str, make: Callable[[], Recent]) -> None:
        mark = story.mark
        made = await self._threads.once((work, story.key, mark), partial(self._press.with_fragments, make))
        held = story.recent
        if (
            held is None
            or held.epoch != made.epoch
            or (held.version, -held.floor) < (made.version, -made.floor)
        ):
            story.recent = made
            self.stories.forget_changes(MOST_BYTES_OF_CHANGES)
        if mark == story.mark and (mark.epoch, mark.version) != (made.epoch, made.version):
            self._moved({story.key: Mark(mark.slug, made.epoch, made.version, made.status)})

    async def _printed(self, route: Route) -> Copy | None:
        if route.kind is Kind.FRONT:
            news = self.watch.news
            return await self._print(
                route, news, partial(self._press.front_page, route, news, LONGEST_UNKNOWN)
            )
        if route.kind is Kind.FIXED:
            pictures = self.watch.pictures
            return await self._print(route, pictures, partial(self._press.file, route, pictures))
        story = await self.story_at(route.slug)
        if story is None:
            return None
        if story.mark.is_taken_down:
            route = route.of_story_taken_down
        elif route.kind is Kind.CHANGES:
            return await self._changes(route, story)
        elif await self.bring_up(story) is None:  # so that it is known what was withdrawn since (`_known`)
            return None
        return await self._print(route, story.mark, partial(self._press.story_page, route, story.key))

    async def _print(self, route: Route, mark: Hashable, make: Callable[[], Copy | None]) -> Copy | None:
        shelf, key = self._shelf_of(route), (route.path, route.query)
        copy = await self._threads_for(route).once((key, mark), make)
        if copy is None:
            shelf.drop(key)
        else:
            shelf.keep(key, copy)
        return copy

    def _threads_for(self, route: Route) -> Threads:
        if route.kind is Kind.FIXED:
            return self._files
        return self._threads if route.is_for_everyone else self._annex

    async def _changes(self, route: Route, story: Story) -> Copy | None:
        recent = await self.bring_up(story, route.since)
        if recent is None or route.since is None:
            return None
        if self._json_headers is None:
            self._json_headers = await self._threads.once(
                "json headers", partial(self._press.json_headers, route.path, recent.version)
            )
        return self._changes_copy(route, recent, route.since)

    def _changes_copy(self, route: Route, recent: Recent, since: int) -> Copy:
        body = recent.answer(since, route.epoch)
        headers = [*(self._json_headers or TELLING), *lower_case(caching(recent.epoch, recent.version))]
        if len(body) >= COMPRESSED_FROM:
            headers.append((b"vary", b"Accept-Encoding"))
        again = IN_NOT_MODIFIED - {b"vary"}  # the view has not looked how long the answer would be
        copy = Copy(200, headers, body, mark=(recent.epoch, recent.version), is_told_again=again)
        if route.epoch in (None, recent.epoch):  # any other word can be made up, and would take room
            self._answers.keep((route.path, route.query), copy)
        return copy

    def _mark(self, route: Route) -> Hashable:
        """The mark of what is current now at this route."""
        if route.kind is Kind.FRONT:
            return self.watch.news
        if route.kind is Kind.FIXED:
            return self.watch.pictures
        story = self.stories.at(route.slug)
        if story is None:
            return ()
        if route.kind is Kind.PAGE or story.mark.is_taken_down:
            return story.mark
        return story.mark.epoch, story.mark.version

    def _place(self, route: Route) -> tuple[str, str]:
        """Where a copy stands on its shelf."""
        story = self.stories.at(route.slug)
        if story and story.mark.is_taken_down:
            route = route.of_story_taken_down
        return route.path, route.query

    def _kept(self, route: Route) -> Copy | None:
        return self._shelf_of(route).get(self._place(route))

    def _shelf_of(self, route: Route) -> Shelf:
        return self._answers if route.kind is Kind.CHANGES else self._shelf

    def _known(self, route: Route) -> Copy | None:
        """The last copy that there was; none of a page with an entry that is known to be withdrawn."""
        copy = self._kept(route)
        if route.kind is Kind.FRONT:
            return copy
        if route.kind is Kind.FIXED:
            return copy if copy and copy.mark == self.watch.pictures else None
        story = self.stories.at(route.slug)
        if route.kind is Kind.PAGE or (story and story.mark.is_taken_down):
            return copy if copy and story and story.has_all_of(copy.mark) else None
        recent, since = story.recent if story else None, route.since
        if recent and since is not None and since <= recent.version and recent.reaches(since, route.epoch):
            return self._changes_copy(route, recent, since)
        return None

    def _moved(self, found: dict[int, Mark | None]) -> None:
        if self.watch.pictures != self._pictures:
            # Not even for the moment in which a page is printed anew is the old one given out: it names the picture,
            # or the story.
            self._pictures = self.watch.pictures
            self._shelf.clear()
        for story in self.stories:
            if story.key in found:
                self._learn(story, found[story.key])

    def _learn(self, story: Story, mark: Mark | None) -> None:
        """Readers may also be behind because their story could not be read when it moved."""
        if mark is None:
            self.stories.forget(story)
        elif mark.is_older_than(story.mark):
            return  # more was heard while this was looked up
        elif mark != story.mark:
            self.stories.learn(story.key, mark)
            if mark.is_taken_down:
                story.recent = None
        elif story.is_brought_up or not story.readers:
            return
        self._on_change(story, mark)
