"""A story that is taken down is gone from the newsstand's memory too, whatever was kept of it, and says so."""

import json
from functools import partial

import pytest

from editorial import publishing
from editorial.models import Article
from tests import factories
from tests.stand import Answer, Stand, Stream, at_the_stand, written
from tests.test_newsstand_hostile import gone

pytestmark = pytest.mark.django_db(transaction=True)
SECRET = "The minister's brother"


def parts_of(story: Article) -> list[str]:
    """Addresses of the story: its page, parts of it, an entry, the changes since two versions."""
    own, entry = story.get_absolute_url(), story.entries.get()
    return [
        *(own, f"{own}?before={entry.public_id}", f"{own}entries/{entry.public_id}/"),
        *(f"{own}changes/?since=0", f"{own}changes/?since=1"),
    ]


def covered() -> tuple[Article, Article]:
    """A story that is to go, and another one that leads to it."""
    story = factories.story(headline=SECRET)
    factories.entry(story, heading=SECRET)
    return story, factories.story(continues=story)


async def asked(stand: Stand, addresses: list[str]) -> list[Answer]:
    """The answers, one after the other."""
    return [await stand.get(address) for address in addresses]


def test_it_answers_410_from_memory_and_says_nothing_of_it_until_it_is_put_back() -> None:
    story, other = covered()
    by, addresses = factories.editor(), parts_of(story)
    others = ["/", other.get_absolute_url()]

    async def visit(stand: Stand) -> tuple[list[list[Answer]], list[str], list[str]]:
        before = await asked(stand, addresses + others)
        await written(partial(publishing.take_down_story, story, by=by, reason="A court order"))
        after = await asked(stand, addresses + others)
        stand.printed.clear()
        again = await asked(stand, addresses + [f"{addresses[0]}entries/madeup{n}/" for n in range(9)])
        printed = list(stand.printed)
        await written(partial(publishing.put_back_story, story, by=by))
        return [before, after, again, await asked(stand, addresses + others)], printed, stand.beside

    (before, after, again, back), printed, beside = at_the_stand(visit)

    assert [answer.status for answer in before] == [200] * 7
    assert [answer.status for answer in after] == [410] * 5 + [200] * 2
    assert not any(SECRET.encode() in answer.body for answer in after)
    assert {answer.status for answer in again} == {410}
    assert (printed, beside) == ([], [])
    assert json.loads(after[3].body)["reload"]
    assert [answer.status for answer in back] == [200] * 7
    assert json.loads(back[3].body)["epoch"] != json.loads(before[3].body)["epoch"]


def test_open_pages_are_told_to_load_again_and_no_stream_opens_any_more() -> None:
    story, _other = covered()
    by, address = factories.editor(), f"{story.get_absolute_url()}stream/?since={story.version}"

    async def visit(stand: Stand) -> tuple[Stream, Stream]:
        stream = stand.listen(address)
        await stream.until("heartbeat")
        await written(partial(publishing.take_down_story, story, by=by, reason="A court order"))
        await stream.until_ended()
        late = stand.listen(address)
        await late.until_ended()
        return stream, late

    stream, late = at_the_stand(visit)

    taken = Article.objects.get(pk=story.pk)
    assert stream.changes[-1] == {"epoch": story.epoch, "to": taken.version, "reload": True}
    assert late.status == 410


def test_it_does_not_come_back_while_the_database_is_gone_nor_is_it_named_elsewhere() -> None:
    story, other = covered()
    by, addresses = factories.editor(), [*parts_of(story), "/", other.get_absolute_url()]

    async def visit(stand: Stand) -> list[Answer]:
        await asked(stand, addresses)
        await written(partial(publishing.take_down_story, story, by=by, reason="A court order"))
        await stand.get("/robots.txt")  # whatever is asked for: it hears of it
        gone(stand)
        return await asked(stand, addresses)

    answers = at_the_stand(visit)

    assert {answer.status for answer in answers} <= {410, 503}
    assert not any(SECRET.encode() in answer.body for answer in answers)
