"""What is typed at the desk and not sent is kept on the server, for its writer alone."""

import json

import pytest

from editorial import publishing
from editorial.models import Unsent
from editorial.publishing import desk as keeping
from tests import factories
from tests.live import LiveDesk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> LiveDesk:
    """A reporter at the desk of a running story."""
    return LiveDesk(factories.reporter(), factories.story())


def test_what_was_kept_last_is_given_back(desk: LiveDesk) -> None:
    desk.send("unsent/", key="a1", window="w", content='{"heading": "The ga"}')
    desk.send("unsent/", key="a1", window="w", content='{"heading": "The gates"}')

    kept = desk.ask("unsent/").json()["kept"]

    assert [(each["key"], each["content"]) for each in kept] == [("a1", {"heading": "The gates"})]


def test_nobody_else_sees_it(desk: LiveDesk) -> None:
    desk.send("unsent/", key="a1", window="w", content='{"heading": "The gates"}')

    others = LiveDesk(factories.administrator(), desk.story).ask("unsent/").json()

    assert others == {"kept": []}


def test_the_words_outlive_the_draft_that_they_were_for(desk: LiveDesk) -> None:
    entry = factories.entry(desk.story, by=desk.person, status="draft")
    desk.send("unsent/", key=entry.public_id, entry=entry.public_id, window="w", content='{"heading": "A"}')

    publishing.discard_entry(entry, by=factories.editor())

    [kept] = desk.ask("unsent/").json()["kept"]
    assert (kept["entry"], kept["content"]) == (None, {"heading": "A"})


def test_what_is_given_up_is_forgotten(desk: LiveDesk) -> None:
    desk.send("unsent/", key="a1", window="w", content="{}")

    desk.send("unsent/drop/", key="a1")

    assert not Unsent.objects.exists()


def test_the_oldest_make_room(desk: LiveDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_UNSENT", 2)

    for key in ("a1", "a2", "a3"):
        desk.send("unsent/", key=key, window="w", content="{}")

    assert {each["key"] for each in desk.ask("unsent/").json()["kept"]} == {"a2", "a3"}


@pytest.mark.parametrize(
    "odd",
    [
        {"key": ""},
        {"key": "a" * 65},
        {"key": "../a"},
        {"window": ""},
        {"window": "w" * 33},
        {"content": ""},
        {"content": "[]"},
        {"content": "[" * 100_000},
        {"content": '{"heading": "\\u0000"}'},
        {"content": '{"heading": "\\ud800"}'},
        {"content": '{"heading":' + "[" * 500 + "]" * 500 + "}"},
        {"content": '{"heading": NaN}'},
        {"content": '{"heading": 1e999}'},
        {"content": json.dumps({"text": "a" * 500_000})},
    ],
    ids=lambda odd: str(odd)[:40],
)
def test_what_cannot_be_kept_is_refused(desk: LiveDesk, odd: dict[str, str]) -> None:
    usual = {"key": "a1", "window": "w", "content": "{}"}

    refused = desk.send("unsent/", **{**usual, **odd})

    assert refused.status_code == 422
    assert not Unsent.objects.exists()


def test_words_about_characters_and_ones_that_no_entry_may_hold_are_kept_all_the_same(desk: LiveDesk) -> None:
    typed = {"heading": "What \\u0000 does", "text": "<p>Pasted\x85\x0b</p>"}

    desk.send("unsent/", key="a1", window="w", content=json.dumps(typed))

    [kept] = desk.ask("unsent/").json()["kept"]
    assert kept["content"] == typed
