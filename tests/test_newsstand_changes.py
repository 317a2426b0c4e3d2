"""What changed lately, told from memory, is byte for byte what Django's view tells from the database."""

import random
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from editorial import publishing
from editorial.models import Article, LiveEntry
from editorial.reader import changes
from editorial.reader.newsstand.recent import Recent, brought_up, reaching_back
from tests import factories
from tests.promise_writer import change_at_random

pytestmark = pytest.mark.django_db


def told_by_the_view(story: Article, since: int, epoch: str | None = None) -> bytes:
    query = {"since": str(since)} | ({} if epoch is None else {"epoch": epoch})
    return Client(SERVER_NAME="localhost").get(f"/stories/{story.slug}/changes/", query).content


def differing(story: Article, recent: Recent) -> list[int]:
    """The versions since which the two tell something else, of those that are told from memory."""
    edges = (recent.floor, recent.version)
    near = {since for edge in edges for since in range(edge - 1, edge + 2)}
    versions = {since for since in {*near, *range(0, recent.version, 7)} if since >= 0}
    told = sorted(since for since in versions if recent.reaches(since, None))
    return [since for since in told if recent.answer(since) != told_by_the_view(story, since)]


@pytest.mark.parametrize("seed", range(2))
def test_after_every_change_of_any_kind_it_is_the_same_since_each_version(seed: int) -> None:
    story, by = factories.story(), factories.editor()
    chance = random.Random(seed)  # noqa: S311 (no secret)
    held = brought_up(story.pk, None)
    started_at = held.version
    faults = []

    for _change in range(12):
        for _one_or_more in range(chance.randint(1, 3)):
            change_at_random(chance, story.pk, by)
        held = brought_up(story.pk, held)
        faults += differing(story, held)

    assert faults == []
    assert held.floor == started_at


def test_a_newsroom_that_knows_nothing_yet_reaches_back_to_the_beginning() -> None:
    story, by = factories.story(), factories.editor()
    chance = random.Random(7)  # noqa: S311 (no secret)
    for _change in range(30):
        change_at_random(chance, story.pk, by)

    recent = reaching_back(story.pk)

    assert recent.floor == 0
    assert differing(story, recent) == []


@pytest.fixture
def little_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers that reach back 8 versions, and hold 8 entries: as 500 of each, only sooner."""
    for module in ("changes", "newsstand.recent"):
        monkeypatch.setattr(f"editorial.reader.{module}.REACH", 8)
        monkeypatch.setattr(f"editorial.reader.{module}.MOST_ENTRIES", 8)


def renamed(story: Article, by: User) -> None:
    """Give the story another address, which changes every one of its entries."""
    publishing.change_story(
        Article.objects.get(pk=story.pk), by=by, slug=f"moved-{Article.objects.get(pk=story.pk).version}"
    )


def posted(story: Article, by: User) -> None:
    """One more entry."""
    factories.entry(story, by=by)


@pytest.mark.usefixtures("little_reach")
@pytest.mark.parametrize(
    "history", [[posted] * 20, [posted] * 10 + [renamed] + [posted] * 12, [posted, renamed] * 11]
)
def test_beyond_its_reach_both_send_for_the_whole_page(
    history: list[Callable[[Article, User], None]],
) -> None:
    story, by = factories.story(), factories.editor()
    held = brought_up(story.pk, None)
    faults, reloads = [], 0

    for number, change in enumerate(history):
        change(story, by)
        held = brought_up(story.pk, held)
        if number % 5 or number < 8:
            continue
        story.refresh_from_db()
        for recent in (held, reaching_back(story.pk)):
            faults += differing(story, recent)
            reloads += sum(recent.answer(since) == recent.reload() for since in range(held.version))

    assert faults == []
    assert reloads > 0
    assert len(held.items) <= changes.MOST_ENTRIES * 2 + LiveEntry.objects.count()


def test_another_epoch_sends_for_the_whole_page() -> None:
    story = factories.story()
    factories.entry(story)

    recent = reaching_back(story.pk)

    assert recent.answer(1, "other") == told_by_the_view(story, 1, "other") == recent.reload()


def test_a_new_epoch_leaves_nothing_of_the_one_before() -> None:
    story = factories.story()
    factories.entry(story)
    held = reaching_back(story.pk)
    publishing.change_newsroom(by=factories.administrator(), clock_style="24")
    story.refresh_from_db()

    recent = brought_up(story.pk, held)

    assert recent.epoch == story.epoch != held.epoch
    assert recent.items == {}
