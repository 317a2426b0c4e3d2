"""Who may do what at the one door, whatever page or command asks for it."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from editorial import publishing
from editorial.models import Article, Byline, Image, LiveEntry, Refusal
from editorial.publishing.entries import EntryFields
from tests import factories

pytestmark = pytest.mark.django_db

Act = Callable[[User], object]


@pytest.fixture
def acts() -> dict[str, Act]:
    """Everything that changes what readers see, done to the work of somebody else."""
    story, name = factories.story(), factories.byline()
    entry, draft = factories.entry(story), factories.entry(story, status="draft")
    scrap = factories.entry(story, status="draft")
    withdrawn = publishing.withdraw_entry(factories.entry(story), by=factories.editor())
    photo = factories.photo(None)
    return {
        "publish": lambda by: factories.entry(story, by=by),
        "draft": lambda by: factories.entry(story, by=by, status="draft"),
        "change": lambda by: publishing.change_entry(entry, by=by, heading="Another"),
        "change draft": lambda by: publishing.change_entry(draft, by=by, heading="Another"),
        "publish draft": lambda by: publishing.change_entry(draft, by=by, status="published"),
        "discard": lambda by: publishing.discard_entry(scrap, by=by),
        "withdraw": lambda by: publishing.withdraw_entry(entry, by=by),
        "restore": lambda by: publishing.restore_entry(withdrawn, by=by),
        "create story": lambda by: publishing.create_story(by=by, headline="Sun at last"),
        "change story": lambda by: publishing.change_story(story, by=by, headline="Sun at last"),
        "status": lambda by: publishing.set_status(story, "ended", by=by),
        "add photo": lambda by: factories.photo(None, by=by),
        "change photo": lambda by: publishing.change_photo(photo, by=by, caption="The north gate"),
        "add byline": lambda by: publishing.add_byline(by=by, name="Tomás Ribeiro"),
        "change byline": lambda by: publishing.change_byline(name, by=by, name="Ana F."),
        "section": lambda by: publishing.add_section(by=by, name="Science", slug="science"),
        "newsroom": lambda by: publishing.change_newsroom(by=by, name="The Harbour News"),
    }


MAY = {
    "Reporter": {"draft", "add photo"},
    "Picture desk": {"draft", "add photo", "change photo"},
    "": set[str](),
}


@pytest.mark.parametrize("group", MAY)
def test_the_groups_may_do_what_their_work_needs_and_nothing_else(group: str, acts: dict[str, Act]) -> None:
    by = factories.person(group)
    before = _everything()

    done = {name for name, act in acts.items() if _is_allowed(act, by)}

    assert done == MAY[group]
    assert done or _everything() == before


def test_an_editor_may_do_all_but_the_newsroom_record(acts: dict[str, Act]) -> None:
    by = factories.editor()

    refused = {name for name, act in acts.items() if not _is_allowed(act, by)}

    assert refused == {"newsroom"}


def test_an_administrator_may_do_all(acts: dict[str, Act]) -> None:
    by = factories.administrator()

    refused = {name for name, act in acts.items() if not _is_allowed(act, by)}

    assert refused == set()


@pytest.mark.parametrize("group", ["Reporter", "Editor"])
def test_someone_who_was_deactivated_may_do_nothing(group: str, acts: dict[str, Act]) -> None:
    by = factories.person(group, is_active=False)
    before = _everything()

    done = {name for name, act in acts.items() if _is_allowed(act, by)}

    assert done == set()
    assert _everything() == before


def test_an_administrator_who_was_deactivated_may_do_nothing(acts: dict[str, Act]) -> None:
    by = factories.administrator(is_active=False)

    done = {name for name, act in acts.items() if _is_allowed(act, by)}

    assert done == set()


def _is_allowed(act: Act, by: User) -> bool:
    try:
        act(by)
    except PermissionDenied:
        return False
    return True


def _everything() -> list[list[Any]]:
    models = (Article, LiveEntry, Image, Byline)
    return [list(model._default_manager.order_by("pk").values_list("pk", "revision")) for model in models]


def test_reporters_work_on_their_own_drafts_until_somebody_publishes_them() -> None:
    by, story = factories.reporter(), factories.story()
    draft = factories.entry(story, by=by, status="draft")

    submitted = publishing.change_entry(draft, by=by, heading="Finished", status="submitted")
    publishing.change_entry(submitted, by=factories.editor(), status="published")

    with pytest.raises(PermissionDenied):
        publishing.change_entry(submitted, by=by, heading="A second thought")
    assert LiveEntry.objects.get(pk=draft.pk).heading == "Finished"


def test_reporters_discard_their_own_drafts() -> None:
    by = factories.reporter()
    draft = factories.entry(factories.story(), by=by, status="submitted")

    publishing.discard_entry(draft, by=by)

    assert not LiveEntry.objects.filter(pk=draft.pk).exists()


def test_reporters_do_not_touch_their_entry_once_it_is_scheduled() -> None:
    by = factories.reporter()
    draft = factories.entry(factories.story(), by=by, status="draft")
    soon = timezone.now() + datetime.timedelta(hours=1)
    publishing.change_entry(draft, by=factories.editor(), status="scheduled", published_at=soon)

    with pytest.raises(PermissionDenied):
        publishing.discard_entry(draft, by=by)

    assert LiveEntry.objects.get(pk=draft.pk).status == "scheduled"


@pytest.mark.parametrize(
    "fields", [{"is_key_event": True}, {"is_pinned": True}, {"published_at": timezone.now()}]
)
def test_time_pin_and_key_event_are_an_editors_to_set(fields: EntryFields) -> None:
    by, story = factories.reporter(), factories.story()
    draft = factories.entry(story, by=by, status="draft")

    with pytest.raises(PermissionDenied, match="Only an editor"):
        factories.entry(story, by=by, status="draft", **fields)
    with pytest.raises(PermissionDenied, match="Only an editor"):
        publishing.change_entry(draft, by=by, **fields)

    assert list(story.entries.values_list("is_key_event", "is_pinned", "published_at")) == [
        (False, False, None)
    ]


@pytest.mark.parametrize("status", ["published", "scheduled", "withdrawn"])
def test_a_status_that_readers_see_is_an_editors_to_give(status: str) -> None:
    by, story = factories.reporter(), factories.story()
    draft = factories.entry(story, by=by, status="draft")

    with pytest.raises(PermissionDenied):
        factories.entry(story, by=by, status=status)
    with pytest.raises(PermissionDenied):
        publishing.change_entry(draft, by=by, status=status)

    assert list(story.entries.values_list("status", flat=True)) == ["draft"]


def test_reporters_sign_with_their_own_byline_and_no_other() -> None:
    by, story = factories.reporter(), factories.story()
    own, stranger = factories.byline(user=by), factories.byline("Tomás Ribeiro")

    signed = factories.entry(story, by=by, status="draft")

    with pytest.raises(PermissionDenied):
        factories.entry(story, by=by, status="draft", bylines=[stranger])
    with pytest.raises(PermissionDenied):
        publishing.change_entry(signed, by=by, bylines=[own, stranger])
    assert LiveEntry.objects.get(pk=signed.pk).ordered_bylines == [own]


def test_reporters_describe_the_photos_they_brought_and_no_others() -> None:
    by = factories.reporter()
    own, other = factories.photo(None, by=by), factories.photo(None)

    publishing.change_photo(own, by=by, caption="The north gate")

    with pytest.raises(PermissionDenied, match="somebody else brought it"):
        publishing.change_photo(other, by=by, caption="The north gate")
    assert [Image.objects.get(pk=one.pk).caption for one in (own, other)] == ["The north gate", ""]


@pytest.mark.parametrize("name", ["post", "change", "withdraw", "restore", "discard", "rewrite", "end"])
def test_a_restricted_story_takes_nothing_from_those_who_may_not_know_of_it(name: str) -> None:
    story, inside, outside = factories.story(), factories.editor(), factories.editor()
    entry, draft = factories.entry(story), factories.entry(story, status="draft")
    withdrawn = publishing.withdraw_entry(factories.entry(story), by=inside)
    publishing.change_story(story, by=inside, restricted_to=[inside])
    acts: dict[str, Act] = {
        "post": lambda by: factories.entry(story, by=by),
        "change": lambda by: publishing.change_entry(entry, by=by, heading="Another"),
        "withdraw": lambda by: publishing.withdraw_entry(entry, by=by),
        "restore": lambda by: publishing.restore_entry(withdrawn, by=by),
        "discard": lambda by: publishing.discard_entry(draft, by=by),
        "rewrite": lambda by: publishing.change_story(story, by=by, headline="Another"),
        "end": lambda by: publishing.set_status(story, "ended", by=by),
    }
    before = _everything()

    is_allowed_outside = _is_allowed(acts[name], outside)
    after = _everything()

    assert (is_allowed_outside, after) == (False, before)
    assert _is_allowed(acts[name], inside)


def test_a_reporter_of_a_restricted_story_files_a_draft_in_it() -> None:
    by, chief = factories.reporter(), factories.editor()
    story = factories.story(by=chief, restricted_to=[by, chief])

    draft = factories.entry(story, by=by, status="draft")

    assert list(story.entries.all()) == [draft]


def test_a_refused_write_is_on_record_even_if_its_address_is_odd() -> None:
    by = factories.reporter()

    publishing.record_refusal(by=by, attempt="POST /admin/editorial/liveentry/7/\0\nchange/" + "x" * 600)

    refusal = Refusal.objects.get()
    assert (refusal.by, len(refusal.attempt)) == (by, 500)
    assert refusal.attempt.startswith("POST /admin/editorial/liveentry/7/\N{REPLACEMENT CHARACTER}")
