"""Reading the text of a live page: its parts, all of its words, and what is refused."""

import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.importing.html import blocks_to_html
from editorial.importing.page import BadPage, Block, Page, Paragraph, Photo, read_page
from tests.pages import DAY, LONDON, page_of, parts_of, times_on

PAGE = """Ferries return to the Sound after nine days of ice

An icebreaker leads the first ferry\u00a0 out of the harbour
An icebreaker leads the first ferry out of the harbour - Maren Holt/NORTH-SEA/Coastwire

The first ferry left at dawn\u2026 \u201cWe had almost forgotten the noise,\u201d  said [the harbour master] Ole Brandt.

09:40 AM BST

Our live coverage has ended

Thank you for reading \u2013 the ice\u2019s gone.

09:05 AM BST
'Ice-free' \u2018at last\u2019
The channel is clear.
Ice floes drift past the mole - the old one
Ice floes drift past the mole - the old one
Children wave from the quay
Children wave from the quay - Coastwire/Ines Okafor via Havn Archive
"""


def read(text: str) -> Page:
    return read_page(text.encode(), day=DAY, time_zone=LONDON, today=DAY)


def seen_words(*texts: str) -> Counter[str]:
    """Words and marks, but for what holds only format characters, which nobody sees."""
    words = (word for text in texts for word in text.split())
    return Counter(word for word in words if any(unicodedata.category(mark) != "Cf" for mark in word))


def words_of(page: Page) -> Counter[str]:
    blocks = [*page.blocks, *(block for entry in page.entries for block in entry.blocks)]
    headings = [page.headline, *(entry.heading for entry in page.entries)]
    return seen_words(*headings, *(part for block in blocks for part in parts_of(block)))


def test_a_live_page_is_a_story_with_its_entries() -> None:
    text = PAGE

    page = read(text)

    assert page.headline == "Ferries return to the Sound after nine days of ice"
    assert [entry.heading for entry in page.entries] == [
        "Our live coverage has ended",
        "'Ice-free' \u2018at last\u2019",
    ]
    assert times_on(page) == ["12 09:40 BST", "12 09:05 BST"]
    assert [type(block) for block in page.entries[1].blocks] == [Paragraph, Photo, Photo]
    assert page.warnings == ()


def test_text_is_kept_as_typed() -> None:
    text = PAGE

    page = read(text)

    assert parts_of(page.text[0]) == (
        "The first ferry left at dawn\u2026 \u201cWe had almost forgotten the noise,\u201d  "
        "said [the harbour master] Ole Brandt.",
    )
    assert page.lead
    assert page.lead.alternative_text == "An icebreaker leads the first ferry\u00a0 out of the harbour"


def test_the_photo_under_the_headline_is_the_lead_and_still_among_the_blocks() -> None:
    text = PAGE

    page = read(text)

    assert page.lead is page.blocks[0]
    assert page.text == page.blocks[1:]
    assert len(page.photos) == 3


def test_a_photo_below_a_paragraph_is_no_lead() -> None:
    lines = ["A headline", "A paragraph.", "A buoy", "A buoy - Coastwire"]

    page = page_of(*lines)

    assert page.lead is None
    assert page.text == page.blocks


@pytest.mark.parametrize(
    "file",
    [
        b"\xef\xbb\xbf" + PAGE.encode(),
        PAGE.replace("\n", "\r\n").encode(),
        PAGE.replace("\n", "\r").encode(),
        PAGE.replace("\n\n", "\n").encode(),
        PAGE.replace("\n", "\n \t\n\u00a0\n").encode(),
        PAGE.replace("\n", "  \n").encode(),
    ],
    ids=["byte-order mark", "CRLF", "CR", "no blank lines", "blank lines everywhere", "spaces at ends"],
)
def test_blank_lines_and_kinds_of_line_ends_mean_nothing(file: bytes) -> None:
    plain = read(PAGE)

    page = read_page(file, day=DAY, time_zone=LONDON, today=DAY)

    assert [parts_of(block) for block in page.blocks] == [parts_of(block) for block in plain.blocks]
    assert [[parts_of(block) for block in entry.blocks] for entry in page.entries] == [
        [parts_of(block) for block in entry.blocks] for entry in plain.entries
    ]
    assert (page.headline, page.warnings) == (plain.headline, plain.warnings)


def test_a_page_without_time_lines_is_a_plain_story() -> None:
    lines = ["A headline", "The gates open at 15:12 BST today.", "At 9.05am the bell rang."]

    page = page_of(*lines)

    assert not page.has_feed
    assert page.closing is None
    assert [parts_of(block) for block in page.blocks] == [(lines[1],), (lines[2],)]


