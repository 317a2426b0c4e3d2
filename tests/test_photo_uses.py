"""Where a photo stands: every place is found, and none is told of that a person may not know of."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editorial import publishing
from editorial.models import Image
from editorial.photos.uses import uses_of, uses_of_each
from tests import factories
from tests.desk import Desk
from tests.markup import page_of, text, with_class

pytestmark = pytest.mark.django_db


def usable() -> Image:
    """A photo that can be published."""
    return factories.photo(None, credit_line="A. Quay", alternative_text="A quay")


def figure(photo: Image) -> str:
    """A text that shows the photo."""
    return f'<p>Here.</p><figure data-photo="{photo.pk}"></figure>'


def test_leads_texts_entries_portraits_and_the_logo_are_found() -> None:
    by, photo = factories.administrator(), usable()
    lead = factories.story(by=by, lead_photo=photo)
    text = factories.story("draft", by=by, text=figure(photo))
    entry = factories.entry(lead, by=by, text=figure(photo), status="draft")
    byline = factories.byline(by=by, portrait=photo)
    publishing.change_newsroom(by=by, logo=photo)

    uses = uses_of(photo, seen_by=by)

    places = {(use.story.pk, use.entry.pk if use.entry else None, use.is_lead) for use in uses.places}
    assert places == {(lead.pk, None, True), (text.pk, None, False), (lead.pk, entry.pk, False)}
    assert {use.story.pk for use in uses.places if use.is_public} == {lead.pk}
    assert (uses.bylines, uses.is_logo, uses.hidden_stories) == ([byline], True, 0)


def test_a_restricted_story_is_counted_once_and_not_named() -> None:
    owner, other, photo = factories.editor(), factories.editor(), usable()
    hidden = factories.story(by=owner, lead_photo=photo, restricted_to=[owner])
    factories.entry(hidden, by=owner, text=figure(photo))

    told, seen = uses_of(photo, seen_by=other), uses_of(photo, seen_by=owner)

    assert (told.places, told.hidden_stories, bool(told)) == ([], 1, True)
    assert (len(seen.places), seen.hidden_stories) == (2, 0)


def test_a_photo_that_stands_nowhere_has_no_uses() -> None:
    photo = usable()
    factories.story(lead_photo=usable())

    assert not uses_of(photo, seen_by=factories.editor())


def test_ten_photos_in_many_places_cost_as_few_queries_as_one() -> None:
    by = factories.administrator()
    photos = [usable() for _number in range(10)]

    def asked(some: list[Image]) -> int:
        with CaptureQueriesContext(connection) as queries:
            uses: Any = uses_of_each(some, seen_by=by)
            assert all(use.story.headline and str(use.entry) for each in uses.values() for use in each.places)
        return len(queries)

    story = factories.story(by=by, lead_photo=photos[0])
    factories.entry(story, by=by, text=figure(photos[0]))
    for_one = asked(photos[:1])
    for photo in photos:
        factories.entry(factories.story(by=by, lead_photo=photo), by=by, text=figure(photo))

    assert asked(photos) == for_one


def test_where_it_is_used_is_told_with_ways_there_and_hidden_stories_are_not_named() -> None:
    desk = Desk(factories.picture_desk())
    owner, photo = factories.editor(), factories.photo(None, credit_line="A. Quay", alternative_text="A quay")
    story = factories.story(by=owner, lead_photo=photo, headline="Rain on the fair")
    factories.entry(story, by=owner, heading="Gates shut", text=f'<figure data-photo="{photo.pk}"></figure>')
    factories.story(by=owner, lead_photo=photo, headline="The secret merger", restricted_to=[owner])

    page = page_of(desk.get("image_change", photo.pk))

    [uses] = with_class(page, "places")
    assert f"/admin/editorial/article/{story.pk}/live/" in [a.get("href") for a in uses.iter("a")]
    assert [
        word in text(uses) for word in ("Rain on the fair", "Gates shut", "in 1 story that you may not see")
    ] == [True] * 3
    assert "secret merger" not in text(page)


def test_a_photo_used_in_many_places_costs_its_page_no_more_queries() -> None:
    desk = Desk(factories.picture_desk())
    by, photo = factories.editor(), factories.photo(None, credit_line="A. Quay", alternative_text="A quay")

    def asked(stories: int) -> int:
        for _story in range(stories):
            story = factories.story(by=by, lead_photo=photo)
            factories.entry(story, by=by, text=f'<figure data-photo="{photo.pk}"></figure>')
        with CaptureQueriesContext(connection) as queries:
            desk.get("image_change", photo.pk)
        return len(queries)

    for_one = asked(1)

    assert asked(5) == for_one
