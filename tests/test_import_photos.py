"""The photos of an imported page: their places, texts, credits and files."""

from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from editorial import richtext
from editorial.models import Image, LiveEntry
from tests import factories
from tests.imports import PAGE, SLUG, run, written

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """The file of a page that was live and ended."""
    return written(tmp_path, PAGE)


def test_photos_stand_in_their_places(page: Path) -> None:
    run(page)

    entry = LiveEntry.objects.get(heading="'Ice-free' ‘at last’")
    kinds = [line[:7] for line in entry.text.splitlines()]
    photos = [Image.objects.get(pk=key).caption for key in richtext.photo_ids(entry.text)]
    assert kinds == ["<p>The ", "<figure", "<figure", "<p>A qu"]
    assert photos == ["Ice floes drift past the mole - the old one", "Children wave from the quay"]


def test_a_photo_without_a_credit_is_published_as_such_with_a_warning(page: Path) -> None:
    said = run(page, "--publish", "--placeholder-photos")

    photo = Image.objects.get(credit_line="")
    assert photo.is_credit_unknown
    assert "Warning: Line 20: photo without a credit; recorded as “no credit known”, but do ask." in said


def test_photos_are_found_by_what_their_files_say(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        "Launch day\n\nThe rocket\u00a0 before its launch\n\nA Falcon 9 rocket stands on its pad with the Deep "
        "Space Climate Observatory on board before its launch - Ana Ruiz/AGENCY\n\nText.\n\n"
        "Close-up of\u00a0a tabby cat’s face\nClose-up of a tabby  cat’s face\n\n"
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


def test_a_credit_that_came_from_a_file_is_still_known_when_the_page_comes_again(tmp_path: Path) -> None:
    alternative_text = "Close-up of a tabby cat’s face"
    file = written(tmp_path, f"A cat\n{alternative_text}\n{alternative_text}\n")
    run(file, "--photos", str(factories.PHOTOS))

    said = run(file, "--publish")

    assert said[-1].endswith("1 photos (0 without a credit)")


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
