"""An answer since a version holds everything since that version, whatever else the newsstand learns meanwhile."""

import asyncio
import json
import threading
from functools import partial
from unittest import mock

import pytest

from editorial.reader.newsstand.recent import Recent, reaching_back
from tests import factories
from tests.stand import Stand, at_the_stand, written

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_change_while_the_newsstand_looks_far_back_leaves_no_gap_in_the_answer() -> None:
    by = factories.editor()
    story = factories.story(by=by)
    oldest = factories.entry(story, by=by)
    changes = f"{story.get_absolute_url()}changes/?since="
    has_looked, go_on = threading.Event(), threading.Event()

    def slowly(story_key: int) -> Recent:
        found = reaching_back(story_key)
        has_looked.set()
        assert go_on.wait(60)
        return found

    async def visit(stand: Stand) -> bytes:
        await stand.get(f"{changes}{oldest.version}")
        far_back = asyncio.ensure_future(stand.get(f"{changes}{oldest.version - 1}"))
        await asyncio.to_thread(has_looked.wait, 60)
        newest = await written(partial(factories.entry, story, by=by))
        near = await stand.get(f"{changes}{newest.version - 1}")
        go_on.set()
        assert [item["id"] for item in json.loads(near.body)["entries"]] == [newest.public_id]
        return (await far_back).body

    with mock.patch("editorial.reader.newsstand.stock.reaching_back", slowly):
        answer = json.loads(at_the_stand(visit))

    told = {item["version"] for item in answer["entries"]}
    assert told == set(range(oldest.version, answer["to"] + 1)), answer
