"""What import_story refuses: one sentence, and nothing is written."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management import CommandError

from editorial import publishing
from editorial.models import Article, Image, ImportedPage, LiveEntry
from tests import factories
from tests.imports import PAGE, SLUG, run, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """The file of a page that was live and ended."""
    return written(tmp_path, PAGE)


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

    monkeypatch.setattr(publishing, "post_entry", posting)

    with pytest.raises(CommandError, match=r"^The third entry cannot stand\.$"):
        run(page, "--publish", "--placeholder-photos")

    assert_nothing_is_written()


def assert_nothing_is_written() -> None:
    rows = [model.objects.count() for model in (Article, LiveEntry, Image, ImportedPage, User)]
    assert rows == [0, 0, 0, 0, 0]


def test_an_account_without_rights_is_refused_with_what_to_do(page: Path) -> None:
    User.objects.create_user("import")

    with pytest.raises(CommandError, match="group Editor"):
        run(page)

    assert Article.objects.count() == 0
