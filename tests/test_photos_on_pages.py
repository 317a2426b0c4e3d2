"""Which two lines of a page's text are a photo, and which are merely two lines."""

import pytest

from editorial.importing.page import Photo
from tests.pages import page_of, parts_of


@pytest.mark.parametrize(
    ("first", "second", "caption", "credit"),
    [
        ("A buoy", "A buoy - Coastwire", "A buoy", "Coastwire"),
        ("A buoy off Elm Quay", "A  buoy\u00a0off Elm Quay - Coastwire", "A  buoy\u00a0off Elm Quay", "Coastwire"),
        (
            "The ice-breaker Ymir - built in 1966 - at sea",
            "The ice-breaker Ymir - built in 1966 - at sea - IDA LUND/NORTH-SEA/Havn",
            "The ice-breaker Ymir - built in 1966 - at sea",
            "IDA LUND/NORTH-SEA/Havn",
        ),
        ("The mayor (R)", "The mayor (R) - Jo Ek/Havn via Elm", "The mayor (R)", "Jo Ek/Havn via Elm"),
        (
            "The harbour master, Ole Brandt, said: 'we had, all of us, almost forgotten the noise of it'",
            "The harbour master, Ole Brandt, said they had 'almost forgotten the noise' - Coastwire",
            "The harbour master, Ole Brandt, said they had 'almost forgotten the noise'",
            "Coastwire",
        ),
        ("It\u2019s here.", "It's here. - Courtesy of the port.", "It's here.", "Courtesy of the port."),
        ("A buoy", "A buoy\u00a0- Coastwire", "A buoy", "Coastwire"),
        ("A buoy", "A buoy - handout via Coastwire", "A buoy", "handout via Coastwire"),
    ],
)  # fmt: skip
def test_a_line_that_repeats_the_one_above_and_adds_a_credit_is_a_photo(
    first: str, second: str, caption: str, credit: str
) -> None:
    lines = ["A headline", "Text.", first, second, "More text."]

    page = page_of(*lines)

    assert [parts_of(block) for block in page.blocks] == [
        ("Text.",),
        (first, caption, credit),
        ("More text.",),
    ]
    assert page.warnings == ()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("A buoy off Elm Quay", "A buoy off Elm Quay"),
        ("Ymir - built in 1966 - at sea", "Ymir - built in 1966 - at sea"),
        ("Ymir - built  in 1966 - at\u00a0sea", "Ymir - built in 1966 - at sea"),
    ],
)
def test_equal_lines_are_a_photo_without_credit_whatever_dashes_they_hold(first: str, second: str) -> None:
    lines = ["A headline", "Text.", first, second]

    page = page_of(*lines)

    assert parts_of(page.blocks[1]) == (first, second, "")
    assert page.warnings == ()


def test_a_dash_with_no_credit_behind_it_is_no_part_of_the_caption() -> None:
    lines = ["A headline", "Text.", "A buoy off Elm Quay", "A buoy off Elm Quay -"]

    page = page_of(*lines)

    assert parts_of(page.blocks[1]) == ("A buoy off Elm Quay", "A buoy off Elm Quay", "")


def test_lines_without_credit_that_differ_in_a_word_are_a_photo_and_doubted() -> None:
    lines = [
        "A headline",
        "Dockers wait for orders on the night shift",
        "Dockers wait for orders on a night shift",
    ]

    page = page_of(*lines)

    assert parts_of(page.blocks[0]) == (lines[1], lines[2], "")
    assert page.warnings == ("Line 3: nearly repeated below, so read as a photo without a credit.",)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The talks are over.", "The union said they would go on - but not before Monday."),
        (
            "The minister said the talks were over.",
            "The minister said the talks would go on - but not before Monday.",
        ),
        ("The talks failed.", "The talks failed - and nobody in the port knows why.\u201d"),
        ("One man was hurt in the fire at Elm Quay.", "Two men were hurt in the fire at Oak Quay."),
        ("A buoy", "The keeper of the lock - Coastwire"),
        ("***", "***"),
        ("Dockers \u2013 at work", "Dockers \u2013 Coastwire"),
    ],
)
def test_two_lines_that_say_different_things_are_paragraphs(first: str, second: str) -> None:
    lines = ["A headline", first, second]

    page = page_of(*lines)

    assert [parts_of(block) for block in page.blocks] == [(first,), (second,)]


def test_photos_in_a_row_are_each_read() -> None:
    lines = ["A headline", "15:12", "In pictures: the ice"]
    lines += ["Floes", "Floes - Coastwire", "Gulls", "Gulls", "Men dig", "Men dig - Ida Lund"]

    page = page_of(*lines)

    assert [parts_of(block) for block in page.entries[0].blocks] == [
        ("Floes", "Floes", "Coastwire"),
        ("Gulls", "Gulls", ""),
        ("Men dig", "Men dig", "Ida Lund"),
    ]
    assert [photo.line for photo in page.photos] == [7, 11, 15]


def test_a_sentence_that_says_what_the_photo_below_it_shows_does_not_take_its_credit() -> None:
    lines = ["A headline", "Ice in the Sound", "Ice in the Sound", "Ice in the Sound - Ida Lund"]

    page = page_of(*lines)

    assert [type(block) is Photo for block in page.blocks] == [False, True]
    assert parts_of(page.blocks[1])[2] == "Ida Lund"


def test_a_photo_does_not_reach_across_a_time_line() -> None:
    lines = ["A headline", "A buoy", "15:12", "A buoy - Coastwire", "A buoy - Coastwire"]

    page = page_of(*lines)

    assert page.photos == ()
