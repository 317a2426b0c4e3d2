"""The text of a page becomes a story: what is written, what readers get, and what is refused."""

import datetime
import html
import io
import json
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from editorial import publishing, richtext
from editorial.importing import story as importing
from editorial.models import Article, Image, ImportedPage, LiveEntry
from tests import factories

pytestmark = pytest.mark.django_db

HEADLINE = "Ferries return to the Sound after nine days of ice"
SLUG = "ferries-return-to-the-sound-after-nine-days-of-ice"
PAGE = """Ferries return to the Sound after nine days of ice

An icebreaker leads the first ferry\u00a0 out of the harbour

An icebreaker leads the first ferry out of the harbour - Maren Holt/NORTH-SEA/Coastwire

The first ferry left at dawn\u2026 \u201cWe had almost forgotten the noise,\u201d  said [the harbour master] Ole Brandt.

Fish & ships: 3 < 4, he <b>wrote</b> - \u2018in chalk\u2019.

09:40 AM BST

Our live coverage has ended

Thank you for reading \u2013 the ice\u2019s gone.

09:05 AM BST
'Ice-free' \u2018at last\u2019
The channel is clear.
Ice floes drift past the mole - the old one
Ice floes drift past the mole - the old one
Children wave from the quay
Children wave from the quay - Coastwire/Ines Okafor via Havn Archive/The Long Name of a Library
A quotation follows.

11:50 PM BST

In pictures: the last night of ice
The mole at night
The mole at night - Havn Harbour Office
"""
TIMES = ["09:40 AM BST", "09:05 AM BST", "11:50 PM BST"]
OLDEST_FIRST = """Bridge of Elm Quay swings again
The bridge-keeper said: \u201cI \u2026 never doubted it.\u201d
15:12

First boat through
It hooted.
3.40pm

Second boat through
It did not hoot.
"""
PLAIN = """A plain story

Its only paragraph - with a dash in it.

A heron on a post
A heron on a post, at dusk - AGENCY/Person
"""
CREDITS = [
    "Maren Holt/NORTH-SEA/Coastwire",
    "Coastwire/Ines Okafor via Havn Archive/The Long Name of a Library",
    "Havn Harbour Office",
]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """The file of a page that was live and ended."""
    return written(tmp_path, PAGE)


def written(folder: Path, text: str | bytes, name: str = "page.txt") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def run(file: Path, *options: str, day: str = "2024-05-30") -> list[str]:
    """What the command prints, line by line."""
    said = io.StringIO()
    dated = ("--date", day) if day else ()
    call_command("import_story", str(file), *dated, *options, stdout=said)
    return said.getvalue().splitlines()


def headings(story: Article) -> list[str]:
    return [entry.heading for entry in story.entries.newest_first()]


def kept_words(story: Article) -> Counter[str]:
    """Every word and mark of a story, its entries and, at each place where one stands, its photos."""
    texts = [story.headline, richtext.plain(story.text)]
    photos = [story.lead_photo] if story.lead_photo else []
    photos += [Image.objects.get(pk=key) for key in richtext.photo_ids(story.text)]
    for entry in story.entries.all():
        texts += [entry.heading, richtext.plain(entry.text)]
        photos += [Image.objects.get(pk=key) for key in richtext.photo_ids(entry.text)]
    for photo in photos:
        dash = "-" if photo.credit_line else ""
        texts += [photo.alternative_text, photo.caption, dash, photo.credit_line]
    return Counter(word for text in texts for word in text.split())


def words_of_file(text: str, times: list[str]) -> Counter[str]:
    lines = text.lstrip("\ufeff").splitlines()
    return Counter(word for line in lines if line not in times for word in line.split())


SHAPES = {
    "a live page": (PAGE, TIMES),
    "no blank lines": (PAGE.replace("\n\n", "\n"), TIMES),
    "more blank lines": (PAGE.replace("\n", "\n\n \n"), TIMES),
    "byte-order mark and CRLF": ("\ufeff" + PAGE.replace("\n", "\r\n"), TIMES),
    "oldest first": (OLDEST_FIRST, ["15:12", "3.40pm"]),
    "a plain story": (PLAIN, []),
    "a headline alone": ("Only a headline", []),
    "a time that ends the file": (PLAIN + "\n18.40 GMT\n", ["18.40 GMT"]),
}


@pytest.mark.parametrize(("text", "times"), SHAPES.values(), ids=SHAPES)
def test_every_word_and_mark_of_the_file_is_kept(text: str, times: list[str], tmp_path: Path) -> None:
    file = written(tmp_path, text)

    run(file)

    assert kept_words(Article.objects.get()) == words_of_file(text, times)


def test_the_last_line_counts_entries_and_photos(page: Path) -> None:
    said = run(page, "--publish", "--placeholder-photos")

    assert said[-1] == f"Imported {SLUG}: 3 entries, 4 photos (1 without a credit)"


