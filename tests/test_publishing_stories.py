"""A story at the one door: begun, rewritten, and taken from draft to live to ended."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from editorial import publishing
from editorial.models import Article, Section
from editorial.publishing.stories import StoryFields
from tests import factories

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)


def test_a_story_begins_as_a_draft_that_readers_have_no_version_of() -> None:
    by = factories.editor()

    story = publishing.create_story(by=by, headline="Rain stops play")

    assert (story.status, story.version, story.published_at) == ("draft", 0, None)
    assert (story.created_by, story.slug, story.time_zone) == (by, "rain-stops-play", "Europe/London")


def test_a_draft_rewritten_takes_no_version() -> None:
    story = factories.story("draft")

    changed = publishing.change_story(
        story, by=factories.editor(), headline="Sun at last", text="<p>Sun.</p>"
    )

    assert (changed.version, changed.headline) == (0, "Sun at last")


def test_a_change_of_a_public_story_takes_a_version_and_stamps_what_stands_outside_the_feed() -> None:
    story = factories.story()

    changed = publishing.change_story(story, by=factories.editor(), standfirst="A dry afternoon after all")

    assert changed.version == changed.story_version == story.version + 1
    assert story.updated_at
    assert changed.updated_at
    assert changed.updated_at > story.updated_at


def test_saving_a_story_as_it_stands_writes_nothing() -> None:
    story = factories.story(bylines=[factories.byline()])
    lines = story.history.count()

    same = publishing.change_story(
        story, by=factories.editor(), headline=story.headline, bylines=story.ordered_bylines, slug=story.slug
    )

    assert (same.version, same.revision, same.history.count()) == (story.version, story.revision, lines)


def test_bylines_of_a_story_keep_the_order_that_was_given() -> None:
    first, second = factories.byline(), factories.byline("Tomás Ribeiro")
    story = factories.story(bylines=[second, first])

    changed = publishing.change_story(story, by=factories.editor(), bylines=[first, second])

    assert Article.objects.get(pk=story.pk).ordered_bylines == [first, second]
    assert changed.version == story.version + 1


def test_two_stories_of_one_headline_have_two_addresses() -> None:
    by = factories.editor()

    slugs = [publishing.create_story(by=by, headline="Rain stops play").slug for _time in range(3)]

    assert slugs == ["rain-stops-play", "rain-stops-play-2", "rain-stops-play-3"]


def test_a_headline_without_letters_gets_an_address_too() -> None:
    story = publishing.create_story(by=factories.editor(), headline="…!?")

    assert story.slug.startswith("story-")


def test_old_addresses_lead_to_the_story_for_ever() -> None:
    story, by = factories.story(slug="rain"), factories.editor()

    for slug in ("drizzle", "downpour"):
        publishing.change_story(story, by=by, slug=slug)

    assert {former.slug for former in story.former_slugs.all()} == {"rain", "drizzle"}


def test_no_other_story_takes_an_address_that_once_led_here() -> None:
    story, by = factories.story(slug="rain"), factories.editor()
    publishing.change_story(story, by=by, slug="drizzle")
    other = factories.story()

    with pytest.raises(ValidationError, match="once led to another story") as changed:
        publishing.change_story(other, by=by, slug="rain")
    with pytest.raises(ValidationError, match="once led to another story") as created:
        publishing.create_story(by=by, headline="Rain", slug="rain")

    assert list(changed.value.message_dict) == list(created.value.message_dict) == ["slug"]
    assert publishing.create_story(by=by, headline="Rain").slug == "rain-2"


def test_an_address_in_use_is_refused_at_the_field() -> None:
    factories.story(slug="rain")
    other = factories.story(slug="sun")

    with pytest.raises(ValidationError) as refused:
        publishing.change_story(other, by=factories.editor(), slug="rain")

    other.refresh_from_db()
    assert list(refused.value.message_dict) == ["slug"]
    assert (other.slug, other.former_slugs.count()) == ("sun", 0)


def test_a_story_goes_back_to_its_own_old_address() -> None:
    story, by = factories.story(slug="rain"), factories.editor()
    publishing.change_story(story, by=by, slug="drizzle")

    back = publishing.change_story(story, by=by, slug="rain")

    assert back.slug == "rain"
    assert [former.slug for former in back.former_slugs.all()] == ["drizzle"]


@pytest.mark.parametrize("field", [{"time_zone": "America/Lima"}, {"slug": "elsewhere"}])
def test_what_every_entry_shows_of_its_story_reaches_the_entries_on_open_pages(field: StoryFields) -> None:
    story = factories.story()
    seen, draft = factories.entry(story), factories.entry(story, status="draft")

    changed = publishing.change_story(story, by=factories.editor(), **field)

    seen.refresh_from_db()
    draft.refresh_from_db()
    assert (seen.version, draft.version) == (changed.version, 0)


def test_a_headline_of_201_characters_is_refused_at_its_field_and_the_story_stays() -> None:
    story = factories.story()
    typed = "x" * 201

    with pytest.raises(ValidationError, match="at most 200 characters") as refused:
        publishing.change_story(story, by=factories.editor(), headline=typed)

    now = Article.objects.get(pk=story.pk)
    assert list(refused.value.message_dict) == ["headline"]
    assert (now.headline, now.version) == (story.headline, story.version)


def test_an_unknown_time_zone_is_refused_with_an_example() -> None:
    by = factories.editor()

    with pytest.raises(ValidationError, match="“Mars/Base” is not a time zone.*Europe/London"):
        publishing.create_story(by=by, headline="Dust", time_zone="Mars/Base")

    assert not Article.objects.exists()


def test_whoever_saves_a_story_second_is_told() -> None:
    story, by = factories.story(), factories.editor()
    publishing.change_story(story, by=by, headline="The first", seen=story.revision)

    with pytest.raises(publishing.Conflict) as conflict:
        publishing.change_story(story, by=by, headline="The second", seen=story.revision)

    assert str(conflict.value.current) == "The first"


def test_a_new_section_is_checked() -> None:
    by = factories.editor()
    publishing.add_section(by=by, name="Science", slug="science")

    with pytest.raises(ValidationError):
        publishing.add_section(by=by, name="Science", slug="science")

    assert Section.objects.count() == 1


def test_coverage_runs_from_upcoming_to_live_to_ended_and_each_step_takes_a_version() -> None:
    story, by = factories.story("draft"), factories.editor()

    steps = [publishing.set_status(story, status, by=by) for status in ("upcoming", "live", "ended", "live")]

    assert [step.version for step in steps] == [step.story_version for step in steps] == [1, 2, 3, 4]
    ended, reopened = steps[2:]
    assert ended.coverage_ended_at
    assert ended.coverage_started_at == reopened.coverage_started_at == steps[1].coverage_started_at
    assert reopened.coverage_ended_at is None
    assert {step.published_at for step in steps} == {steps[0].published_at}


def test_asking_for_the_status_that_it_has_changes_nothing() -> None:
    story = factories.story()

    same = publishing.set_status(story, "live", by=factories.editor())

    assert (same.version, same.revision) == (story.version, story.revision)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("draft", "ended"),
        ("live", "draft"),
        ("live", "upcoming"),
        ("live", "published"),
        ("upcoming", "ended"),
        ("ended", "published"),
        ("published", "ended"),
        ("published", "nonsense"),
    ],
)
def test_a_story_takes_no_step_that_is_none(old: str, new: str) -> None:
    story = factories.story(old)

    with pytest.raises(ValidationError, match="A story cannot go from"):
        publishing.set_status(story, new, by=factories.editor())

    assert Article.objects.get(pk=story.pk).status == old


def test_coverage_keeps_the_start_that_was_planned_and_the_end_that_is_given() -> None:
    by, now = factories.editor(), timezone.now()
    story = factories.story("draft", coverage_started_at=now - 2 * HOUR)

    live = publishing.set_status(story, "live", by=by)
    ended = publishing.set_status(live, "ended", by=by, at=now - HOUR)

    assert (ended.coverage_started_at, ended.coverage_ended_at) == (now - 2 * HOUR, now - HOUR)


def test_coverage_that_starts_before_its_planned_time_started_now() -> None:
    plan = timezone.now() + HOUR
    story = factories.story("upcoming", coverage_started_at=plan)

    live = publishing.set_status(story, "live", by=factories.editor())

    assert live.coverage_started_at
    assert live.coverage_started_at < plan


def test_coverage_does_not_end_before_it_started() -> None:
    story = factories.story()
    assert story.coverage_started_at

    ended = publishing.set_status(story, "ended", by=factories.editor(), at=story.coverage_started_at - HOUR)

    assert ended.coverage_ended_at == ended.coverage_started_at


@pytest.mark.parametrize("wait", [None, HOUR])
def test_a_start_of_coverage_that_cannot_be_is_refused_at_its_field(wait: datetime.timedelta | None) -> None:
    story = factories.story("ended")
    start = timezone.now() + wait if wait else None

    with pytest.raises(ValidationError) as refused:
        publishing.change_story(story, by=factories.editor(), coverage_started_at=start)

    assert list(refused.value.message_dict) == ["coverage_started_at"]
    assert Article.objects.get(pk=story.pk).version == story.version


def test_a_story_told_afterwards_counts_as_published_when_its_coverage_began() -> None:
    began_at = timezone.now() - 5 * HOUR

    story = publishing.set_status(factories.story("draft"), "live", by=factories.editor(), at=began_at)

    assert (story.published_at, story.coverage_started_at) == (began_at, began_at)
