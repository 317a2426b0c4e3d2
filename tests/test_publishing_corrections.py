"""A change to what readers have read: silent within the grace and for a slip, else with a word to them."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from editorial import publishing
from editorial.models import LiveEntry
from tests import factories
from tests.desk import Desk, errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> LiveEntry:
    """An entry that readers have read for longer than the grace."""
    publishing.change_newsroom(by=factories.administrator(), correction_grace_minutes=0)
    return factories.entry(
        factories.story(), heading="Ferries wait", text="<p>The last one left at noon.</p>"
    )


def test_other_words_after_the_grace_are_asked_about(entry: LiveEntry) -> None:
    with pytest.raises(ValidationError) as refused:
        publishing.change_entry(
            entry, by=factories.editor(), text="<p>The last one left at ten.</p>", asks_correction=True
        )

    assert refused.value.error_dict["correction"][0].code == "correction_asked"
    assert LiveEntry.objects.get().text == "<p>The last one left at noon.</p>"


def test_with_a_correction_readers_are_told_with_the_time(entry: LiveEntry) -> None:
    note = "The last ferry left at ten, not at noon."

    changed = publishing.change_entry(
        entry, by=factories.editor(), heading="Ferries stay", correction=note, asks_correction=True
    )

    assert [each.note for each in LiveEntry.objects.get().corrections.all()] == [note]
    assert changed.updated_at is not None


def test_a_typing_error_is_put_right_without_a_mark(entry: LiveEntry) -> None:
    changed = publishing.change_entry(
        entry,
        by=factories.editor(),
        text="<p>The last one left at noon</p>",
        is_typing_error=True,
        asks_correction=True,
    )

    assert changed.updated_at is None
    assert changed.version > entry.version  # readers get the right words all the same


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"is_typing_error": True}, "published: heading; typing error"),
        ({"correction": "They stay."}, "published: heading; correction: They stay."),
    ],
    ids=["typing error", "correction"],
)
def test_the_record_says_how_a_change_was_accounted_for(
    entry: LiveEntry, said: dict[str, Any], reason: str
) -> None:
    publishing.change_entry(
        entry, by=factories.editor(), heading="Ferries stay", asks_correction=True, **said
    )

    assert entry.history.latest().history_change_reason == reason


def test_it_is_a_correction_or_a_typing_error_and_not_both(entry: LiveEntry) -> None:
    with pytest.raises(ValidationError, match="Choose one"):
        publishing.change_entry(
            entry, by=factories.editor(), heading="X", correction="Not Y", is_typing_error=True
        )


@pytest.mark.parametrize(
    "change",
    [
        {"is_pinned": True},
        {"is_key_event": True},
        {"text": "<p><strong>The last one</strong> left at noon.</p>"},
    ],
    ids=["pinned", "key event", "set in bold"],
)
def test_what_leaves_the_words_as_they_are_is_not_asked_about(
    entry: LiveEntry, change: dict[str, object]
) -> None:
    changed = publishing.change_entry(entry, by=factories.editor(), asks_correction=True, **change)  # type: ignore[arg-type]  # each is a field

    assert changed.version > entry.version


def test_within_the_grace_nothing_is_asked() -> None:
    entry = factories.entry(factories.story())

    changed = publishing.change_entry(
        entry, by=factories.editor(), heading="Other words", asks_correction=True
    )

    assert changed.heading == "Other words"
    assert changed.updated_at is None


def test_a_draft_is_rewritten_without_a_question() -> None:
    publishing.change_newsroom(by=factories.administrator(), correction_grace_minutes=0)
    draft = factories.entry(factories.story(), status="draft")

    changed = publishing.change_entry(
        draft, by=factories.editor(), heading="Other words", asks_correction=True
    )

    assert changed.heading == "Other words"


def test_the_admins_form_asks_too(entry: LiveEntry) -> None:
    desk = Desk(factories.editor())

    asked = desk.save("liveentry", entry, heading="Ferries sail", text=entry.text, _save="1")
    told = desk.save(
        "liveentry", entry, heading="Ferries sail", text=entry.text, is_typing_error="on", _save="1"
    )

    assert "typing error" in errors(asked)
    assert told.status_code == 302
    assert LiveEntry.objects.get().heading == "Ferries sail"


def test_an_editor_sends_an_entry_back_with_a_note() -> None:
    writer = factories.reporter()
    entry = factories.entry(factories.story(), by=writer, status="submitted")

    back = publishing.send_back(entry, by=factories.editor(), note=" Who said so? ")

    assert (back.status, back.sent_back_note) == ("draft", "Who said so?")
    assert entry.history.latest().history_change_reason == "send back: Who said so?"
    again = publishing.change_entry(back, by=writer, status="submitted")
    assert again.sent_back_note == ""


def test_a_note_is_needed_and_only_what_waits_is_sent_back() -> None:
    editor = factories.editor()
    entry = factories.entry(factories.story(), status="submitted")
    draft = factories.entry(factories.story(), status="draft")

    with pytest.raises(ValidationError, match="still needs"):
        publishing.send_back(entry, by=editor, note=" ")
    with pytest.raises(ValidationError, match="waits for approval"):
        publishing.send_back(draft, by=editor, note="More")
    with pytest.raises(PermissionDenied):
        publishing.send_back(entry, by=factories.reporter(), note="More")


def test_what_is_rewritten_while_it_is_withdrawn_is_asked_about_too_and_told_when_it_is_back(
    entry: LiveEntry,
) -> None:
    by, note = factories.editor(), "The last ferry left at ten, not at noon."
    withdrawn = publishing.withdraw_entry(entry, by=by)

    with pytest.raises(ValidationError, match="old words"):
        publishing.change_entry(withdrawn, by=by, heading="Ferries stay", asks_correction=True)
    publishing.change_entry(withdrawn, by=by, heading="Ferries stay", correction=note, asks_correction=True)
    restored = publishing.restore_entry(withdrawn, by=by)

    assert [each.note for each in restored.corrections.all()] == [note]
    assert restored.updated_at is not None


@pytest.mark.parametrize(
    ("caption", "is_asked"), [("The mayor’s brother", True), ("", True), (None, False)], ids=str
)
def test_another_caption_under_a_photo_that_stays_is_other_words(caption: str | None, is_asked: bool) -> None:
    publishing.change_newsroom(by=factories.administrator(), correction_grace_minutes=0)
    figure = f'<figure data-photo="{factories.photo(alternative_text="A man").pk}">%s</figure>'
    entry = factories.entry(factories.story(), text=figure % "<figcaption>The mayor</figcaption>")
    text = "" if caption is None else figure % f"<figcaption>{caption}</figcaption>"

    try:
        publishing.change_entry(entry, by=factories.editor(), text=text, asks_correction=True)
    except ValidationError as refused:
        codes = [error.code for error in refused.error_dict["correction"]]
    else:
        codes = []

    assert codes == (["correction_asked"] if is_asked else [])
