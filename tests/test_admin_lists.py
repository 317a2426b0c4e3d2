"""The desk's lists: columns, filters, actions, and as many queries for thirty rows as for five."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editorial.models import Article, LiveEntry
from tests import factories
from tests.desk import Desk, address, messages
from tests.markup import attributes, page_of, text, texts, with_class

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    """An editor's browser."""
    return Desk(factories.editor())


def column(answer: Any, name: str) -> list[str]:
    """The words of a column of the list."""
    return [text(cell) for cell in with_class(page_of(answer), f"field-{name}")]


def statuses(*rows: Any) -> list[str]:
    """Where these rows stand in the database."""
    return [type(row).objects.get(pk=row.pk).status for row in rows]


def some_story() -> Article:
    """A story with a photo, a section and an entry."""
    story = factories.story(lead_photo=complete_photo(), bylines=[factories.byline()])
    factories.entry(story, bylines=[factories.byline()])
    return story


def some_entry() -> LiveEntry:
    """An entry with a photo, of a story of its own."""
    return factories.entry(factories.story(), text=f'<figure data-photo="{complete_photo().pk}"></figure>')


def complete_photo() -> Any:
    """A photo that can be published."""
    return factories.photo(None, credit_line="A. Quay", alternative_text="A quay")


@pytest.mark.parametrize(
    ("list_page", "make"),
    [
        ("article_changelist", some_story),
        ("liveentry_changelist", some_entry),
        ("image_changelist", complete_photo),
        ("byline_changelist", factories.byline),
        ("image_choose", complete_photo),
    ],
)
def test_a_list_asks_as_little_for_thirty_rows_as_for_five(
    desk: Desk, list_page: str, make: Callable[[], Any]
) -> None:
    def asked(rows: int) -> int:
        for _row in range(rows):
            make()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert desk.get(list_page).status_code == 200
        return len(queries)

    for_five = asked(5)

    assert asked(25) == for_five


def test_the_live_desk_of_a_story_is_one_click_from_the_list_and_from_the_storys_page(desk: Desk) -> None:
    story = factories.story()

    pages = [desk.get("article_changelist"), desk.get("article_change", story.pk)]

    way = address("article_live", story.pk)
    found = [way in attributes(page_of(page), ".//a[@href]", "href") for page in pages]
    assert found == [True, True]


def test_entries_are_listed_with_their_time_in_their_storys_zone(desk: Desk) -> None:
    story = factories.story(time_zone="America/New_York")
    entry = factories.entry(story, is_key_event=True, is_pinned=True)

    answer = desk.get("liveentry_changelist")

    local = entry.published_at.astimezone(story.zone) if entry.published_at else None
    assert column(answer, "time") == [f"{local:%Y-%m-%d %H:%M %Z}"]
    assert column(answer, "state") == ["published"]
    assert column(answer, "signs") == ["key event pinned"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"status__exact": "draft"}, ["Waiting"]),
        ({"is_key_event__exact": "1"}, ["Out"]),
        ({"q": "wait"}, ["Waiting"]),
        ({"own": "1"}, []),
        ({"article": "0"}, []),
        ({"article": "x"}, []),
    ],
)
def test_entries_are_filtered(desk: Desk, query: dict[str, str], found: list[str]) -> None:
    story = factories.story()
    factories.entry(story, heading="Out", is_key_event=True)
    factories.entry(story, heading="Waiting", status="draft")

    answer = desk.get("liveentry_changelist", **query)

    assert column(answer, "title") == found


def test_the_entries_of_one_story(desk: Desk) -> None:
    story = factories.story()
    factories.entry(story, heading="Here")
    factories.entry(factories.story(), heading="Elsewhere")

    answer = desk.get("liveentry_changelist", article=story.pk)

    assert column(answer, "title") == ["Here"]


@pytest.mark.parametrize(
    ("missing", "found"),
    [
        ("credit", ["No credit"]),
        ("alternative", ["No words"]),
        ("file", ["No credit", "No words", "Whole"]),
        ("unknown", ["No words"]),
        ("nothing", []),
    ],
)
def test_photos_are_filtered_by_what_they_lack(desk: Desk, missing: str, found: list[str]) -> None:
    factories.photo(None, headline="No credit", alternative_text="A quay")
    factories.photo(None, headline="No words", is_credit_unknown=True)
    factories.photo(None, headline="Whole", alternative_text="A quay", credit_line="A. Quay")

    answer = desk.get("image_changelist", missing=missing)

    assert sorted(column(answer, "title")) == found


