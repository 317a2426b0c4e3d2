"""Whatever goes wrong with a form of the desk, what was typed is still there."""

from typing import Any

import pytest

from editorial import publishing
from editorial.models import Article, Image, LiveEntry, Refusal
from tests import factories
from tests.desk import Desk, errors, filled
from tests.markup import page_of, text, texts, with_class

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def desk() -> Desk:
    """An editor's browser."""
    return Desk(factories.editor())


def on_top(answer: Any) -> str:
    """What the page says above the form's fields."""
    return " ".join(text(each) for each in with_class(page_of(answer), "nonfield"))


@pytest.mark.parametrize("seen", [None, "", "abc", "-1", "9" * 40, "9" * 5000])
def test_a_form_that_does_not_say_what_it_was_opened_with_writes_over_nothing(desk: Desk, seen: Any) -> None:
    entry = factories.entry(factories.story(), heading="Ferries wait")
    typed = desk.opened("liveentry_change", entry.pk) | {"heading": "Ferries sail", "seen": seen}

    answer = desk.post("liveentry_change", entry.pk, **{k: v for k, v in typed.items() if v is not None})

    assert on_top(answer)
    assert filled(answer)["heading"] == "Ferries sail"
    assert LiveEntry.objects.get(pk=entry.pk).heading == "Ferries wait"


def test_both_versions_are_shown_where_the_form_did_not_say_what_it_was_opened_with(desk: Desk) -> None:
    entry = factories.entry(factories.story(), heading="Ferries wait")

    told = desk.post("liveentry_change", entry.pk, heading="Ferries sail", text=entry.text)
    [over] = [box.get("value", "") for box in page_of(told).iter("input") if box.get("name") == "_over"]
    answer = desk.post("liveentry_change", entry.pk, **filled(told), _over=over)

    assert "Compare yours with the saved one" in on_top(told)
    assert answer.status_code == 302
    assert LiveEntry.objects.get(pk=entry.pk).heading == "Ferries sail"


def test_a_form_sent_again_with_other_words_is_told_and_then_makes_the_second_entry(desk: Desk) -> None:
    typed = desk.opened("liveentry_add", article=factories.story().pk) | {"text": "<p>Waves.</p>"}
    desk.post("liveentry_add", **{**typed, "heading": "The first"}, _publish="1")

    told = desk.post("liveentry_add", **{**typed, "heading": "The second"}, _publish="1")
    kept = filled(told)
    answer = desk.post("liveentry_add", **kept, _publish="1")

    assert "sent already" in on_top(told)
    assert (kept["heading"], kept["text"].strip()) == ("The second", "<p>Waves.</p>")
    assert kept["token"] != typed["token"]
    assert answer.status_code == 302
    assert set(LiveEntry.objects.values_list("heading", flat=True)) == {"The first", "The second"}


def test_a_form_that_made_nothing_keeps_its_token(desk: Desk) -> None:
    typed = desk.opened("liveentry_add", article=factories.story().pk)

    told = desk.post("liveentry_add", **typed, _publish="1")

    assert filled(told)["token"] == typed["token"]


def test_a_token_that_cannot_be_kept_is_told_on_top_and_replaced(desk: Desk) -> None:
    typed = desk.opened("liveentry_add", article=factories.story().pk) | {
        "token": "t" * 100,
        "heading": "Waves",
    }

    told = desk.post("liveentry_add", **typed, _draft="1")
    answer = desk.post("liveentry_add", **filled(told), _draft="1")

    assert on_top(told)
    assert answer.status_code == 302


def test_a_reporter_whose_entry_was_published_meanwhile_gets_their_words_back() -> None:
    desk = Desk(factories.reporter())
    entry = factories.entry(factories.story(), by=desk.person, status="draft", heading="Ferries wait")
    typed = desk.opened("liveentry_change", entry.pk) | {
        "heading": "Ferries <b>sail</b>",
        "text": "<p>All at once.</p><script>x()</script>",
    }
    publishing.change_entry(entry, by=factories.editor(), status="published")

    answer = desk.post("liveentry_change", entry.pk, **typed, _submit="1")

    shown = [text(each) for each in with_class(page_of(answer), "version")]
    assert (answer.status_code, shown) == (403, ["Ferries <b>sail</b>", "All at once."])
    assert "has been published since" in text(page_of(answer))
    assert LiveEntry.objects.get(pk=entry.pk).heading == "Ferries wait"
    assert Refusal.objects.filter(by=desk.person).count() == 1


def test_words_for_anothers_entry_are_refused_as_ever() -> None:
    desk = Desk(factories.reporter())
    entry = factories.entry(factories.story())

    answer = desk.save("liveentry", entry, heading="Mine now")

    assert answer.status_code == 403
    assert b"Mine now" not in answer.content


@pytest.mark.parametrize("model", ["article", "liveentry", "image"])
def test_a_row_is_not_copied_by_a_button_that_is_not_there(desk: Desk, model: str) -> None:
    story = factories.story()
    rows = {"article": story, "liveentry": factories.entry(story), "image": factories.photo(None)}
    typed = desk.opened(f"{model}_change", rows[model].pk) | {"slug": "a-copy", "article": story.pk}

    answer = desk.post(f"{model}_change", rows[model].pk, **typed, _saveasnew="1")

    assert answer.status_code == 403
    assert [each.objects.count() for each in (Article, LiveEntry, Image)] == [1, 1, 1]


def test_a_credit_and_no_credit_known_at_once_is_asked_about_beside_the_field(desk: Desk) -> None:
    photo = factories.photo(None)
    typed = desk.opened("image_change", photo.pk) | {"credit_line": "A. Quay", "is_credit_unknown": "on"}

    answer = desk.post("image_change", photo.pk, **typed)

    beside = texts(page_of(answer), ".//ul[@id='id_is_credit_unknown_error']/li")
    assert beside == ["This photo has a credit. Take the credit out, or leave “no credit known” unticked."]
    assert errors(answer).count("credit.") == 1


def test_pinning_another_entry_from_its_form_lets_the_first_go(desk: Desk) -> None:
    story = factories.story()
    first, second = factories.entry(story, is_pinned=True), factories.entry(story)
    typed = desk.opened("liveentry_change", second.pk) | {"is_pinned": "on"}

    desk.post("liveentry_change", second.pk, **typed)

    assert list(story.entries.filter(is_pinned=True)) == [second]
    assert first.is_pinned
