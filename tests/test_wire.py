"""Scripts and wires post, change and withdraw entries by command."""

import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from editorial.models import Article, LiveEntry, Refusal
from tests import factories

pytestmark = pytest.mark.django_db


def run(
    *words: str, lines: list[Any] | None = None, monkeypatch: pytest.MonkeyPatch | None = None
) -> list[str]:
    """What the command prints, line by line; `lines` is what stands on its standard input."""
    if monkeypatch is not None:
        texts = [line if isinstance(line, str) else json.dumps(line) for line in lines or []]
        monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(texts) + "\n"))
    said = io.StringIO()
    call_command("post_entry", *words, stdout=said)
    return said.getvalue().splitlines()


def test_one_entry_is_published_from_the_options() -> None:
    story, person = factories.story(), factories.editor()

    said = run(
        story.slug, "--by", person.username, "--heading", "Doors open", "--text", "<p>At last.</p>", "--json"
    )

    entry = LiveEntry.objects.get()
    assert json.loads(said[-1]) == {"id": entry.public_id, "version": entry.version}
    assert (entry.heading, entry.status, entry.created_by) == ("Doors open", "published", person)


def test_an_entry_is_corrected_and_withdrawn_by_its_id() -> None:
    story, person = factories.story(), factories.editor()
    entry = factories.entry(story)

    run(
        story.slug,
        "--by",
        person.username,
        "--entry",
        entry.public_id,
        "--heading",
        "New",
        "--correction",
        "Was old",
    )
    run(
        story.slug,
        "--by",
        person.username,
        "--entry",
        entry.public_id,
        "--withdraw",
        "--reason",
        "Wrong town",
    )

    entry.refresh_from_db()
    assert entry.corrections.get().note == "Was old"
    assert (entry.heading, entry.status, entry.withdrawal_reason) == ("New", "withdrawn", "Wrong town")


def test_every_line_is_answered_and_a_refused_one_stops_none_of_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    story, person = factories.story(), factories.editor()
    lines = [
        {"heading": "One", "text": "<p>1</p>", "token": "a"},
        "{not json",
        ["a", "list"],
        {"headline": "an unknown key"},
        {"heading": 7},
        {"text": "<p>no heading</p>"},
        {"heading": "Nobody's", "entry": "xxxxxxxxxxxx"},
        {"heading": "Bad time", "published_at": "yesterday"},
        {"heading": "One", "text": "<p>1</p>", "token": "a"},
        {"heading": "Two", "published_at": "2024-05-30T15:12:00+01:00", "key_event": True},
    ]

    said = run(story.slug, "--by", person.username, "--json-lines", "-", lines=lines, monkeypatch=monkeypatch)

    answers = [json.loads(line) for line in said]
    assert [set(answer) for answer in answers] == [
        {"id", "version"},
        *[{"error"}] * 7,
        *[{"id", "version"}] * 2,
    ]
    assert answers[0] == answers[8]
    assert sorted(LiveEntry.objects.values_list("heading", "is_key_event")) == [("One", False), ("Two", True)]


def test_a_reporter_may_not_publish_by_wire_either_and_the_attempt_is_on_record() -> None:
    story, person = factories.story(), factories.reporter()

    with pytest.raises(CommandError, match="editor"):
        run(story.slug, "--by", person.username, "--heading", "Mine", "--text", "<p>x</p>")

    assert not LiveEntry.objects.exists()
    assert Refusal.objects.get().by == person


def test_a_time_without_offset_is_of_the_storys_zone_and_must_be_one_that_the_clock_shows_once() -> None:
    story, person = factories.story(time_zone="America/New_York"), factories.editor()
    words = ["--by", person.username, "--json-lines", "-"]

    with pytest.MonkeyPatch.context() as patched:
        said = run(
            story.slug,
            *words,
            lines=[
                {"heading": "Noon", "published_at": "2024-05-30T12:00:00"},
                {"heading": "Twice", "published_at": "2024-11-03T01:30:00"},
                {"heading": "Never", "published_at": "2024-03-10T02:30:00"},
            ],
            monkeypatch=patched,
        )

    assert ["error" in json.loads(line) for line in said] == [False, True, True]
    assert LiveEntry.objects.get().published_at.isoformat() == "2024-05-30T16:00:00+00:00"  # type: ignore[union-attr]  # published


@pytest.mark.parametrize(("slug", "by"), [("no-such-story", None), (None, "nobody")])
def test_an_unknown_story_or_person_is_said_plainly(slug: str | None, by: str | None) -> None:
    story, person = factories.story(), factories.editor()

    with pytest.raises(CommandError, match="no-such-story|nobody"):
        run(slug or story.slug, "--by", by or person.username, "--heading", "x")

    assert Article.objects.get().version == story.version


def test_times_that_no_page_could_show_are_refused_and_the_lines_after_them_are_answered() -> None:
    story, person = factories.story(time_zone="America/New_York"), factories.editor()
    times = [
        "0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
        "9999-12-31T23:59",
    ]

    with pytest.MonkeyPatch.context() as patched:
        said = run(
            story.slug,
            "--by",
            person.username,
            "--json-lines",
            "-",
            lines=[*({"heading": "Odd", "published_at": time} for time in times), {"heading": "Now"}],
            monkeypatch=patched,
        )

    assert ["error" in json.loads(line) for line in said] == [True, True, True, True, False]
    assert LiveEntry.objects.get().heading == "Now"


@pytest.mark.parametrize(
    "order",
    [
        {"reason": "no entry named"},
        {"reason": "no withdrawal", "entry": "the entry"},
        {"withdraw": True, "heading": "both at once", "entry": "the entry"},
    ],
)
def test_an_order_that_contradicts_itself_is_refused(order: dict[str, Any]) -> None:
    story, person = factories.story(), factories.editor()
    entry = factories.entry(story)
    asked = order | ({"entry": entry.public_id} if "entry" in order else {})

    with pytest.MonkeyPatch.context() as patched:
        [said] = run(
            story.slug, "--by", person.username, "--json-lines", "-", lines=[asked], monkeypatch=patched
        )

    entry.refresh_from_db()
    assert set(json.loads(said)) == {"error"}
    assert (entry.status, entry.revision) == ("published", 1)


def test_options_beside_json_lines_are_refused_and_a_refusal_names_its_field() -> None:
    story, person = factories.story(), factories.editor()

    with pytest.raises(CommandError, match="leave the other options out"):
        run(story.slug, "--by", person.username, "--json-lines", "-", "--heading", "Lost")
    with pytest.raises(CommandError, match="^heading: "):
        run(story.slug, "--by", person.username, "--heading", "x" * 1000)


def test_a_token_that_made_an_entry_of_other_words_is_refused_with_what_to_do() -> None:
    story, person = factories.story(), factories.editor()
    lines = [{"heading": "One", "token": "a"}, {"heading": "Two", "token": "a"}]

    with pytest.MonkeyPatch.context() as patched:
        said = run(story.slug, "--by", person.username, "--json-lines", "-", lines=lines, monkeypatch=patched)

    assert "Use a new token" in json.loads(said[1])["error"]
    assert LiveEntry.objects.get().heading == "One"