def test_texts_are_kept_as_typed(page: Path) -> None:
    run(page)

    story = Article.objects.get()
    assert story.headline == HEADLINE
    assert "“We had almost forgotten the noise,”" in richtext.plain(story.text)
    assert "Fish & ships: 3 < 4, he <b>wrote</b> - ‘in chalk’." in richtext.plain(story.text)
    assert story.lead_photo is not None
    assert story.lead_photo.alternative_text == "An icebreaker leads the first ferry\u00a0 out of the harbour"
    assert story.lead_photo.caption == "An icebreaker leads the first ferry out of the harbour"
    assert story.lead_photo.credit_line == CREDITS[0]


def test_photos_stand_in_their_places(page: Path) -> None:
    run(page)

    entry = LiveEntry.objects.get(heading="'Ice-free' ‘at last’")
    kinds = [line[:7] for line in entry.text.splitlines()]
    photos = [Image.objects.get(pk=key).caption for key in richtext.photo_ids(entry.text)]
    assert kinds == ["<p>The ", "<figure", "<figure", "<p>A qu"]
    assert photos == ["Ice floes drift past the mole - the old one", "Children wave from the quay"]


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


def test_drafts_are_published_by_the_same_command_with_publish(page: Path) -> None:
    run(page)

    said = run(page, "--publish", day="")

    story = Article.objects.get()
    assert story.status == "ended"
    assert story.coverage_ended_at == datetime.datetime(2024, 5, 30, 8, 40, tzinfo=datetime.UTC)
    assert {entry.status for entry in LiveEntry.objects.all()} == {"published"}
    assert said[-1] == f"Imported {SLUG}: 3 entries, 4 photos (1 without a credit)"


def test_a_photo_without_a_credit_is_published_as_such_with_a_warning(page: Path) -> None:
    said = run(page, "--publish", "--placeholder-photos")

    photo = Image.objects.get(credit_line="")
    assert photo.is_credit_unknown
    assert "Warning: Line 20: photo without a credit; recorded as “no credit known”, but do ask." in said


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


def test_another_text_at_a_taken_address_is_refused(page: Path, tmp_path: Path) -> None:
    run(page, "--publish")
    before = Article.objects.values().get()

    with pytest.raises(CommandError, match=r"Another story is at .*--slug"):
        run(written(tmp_path, PAGE + "\nOne more line.\n", "longer.txt"), "--publish")

    assert Article.objects.values().get() == before


@pytest.mark.parametrize("is_renamed", [False, True])
def test_a_story_of_the_desk_is_never_written_over(is_renamed: bool, page: Path) -> None:
    story = factories.story(slug=SLUG)
    if is_renamed:
        publishing.change_story(story, by=factories.editor(), slug="elsewhere")

    with pytest.raises(CommandError, match="--slug"):
        run(page)

    assert Article.objects.count() == 1


BAD = {
    "empty": (b" \n\n", "empty"),
    "not UTF-8": ("Müller".encode("latin-1"), "UTF-8"),
    "a control character": (b"Head\x07line", "control character"),
    "a headline of 1,000 characters": (b"x" * 1000, "headline has 1000 characters"),
    "a tab in the headline": (b"One\ttwo", "headline cannot be kept"),
    "a heading of 300 characters": (b"Head\n15:12\n" + b"y" * 300, "heading “yyy"),
    "a credit of 400 characters": (b"Head\nA boat\nA boat - " + b"z" * 400, "credit of the photo in line 2"),
}


@pytest.mark.parametrize(("content", "reason"), BAD.values(), ids=BAD)
def test_a_file_that_cannot_be_a_page_is_refused_in_one_sentence(
    content: bytes, reason: str, tmp_path: Path
) -> None:
    file = written(tmp_path, content)

    with pytest.raises(CommandError, match=reason) as refused:
        run(file, "--publish", "--placeholder-photos")

    assert refused.value.returncode == 1
    assert "\n" not in str(refused.value)
    assert_nothing_is_written()


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--time-zone", "Mars/Base"], "is not a time zone"),
        (["--time-zone", "../../etc/passwd"], "is not a time zone"),
        (["--date", "30 May"], "is not a day"),
        (["--date", "0001-01-01"], "out of the calendar"),
        (["--slug", "a/b"], "cannot be an address"),
        (["--slug", ""], "cannot be an address"),
        (["--ended", "--live"], "not both"),
        (["--photos", "/no/such/folder"], "is not a folder"),
    ],
)
def test_a_wish_that_cannot_be_met_is_refused_in_one_sentence(
    options: list[str], reason: str, page: Path
) -> None:
    with pytest.raises(CommandError, match=reason) as refused:
        run(page, *options)

    assert refused.value.returncode == 1
    assert_nothing_is_written()


@pytest.mark.parametrize("name", ["", "missing.txt"])
def test_a_file_that_cannot_be_read_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read .*name the file"):
        run(tmp_path / name)

    assert_nothing_is_written()


