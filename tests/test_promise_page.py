"""The proofs' own page and reckoning: they notice what they are there to notice."""

from typing import Any

import pytest

from tests.promise_page import BrokenPromise, OpenPage, missed


def answer(since: int, to: int, *entries: tuple[str, int, str | None], **more: Any) -> dict[str, Any]:
    """An answer of the server with these entries (id, version, HTML)."""
    items = [{"id": key, "version": version, "order": key, "html": html} for key, version, html in entries]
    told = {"epoch": "e", "from": since, "to": to, "status": "live", "story": None, "entries": items}
    return {**told, **more}


def test_a_page_brings_in_what_is_newer_and_never_goes_back() -> None:
    page = OpenPage()
    page.apply(answer(0, 3, ("a", 1, "first"), ("b", 3, "second")))

    page.apply(answer(0, 2, ("a", 1, "first"), ("b", 2, "older")))
    page.apply(answer(3, 5, ("a", 5, None), ("c", 4, "third")))

    assert page.feed == ["c", "b"]
    assert (page.cursor, page.entries["b"]["html"]) == (5, "second")


@pytest.mark.parametrize(
    "faulty",
    [
        answer(2, 3),
        answer(1, 2, ("a", 3, "above what the answer says it reaches")),
        answer(1, 2, ("a", 1, "below what was asked")),
        answer(1, 2, epoch="another history"),
        {"epoch": "e", "to": 9, "reload": True},
    ],
)
def test_an_answer_that_no_browser_could_rely_on_is_a_broken_promise(faulty: dict[str, Any]) -> None:
    page = OpenPage(cursor=1, epoch="e")

    with pytest.raises(BrokenPromise):
        page.apply(faulty)

    assert page.cursor == 1


@pytest.mark.parametrize(
    ("change", "is_missed"),
    [
        ({"version": 1, "entry": "a"}, False),
        ({"version": 2, "entry": "a"}, True),
        ({"version": 3, "entry": None}, True),
        ({"version": 4, "entry": "a"}, False),
    ],
)
def test_what_a_page_lacks_of_the_version_it_claims_is_missed(
    change: dict[str, Any], is_missed: bool
) -> None:
    notes = [{"from": 0, "to": 3, "entries": {"a": 1}, "has_head": False}]

    faults = missed(notes, [change])

    assert bool(faults) == is_missed


def test_a_change_that_came_in_time_is_not_missed_later() -> None:
    first = {"from": 0, "to": 2, "entries": {"a": 2}, "has_head": True}
    second = {"from": 2, "to": 3, "entries": {"b": 3}, "has_head": False}

    faults = missed([first, second], [{"version": 2, "entry": "a"}, {"version": 1, "entry": None}])

    assert faults == []
