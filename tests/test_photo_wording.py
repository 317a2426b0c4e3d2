"""Alternative texts that say nothing of what a photo shows are questioned, and honest ones are not."""

import pytest

from editorial.models import Image
from editorial.photos.wording import questionable_alternative
from tests import factories

pytestmark = pytest.mark.one_database

CAPTION = "A Falcon 9 rocket stands on its pad at Cape Canaveral, 10 February 2015."


@pytest.mark.parametrize(
    ("alternative_text", "uploaded_as", "reason"),
    [
        (CAPTION, "", "repeats the caption"),
        (
            "a falcon 9 rocket stands on its pad at Cape Canaveral – 10 February 2015",
            "",
            "repeats the caption",
        ),
        ("A Falcon 9 rocket stands on its pad", "", "repeats the caption"),
        ("launch.jpg", "launch.jpg", "name of a file"),
        ("LAUNCH-PAD", "launch-pad.jpg", "name of a file"),
        ("rocket on its pad final.JPG", "", "name of a file"),
        ("IMG_1234", "", "name of a file"),
        ("DSC01234.JPG", "", "name of a file"),
        ("_MG_0042", "", "name of a file"),
        ("20261123_180300", "", "name of a file"),
        ("IMG-20261123-WA0001", "", "name of a file"),
        ("123" + "_1" * 400, "", "name of a file"),
        ("image1", "", "only that there is a picture"),
        ("Photo", "", "only that there is a picture"),
        ("a picture.", "", "only that there is a picture"),
        ("Untitled (3)", "", "only that there is a picture"),
    ],
)
def test_what_says_nothing_is_questioned(alternative_text: str, uploaded_as: str, reason: str) -> None:
    photo = Image(alternative_text=alternative_text, caption=CAPTION, uploaded_as=uploaded_as)

    question = questionable_alternative(photo)

    assert reason in question


@pytest.mark.parametrize(
    ("alternative_text", "uploaded_as"),
    [
        ("", ""),
        ("A white rocket between two lattice towers at dusk", "launch.jpg"),
        ("A Falcon 9 rocket", ""),
        ("A photograph of a soldier, held by his mother", ""),
        ("Two children run from a wave", "Two children run from a wave.jpg"),
        ("Platform 9 3/4 at King's Cross", ""),
        ("Boeing 747", ""),
        ("123" + "_1" * 400 + "!", ""),
        ("ロケットが発射台に立っている", ""),
    ],
)
def test_what_describes_the_picture_is_not(alternative_text: str, uploaded_as: str) -> None:
    photo = Image(alternative_text=alternative_text, caption=CAPTION, uploaded_as=uploaded_as)

    question = questionable_alternative(photo)

    assert question == ""


def test_none_of_the_demos_photographs_is_questioned(db: None) -> None:
    photos = [factories.photo(path.name) for path in sorted(factories.PHOTOS.glob("*.jpg"))[:3]]

    questions = [questionable_alternative(photo) for photo in photos]

    assert questions == [""] * 3