def test_what_fails_half_way_leaves_nothing_behind(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    post_entry = publishing.post_entry

    def posting(*words: object, **fields: object) -> LiveEntry:
        if LiveEntry.objects.count() == 2:
            raise ValidationError("The third entry cannot stand.")
        return post_entry(*words, **fields)  # type: ignore[arg-type]

    monkeypatch.setattr(importing.publishing, "post_entry", posting)

    with pytest.raises(CommandError, match=r"^The third entry cannot stand\.$"):
        run(page, "--publish", "--placeholder-photos")

    assert_nothing_is_written()


def assert_nothing_is_written() -> None:
    rows = [model.objects.count() for model in (Article, LiveEntry, Image, ImportedPage, User)]
    assert rows == [0, 0, 0, 0, 0]


def test_photos_are_found_by_what_their_files_say(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        "Launch day\n\nThe rocket\u00a0 before its launch\n\nA Falcon 9 rocket stands on its pad with the Deep "
        "Space Climate Observatory on board before its launch - Ana Ruiz/AGENCY\n\nText.\n\n"
        "Close-up of a tabby cat’s face\nClose-up of a tabby  cat’s face\n\n"
        "An espresso at Pikolo Espresso Bar\nAn espresso at Pikolo Espresso Bar - The page's own credit\n",
    )

    said = run(file, "--publish", "--photos", str(factories.PHOTOS))

    cat = Image.objects.get(alternative_text__startswith="Close-up")
    coffee = Image.objects.get(caption__startswith="An espresso")
    assert (cat.credit_line, cat.source, cat.is_credit_unknown) == (
        "Stéfan van der Walt",
        "scikit-image",
        False,
    )
    assert (coffee.credit_line, coffee.creator) == ("The page's own credit", "Rachel Michetti")
    assert cat.is_ready
    assert coffee.is_ready
    assert said[-1].endswith("2 photos (0 without a credit)")


def test_photos_are_found_by_the_names_of_their_files(page: Path, tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    picture = (factories.PHOTOS / "coffee.jpg").read_bytes()
    (folder / "The mole at night.JPG").write_bytes(picture)
    (folder / "an-icebreaker-leads-the-first-ferry-out-of-the-ha.jpg").write_bytes(picture)
    (folder / "notes.txt").write_text("No photo")

    said = run(page, "--photos", str(folder))

    with_file = Image.objects.exclude(file="").values_list("caption", flat=True)
    assert set(with_file) == {
        "The mole at night",
        "An icebreaker leads the first ferry out of the harbour",
    }
    assert Image.objects.get(caption="The mole at night").alternative_text == "The mole at night"
    assert any("notes.txt" in line for line in said)
    assert "Warning: Lines 20, 22: this photo waits for its file; until then readers do not see it." in said


def test_files_that_fit_alike_are_told_of(tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    for name in ("one.jpg", "two.jpg"):
        (folder / name).write_bytes((factories.PHOTOS / "coffee.jpg").read_bytes())
    caption = "An espresso at Pikolo Espresso Bar"
    file = written(tmp_path, f"Coffee\n{caption}\n{caption} - A Credit\n")

    said = run(file, "--photos", str(folder))

    assert "Warning: Line 2: “one.jpg”, “two.jpg” all fit this photo; “one.jpg” was taken." in said


def test_photos_without_a_file_wait_for_one(page: Path, client: Client) -> None:
    run(page, "--publish")

    shown = client.get(f"/stories/{SLUG}/").content.decode()

    assert Image.objects.count() == 4
    assert "<figure data-photo=" not in shown


def test_photos_get_their_files_when_the_command_runs_again_with_them(page: Path) -> None:
    run(page, "--publish")

    run(page, "--placeholder-photos")

    assert all(photo.is_ready for photo in Image.objects.all())
    assert default_storage.exists(f"renditions/{Image.objects.all()[0].renditions[0]['name']}")


def test_the_same_photo_twice_is_one_photo_of_the_library(tmp_path: Path) -> None:
    photo = "A heron on a post\nA heron on a post - AGENCY/Person\n"
    file = written(tmp_path, f"Herons\n{photo}Text.\n15:12\nA heron again\n{photo}")

    said = run(file)

    assert Image.objects.count() == 1
    assert said[-1].endswith("1 entries, 2 photos (0 without a credit)")


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
    factories.byline("Import desk")

    run(page, "--publish")

    account = User.objects.get(username="import")
    entry = LiveEntry.objects.all()[0]
    assert entry.created_by == account
    assert entry.ordered_bylines == []
    assert not account.has_usable_password()
    assert not account.is_staff


def test_an_account_without_rights_is_refused_with_what_to_do(page: Path) -> None:
    User.objects.create_user("import")

    with pytest.raises(CommandError, match="group Editor"):
        run(page)

    assert Article.objects.count() == 0
