"""Entries posted, edited and moved on at the live desk, asked as its page asks."""

from typing import Any

import pytest

from editorial import publishing
from editorial.models import LiveEntry, Unsent
from tests import factories
from tests.live import LiveDesk

pytestmark = pytest.mark.django_db

WORDS = {"heading": "The gates open", "text": "<p>At noon.</p>"}


@pytest.fixture
def desk() -> LiveDesk:
    """An editor at the desk of a running story."""
    return LiveDesk(factories.editor(), factories.story())


def test_what_is_published_is_answered_with_its_row(desk: LiveDesk) -> None:
    answer = desk.send("entries/", **WORDS, token="a1", _publish="1").json()

    entry = LiveEntry.objects.get()
    assert (answer["id"], answer["revision"]) == (entry.public_id, 1)
    assert answer["row"]["status"] == entry.status == "published"
    assert "The gates open" in answer["row"]["html"]


def test_a_retry_makes_no_second_entry(desk: LiveDesk) -> None:
    first = desk.send("entries/", **WORDS, token="a1", _publish="1").json()

    again = desk.send("entries/", **WORDS, token="a1", _publish="1").json()

    assert again["id"] == first["id"]
    assert LiveEntry.objects.count() == 1


def test_other_words_under_a_used_token_get_a_new_one_to_be_sent_with(desk: LiveDesk) -> None:
    desk.send("entries/", **WORDS, token="a1", _publish="1")

    refused = desk.send("entries/", heading="The gates close", token="a1", _publish="1")

    assert refused.status_code == 422
    sent = desk.send("entries/", heading="The gates close", token=refused.json()["token"], _publish="1")
    assert sent.status_code == 200
    assert LiveEntry.objects.count() == 2


def test_what_is_wrong_is_said_by_field(desk: LiveDesk) -> None:
    refused = desk.send("entries/", text="<p>At noon.</p>", published_at="soon", _publish="1")

    assert refused.status_code == 422
    assert set(refused.json()["errors"]) == {"published_at"}


def test_a_time_that_came_twice_is_asked_back() -> None:
    desk = LiveDesk(factories.editor(), factories.story(time_zone="Europe/London"))

    asked = desk.send("entries/", **WORDS, published_at="2024-10-27 01:30", _publish="1").json()
    told = desk.send("entries/", **WORDS, published_at="2024-10-27 01:30 GMT", _publish="1")

    assert "2024-10-27 01:30 BST" in asked["errors"]["published_at"][0]
    assert told.status_code == 200


def test_a_time_that_the_clock_skips_is_asked_back() -> None:
    desk = LiveDesk(factories.editor(), factories.story(time_zone="Europe/London"))

    asked = desk.send("entries/", **WORDS, published_at="2024-03-31 01:30", _publish="1")

    assert asked.status_code == 422
    assert set(asked.json()["errors"]) == {"published_at"}
    assert not LiveEntry.objects.exists()


def test_an_older_opening_is_answered_with_both_texts(desk: LiveDesk) -> None:
    entry = factories.entry(desk.story, heading="Ferries wait", text="<p>Until noon.</p>")
    publishing.change_entry(entry, by=factories.editor(), heading="Ferries sail")

    path = f"entries/{entry.public_id}/"
    refused = desk.send(path, seen=1, heading="Ferries rest", text=entry.text, _save="1")

    assert refused.status_code == 409
    both = refused.json()["conflict"]
    assert "<del>sail</del>" in both
    assert "<ins>rest</ins>" in both
    chosen = desk.send(path, seen=1, heading="Ferries rest", text=entry.text, _over="2", _save="1")
    assert chosen.status_code == 200
    assert LiveEntry.objects.get().heading == "Ferries rest"


def test_after_the_grace_the_form_is_told_what_it_is_asked_for(desk: LiveDesk) -> None:
    publishing.change_newsroom(by=factories.administrator(), correction_grace_minutes=0)
    entry = factories.entry(desk.story, text="<p>Until noon.</p>")

    path = f"entries/{entry.public_id}/"
    asked = desk.send(path, seen=1, heading="Other", text=entry.text, _save="1")

    assert (asked.status_code, asked.json()["asks"]) == (422, "correction")
    told = desk.send(path, seen=1, heading="Other", text=entry.text, correction="Not this.", _save="1")
    assert told.status_code == 200
    assert "Corrected" in told.json()["row"]["html"]


def test_what_was_kept_of_a_form_goes_when_it_is_sent(desk: LiveDesk) -> None:
    desk.send("unsent/", key="a1", window="w", content='{"heading": "The gates"}')

    desk.send("entries/", **WORDS, token="a1", _draft="1")

    assert not Unsent.objects.exists()


@pytest.mark.parametrize(
    ("before", "name", "fields", "after"),
    [
        ("draft", "submit", {}, "submitted"),
        ("draft", "publish", {}, "published"),
        ("submitted", "publish", {}, "published"),
        ("submitted", "send_back", {"note": "Who said so?"}, "draft"),
        ("published", "withdraw", {"reason": "Not so"}, "withdrawn"),
    ],
)
def test_a_step_takes_an_entry_on(
    desk: LiveDesk, before: str, name: str, fields: dict[str, Any], after: str
) -> None:
    entry = factories.entry(desk.story, status=before)

    answer = desk.step(entry, name, seen=1, **fields)

    assert answer.json()["row"]["status"] == LiveEntry.objects.get().status == after


def test_pins_key_events_and_withdrawals_are_undone_by_a_step(desk: LiveDesk) -> None:
    entry = factories.entry(desk.story)

    for name in ("pin", "key", "unpin", "unkey", "withdraw", "restore"):
        assert desk.step(entry, name).status_code == 200

    current = LiveEntry.objects.get()
    assert (current.is_pinned, current.is_key_event, current.status) == (False, False, "published")


