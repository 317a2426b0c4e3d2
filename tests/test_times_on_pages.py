"""Time lines, and the days and moments that they stand for."""

import datetime
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.importing.page import BadPage, Page
from tests.pages import entries_at, page_of, times_on

CLOCKS_GO_BACK = datetime.date(2025, 10, 26)
CLOCKS_GO_FORWARD = datetime.date(2025, 3, 30)
ALONE = "stands alone"
LETTERS = ["", " GMT", " BST", " CET"]
TURNED = "Line 3: the page runs from the oldest entry to the newest; it was turned."


def page_at(*times: str, day: datetime.date, zone: str = "Europe/London") -> Page:
    return page_of(*entries_at(*times), day=day, time_zone=zoneinfo.ZoneInfo(zone))


@pytest.mark.parametrize(
    ("line", "clock"),
    [
        ("03:12 PM BST", "15:12"),
        ("10:37 AM", "10:37"),
        ("3.12pm", "15:12"),
        ("9.05am BST", "09:05"),
        ("15:12", "15:12"),
        ("15:12 BST", "15:12"),
        ("18.40", "18:40"),
        ("9:05", "09:05"),
        ("0:05", "00:05"),
        ("12:30 AM", "00:30"),
        ("12.30pm", "12:30"),
        ("3:12 p.m. BST", "15:12"),
        ("11am", "11:00"),
        ("03:12\u00a0PM\u202fBST", "15:12"),
        ("03:12  PM   BST", "15:12"),
        ("\u200e03:12 PM BST\u200b", "15:12"),
        ("15:12 GMT+1", "15:12"),
    ],
)
def test_a_clock_time_and_nothing_else_is_a_time_line(line: str, clock: str) -> None:
    lines = ["A headline", line, "A heading"]

    page = page_of(*lines)

    assert times_on(page) == [f"12 {clock} BST"]
    assert page.warnings == ()


@pytest.mark.parametrize(
    "line",
    [
        "15:12 the gate opened", "At 15:12", "15", "15 BST", "151", "15:1", "15:123", "115:12", "15-12", "15:12:05",
        "15:12 bell", "15:12.", "\u0661\u0665:\u0661\u0662", "15:12" + " " * 9 + "x" * 90,
    ],
)  # fmt: skip
def test_a_line_that_holds_more_or_less_is_text(line: str) -> None:
    lines = ["A headline", line]

    page = page_of(*lines)

    assert not page.has_feed
    assert page.warnings == ()


@pytest.mark.parametrize("line", ["25:00", "13:99", "24:00", "15:12 PM", "0.30am", "12:60 PM BST"])
def test_what_no_clock_shows_is_text_and_doubted(line: str) -> None:
    lines = ["A headline", line]

    page = page_of(*lines)

    assert not page.has_feed
    assert page.warnings == ("Line 3: no clock shows this time; it was kept as text.",)


@pytest.mark.parametrize(
    ("zone", "letters", "fit"),
    [
        ("Europe/London", "BST", True),
        ("Europe/London", "GMT", False),
        ("Europe/London", "EST", False),
        ("Europe/London", "UTC+01:00", True),
        ("America/New_York", "EDT", True),
        ("America/New_York", "ET", True),
        ("America/New_York", "PT", False),
        ("America/Sao_Paulo", "GMT-3", True),
        ("America/Sao_Paulo", "\u22123", True),
        ("Asia/Kolkata", "+0530", True),
        ("UTC", "GMT", True),
    ],
)
def test_letters_that_do_not_fit_the_zone_are_a_warning_and_change_nothing(
    zone: str, letters: str, fit: bool
) -> None:
    time = f"15:12 {letters}"

    page = page_at(time, "14:00", day=datetime.date(2025, 6, 12), zone=zone)

    assert times_on(page, zoneinfo.ZoneInfo(zone))[0][:8] == "12 15:12"
    assert (page.warnings == ()) is fit
    assert all(f"Line 3: {letters} is not" in warning for warning in page.warnings)


def test_one_kind_of_doubt_is_one_warning_that_names_the_lines() -> None:
    times = [f"{hour}:00 EST" for hour in range(20, 10, -1)]

    page = page_at(*times, day=datetime.date(2025, 6, 12))

    assert page.warnings == (
        "Lines 3, 9, 15, 21, 27, 33, 39, 45 and 2 more: EST is not BST; the time was read in Europe/London.",
    )


@pytest.mark.parametrize(
    ("times", "found"),
    [
        (["15:00", "14:00"], ["12 15:00", "12 14:00"]),
        (["00:40", "00:10", "23:50", "22:00"], ["12 00:40", "12 00:10", "11 23:50", "11 22:00"]),
        (["00:10", "23:50"], ["12 00:10", "11 23:50"]),
        (["09:00", "23:00", "08:00", "20:00", "19:00"], ["12 09:00", "11 23:00", "11 08:00", "10 20:00", "10 19:00"]),
        (["15:00", "15:00", "14:00"], ["12 15:00", "12 15:00", "12 14:00"]),
    ],
)  # fmt: skip
def test_reading_down_a_later_time_is_the_day_before(times: list[str], found: list[str]) -> None:
    lines = entries_at(*times)

    page = page_of(*lines)

    assert [time[:8] for time in times_on(page)] == found
    assert [entry.heading.split()[-1] for entry in page.entries] == times