def test_a_photo_that_lacks_something_says_so_in_the_list_and_on_its_page(desk: Desk) -> None:
    photo = factories.photo(None, headline="A quay")

    listed, opened = desk.get("image_changelist"), desk.get("image_change", photo.pk)

    assert column(listed, "state") == ["needs credit, alternative text waits for its file"]
    notes = texts(page_of(opened), ".//ul[@class='notes']/li")
    assert [note.split(".")[0].split(":")[0] for note in notes] == [
        "Credit missing",
        "Alternative text missing",
        "This photo waits for its file, and readers do not see it",
    ]


@pytest.mark.parametrize(
    ("before", "action", "after"),
    [
        ("draft", "announce", "upcoming"),
        ("upcoming", "start_coverage", "live"),
        ("live", "end_coverage", "ended"),
        ("ended", "reopen", "live"),
        ("draft", "publish_without_feed", "published"),
    ],
)
def test_the_steps_of_a_coverage_are_actions(desk: Desk, before: str, action: str, after: str) -> None:
    stories = [factories.story(before), factories.story(before)]

    answer = desk.act("article", action, *stories)

    assert statuses(*stories) == [after, after]
    assert "Done: 2 rows" in messages(answer)


def test_where_one_story_cannot_take_the_step_none_does_and_the_reason_is_told(desk: Desk) -> None:
    live, draft = factories.story("live"), factories.story("draft", headline="Not begun")

    answer = desk.act("article", "end_coverage", live, draft)

    assert statuses(live, draft) == ["live", "draft"]
    assert "“Not begun”" in messages(answer)


def test_a_coverage_that_never_was_is_not_reopened(desk: Desk) -> None:
    draft = factories.story("draft")

    answer = desk.act("article", "reopen", draft)

    assert statuses(draft) == ["draft"]
    assert "has not ended" in messages(answer)


def test_drafts_are_submitted_and_published_by_action(desk: Desk) -> None:
    story = factories.story()
    entries = [factories.entry(story, status="draft"), factories.entry(story, status="draft")]

    desk.act("liveentry", "submit", *entries)
    submitted = statuses(*entries)
    desk.act("liveentry", "publish", *entries)

    assert (submitted, statuses(*entries)) == (["submitted"] * 2, ["published"] * 2)


def test_one_entry_that_cannot_be_published_keeps_the_others_back(desk: Desk) -> None:
    story = factories.story()
    good, bare = factories.entry(story, status="draft"), factories.entry(story, status="draft", heading="")

    answer = desk.act("liveentry", "publish", good, bare)

    assert statuses(good, bare) == ["draft", "draft"]
    assert "Give the entry a heading" in messages(answer)


def test_withdrawing_asks_for_the_reason_first(desk: Desk) -> None:
    entry = factories.entry(factories.story())

    asked = desk.act("liveentry", "withdraw", entry)
    before = statuses(entry)
    desk.act("liveentry", "withdraw", entry, reason="Wrong harbour")

    assert "Why?" in text(page_of(asked))
    entry.refresh_from_db()
    assert (before, entry.status, entry.withdrawal_reason) == (["published"], "withdrawn", "Wrong harbour")
    assert "Wrong harbour" in text(page_of(desk.get("liveentry_change", entry.pk)))


def test_a_withdrawn_entry_is_restored_from_its_own_page(desk: Desk) -> None:
    entry = factories.entry(factories.story())
    desk.act("liveentry", "withdraw", entry, reason="Wrong harbour")

    offered = texts(page_of(desk.get("liveentry_change", entry.pk)), ".//div[@class='ways']//button")
    desk.act("liveentry", "restore", entry)

    assert (offered, statuses(entry)) == (["Restore"], ["published"])


def test_a_withdrawal_without_a_word_on_it_too_long_is_refused(desk: Desk) -> None:
    entry = factories.entry(factories.story())

    answer = desk.act("liveentry", "withdraw", entry, reason="x" * 600)

    assert statuses(entry) == ["published"]
    assert "Nothing was changed" in messages(answer)