def test_a_step_on_what_somebody_changed_since_is_refused(desk: LiveDesk) -> None:
    entry = factories.entry(desk.story, status="submitted")
    publishing.change_entry(entry, by=factories.editor(), heading="Other words")

    refused = desk.step(entry, "publish", seen=1)

    assert refused.status_code == 409
    assert "Somebody else saved" in refused.json()["refused"]
    assert LiveEntry.objects.get().status == "submitted"


@pytest.mark.parametrize("name", ["fly", "send_back"])
def test_a_step_that_cannot_be_is_refused(desk: LiveDesk, name: str) -> None:
    entry = factories.entry(desk.story, status="draft")

    refused = desk.step(entry, name, note="x")

    assert refused.status_code in {404, 422}
    assert LiveEntry.objects.get().status == "draft"


def test_the_form_of_an_older_version_holds_its_words(desk: LiveDesk) -> None:
    entry = factories.entry(desk.story, heading="Ferries wait")
    publishing.change_entry(entry, by=factories.editor(), heading="Ferries sail")
    older = entry.history.earliest().history_id

    form = desk.ask(f"entries/{entry.public_id}/", version=older).json()

    assert 'value="Ferries wait"' in form["html"]
    assert form["revision"] == 2


def test_a_version_of_another_entry_is_not_taken_up(desk: LiveDesk) -> None:
    entry = factories.entry(desk.story, heading="Ferries wait")
    other = factories.entry(factories.story(), heading="Secret plans")

    form = desk.ask(f"entries/{entry.public_id}/", version=other.history.earliest().history_id).json()

    assert "Secret plans" not in form["html"]


def test_the_record_shows_who_changed_what(desk: LiveDesk) -> None:
    entry = factories.entry(desk.story, heading="Ferries wait")
    publishing.change_entry(entry, by=factories.editor(first_name="Sam"), heading="Ferries sail")

    record = desk.ask(f"entries/{entry.public_id}/history/").json()["html"]

    assert "<strong>Sam</strong>" in record
    assert "<ins>sail</ins>" in record


def test_the_writer_of_an_entry_that_was_sent_back_reads_the_note(desk: LiveDesk) -> None:
    writer = LiveDesk(factories.reporter(), desk.story)
    entry = factories.entry(desk.story, by=writer.person, status="submitted")

    desk.step(entry, "send_back", note="Who said so?")

    assert "Who said so?" in writer.ask("timeline/", show="mine").json()["rows"][0]["html"]
    assert "Who said so?" in writer.get("liveentry_change", entry.pk).content.decode()


def test_an_edit_sent_again_after_a_lost_answer_is_no_conflict_with_oneself(desk: LiveDesk) -> None:
    entry = factories.entry(desk.story, status="draft", by=desk.person)
    form = {**WORDS, "seen": entry.revision, "published_at": "", "_publish": "1"}
    first = desk.send(f"entries/{entry.public_id}/", **form).json()

    again = desk.send(f"entries/{entry.public_id}/", **form)
    others = LiveDesk(factories.editor(), desk.story).send(f"entries/{entry.public_id}/", **form)
    changed = desk.send(f"entries/{entry.public_id}/", **{**form, "heading": "Other words"})

    assert (again.status_code, again.json()["revision"]) == (200, first["revision"])
    assert (others.status_code, changed.status_code) == (409, 409)


def test_a_correction_sent_again_after_a_lost_answer_is_told_once(desk: LiveDesk) -> None:
    entry = factories.entry(desk.story)
    note = "The gates opened at noon, not at ten."
    form = {**WORDS, "seen": entry.revision, "published_at": "", "correction": note, "_save": "1"}
    desk.send(f"entries/{entry.public_id}/", **form)

    again = desk.send(f"entries/{entry.public_id}/", **form)
    over = desk.send(f"entries/{entry.public_id}/", **form, _over=again.json()["revision"])

    assert over.status_code == 200
    assert [each.note for each in entry.corrections.all()] == [note]


def test_a_draft_whose_answer_was_lost_and_that_is_published_then_is_published(desk: LiveDesk) -> None:
    desk.send("entries/", **WORDS, token="a1", _draft="1")

    answer = desk.send("entries/", **WORDS, token="a1", is_key_event="on", _publish="1").json()

    entry = LiveEntry.objects.get()
    assert answer["row"]["status"] == entry.status == "published"
    assert entry.is_key_event


def test_what_somebody_worked_on_since_is_not_published_by_its_first_token(desk: LiveDesk) -> None:
    desk.send("entries/", **WORDS, token="a1", _draft="1")
    publishing.change_entry(LiveEntry.objects.get(), by=factories.editor(), heading="Not confirmed yet")

    refused = desk.send("entries/", **WORDS, token="a1", _publish="1")

    assert (refused.status_code, LiveEntry.objects.get().status) == (422, "draft")


def test_a_reporter_publishes_nothing_by_sending_a_token_again() -> None:
    desk = LiveDesk(factories.reporter(), factories.story())
    desk.send("entries/", **WORDS, token="a1", _draft="1")

    refused = desk.send("entries/", **WORDS, token="a1", _publish="1")

    assert (refused.status_code, LiveEntry.objects.get().status) == (403, "draft")


def test_whoever_lost_the_right_while_writing_is_told_so_in_words(desk: LiveDesk) -> None:
    desk.person.groups.set(factories.reporter().groups.all())

    refused = desk.send("entries/", **WORDS, token="a1", is_pinned="on", _publish="1")

    assert refused.status_code == 403
    assert "Ask an editor" in refused.json()["refused"]
