"""Photos at the one door: complete before readers see them, and changed on every page that shows them."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage

from editorial import publishing
from editorial.models import Article, Image, LiveEntry
from tests import factories

pytestmark = pytest.mark.django_db


def photo(**fields: Any) -> Image:
    """A photo that lacks nothing, without a file unless told otherwise."""
    return factories.photo(None, **{"credit_line": "Ana Ferreira", "alternative_text": "A gate", **fields})


def figure(*photos: Image) -> str:
    """A text with these photos."""
    return "<p>At the harbour.</p>" + "".join(f'<figure data-photo="{one.pk}"></figure>' for one in photos)


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({"credit_line": ""}, "lacks: credit."),
        ({"alternative_text": ""}, "lacks: alternative text."),
        ({"credit_line": "", "alternative_text": ""}, "lacks: credit, alternative text."),
    ],
)
def test_publishing_an_incomplete_photo_asks_for_what_is_missing(
    fields: dict[str, str], missing: str
) -> None:
    incomplete, story = photo(**fields), factories.story()

    with pytest.raises(ValidationError) as refused:
        factories.entry(story, text=figure(incomplete))

    assert any(missing in message for message in refused.value.messages)
    assert any("Fill this in" in message for message in refused.value.messages)
    assert not story.entries.exists()


def test_a_draft_may_hold_an_incomplete_photo_and_is_asked_when_it_is_published() -> None:
    draft = factories.entry(factories.story(), text=figure(photo(credit_line="")), status="draft")

    with pytest.raises(ValidationError, match="credit"):
        publishing.change_entry(draft, by=factories.editor(), status="published")

    assert LiveEntry.objects.get(pk=draft.pk).status == "draft"


def test_a_photo_whose_credit_nobody_knows_is_published_when_that_is_said() -> None:
    unknown = photo(credit_line="", is_credit_unknown=True)

    entry = factories.entry(factories.story(), text=figure(unknown))

    assert entry.is_seen_by_readers
    assert list(entry.photos.all()) == [unknown]


@pytest.mark.parametrize("place", ["lead_photo", "text"])
def test_a_story_with_an_incomplete_photo_is_not_published(place: str) -> None:
    incomplete = photo(credit_line="")
    given: Any = incomplete if place == "lead_photo" else figure(incomplete)
    story = factories.story("draft", **{place: given})

    with pytest.raises(ValidationError, match="lacks: credit"):
        publishing.set_status(story, "live", by=factories.editor())

    assert Article.objects.get(pk=story.pk).status == "draft"


@pytest.mark.parametrize("place", ["lead_photo", "text"])
def test_a_public_story_takes_in_no_incomplete_photo(place: str) -> None:
    story, incomplete = factories.story(), photo(alternative_text="")
    given: Any = {place: incomplete if place == "lead_photo" else figure(incomplete)}

    with pytest.raises(ValidationError, match="lacks: alternative text"):
        publishing.change_story(story, by=factories.editor(), **given)

    assert Article.objects.get(pk=story.pk).version == story.version


def test_a_lead_photo_is_judged_by_what_is_known_now_not_by_what_the_form_held() -> None:
    story, held = factories.story(), photo()
    publishing.change_photo(Image.objects.get(pk=held.pk), by=factories.editor(), credit_line="")

    with pytest.raises(ValidationError, match="lacks: credit"):
        publishing.change_story(story, by=factories.editor(), lead_photo=held)

    assert Article.objects.get(pk=story.pk).lead_photo is None


@pytest.mark.parametrize("status", ["draft", "published"])
def test_a_text_that_names_a_photo_which_is_not_there_is_refused(status: str) -> None:
    story = factories.story()

    with pytest.raises(ValidationError, match="not in the library: 404") as refused:
        factories.entry(story, text='<figure data-photo="404"></figure>', status=status)

    assert list(refused.value.message_dict) == ["text"]
    assert not story.entries.exists()


def test_a_photos_new_words_reach_every_story_that_shows_it() -> None:
    shown, by = photo(), factories.editor()
    leads = factories.story(lead_photo=shown)
    tells = factories.story(text=figure(shown))
    covers, apart = factories.story(), factories.story()
    entry, other = factories.entry(covers, text=figure(shown)), factories.entry(covers)

    publishing.change_photo(shown, by=by, credit_line="Ana Ferreira/Meridian")

    now = {story.pk: Article.objects.get(pk=story.pk) for story in (leads, tells, covers, apart)}
    for story in (leads, tells):
        assert now[story.pk].version == now[story.pk].story_version == story.version + 1
    entry.refresh_from_db()
    other.refresh_from_db()
    assert entry.version == now[covers.pk].version == other.version + 1
    assert now[covers.pk].story_version == covers.story_version
    assert now[apart.pk].version == apart.version


def test_drafts_and_withdrawn_entries_that_hold_a_changed_photo_change_no_public_count() -> None:
    shown, story, by = photo(), factories.story(), factories.editor()
    draft = factories.entry(story, text=figure(shown), status="draft")
    withdrawn = publishing.withdraw_entry(factories.entry(story, text=figure(shown)), by=by)
    unborn = factories.story("draft", lead_photo=shown)

    publishing.change_photo(shown, by=by, caption="The north gate")

    for entry in (draft, withdrawn):
        assert LiveEntry.objects.get(pk=entry.pk).version == entry.version
    assert Article.objects.get(pk=story.pk).version == withdrawn.version
    assert Article.objects.get(pk=unborn.pk).version == 0


def test_saving_a_photo_as_it_stands_changes_nothing() -> None:
    shown = photo()
    story = factories.story(lead_photo=shown)

    same = publishing.change_photo(shown, by=factories.editor(), credit_line="Ana Ferreira")

    assert same.revision == shown.revision
    assert Article.objects.get(pk=story.pk).version == story.version


@pytest.mark.parametrize("field", ["credit_line", "alternative_text"])
def test_a_photo_that_readers_see_cannot_lose_its_credit_or_alternative_text(field: str) -> None:
    shown = photo()
    factories.entry(factories.story(), text=figure(shown))
    emptied: Any = {field: ""}

    with pytest.raises(ValidationError, match="lacks"):
        publishing.change_photo(shown, by=factories.editor(), **emptied)

    assert Image.objects.get(pk=shown.pk).missing == []


def test_writing_down_a_credit_ends_that_none_is_known() -> None:
    unknown = photo(credit_line="", is_credit_unknown=True)

    known = publishing.change_photo(unknown, by=factories.editor(), credit_line="Tomás Ribeiro")

    assert (known.credit_line, known.is_credit_unknown) == ("Tomás Ribeiro", False)


def test_a_credit_and_that_none_is_known_contradict_each_other() -> None:
    credited = photo()

    with pytest.raises(ValidationError, match="has a credit") as refused:
        publishing.change_photo(credited, by=factories.editor(), is_credit_unknown=True)

    assert list(refused.value.message_dict) == ["is_credit_unknown"]
    assert not Image.objects.get(pk=credited.pk).is_credit_unknown


def test_a_credit_of_65_characters_is_kept_to_the_letter() -> None:
    line = "Maria-José Fernández-O’Neill/EPA-EFE/Library via Distributor Ltd."

    kept = photo(credit_line=line)

    assert Image.objects.get(pk=kept.pk).credit_line == line


def test_a_photo_changed_by_two_the_second_is_told() -> None:
    shown, by = photo(), factories.editor()
    publishing.change_photo(shown, by=by, caption="The first", seen=shown.revision)

    with pytest.raises(publishing.Conflict) as conflict:
        publishing.change_photo(shown, by=by, caption="The second", seen=shown.revision)

    assert conflict.value.current.caption == "The first"  # type: ignore[attr-defined]  # a photo


def test_a_photo_without_a_file_waits_and_gets_one_on_every_page() -> None:
    waiting = photo()
    entry = factories.entry(factories.story(), text=figure(waiting))

    with (factories.PHOTOS / "launch.jpg").open("rb") as upload:
        ready = publishing.change_photo(waiting, by=factories.editor(), upload=upload, name="launch.jpg")

    entry.refresh_from_db()
    assert (waiting.is_ready, ready.is_ready) == (False, True)
    assert entry.version == Article.objects.get(pk=entry.article_id).version == 2 + 1
    assert all(default_storage.exists(f"renditions/{one['name']}") for one in ready.renditions)


def test_what_the_file_says_fills_in_only_what_nobody_wrote() -> None:
    ours = factories.photo("cat.jpg", caption="Our own words", credit_line="")

    assert ours.caption == "Our own words"
    assert ours.credit_line == "Stéfan van der Walt"


def test_a_new_credit_stands_in_every_file_that_readers_get_from_then_on() -> None:
    shown = factories.photo("launch.jpg", alternative_text="A rocket")
    old_names = {one["name"] for one in shown.renditions}

    publishing.change_photo(shown, by=factories.editor(), credit_line="Someone Else/Meridian")
    changed = publishing.develop_next()

    assert changed is not None
    changed.refresh_from_db()
    new_names = {one["name"] for one in changed.renditions}
    files = [default_storage.open(f"renditions/{name}").read() for name in new_names]
    assert len(new_names) > 15
    assert not old_names & new_names
    assert all(b"Someone Else/Meridian" in file for file in files)


def test_a_file_that_is_no_photo_is_refused_at_its_field() -> None:
    by = factories.editor()

    with (
        pytest.raises(ValidationError) as refused,
        (factories.PHOTOS.parent / "__init__.py").open("rb") as file,
    ):
        publishing.add_photo(by=by, upload=file, name="holiday.jpg")

    assert list(refused.value.message_dict) == ["file"]
    assert not Image.objects.exists()


def test_a_bylines_new_name_reaches_every_story_and_entry_that_shows_it() -> None:
    name, by = factories.byline("Ana Fereira"), factories.editor()
    written = factories.story(bylines=[name])
    covered, apart = factories.story(), factories.story()
    entry, other = factories.entry(covered, bylines=[name]), factories.entry(covered, bylines=[])

    publishing.change_byline(name, by=by, name="Ana Ferreira")

    now = {story.pk: Article.objects.get(pk=story.pk) for story in (written, covered, apart)}
    entry.refresh_from_db()
    assert now[written.pk].version == now[written.pk].story_version == written.version + 1
    assert entry.version == now[covered.pk].version == other.version + 1
    assert now[apart.pk].version == apart.version


def test_a_byline_changed_by_two_the_second_is_told() -> None:
    name, by = factories.byline(), factories.editor()
    publishing.change_byline(name, by=by, role="Harbour correspondent", seen=name.revision)

    with pytest.raises(publishing.Conflict):
        publishing.change_byline(name, by=by, role="Science correspondent", seen=name.revision)

    name.refresh_from_db()
    assert name.role == "Harbour correspondent"