@pytest.mark.parametrize("heading", ["A buoy - Coastwire", "15:12", "10:37 AM BST", "- - -", "2.30"])
def test_the_line_after_a_time_line_is_the_heading_whatever_it_looks_like(heading: str) -> None:
    lines = ["A headline", "16:20", heading, f"{heading} - Coastwire", "More."]

    page = page_of(*lines)

    assert [entry.heading for entry in page.entries] == [heading]
    assert [parts_of(block) for block in page.entries[0].blocks] == [(lines[3],), (lines[4],)]


def test_a_heading_that_is_a_time_is_kept_and_doubted() -> None:
    lines = ["A headline", "16:20", "15:12", "Text."]

    page = page_of(*lines)

    assert page.warnings == ("Line 5: this heading is a time; see whether a heading is missing above it.",)


def test_a_time_line_at_the_end_is_an_entry_that_lacks_its_heading() -> None:
    lines = ["A headline", "16:20", "The bridge is open", "Text.", "15:12"]

    page = page_of(*lines)

    assert [entry.heading for entry in page.entries] == ["The bridge is open", ""]
    assert times_on(page) == ["12 16:20 BST", "12 15:12 BST"]
    assert page.warnings == ("Line 9: this time has no heading below it; write one.",)


def test_a_headline_that_is_a_time_is_kept_and_doubted() -> None:
    lines = ["16:20", "The bridge is open"]

    page = page_of(*lines)

    assert page.headline == "16:20"
    assert page.warnings == ("Line 1: the headline is a time; see whether the headline is missing.",)


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (b"", "The file is empty: save the text of the page into it and try again."),
        (
            b"\xef\xbb\xbf \r\n\t\xc2\xa0\n",
            "The file is empty: save the text of the page into it and try again.",
        ),
        (b"Fine\nna\xefve", "The file is not UTF-8 text (line 2): save it as UTF-8 and try again."),
        (
            "\ufeffA headline".encode("utf-16-le"),
            "The file is not UTF-8 text (line 1): save it as UTF-8 and try again.",
        ),
        (
            b"A\r\nB\r\nC\x07",
            "The file holds a control character (U+0007, line 3): take it out and try again.",
        ),
        (b"A\x00", "The file holds a control character (U+0000, line 1): take it out and try again."),
        (b"A\n\xc2\x93B", "The file holds a control character (U+0093, line 2): take it out and try again."),
        (b"A\x0cB", "The file holds a control character (U+000C, line 1): take it out and try again."),
    ],
)
def test_a_file_that_is_no_text_is_refused_with_one_sentence(file: bytes, sentence: str) -> None:
    refused = file

    with pytest.raises(BadPage) as refusal:
        read_page(refused, day=DAY, time_zone=LONDON, today=DAY)

    assert str(refusal.value) == sentence


def test_tabs_and_rare_line_separators_are_text() -> None:
    lines = ["A headline", "One\ttwo\u2028three \U0001f6a2 \u202eright"]

    page = page_of(*lines)

    assert parts_of(page.blocks[0]) == (lines[1],)


TIMES = ["03:12 PM BST", "10:37 AM", "3.12pm", "15:12", "18.40\u00a0GMT", "25:00", "11 a.m."]
# Text that holds no digits holds no times but those of the list; few words make many lines alike.
WORDS = st.sampled_from(["drones", "Drones", "on", "the", "ground", "-", "\u2014", "it\u2019s", "a\u00a0b"])
LINES = st.one_of(
    st.sampled_from(TIMES),
    st.lists(WORDS, max_size=6).map(" ".join),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Nd"])),
)


@given(st.lists(LINES, min_size=1), st.sampled_from(["\n", "\n\n", "\r\n"]))
def test_no_word_or_mark_is_lost_and_none_invented(lines: list[str], line_end: str) -> None:
    text = line_end.join(["A headline", *lines])

    page = read(text)

    lost, invented = seen_words(text) - words_of(page), words_of(page) - seen_words(text)
    times = seen_words(*(line for line in lines if line in TIMES))
    assert lost.pop("-", 0) <= len(page.photos)
    assert lost <= times
    assert not invented
    assert page.has_feed or not lost


def test_blocks_become_html_that_holds_their_text() -> None:
    photo = Photo("A buoy", "A buoy", "Coastwire", line=3)
    blocks: list[Block] = [Paragraph('1 < 2 & 3 \u201cgood\u201d  "times" it\'s'), photo, Paragraph("<b>")]

    html = blocks_to_html(blocks, {photo: 7})

    assert html == (
        '<p>1 &lt; 2 &amp; 3 \u201cgood\u201d  "times" it\'s</p>\n'
        '<figure data-photo="7"></figure>\n<p>&lt;b&gt;</p>'
    )


def test_two_photos_that_say_the_same_are_two() -> None:
    lines = ["A headline", "A buoy", "A buoy - Coastwire", "A buoy", "A buoy - Coastwire"]

    page = page_of(*lines)

    assert len(set(page.photos)) == 2
