"""The timeline of the live desk: what stands in it, in which order, and what is told of changes."""

import datetime

import pytest
from django.utils import timezone

from editorial import publishing
from editorial.models import Audience, Presence
from editorial.models.presence import FADES_AFTER
from editorial.publishing import desk as keeping
from tests import factories
from tests.live import LiveDesk

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SOON = datetime.timedelta(hours=1)


@pytest.fixture
def desk() -> LiveDesk:
    """An editor at the desk of a running story."""
    return LiveDesk(factories.editor(), factories.story())


def test_what_waits_stands_above_what_is_to_come_above_drafts_above_what_is_out(desk: LiveDesk) -> None:
    out = [factories.entry(desk.story) for _one in range(2)]
    draft = factories.entry(desk.story, status="draft")
    planned = factories.entry(desk.story, published_at=timezone.now() + SOON)
    waiting = factories.entry(desk.story, status="submitted")

    rows = desk.rows()

    assert rows == [each.public_id for each in (waiting, planned, draft, out[1], out[0])]


@pytest.mark.parametrize("status", ["published", "scheduled", "draft", "submitted"])
def test_a_row_says_who_wrote_it_and_when_on_the_storys_clock(status: str) -> None:
    writer = factories.editor(first_name="Nora", last_name="Lind")
    desk = LiveDesk(writer, factories.story(time_zone="America/New_York"))
    soon = {"published_at": timezone.now() + SOON} if status == "scheduled" else {"status": status}
    entry = factories.entry(desk.story, by=writer, **soon)

    [row] = desk.ask("timeline/").json()["rows"]

    stands_at = (entry.published_at or entry.created_at).astimezone(desk.story.zone)
    assert row["status"] == status
    assert "Nora L." in row["html"]
    assert f'datetime="{stands_at.isoformat(timespec="seconds")}"' in row["html"]


def test_orders_sort_as_text_as_the_rows_stand(desk: LiveDesk) -> None:
    for status in ("published", "draft", "submitted", "published"):
        factories.entry(desk.story, status=status)

    orders = [row["order"] for row in desk.ask("timeline/").json()["rows"]]

    assert orders == sorted(orders, reverse=True)


def test_a_filter_shows_its_own_and_rows_say_in_which_they_stand(desk: LiveDesk) -> None:
    key = factories.entry(desk.story, by=desk.person, is_key_event=True)
    draft = factories.entry(desk.story, status="draft")
    waiting = factories.entry(desk.story, status="submitted")
    planned = factories.entry(desk.story, published_at=timezone.now() + SOON)

    shown = {show: desk.rows(show=show) for show in ("mine", "drafts", "waiting", "scheduled", "keys")}

    assert shown == {
        "mine": [key.public_id],
        "drafts": [draft.public_id],
        "waiting": [waiting.public_id],
        "scheduled": [planned.public_id],
        "keys": [key.public_id],
    }
    told = desk.ask("timeline/").json()
    assert {row["id"]: row["shows"] for row in told["rows"]}[key.public_id] == ["all", "mine", "keys"]
    assert told["counts"] == {"all": 4, "mine": 1, "drafts": 1, "waiting": 1, "scheduled": 1, "keys": 1}


