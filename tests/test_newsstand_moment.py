"""While a new page is printed for one reader, the others go on: with the page of a moment ago, where it may be seen."""

import asyncio
import threading
from collections.abc import Callable
from functools import partial

import pytest
from django.contrib.auth.models import User

from editorial import publishing
from editorial.models import LiveEntry
from editorial.reader.newsstand.copies import Copy
from editorial.reader.newsstand.routes import Route
from tests import factories
from tests.stand import Stand, at_the_stand, written

pytestmark = pytest.mark.django_db(transaction=True)


def slow_press(stand: Stand) -> tuple[threading.Event, threading.Event]:
    """Let the next page wait: events of its beginning and for its going on."""
    began, go_on = threading.Event(), threading.Event()
    press = stand.newsstand._stock._press  # type: ignore[union-attr]
    story_page = press.story_page

    def slowly(route: Route, key: int) -> Copy | None:
        began.set()
        assert go_on.wait(60)
        return story_page(route, key)

    press.story_page = slowly  # type: ignore[method-assign]
    return began, go_on


@pytest.mark.parametrize(
    ("change", "is_handed_out"),
    [
        (lambda entry, by: factories.entry(entry.article, by=by), True),
        (lambda entry, by: publishing.change_entry(entry, by=by, heading="Other words"), True),
        (lambda entry, by: publishing.withdraw_entry(entry, by=by), False),
        (lambda _entry, _by: publishing.begin_new_epoch(), False),
    ],
)
def test_whoever_asks_while_a_new_page_is_printed_for_another_gets_the_last_unless_it_must_not_be_seen(
    change: Callable[[LiveEntry, User], object], is_handed_out: bool
) -> None:
    by = factories.editor()
    entry = factories.entry(factories.story(), by=by, heading="First words")
    address = entry.article.get_absolute_url()

    async def visit(stand: Stand) -> tuple[bytes, bytes, bytes]:
        before = await stand.get(address)
        began, go_on = slow_press(stand)
        await written(partial(change, entry, by))
        first = asyncio.ensure_future(stand.get(address))
        await asyncio.to_thread(began.wait, 60)
        second = asyncio.ensure_future(stand.get(address))
        if is_handed_out:
            await second
        go_on.set()
        return before.body, (await first).body, (await second).body

    before, first, second = at_the_stand(visit)

    assert first != before
    assert second == (before if is_handed_out else first)


def test_a_page_that_is_more_than_a_moment_old_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("editorial.reader.newsstand.stock.FRESH_SECONDS", 0)
    story, by = factories.story(), factories.editor()
    address = story.get_absolute_url()

    async def visit(stand: Stand) -> list[bytes]:
        await stand.get(address)
        await written(partial(publishing.change_story, story, by=by, headline="The news"))
        return [answer.body for answer in await asyncio.gather(*(stand.get(address) for _reader in range(9)))]

    assert all(b"The news" in body for body in at_the_stand(visit))
