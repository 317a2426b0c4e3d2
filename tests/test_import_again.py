"""A page that is imported again: nothing is doubled, nothing of the editors' is lost."""

import datetime
from pathlib import Path

import pytest

from editorial import publishing
from editorial.models import Article, Image, LiveEntry
from tests import factories
from tests.imports import PAGE, SLUG, run, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """The file of a page that was live and ended."""
    return written(tmp_path, PAGE)


def test_drafts_are_published_by_the_same_command_with_publish(page: Path) -> None:
    run(page)

    said = run(page, "--publish", day="")

    story = Article.objects.get()
    assert story.status == "ended"
    assert story.coverage_ended_at == datetime.datetime(2024, 5, 30, 8, 40, tzinfo=datetime.UTC)
    assert {entry.status for entry in LiveEntry.objects.all()} == {"published"}
    assert said[-1] == f"Imported {SLUG}: 3 entries, 4 photos (1 without a credit)"


def test_the_same_file_again_changes_nothing_and_says_so(page: Path) -> None:
    run(page, "--publish", "--placeholder-photos")
    before = Article.objects.values().get(), list(LiveEntry.objects.values()), list(Image.objects.values())

    said = run(page, "--publish", "--placeholder-photos")

    after = Article.objects.values().get(), list(LiveEntry.objects.values()), list(Image.objects.values())
    assert after == before
    assert f"Warning: This text was imported before, into “{SLUG}”: nothing is doubled." in said
    assert said[-1] == f"Imported {SLUG}: 3 entries, 4 photos (1 without a credit)"


def test_the_same_text_is_known_however_the_file_ends_its_lines(page: Path, tmp_path: Path) -> None:
    run(page)

    run(written(tmp_path, "\ufeff" + PAGE.replace("\n\n", "\n").replace("\n", "\r\n"), "windows.txt"))

    assert Article.objects.count() == 1


def test_the_same_text_is_known_where_its_story_has_another_address_now(page: Path) -> None:
    run(page)
    publishing.change_story(Article.objects.get(), by=factories.editor(), slug="ferries-are-back")

    said = [run(page)[-1], run(page, "--slug", SLUG)[-1], run(page, "--slug", "ferries-are-back")[-1]]

    assert said == ["Imported ferries-are-back: 3 entries, 4 photos (1 without a credit)"] * 3
    assert Article.objects.count() == 1


def test_the_same_text_is_known_where_its_address_was_chosen(page: Path) -> None:
    run(page, "--slug", "ice")

    said = run(page)

    assert said[-1].startswith("Imported ice: ")
    assert Article.objects.count() == 1


def test_entries_that_editors_changed_are_left_alone(page: Path) -> None:
    run(page, "--publish")
    changed = LiveEntry.objects.get(heading__startswith="'Ice")
    withdrawn = LiveEntry.objects.get(heading__startswith="In pictures")
    publishing.change_entry(changed, by=factories.editor(), heading="Open water", text="<p>Ours.</p>")
    publishing.withdraw_entry(withdrawn, by=factories.editor())

    said = run(page, "--publish")

    changed.refresh_from_db()
    withdrawn.refresh_from_db()
    assert (changed.heading, changed.text, withdrawn.status) == ("Open water", "<p>Ours.</p>", "withdrawn")
    assert (
        "Warning: 2 entries that were changed since were left alone: "
        "“Open water”, “In pictures: the last night of ice”."
    ) in said
    assert LiveEntry.objects.count() == 3


def test_a_draft_that_an_editor_changed_is_not_published_with_the_others(page: Path) -> None:
    run(page)
    draft = LiveEntry.objects.get(heading__startswith="'Ice")
    publishing.change_entry(draft, by=factories.editor(), heading="Not yet")

    run(page, "--publish")

    assert {entry.heading: entry.status for entry in LiveEntry.objects.all()} == {
        "Our live coverage has ended": "published",
        "Not yet": "draft",
        "In pictures: the last night of ice": "published",
    }


def test_a_draft_that_an_editor_deleted_does_not_come_back(page: Path) -> None:
    run(page)
    publishing.discard_entry(LiveEntry.objects.get(heading__startswith="'Ice"), by=factories.editor())

    said = run(page, "--publish")

    assert LiveEntry.objects.count() == 2
    assert "Warning: 1 entry was deleted since and stays so." in said


def test_a_story_that_editors_reopened_stays_open(page: Path) -> None:
    run(page, "--publish")
    publishing.set_status(Article.objects.get(), "live", by=factories.editor())

    run(page, "--publish")
    status_after_repetition = Article.objects.get().status
    run(page, "--publish", "--ended")

    assert status_after_repetition == "live"
    assert Article.objects.get().status == "ended"


def test_another_day_for_a_known_text_is_told_and_moves_nothing(page: Path) -> None:
    run(page)

    said = run(page, day="2024-06-01")

    assert any("keep the times they have" in line for line in said)
    assert {entry.published_at.month for entry in LiveEntry.objects.all() if entry.published_at} == {5}


def test_an_address_that_is_asked_for_makes_a_story_of_its_own(page: Path) -> None:
    run(page)

    said = run(page, "--slug", "ferries-again", "--publish")

    assert said[-1].startswith("Imported ferries-again: 3 entries")
    assert Article.objects.count() == 2