def test_it_is_handed_out_piece_by_piece_each_entry_once(
    desk: LiveDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("editorial.admin.desk.timeline.PIECE", 3)
    moment = timezone.now()
    entries = [factories.entry(desk.story, published_at=moment) for _one in range(4)]
    entries += [factories.entry(desk.story, status="draft") for _one in range(4)]

    found, before = [], ""
    while before is not None:
        piece = desk.ask("timeline/", before=before).json()
        found += [row["id"] for row in piece["rows"]]
        before = piece["before"]

    assert sorted(found) == sorted(each.public_id for each in entries)


@pytest.mark.parametrize("words", ["storm HARBOUR", "fish &", "holm"])
def test_words_are_found_in_heading_text_and_writer(desk: LiveDesk, words: str) -> None:
    writer = factories.editor(first_name="Ida", last_name="Holm")
    entry = factories.entry(
        desk.story, by=writer, heading="Storm over the harbour", text="<p>Fish &amp; chips are out.</p>"
    )
    factories.entry(desk.story)

    assert desk.rows(find=words) == [entry.public_id]


@pytest.mark.parametrize("odd", ["x", "9-" + "9" * 18 + "-" + "9" * 18, "0-0-0", "é", "0" * 5000])
def test_an_odd_place_is_answered_all_the_same(desk: LiveDesk, odd: str) -> None:
    factories.entry(desk.story)

    assert desk.ask("timeline/", before=odd).status_code == 200


def test_what_changed_since_is_told_and_nothing_else(desk: LiveDesk) -> None:
    still, moved = factories.entry(desk.story), factories.entry(desk.story, status="draft")
    gone = factories.entry(desk.story, status="draft")
    known = desk.ask("changes/", since=0).json()["to"]

    publishing.change_entry(moved, by=desk.person, heading="Other words")
    publishing.discard_entry(gone, by=desk.person)
    told = desk.ask("changes/", since=known).json()

    assert {row["id"]: row["html"] is None for row in told["rows"]} == {
        moved.public_id: False,
        gone.public_id: True,
    }
    assert told["to"] == known + 2
    assert told["counts"]["drafts"] == 1
    assert still.public_id not in str(told["rows"])


def test_nothing_new_is_told_in_few_questions(desk: LiveDesk, django_assert_max_num_queries: object) -> None:
    factories.entry(desk.story)
    known = desk.ask("changes/", since=0).json()["to"]

    with django_assert_max_num_queries(8):  # type: ignore[operator]  # a context manager of pytest-django
        told = desk.ask("changes/", since=known).json()

    assert (told["rows"], told["story"]) == ([], None)


@pytest.mark.parametrize("count", [2, 12])
def test_a_piece_asks_as_many_questions_however_many_rows(
    desk: LiveDesk, django_assert_max_num_queries: object, count: int
) -> None:
    for number in range(count):
        factories.entry(desk.story, status="draft" if number % 2 else "published")

    with django_assert_max_num_queries(16):  # type: ignore[operator]  # a context manager of pytest-django
        desk.ask("timeline/")


def test_a_page_that_knows_too_little_or_too_much_asks_anew(
    desk: LiveDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("editorial.admin.desk.changes.MOST_ROWS", 2)
    for _one in range(3):
        factories.entry(desk.story)

    assert desk.ask("changes/", since=0).json()["reload"] is True
    assert desk.ask("changes/", since=99).json()["reload"] is True


def test_a_changed_headline_is_told(desk: LiveDesk) -> None:
    known = desk.ask("changes/", since=0).json()["to"]

    publishing.change_story(desk.story, by=desk.person, headline="The fair is off")

    told = desk.ask("changes/", since=known).json()["story"]
    assert told["headline"] == "The fair is off"
    assert "The fair is off" in told["html"]["desk-headline"]


def test_who_is_there_is_told_by_name_with_what_they_edit_until_they_fade(desk: LiveDesk) -> None:
    entry = factories.entry(desk.story)
    sam = LiveDesk(factories.reporter(first_name="Sam", last_name="Okafor"), desk.story)

    sam.send("presence/", window="w1", editing=entry.public_id)
    people = desk.ask("changes/", since=0).json()["people"]
    form = desk.ask(f"entries/{entry.public_id}/").json()

    assert people == [{"name": "Sam Okafor", "initials": "SO", "is_you": False, "editing": [entry.public_id]}]
    assert [editor["name"] for editor in form["editors"]] == ["Sam Okafor"]
    Presence.objects.update(seen_at=timezone.now() - FADES_AFTER)
    assert desk.ask("changes/", since=0).json()["people"] == []


def test_whoever_leaves_is_gone_at_once(desk: LiveDesk) -> None:
    desk.send("presence/", window="w1")

    left = desk.send("presence/", window="w1", leaving="1")

    assert left.json()["people"] == []


def test_readers_of_all_processes_are_added_up(desk: LiveDesk) -> None:
    publishing.tell_audience("a", {desk.story.pk: 3})
    publishing.tell_audience("b", {desk.story.pk: 4, 99_999: 1})

    assert desk.ask("changes/", since=0).json()["readers"] == 7
    publishing.tell_audience("b", {})
    assert desk.ask("changes/", since=0).json()["readers"] == 3


def test_what_ended_without_a_word_is_swept(desk: LiveDesk) -> None:
    desk.send("presence/", window="w1")
    publishing.tell_audience("a", {desk.story.pk: 3})
    long_ago = timezone.now() - datetime.timedelta(hours=2)
    Presence.objects.update(seen_at=long_ago)
    Audience.objects.update(told_at=long_ago)

    desk.send("presence/", window="w2")
    publishing.tell_audience("b", {})

    assert [each.window for each in Presence.objects.all()] == ["w2"]
    assert not Audience.objects.exists()


def test_a_photo_that_is_described_changes_the_rows_of_drafts_with_it(desk: LiveDesk) -> None:
    photo = factories.photo()
    draft = factories.entry(desk.story, status="draft", text=f'<figure data-photo="{photo.pk}"></figure>')
    known = desk.ask("changes/").json()["to"]

    publishing.change_photo(photo, by=factories.editor(), alternative_text="A rocket leaves its tower")

    assert [row["id"] for row in desk.ask("changes/", since=known).json()["rows"]] == [draft.public_id]


def test_one_persons_windows_are_bounded_and_the_newest_stay(
    desk: LiveDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "MOST_WINDOWS", 2)
    LiveDesk(factories.reporter(), desk.story).send("presence/", window="other")

    for window in ("w1", "w2", "w3"):
        desk.send("presence/", window=window)

    assert set(Presence.objects.values_list("window", flat=True)) == {"other", "w2", "w3"}


def test_a_row_says_which_rights_stand_in_the_way_until_they_do_no_more(desk: LiveDesk) -> None:
    by, now = desk.person, timezone.now()
    embargoed = factories.photo("cat.jpg", by=by, embargo_until=now + SOON)
    shown = factories.photo("launch.jpg", by=by)
    figure = '<figure data-photo="{}"></figure>'
    factories.entry(desk.story, by=by, status="draft", text=figure.format(embargoed.pk))
    factories.entry(desk.story, by=by, text=figure.format(embargoed.pk), published_at=now + 2 * SOON)
    factories.entry(desk.story, by=by, text=figure.format(shown.pk))
    publishing.change_photo(shown, by=by, use_until=now)
    publishing.kill_photo(shown, by=by, reason="Wrong <person>")

    rows = {row["status"]: row["html"] for row in desk.ask("timeline/").json()["rows"]}

    assert "A photo is under embargo until" in rows["draft"]
    assert "embargo" not in rows["scheduled"]
    assert "A photo was killed: Wrong &lt;person&gt;" in rows["published"]
