"""Stories that lead to one another, changed by several people at once: nobody waits for ever, and no circle closes."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError

from editorial import publishing
from editorial.models import Article
from tests import factories
from tests.test_publishing_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_stories_that_are_to_go_on_from_each_other_at_once_one_does() -> None:
    by, one, other = factories.editor(), factories.story(), factories.story()

    said = at_once(
        partial(publishing.change_story, one, by=by, continues=other),
        partial(publishing.change_story, other, by=by, continues=one),
    )

    assert sorted(isinstance(each, ValidationError) for each in said) == [False, True]
    assert Article.objects.exclude(continues=None).count() == 1


def test_taking_down_renaming_relinking_and_posting_at_once_all_come_to_an_end() -> None:
    by, first, second, third = factories.editor(), factories.story(), factories.story(), factories.story()
    publishing.change_story(second, by=by, continues=first, related=[third])
    publishing.change_story(third, by=by, continues=second, related=[first])

    for number in range(3):
        said = at_once(
            partial(publishing.take_down_story, third, by=by, reason="An injunction"),
            partial(publishing.change_story, first, by=by, headline=f"The first, {number}", related=[third]),
            partial(
                publishing.change_story, second, by=by, headline=f"The second, {number}", related=[first]
            ),
            partial(factories.entry, third, by=by, heading=f"Update {number}"),
            partial(publishing.take_down_story, first, by=by, reason="An injunction"),
        )
        assert not [each for each in said if isinstance(each, ValidationError)]
        at_once(*(partial(publishing.put_back_story, story, by=by) for story in (first, third)))

    assert third.entries.published().count() == 3
    assert not Article.objects.taken_down().exists()
    assert Article.objects.get(pk=second.pk).headline == "The second, 2"
