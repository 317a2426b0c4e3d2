"""Whom a story is restricted to is written down, asked about, and never lifted but by saying so."""

import pytest

from editorial import publishing
from editorial.models import Article
from tests import factories

pytestmark = pytest.mark.django_db


def test_restricting_a_story_is_a_saving_with_a_history_and_no_news_to_readers() -> None:
    story, by, other = factories.story(), factories.editor(), factories.reporter()

    changed = publishing.change_story(story, by=by, restricted_to=[by, other])

    line = changed.history.latest()
    assert {row.user for row in line.restricted_to.all()} == {by, other}
    assert (line.history_user, line.history_change_reason) == (by, "restricted_to")
    assert (changed.revision, changed.version) == (story.revision + 1, story.version)


def test_naming_the_same_people_again_writes_nothing() -> None:
    by = factories.editor()
    story = factories.story(by=by, restricted_to=[by])

    same = publishing.change_story(story, by=by, restricted_to=[by])

    assert same.revision == story.revision


def test_two_who_restrict_at_once_the_second_is_told() -> None:
    story, by, other = factories.story(), factories.editor(), factories.editor()
    publishing.change_story(story, by=by, seen=story.revision, restricted_to=[by, other])

    with pytest.raises(publishing.Conflict):
        publishing.change_story(story, by=other, seen=story.revision, restricted_to=[other])

    assert set(story.restricted_to.all()) == {by, other}


def test_a_story_begun_for_some_says_so_in_its_history() -> None:
    by = factories.editor()

    story = factories.story("draft", by=by, restricted_to=[by])

    assert [row.user for row in story.history.latest().restricted_to.all()] == [by]


def test_a_story_does_not_open_when_the_people_named_are_gone() -> None:
    by, chief, outside = factories.reporter(), factories.administrator(), factories.editor()
    story = factories.story(by=chief, restricted_to=[by])

    by.delete()

    assert not story.may_be_seen_by(outside)
    assert story.may_be_seen_by(chief)


def test_an_empty_list_opens_the_story_to_everyone() -> None:
    by, outside = factories.editor(), factories.reporter()
    story = factories.story(by=by, restricted_to=[by])

    publishing.change_story(story, by=by, restricted_to=[])

    assert Article.objects.visible_to(outside).filter(pk=story.pk).exists()