@pytest.mark.parametrize(
    ("times", "is_doubted"),
    [
        (["10:30", "11:10", "10:20", "10:00"], True),
        (["10:30", "20:10", "21:20", "20:50"], True),
        (["10:30", "23:10", "22:20", "22:00"], False),
        (["10:30", "23:10"], False),
    ],
)
def test_a_time_that_alone_seems_to_be_of_the_day_before_is_doubted(
    times: list[str], is_doubted: bool
) -> None:
    lines = entries_at(*times)

    page = page_of(*lines)

    assert times_on(page)[1][:2] == "11"
    assert [ALONE in warning and "Line 9:" in warning for warning in page.warnings] == [True] * is_doubted


@pytest.mark.parametrize(
    ("times", "found"),
    [
        (["09:00", "10:30", "15:10"], ["12 15:10", "12 10:30", "12 09:00"]),
        (["22:00", "23:50", "00:10", "01:00"], ["12 01:00", "12 00:10", "11 23:50", "11 22:00"]),
        (["09:00", "09:00", "09:20"], ["12 09:20", "12 09:00", "12 09:00"]),
        (["15:00", "15:30"], ["12 15:30", "12 15:00"]),
    ],
)
def test_a_page_that_runs_oldest_first_is_turned(times: list[str], found: list[str]) -> None:
    lines = entries_at(*times)

    page = page_of(*lines)

    assert [time[:8] for time in times_on(page)] == found
    assert [entry.heading.split()[-1] for entry in page.entries] == times[::-1]
    assert page.warnings == (TURNED,)


def test_where_the_clock_leaves_it_open_a_closing_entry_at_the_end_tells_that_a_page_runs_oldest_first() -> (
    None
):
    lines = ["A headline", "08:00", "Gates open", "Text.", "19:00", "Our live coverage has ended", "Thanks."]

    page = page_of(*lines)

    assert times_on(page) == ["12 19:00 BST", "12 08:00 BST"]
    assert page.closing is page.entries[0]


def test_where_the_clock_leaves_it_open_a_closing_entry_at_the_top_tells_that_a_page_runs_newest_first() -> (
    None
):
    lines = [
        "A headline",
        "08:00",
        "Our live coverage has ended",
        "Thanks.",
        "19:00",
        "Closing summary",
        "Text.",
    ]

    page = page_of(*lines)

    assert times_on(page) == ["12 08:00 BST", "11 19:00 BST"]


def test_without_a_day_the_newest_entry_is_of_today() -> None:
    lines = entries_at("00:10", "23:50")

    page = page_of(*lines, day=None, today=datetime.date(2025, 1, 1))

    assert [f"{entry.published_at:%Y-%m-%d}" for entry in page.entries] == ["2025-01-01", "2024-12-31"]


@pytest.mark.parametrize(
    ("times", "found", "doubted"),
    [
        (["01:30 GMT", "01:30 BST"], ["26 01:30 GMT", "26 01:30 BST"], []),
        (["01:10 GMT", "01:50 BST"], ["26 01:10 GMT", "26 01:50 BST"], []),
        (["02:10", "01:40", "00:30"], ["26 02:10 GMT", "26 01:40 BST", "26 00:30 BST"], ["Line 9"]),
        (
            ["02:10", "01:05", "01:50", "01:20", "00:30"],
            ["26 02:10 GMT", "26 01:05 GMT", "26 01:50 BST", "26 01:20 BST", "26 00:30 BST"],
            ["Lines 9, 15, 21"],
        ),
        (["02:10", "01:40", "01:20 GMT"], ["26 02:10 GMT", "26 01:40 GMT", "26 01:20 GMT"], ["Line 9"]),
        (["01:05 BST", "01:50", "01:20"], ["26 01:05 BST", "25 01:50 BST", "25 01:20 BST"], None),
    ],
)
def test_in_the_hour_that_comes_twice_letters_decide_then_the_order_then_the_first(
    times: list[str], found: list[str], doubted: list[str] | None
) -> None:
    lines = entries_at(*times)

    page = page_of(*lines, day=CLOCKS_GO_BACK)

    assert times_on(page) == found
    if doubted is not None:
        assert list(page.warnings) == [
            f"{which}: the clocks show this time twice on 2025-10-26; write BST or GMT after it."
            for which in doubted
        ]


def test_a_time_that_the_clocks_skip_is_moved_on_and_doubted() -> None:
    lines = entries_at("03:10", "01:30", "00:50")

    page = page_of(*lines, day=CLOCKS_GO_FORWARD)

    assert times_on(page) == ["30 03:10 BST", "30 02:30 BST", "30 00:50 GMT"]
    assert page.warnings == ("Line 9: the clocks skip this time on 2025-03-30; see which time is meant.",)


def test_a_skipped_time_stays_on_its_day_when_the_entry_above_it_leaves_no_room() -> None:
    lines = entries_at("03:10", "02:10", "01:30")

    page = page_of(*lines, day=CLOCKS_GO_FORWARD)

    assert times_on(page) == ["30 03:10 BST", "30 02:10 BST", "30 00:30 GMT"]


@given(
    st.lists(
        st.builds("{:02}:{:02}{}".format, st.integers(0, 3), st.integers(0, 59), st.sampled_from(LETTERS))
    ),
    st.sampled_from([CLOCKS_GO_BACK, CLOCKS_GO_FORWARD]),
)
def test_whatever_the_clocks_do_entries_stay_in_the_order_of_the_page(
    times: list[str], day: datetime.date
) -> None:
    lines = entries_at(*times)

    page = page_of(*lines, day=day)

    found = [entry.published_at for entry in page.entries]
    assert found == sorted(found, reverse=True)
    assert [entry.heading for entry in page.entries] in (lines[2::3], lines[2::3][::-1])


def test_times_that_run_out_of_the_calendar_are_refused() -> None:
    lines = entries_at("00:10", "23:50")

    with pytest.raises(BadPage, match="run out of the calendar"):
        page_of(*lines, day=datetime.date.min)
