"""Which entry of a page ends the coverage."""

import pytest

from tests.pages import page_of


@pytest.mark.parametrize(
    "heading",
    [
        "Our live coverage has ended", "Today\u2019s live coverage has ended",
        "That's it: this live blog is now closed",
        "Live updates have ended", "Live updates have now closed", "Our live coverage of the summit in Oslo has ended",
        "Coverage has ended", "This live blog has closed", "THE LIVE BLOG HAS ENDED", "Live blog closed",
        "Thank you, our\u00a0live coverage is closed.", "We have ended our live coverage", "Closing summary",
        "Here\u2019s our closing summary", "Thursday\u2019s closing summary: what we know", "The vote: closing summary",
        "End of our live coverage", "This liveblog is closed", "Live coverage\u2019s ended",
    ],
)  # fmt: skip
def test_a_heading_that_says_it_is_over_closes_the_coverage(heading: str) -> None:
    lines = ["A headline", "16:20", heading, "Text.", "15:12", "A bridge opens", "Text."]

    page = page_of(*lines)

    assert page.closing is page.entries[0]


@pytest.mark.parametrize(
    "heading",
    [
        "The strike has ended", "Live updates: polls have closed", "Live coverage: the talks are over", "School closed",
        "Live coverage of the vote, as polls have closed",
        "Has our live coverage ended?", "Our live coverage continues", "Our live coverage has not ended",
        "Judge hears closing summary", "Closing ceremony", "Talks end", "The bridge is closed, live coverage follows",
        "Welcome to our live coverage",
    ],
)  # fmt: skip
def test_a_heading_that_tells_of_another_end_closes_nothing(heading: str) -> None:
    lines = ["A headline", "16:20", heading, "Text.", "15:12", "A bridge opens", "Text."]

    page = page_of(*lines)

    assert page.closing is None
    assert page.has_feed


def test_the_newest_of_several_closing_entries_ends_the_coverage() -> None:
    lines = ["A headline", "16:20", "Closing summary", "Text.", "15:12", "Our live blog has closed", "Text."]

    page = page_of(*lines)

    assert page.closing
    assert page.closing.heading == "Closing summary"
    assert page.warnings == ()


def test_entries_newer_than_the_closing_one_are_doubted() -> None:
    lines = ["A headline", "16:20", "A correction", "Text.", "15:12", "Our live blog has closed", "Text."]

    page = page_of(*lines)

    assert page.closing is page.entries[1]
    assert page.warnings == (
        "Line 9: the coverage ends here, but there are newer entries; if it goes on, say --live.",
    )
