"""What a photo's rights forbid is not published, and whoever tries is told why."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from editorial import publishing
from editorial.models import Article, Image, LiveEntry
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

HOUR = datetime.timedelta(hours=1)


def figure(photo: Image) -> str:
    """The photo's place in a text."""
    return f'<figure data-photo="{photo.pk}"></figure>'


def with_rights(**rights: Any) -> Image:
    """A photo that is complete but for its rights."""
    return factories.photo("launch.jpg", by=factories.picture_desk(), **rights)


def forbidden() -> dict[str, dict[str, Any]]:
    """Rights that forbid to publish a photo now."""
    now = timezone.now()
    return {
        "embargo": {"embargo_until": now + HOUR},
        "expired": {"use_until": now - HOUR},
        "barred": {"is_barred": True},
    }


@pytest.fixture(params=["embargo", "expired", "barred", "killed"])
def barred(request: pytest.FixtureRequest) -> Image:
    """A photo that may not be published."""
    if request.param == "killed":
        return publishing.kill_photo(with_rights(), by=factories.picture_desk(), reason="The agency asked.")
    return with_rights(**forbidden()[request.param])


def test_it_cannot_be_published_in_an_entry_and_the_reason_is_told(barred: Image) -> None:
    story = factories.story()

    with pytest.raises(ValidationError) as refused:
        factories.entry(story, text=figure(barred))

    assert refused.value.messages[0] == f"“{barred}” (photo {barred.pk}) {barred.obstacle()}."
    assert "picture desk" in refused.value.messages[-1]
    assert not LiveEntry.objects.exists()


def test_it_cannot_be_published_in_a_story_nor_come_into_one_that_is_out(barred: Image) -> None:
    by = factories.editor()
    draft, out = factories.story("draft", lead_photo=barred), factories.story()

    with pytest.raises(ValidationError):
        publishing.set_status(draft, "live", by=by)
    with pytest.raises(ValidationError):
        publishing.change_story(out, by=by, text=figure(barred))
    with pytest.raises(ValidationError):
        publishing.change_story(out, by=by, lead_photo=barred)

    out.refresh_from_db()
    assert (out.text, out.lead_photo) == ("", None)


def test_drafts_may_hold_it_meanwhile(barred: Image) -> None:
    draft = factories.entry(factories.story(), status="draft", text=figure(barred))

    assert draft.photos.get() == barred


def test_an_entry_that_was_withdrawn_does_not_come_back_with_it() -> None:
    by, photo = factories.editor(), with_rights()
    entry = publishing.withdraw_entry(factories.entry(factories.story(), text=figure(photo)), by=by)
    publishing.change_photo(photo, by=by, is_barred=True)

    with pytest.raises(ValidationError, match="do not use"):
        publishing.restore_entry(entry, by=by)


def test_what_is_scheduled_is_asked_about_the_time_at_which_it_will_appear() -> None:
    now, story = timezone.now(), factories.story()
    embargoed, running_out = with_rights(embargo_until=now + HOUR), with_rights(use_until=now + HOUR)

    later = factories.entry(story, text=figure(embargoed), published_at=now + 2 * HOUR)
    with pytest.raises(ValidationError, match="under embargo"):
        factories.entry(story, text=figure(embargoed), published_at=now + HOUR / 2)
    with pytest.raises(ValidationError, match="only"):
        factories.entry(story, text=figure(running_out), published_at=now + 2 * HOUR)

    assert later.status == LiveEntry.Status.SCHEDULED


def test_an_entry_told_to_have_appeared_earlier_is_asked_about_now() -> None:
    expired = with_rights(use_until=timezone.now() - HOUR)

    with pytest.raises(ValidationError, match="only"):
        factories.entry(factories.story(), text=figure(expired), published_at=timezone.now() - 2 * HOUR)


def test_words_around_a_photo_whose_time_ran_out_can_still_be_corrected() -> None:
    by, photo = factories.editor(), with_rights()
    entry = factories.entry(factories.story(lead_photo=photo), text=figure(photo))
    publishing.change_photo(photo, by=by, use_until=timezone.now() - HOUR)

    changed = publishing.change_entry(entry, by=by, heading="The gates close again")
    story = publishing.change_story(entry.article, by=by, headline="Rain again")
    publishing.set_status(story, "ended", by=by)

    assert changed.heading == "The gates close again"
    assert Article.objects.get(pk=story.pk).headline == "Rain again"


