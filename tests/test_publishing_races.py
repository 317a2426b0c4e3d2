"""Several at once: each gets what was asked for, or a sentence why not."""

import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from editorial import publishing
from editorial.models import Article, LiveEntry
from editorial.publishing import stories
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each of these says, or raises, when all are done at one time."""

    def say(act: Callable[[], object]) -> object:
        try:
            return act()
        except ValidationError as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(say, acts))


def test_two_stories_begun_at_once_under_one_headline_both_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    by, both, find = factories.editor(), threading.Barrier(2, timeout=20), stories._free_slug
    seen: list[str] = []

    def found(headline: str) -> str:
        slug = find(headline)
        seen.append(slug)
        if len(seen) <= 2:
            both.wait()
        return slug

    monkeypatch.setattr(stories, "_free_slug", found)

    at_once(*[lambda: publishing.create_story(by=by, headline="Rain stops play")] * 2)

    assert sorted(Article.objects.values_list("slug", flat=True)) == ["rain-stops-play", "rain-stops-play-2"]


def test_an_address_that_was_chosen_and_is_taken_is_refused_at_its_field() -> None:
    factories.story("draft", slug="rain")

    with pytest.raises(ValidationError) as refused:
        factories.story("draft", slug="rain")

    assert list(refused.value.message_dict) == ["slug"]


def test_one_token_in_two_stories_at_once_is_one_entry_and_one_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    by, one, other = factories.editor(), factories.story(), factories.story()
    monkeypatch.setattr(LiveEntry, "validate_unique", lambda *_, **__: None)

    factories.entry(one, by=by, token="a1")
    hidden = LiveEntry.objects.filter(submission_token="a1")
    monkeypatch.setattr(type(hidden), "first", lambda _rows: None)
    with pytest.raises(ValidationError, match="belongs to another entry"):
        factories.entry(other, by=by, token="a1")

    assert LiveEntry.objects.count() == 1


@pytest.mark.parametrize(
    "act", [publishing.withdraw_entry, publishing.restore_entry, publishing.change_entry]
)
def test_an_entry_that_somebody_discarded_is_said_to_be_gone(act: Callable[..., object]) -> None:
    by = factories.editor()
    draft = factories.entry(factories.story(), status="draft")
    key = draft.pk
    publishing.discard_entry(draft, by=by)
    draft.pk = key

    with pytest.raises(ValidationError, match="deleted this draft"):
        act(draft, by=by)


def test_several_changes_in_one_go_take_all_stories_first_and_then_all_photos() -> None:
    photos = [
        factories.photo(None, credit_line="Ana Ferreira", alternative_text="A gate") for _each in range(2)
    ]
    rows = [
        factories.entry(factories.story(), text=f'<figure data-photo="{photo.pk}"></figure>')
        for photo in reversed(photos)
    ]

    with (
        CaptureQueriesContext(
            connection,
        ) as asked,
        publishing.together(rows),
    ):
        pass

    selects = [query["sql"] for query in asked if query["sql"].startswith("SELECT")]
    assert ["editorial_article" in sql.split("WHERE")[0] for sql in selects] == [True, False]
    assert all("ORDER BY" in sql for sql in selects)
    assert connection.vendor == "sqlite" or all("FOR NO KEY UPDATE" in sql for sql in selects)


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has one writer at a time and locks no rows"
)
@pytest.mark.parametrize("act", ["kill", "restore", "newsroom"])
def test_the_newsroom_is_held_first_and_then_stories_and_then_photos(act: str) -> None:
    by, photo = factories.administrator(), factories.photo(credit_line="Ana Ferreira/Harbour Pictures/Quay")
    factories.entry(factories.story(), text=f'<figure data-photo="{photo.pk}"></figure>')
    if act == "restore":
        publishing.kill_photo(photo, by=by, reason="Wrong person")
    acts: dict[str, Callable[[], object]] = {
        "kill": lambda: publishing.kill_photo(photo, by=by, reason="Wrong person"),
        "restore": lambda: publishing.restore_photo(photo, by=by),
        "newsroom": lambda: publishing.change_newsroom(by=by, name="Quay", agencies="Quay", logo=photo),
    }

    with CaptureQueriesContext(connection) as asked:
        acts[act]()

    holding = re.compile(
        r'FROM "editorial_(newsroom|article|image)" .* FOR |UPDATE "editorial_(image)"', re.DOTALL
    )
    found = (holding.search(query["sql"]) for query in asked)
    held = [each[1] or each[2] for each in found if each]
    assert list(dict.fromkeys(held)) == ["newsroom", "article", "image"]


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has one writer at a time: none comes between two others"
)
def test_a_story_that_is_offered_just_as_its_headline_changes_is_offered_by_the_new_one() -> None:
    by, story, other = factories.editor(), factories.story(), factories.story()
    shown: list[tuple[str, int]] = []

    def offer() -> None:
        after = publishing.change_story(other, by=by, related=[story])
        shown.append((after.related.get().headline, after.version))

    with ThreadPoolExecutor(1) as beside:
        with transaction.atomic():
            publishing.change_story(story, by=by, headline="Lift-off")
            offered = beside.submit(at_once, offer)
            while not (offered.done() or is_anybody_kept_waiting()):
                pass
        assert offered.result() == [None]

    headline, version = shown[0]
    assert headline == "Lift-off" or Article.objects.get(pk=other.pk).version > version


def is_anybody_kept_waiting() -> bool:
    """Whether another transaction waits for the end of this one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_locks WHERE NOT granted AND transactionid = pg_current_xact_id()::xid LIMIT 1"
        )
        return cursor.fetchone() is not None


def test_of_several_changes_in_one_go_all_are_made_or_none() -> None:
    by, story = factories.editor(), factories.story()
    out, draft = factories.entry(story), factories.entry(story, status="draft")

    def withdraw_all() -> None:
        with publishing.together([out, draft]):
            for entry in (out, draft):
                publishing.withdraw_entry(entry, by=by)

    with pytest.raises(ValidationError):
        withdraw_all()

    assert LiveEntry.objects.get(pk=out.pk).status == "published"
