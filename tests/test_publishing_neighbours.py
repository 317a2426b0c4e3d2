"""Stories that lead to one another, and stories that are taken down whole."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError

from editorial import publishing
from editorial.models import Article
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return factories.editor()


def version(story: Article) -> int:
    """The story's version as it stands."""
    return Article.objects.get(pk=story.pk).version


@pytest.mark.parametrize("fields", [{"headline": "Sun"}, {"slug": "sun"}, {"language": "fr"}])
def test_a_story_is_told_anew_by_all_that_lead_to_it(fields: dict[str, Any], editor: User) -> None:
    first, third = factories.story(by=editor), factories.story(by=editor)
    second = factories.story(by=editor, continues=first)
    publishing.change_story(third, by=editor, related=[second])
    before, updated_at = version(third), Article.objects.get(pk=third.pk).updated_at

    publishing.change_story(second, by=editor, **fields)

    assert version(first) > first.version
    assert version(third) == before + 1
    assert Article.objects.get(pk=third.pk).updated_at == updated_at


def test_a_story_that_goes_out_is_told_by_the_one_that_it_continues(editor: User) -> None:
    first = factories.story(by=editor)
    second = factories.story("draft", by=editor, continues=first)
    before = version(first)

    publishing.change_story(second, by=editor, headline="Nobody has seen it yet")
    unseen = version(first)
    publishing.set_status(second, "live", by=editor)

    assert (unseen, version(first)) == (before, before + 1)


def test_a_story_that_begins_to_be_covered_live_is_told_as_such_by_all_that_lead_to_it(editor: User) -> None:
    plain = factories.story("published", by=editor)
    later = factories.story(by=editor, continues=plain)
    before = version(later)

    live = publishing.set_status(plain, "live", by=editor)
    told = version(later)
    publishing.set_status(live, "ended", by=editor)

    assert (told, version(later)) == (before + 1, before + 1)


def test_what_a_story_offers_hears_nothing_of_it(editor: User) -> None:
    story, offered = factories.story(by=editor), factories.story(by=editor)

    publishing.change_story(story, by=editor, headline="Sun", related=[offered])

    assert version(offered) == offered.version


def test_a_story_does_not_go_on_from_itself_by_any_way_round(editor: User) -> None:
    first = factories.story(by=editor)
    second = factories.story(by=editor, continues=first)

    for story, before in ((first, second), (first, first)):
        with pytest.raises(ValidationError, match="goes on from this one already"):
            publishing.change_story(story, by=editor, continues=before)


def test_a_story_does_not_offer_itself(editor: User) -> None:
    story, other = factories.story(by=editor), factories.story(by=editor)

    publishing.change_story(story, by=editor, related=[story, other])

    assert list(story.related.all()) == [other]
    assert [place.to_article_id for place in story.history.latest().related.all()] == [other.pk]


def test_a_story_is_taken_down_with_a_reason_on_record_and_put_back(editor: User) -> None:
    story = factories.story(by=editor)

    with pytest.raises(ValidationError):
        publishing.take_down_story(story, by=editor, reason=" ")
    taken = publishing.take_down_story(story, by=editor, reason="A court order")
    assert not Article.objects.published().filter(pk=story.pk).exists()
    assert not Article.objects.live_now().filter(pk=story.pk).exists()
    assert version(story) == story.version + 1
    assert story.history.latest().history_change_reason == "take down: A court order"
    assert publishing.take_down_story(taken, by=editor, reason="Again").taken_down_reason == "A court order"

    back = publishing.put_back_story(taken, by=editor)
    assert Article.objects.published().filter(pk=story.pk).exists()
    assert back.epoch != story.epoch
    assert (back.taken_down_at, back.taken_down_by, back.taken_down_reason) == (None, None, "")


def test_nobody_but_editors_takes_a_story_down(editor: User) -> None:
    story, draft = factories.story(by=editor), factories.story("draft", by=editor)

    for person in (factories.reporter(), factories.picture_desk()):
        with pytest.raises(PermissionDenied):
            publishing.take_down_story(story, by=person, reason="I do not like it")
        with pytest.raises(PermissionDenied):
            publishing.put_back_story(story, by=person)
    with pytest.raises(ValidationError, match="never seen"):
        publishing.take_down_story(draft, by=editor, reason="Not out")


def test_bylines_of_one_name_have_addresses_of_their_own() -> None:
    bylines = [factories.byline(name) for name in ("Ana Ferreira", "Ana Ferreira", "دانة", "دانة")]

    slugs = [byline.slug for byline in bylines]

    assert slugs[:2] == ["ana-ferreira", "ana-ferreira-2"]
    assert len({*slugs}) == 4
