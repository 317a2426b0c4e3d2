"""The text of a page becomes a story: its state, its entries, and what readers get."""

import datetime
import html
import json
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from editorial.models import Article, Image, LiveEntry
from tests.imports import CREDITS, OLDEST_FIRST, PAGE, PLAIN, SLUG, TIMES, headings, run, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """The file of a page that was live and ended."""
    return written(tmp_path, PAGE)


def test_the_last_line_counts_entries_and_photos(page: Path) -> None:
    said = run(page, "--publish", "--placeholder-photos")

    assert said[-1] == f"Imported {SLUG}: 3 entries, 4 photos (1 without a credit)"


def test_a_reader_sees_times_headings_texts_and_credits(page: Path, client: Client) -> None:
    run(page, "--time-zone", "Europe/London", "--publish", "--placeholder-photos")

    answer = client.get(f"/stories/{SLUG}/")

    shown = answer.content.decode()
    assert answer.status_code == 200
    for time in TIMES:
        assert f">{time}</time>" in shown
    for heading in headings(Article.objects.get()):
        assert heading in html.unescape(shown)
    for credit in CREDITS:
        assert f'<span class="credit">{html.escape(credit)}</span>' in shown
    assert shown.count('<span class="credit">') == len(CREDITS)
    assert shown.count("<figure data-photo=") == 4
    assert 'data-status="ended"' in shown


def test_entries_are_created_and_published_from_the_oldest_up(page: Path) -> None:
    run(page, "--publish")

    entries = list(LiveEntry.objects.newest_first())
    assert [entry.heading for entry in sorted(entries, key=lambda entry: entry.created_at, reverse=True)] == (
        headings(Article.objects.get())
    )
    assert sorted((entry.version for entry in entries), reverse=True) == [entry.version for entry in entries]
    assert [f"{entry.published_at:%d %H:%M}" for entry in entries] == ["30 08:40", "30 08:05", "29 22:50"]


def test_a_closing_entry_ends_the_coverage_at_its_time(page: Path) -> None:
    run(page, "--publish")

    story = Article.objects.get()
    assert story.status == "ended"
    assert story.coverage_started_at == datetime.datetime(2024, 5, 29, 22, 50, tzinfo=datetime.UTC)
    assert story.coverage_ended_at == datetime.datetime(2024, 5, 30, 8, 40, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("text", "options", "status"),
    [
        (PAGE, [], "ended"),
        (PAGE, ["--live"], "live"),
        (OLDEST_FIRST, [], "live"),
        (OLDEST_FIRST, ["--ended"], "ended"),
        (PLAIN, [], "published"),
        (PLAIN, ["--live"], "live"),
        (PLAIN, ["--ended"], "ended"),
    ],
)
def test_the_page_says_how_coverage_stands_and_options_overrule_it(
    text: str, options: list[str], status: str, tmp_path: Path
) -> None:
    file = written(tmp_path, text)

    run(file, "--publish", *options)

    assert Article.objects.get().status == status


def test_coverage_that_is_said_to_be_over_ends_with_the_newest_entry(tmp_path: Path) -> None:
    file = written(tmp_path, OLDEST_FIRST)

    run(file, "--publish", "--ended", "--time-zone", "Asia/Tokyo")

    assert Article.objects.get().coverage_ended_at == datetime.datetime(
        2024, 5, 30, 6, 40, tzinfo=datetime.UTC
    )


def test_without_publish_everything_is_a_draft(page: Path, client: Client) -> None:
    said = run(page, "--placeholder-photos")

    story = Article.objects.get()
    assert client.get(f"/stories/{SLUG}/").status_code == 404
    assert (story.status, story.version) == ("draft", 0)
    assert {entry.status for entry in LiveEntry.objects.all()} == {"draft"}
    assert story.entries.filter(published_at=None).count() == 0
    assert Image.objects.incomplete().count() == 1
    assert "Warning: Line 20: photo without a credit; publishing it will ask for one." in said


def test_entries_of_the_future_are_scheduled_with_a_warning(tmp_path: Path) -> None:
    file = written(tmp_path, OLDEST_FIRST)
    tomorrow = f"{timezone.localdate() + datetime.timedelta(days=2):%Y-%m-%d}"

    said = run(file, "--publish", day=tomorrow)

    assert {entry.status for entry in LiveEntry.objects.all()} == {"scheduled"}
    assert any("2 entries lie in the future" in line for line in said)


def test_a_closing_entry_of_the_future_has_not_ended_anything(page: Path) -> None:
    tomorrow = f"{timezone.localdate() + datetime.timedelta(days=1):%Y-%m-%d}"

    run(page, "--publish", day=tomorrow)

    assert Article.objects.get().status == "live"


def test_an_entry_without_a_heading_stays_a_draft(tmp_path: Path) -> None:
    file = written(tmp_path, OLDEST_FIRST + "\n18.40 GMT\n")

    said = run(file, "--publish")

    assert LiveEntry.objects.get(heading="").status == "draft"
    assert "Warning: The entry of 18:40 BST has no heading, so it stays a draft." in said
    assert said[-1].endswith(": 3 entries, 0 photos (0 without a credit)")


def test_the_last_line_is_one_object_for_programs(page: Path) -> None:
    said = run(page, "--publish", "--placeholder-photos", "--json")

    assert json.loads(said[-1]) == {
        "slug": SLUG,
        "url": f"{settings.SITE_URL}/stories/{SLUG}/",
        "entries": 3,
        "photos": 4,
        "photos_without_credit": 1,
        "warnings": ["Line 20: photo without a credit; recorded as “no credit known”, but do ask."],
    }


def test_a_story_is_dated_in_its_own_zone(tmp_path: Path) -> None:
    file = written(tmp_path, OLDEST_FIRST)

    run(file, "--time-zone", "America/New_York")

    story = Article.objects.get()
    assert story.time_zone == "America/New_York"
    assert [f"{entry.published_at:%H:%M}" for entry in story.entries.newest_first()] == ["19:40", "19:12"]


def test_the_account_that_imports_stands_in_the_history_and_cannot_sign_in(page: Path) -> None:
    run(page, "--publish")

    account = User.objects.get(username="import")
    entry = LiveEntry.objects.all()[0]
    assert entry.created_by == account
    assert not account.has_usable_password()
    assert not account.is_staff
