"""Frames on other sites, as the newsstand hands them out: partners may have more readers than we have."""

from functools import partial

import pytest

from editorial import publishing
from tests import factories
from tests.stand import Answer, Stand, at_the_stand, written
from tests.test_embed import embed_of, embeddable

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_frame_is_printed_once_a_version_whether_it_may_be_shown_or_not() -> None:
    story, by = embeddable(), factories.editor()
    address = embed_of(story)

    async def visit(stand: Stand) -> tuple[list[Answer], list[str], list[str]]:
        shown = [await stand.get(f"{address}?reader={number}") for number in range(3)]
        await written(partial(publishing.change_story, story, by=by, is_embeddable=False))
        closed = [await stand.get(f"{address}?reader={number}") for number in range(3)]
        return [*shown, *closed], stand.printed, stand.beside

    answers, printed, beside = at_the_stand(visit)

    assert [answer.status for answer in answers] == [200, 200, 200, 403, 403, 403]
    assert all("frame-ancestors *" in answer.headers["content-security-policy"] for answer in answers)
    assert not any("x-frame-options" in answer.headers for answer in answers)
    assert (printed, beside) == ([address, address], [])