@pytest.mark.parametrize("rights", ["embargo", "barred"])
def test_what_readers_see_is_taken_away_by_killing_it_and_not_by_a_tick(rights: str) -> None:
    by, photo = factories.picture_desk(), with_rights()
    factories.entry(factories.story(), text=figure(photo))

    with pytest.raises(ValidationError, match="Kill it"):
        publishing.change_photo(photo, by=by, **forbidden()[rights])

    photo.refresh_from_db()
    assert photo.obstacle() == ""


@pytest.mark.parametrize("rights", ["embargo", "barred"])
def test_a_photo_that_may_not_be_used_is_passed_over_wherever_a_draft_is_shown(rights: str) -> None:
    photo = with_rights(**forbidden()[rights])

    assert (photo.has_pictures, photo.is_ready) == (True, False)


@pytest.mark.parametrize("rights", [{"is_barred": True}, {"usage_terms": "Once only"}, {"territories": "UK"}])
def test_rights_are_the_picture_desks_to_say(rights: dict[str, Any]) -> None:
    reporter = factories.reporter()
    photo = factories.photo("cat.jpg", by=reporter)

    with pytest.raises(PermissionDenied):
        publishing.change_photo(photo, by=reporter, **rights)
    with pytest.raises(PermissionDenied):
        factories.photo("cat.jpg", by=reporter, **rights)
    changed = publishing.change_photo(photo, by=factories.picture_desk(), **rights)

    assert {name: getattr(changed, name) for name in rights} == rights


def test_rights_that_only_editors_read_make_no_news_for_readers() -> None:
    photo = with_rights()
    entry = factories.entry(factories.story(), text=figure(photo))

    publishing.change_photo(
        photo, by=factories.picture_desk(), use_until=timezone.now() + HOUR, territories="UK"
    )

    story, at_desk = Article.objects.get(), LiveEntry.objects.get()
    assert story.version == entry.version
    assert at_desk.desk_version == story.desk_version > entry.desk_version


def test_an_embargo_after_the_end_of_its_time_is_asked_about() -> None:
    now = timezone.now()

    with pytest.raises(ValidationError, match="One of the two is wrong"):
        with_rights(embargo_until=now + 2 * HOUR, use_until=now + HOUR)


def test_a_photo_that_runs_out_while_it_is_published_stays_and_is_listed_unless_the_house_wants_otherwise() -> (
    None
):
    photo = with_rights()
    factories.entry(factories.story(), text=figure(photo))
    publishing.change_photo(photo, by=factories.picture_desk(), use_until=timezone.now())

    taken = publishing.withdraw_expired()

    assert taken == []
    assert list(Image.objects.expired().shown()) == [photo]
    assert Image.objects.get().is_ready


def test_where_the_house_wants_it_a_photo_goes_when_its_time_is_over() -> None:
    publishing.change_newsroom(by=factories.administrator(), is_expired_withdrawn=True)
    by = factories.picture_desk()
    shown, unused, usable = with_rights(), with_rights(), with_rights(use_until=timezone.now() + HOUR)
    entry = factories.entry(factories.story(), text=figure(shown) + figure(usable))
    for photo in (shown, unused):
        publishing.change_photo(photo, by=by, use_until=timezone.now())

    taken = publishing.withdraw_expired()

    shown.refresh_from_db()
    assert taken == [shown]
    assert (shown.killed_by, shown.kill_reason[:21]) == (None, "It could be used unti")
    assert Article.objects.get(pk=entry.article_id).version == entry.version + 1
    assert publishing.withdraw_expired() == []


def test_a_photo_whose_time_is_over_comes_back_once_it_has_more_time() -> None:
    by, photo = factories.picture_desk(), with_rights()
    factories.entry(factories.story(), text=figure(photo))
    publishing.change_photo(photo, by=by, use_until=timezone.now())
    killed = publishing.kill_photo(photo, by=by, reason="Time over")

    with pytest.raises(ValidationError, match="Change that first"):
        publishing.restore_photo(killed, by=by)
    publishing.change_photo(killed, by=by, use_until=timezone.now() + HOUR)
    back = publishing.restore_photo(killed, by=by)

    assert back.is_ready
