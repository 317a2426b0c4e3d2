"""A photo that the library has already: the same file, or the same picture in another size or format."""

from pathlib import Path
from typing import Any

import pytest
from PIL import Image as Picture

from editorial import publishing
from editorial.models import Image
from editorial.photos.duplicates import MOST_NAMED, duplicates_of
from editorial.photos.intake import take_in
from editorial.photos.likeness import MOST_DIFFERENT
from tests import factories
from tests.photo_files import PHOTOS, opened, saved

pytestmark = pytest.mark.django_db
DEMO = ["astronaut.jpg", "cat.jpg", "coffee.jpg", "deep-field.jpg", "launch.jpg", "pavilion.jpg"]


@pytest.fixture
def brought(tmp_path: Path) -> Any:
    """Brings a file's bytes into the library."""
    desk = factories.picture_desk()

    def bring(data: bytes, name: str = "again.jpg", **fields: Any) -> Image:
        path = tmp_path / name
        path.write_bytes(data)
        with path.open("rb") as upload:
            return publishing.add_photo(by=desk, upload=upload, name=name, **fields)

    return bring


def in_another_form(name: str, kind: str, **options: Any) -> bytes:
    """The photograph at a tenth of its width, saved anew."""
    picture = opened((PHOTOS / name).read_bytes()).convert("RGB")
    small = picture.resize((picture.width // 10, picture.height // 10), Picture.Resampling.LANCZOS)
    return saved(small, kind, **options)


def found(image: Image) -> list[tuple[int, bool]]:
    """What is told of the photo's duplicates."""
    return [(each.image.pk, each.is_same_file) for each in duplicates_of(image)]


def test_the_same_file_is_found_first_and_from_both_sides(brought: Any) -> None:
    cat = factories.photo("cat.jpg")
    small = brought(in_another_form("cat.jpg", "JPEG", quality=40))

    again = brought((PHOTOS / "cat.jpg").read_bytes())

    assert found(again) == [(cat.pk, True), (small.pk, False)]
    assert found(cat) == [(again.pk, True), (small.pk, False)]


@pytest.mark.parametrize("name", DEMO)
@pytest.mark.parametrize(("kind", "options"), [("JPEG", {"quality": 40}), ("WEBP", {}), ("AVIF", {})])
def test_a_photograph_is_known_again_at_a_tenth_of_its_size_in_any_format(
    name: str, kind: str, options: dict[str, Any], brought: Any
) -> None:
    first = factories.photo(name)

    small = brought(in_another_form(name, kind, **options))

    assert found(small) == [(first.pk, False)]


def test_photographs_of_different_things_are_not_taken_for_one_another() -> None:
    photos = [factories.photo(name) for name in DEMO]

    assert [found(photo) for photo in photos] == [[]] * len(DEMO)


def test_plain_surfaces_are_not_alike_but_the_very_same_file_is(brought: Any) -> None:
    grey, white = (saved(Picture.new("RGB", (90, 60), colour), "PNG") for colour in ("grey", "white"))
    first = brought(grey)

    other, again = brought(white), brought(grey)

    assert (found(other), found(again)) == ([], [(first.pk, True)])


BESIDE, APART = range(64), range(0, 64, 8)


@pytest.mark.parametrize("places", [BESIDE, APART])
@pytest.mark.parametrize(
    ("number", "is_found"), [(1, True), (MOST_DIFFERENT, True), (MOST_DIFFERENT + 1, False)]
)
def test_as_many_bits_as_measured_may_differ_wherever_they_stand(
    number: int, is_found: bool, places: range
) -> None:
    first = factories.photo("cat.jpg")
    bits = int(first.likeness, 16)
    for bit in places[:number]:
        bits ^= 1 << bit
    other = Image(likeness=f"{bits:016x}")

    told = found(other)

    assert told == ([(first.pk, False)] if is_found else [])


def test_a_killed_photo_that_is_brought_again_is_told(brought: Any) -> None:
    desk = factories.picture_desk()
    killed = publishing.kill_photo(factories.photo("cat.jpg"), by=desk, reason="The wrong cat")

    again = brought(in_another_form("cat.jpg", "JPEG", quality=40))

    [duplicate] = duplicates_of(again)
    assert (duplicate.image.pk, duplicate.image.kill_reason) == (killed.pk, "The wrong cat")


def test_no_more_than_a_few_are_named_and_asking_costs_three_queries(
    brought: Any, django_assert_max_num_queries: Any
) -> None:
    data = (PHOTOS / "cat.jpg").read_bytes()
    small = in_another_form("cat.jpg", "JPEG", quality=40)
    photos = [brought(small)] + [brought(data) for _copy in range(MOST_NAMED + 1)]

    with django_assert_max_num_queries(3):
        told = found(photos[-1])

    assert [is_same for _key, is_same in told] == [True] * MOST_NAMED


def test_a_photo_without_a_file_has_no_duplicates() -> None:
    factories.photo(None)

    assert found(factories.photo(None)) == []


def test_a_photo_not_yet_in_the_library_has_duplicates_too() -> None:
    cat = factories.photo("cat.jpg")
    with (PHOTOS / "cat.jpg").open("rb") as upload:
        taken = take_in(upload, name="cat.jpg")

    prepared = Image(sha256=taken.sha256, likeness=taken.likeness)

    assert found(prepared) == [(cat.pk, True)]
