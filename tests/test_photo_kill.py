"""Killing a photo takes it, with every picture made of it, off everything; the record says who and why."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import FileSystemStorage, storages
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from editorial import publishing
from editorial.models import Article, Image, LiveEntry, Newsroom
from tests import factories

pytestmark = pytest.mark.django_db


def figure(photo: Image) -> str:
    """The photo's place in a text."""
    return f'<figure data-photo="{photo.pk}"></figure>'


@pytest.fixture
def photo() -> Image:
    """A photo with all its pictures."""
    return factories.developed(factories.photo("cat.jpg"))


@pytest.fixture
def by(photo: Image) -> Any:
    """Who may kill photos."""
    return factories.picture_desk()


def addresses(photo: Image) -> list[str]:
    """Where readers got its pictures."""
    return [f"/media/renditions/{each['name']}" for each in photo.renditions]


def statuses(client: Client, paths: list[str]) -> set[int]:
    """What is answered there."""
    return {client.get(path).status_code for path in paths}


def test_it_leaves_every_page_and_the_words_around_it_stay(client: Client, photo: Image, by: Any) -> None:
    entry = factories.entry(factories.story(), text=f"<p>Up it goes.</p>{figure(photo)}")
    elsewhere = factories.story(lead_photo=photo, text=f"<p>Before.</p>{figure(photo)}<p>After.</p>")
    pages = [entry.article.get_absolute_url(), entry.get_absolute_url(), elsewhere.get_absolute_url(), "/"]
    before = [client.get(page).content.decode() for page in pages]

    publishing.kill_photo(photo, by=by, reason="Wrong person")

    after = [client.get(page).content.decode() for page in pages]
    assert all(photo.token in page for page in before)
    assert not any(photo.token in page or f'data-photo="{photo.pk}"' in page for page in after)
    assert "Up it goes." in after[0]
    assert "Before." in after[2]
    assert "After." in after[2]


def test_open_pages_are_told(photo: Image, by: Any) -> None:
    shown, lead = factories.entry(factories.story(), text=figure(photo)), factories.story(lead_photo=photo)
    apart = factories.entry(factories.story())

    publishing.kill_photo(photo, by=by, reason="Wrong person")

    stories = {story.pk: story for story in Article.objects.all()}
    assert LiveEntry.objects.get(pk=shown.pk).version == shown.version + 1
    assert stories[shown.article_id].version == shown.version + 1
    assert stories[lead.pk].story_version == lead.version + 1
    assert stories[apart.article_id].version == apart.version


def test_every_picture_that_was_ever_made_of_it_is_gone(
    client: Client, photo: Image, by: Any, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    former = addresses(photo)
    publishing.change_photo(photo, by=by, credit_line="Someone Else")
    changed = factories.developed(Image.objects.get(pk=photo.pk))
    assert statuses(client, former + addresses(changed)) == {200}

    with django_capture_on_commit_callbacks(execute=True):
        publishing.kill_photo(photo, by=by, reason="Wrong person")

    assert statuses(client, former + addresses(changed)) == {404}
    assert storages["renditions"].listdir(photo.token) == ([], [])
    assert Image.objects.get().unerased_tokens == ""


def test_they_are_out_of_reach_while_the_storage_still_holds_them_and_erased_when_it_can(
    client: Client, photo: Image, by: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_asked: Any) -> None:
        raise OSError("The storage is away")

    with monkeypatch.context() as away:
        away.setattr(FileSystemStorage, "delete", fail)
        publishing.kill_photo(photo, by=by, reason="Wrong person")
        with pytest.raises(OSError, match="away"):
            publishing.erase_taken_away()
    meanwhile = statuses(client, addresses(photo)), len(storages["renditions"].listdir(photo.token)[1])
    erased = publishing.erase_taken_away()

    assert meanwhile == ({404}, len(photo.renditions) + 1)
    assert erased == 1
    assert storages["renditions"].listdir(photo.token) == ([], [])
    assert publishing.erase_taken_away() == 0


def test_one_that_cannot_be_erased_keeps_no_other(
    photo: Image, by: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = factories.photo("launch.jpg")
    for each in (photo, other):
        publishing.kill_photo(each, by=by, reason="Wrong person")
    delete = FileSystemStorage.delete

    def fail_for_one(storage: FileSystemStorage, name: str) -> None:
        if name.startswith(photo.token):
            raise OSError("No right to this folder")
        delete(storage, name)

    with monkeypatch.context() as away:
        away.setattr(FileSystemStorage, "delete", fail_for_one)
        with pytest.raises(OSError, match="No right"):
            publishing.erase_taken_away()

    assert list(Image.objects.unerased()) == [photo]


def test_the_record_says_who_and_why(photo: Image, by: Any) -> None:
    killed = publishing.kill_photo(photo, by=by, reason="  Wrong person, says the agency ")

    line = killed.history.first()
    assert (killed.killed_by, killed.kill_reason) == (by, "Wrong person, says the agency")
    assert (line.history_user, line.history_change_reason) == (by, "kill: Wrong person, says the agency")
    assert (line.caption, line.credit_line) == (photo.caption, photo.credit_line)


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_it_is_not_done_without_a_reason(reason: str, photo: Image, by: Any) -> None:
    with pytest.raises(ValidationError) as refused:
        publishing.kill_photo(photo, by=by, reason=reason)

    assert list(refused.value.message_dict) == ["reason"]
    assert Image.objects.get().is_ready


@pytest.mark.parametrize("reason", ["x" * 501, "two\nlines", "a bell \a"])
def test_a_reason_that_cannot_be_kept_is_refused_at_its_field(reason: str, photo: Image, by: Any) -> None:
    with pytest.raises(ValidationError) as refused:
        publishing.kill_photo(photo, by=by, reason=reason)

    assert list(refused.value.message_dict) == ["reason"]
    assert Image.objects.get().is_ready


def test_it_is_the_picture_desks_and_the_editors_to_do(photo: Image) -> None:
    reporter = factories.reporter()

    with pytest.raises(PermissionDenied):
        publishing.kill_photo(photo, by=reporter, reason="I do not like it")
    killed = publishing.kill_photo(photo, by=factories.editor(), reason="Wrong person")
    with pytest.raises(PermissionDenied):
        publishing.restore_photo(killed, by=reporter)

    assert Image.objects.get().killed_at


def test_a_second_kill_changes_nothing(photo: Image, by: Any) -> None:
    first = publishing.kill_photo(photo, by=by, reason="Wrong person")

    second = publishing.kill_photo(photo, by=factories.editor(), reason="Me too")

    assert (second.revision, second.kill_reason) == (first.revision, "Wrong person")


def test_other_photos_of_the_same_file_go_with_it(photo: Image, by: Any) -> None:
    copy, another = factories.photo("cat.jpg", caption="Brought twice"), factories.photo("launch.jpg")
    entry = factories.entry(factories.story(), text=figure(copy))

    publishing.kill_photo(photo, by=by, reason="Wrong person")

    copy.refresh_from_db()
    another.refresh_from_db()
    assert (copy.killed_by, copy.kill_reason) == (by, "Wrong person")
    assert LiveEntry.objects.get().version == entry.version + 1
    assert another.is_ready


def test_a_killed_file_that_is_brought_once_more_cannot_be_published(photo: Image, by: Any) -> None:
    killed = publishing.kill_photo(photo, by=by, reason="Wrong person")

    again = factories.photo("cat.jpg")
    with pytest.raises(ValidationError, match="is the file of a photo that was killed: Wrong person"):
        factories.entry(factories.story(), text=figure(again))
    publishing.restore_photo(killed, by=by)
    shown = factories.entry(factories.story(), text=figure(again))

    assert shown.photos.get() == again


def test_of_two_killed_together_one_can_come_back_alone(photo: Image, by: Any) -> None:
    factories.photo("cat.jpg")
    killed = publishing.kill_photo(photo, by=by, reason="Wrong person")

    back = publishing.restore_photo(killed, by=by)
    shown = factories.entry(factories.story(), text=figure(back))

    assert shown.photos.get() == photo


def test_undone_it_is_back_in_every_place_under_other_addresses(
    client: Client, photo: Image, by: Any, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    entry = factories.entry(factories.story(), text=figure(photo))
    former = addresses(photo)
    with django_capture_on_commit_callbacks(execute=True):
        killed = publishing.kill_photo(photo, by=by, reason="Wrong person")

    back = publishing.restore_photo(killed, by=by)
    at_once = client.get(entry.get_absolute_url()).content.decode()
    publishing.develop_next()

    back.refresh_from_db()
    assert (back.killed_at, back.killed_by, back.kill_reason) == (None, None, "")
    assert back.history.first().history_change_reason == "restore"
    assert f'data-photo="{photo.pk}"' in at_once
    assert LiveEntry.objects.get().version == entry.version + 3
    assert statuses(client, addresses(back)) == {200}
    assert statuses(client, former) == {404}


def test_a_photo_that_was_not_killed_is_not_restored_into_anything(photo: Image, by: Any) -> None:
    folders = storages["renditions"].listdir("")[0]

    same = publishing.restore_photo(photo, by=by)

    assert (same.revision, same.token) == (photo.revision, photo.token)
    assert storages["renditions"].listdir("")[0] == folders


def test_pictures_that_were_to_be_erased_when_it_was_undone_still_are(photo: Image, by: Any) -> None:
    killed = publishing.kill_photo(photo, by=by, reason="Wrong person")

    back = publishing.restore_photo(killed, by=by)
    publishing.erase_taken_away()

    assert storages["renditions"].listdir(photo.token) == ([], [])
    assert len(storages["renditions"].listdir(back.token)[1]) == 1


def test_a_photo_in_the_darkroom_is_not_brought_back_by_it(photo: Image, by: Any) -> None:
    publishing.change_photo(photo, by=by, credit_line="Someone Else")
    in_hand = Image.objects.get()

    publishing.kill_photo(photo, by=by, reason="Wrong person")
    publishing.develop(in_hand)

    assert Image.objects.get().renditions == []
    assert publishing.develop_next() is None


def test_a_killed_photo_gets_no_other_file(photo: Image, by: Any) -> None:
    killed = publishing.kill_photo(photo, by=by, reason="Wrong person")

    with (
        (factories.PHOTOS / "launch.jpg").open("rb") as upload,
        pytest.raises(ValidationError, match="killed"),
    ):
        publishing.change_photo(killed, by=by, upload=upload, name="launch.jpg")

    assert Image.objects.get().renditions == []


def test_what_is_scheduled_appears_without_it(photo: Image, by: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    at = timezone.now() + datetime.timedelta(hours=1)
    factories.entry(factories.story(), text=f"<p>Up it goes.</p>{figure(photo)}", published_at=at)
    publishing.kill_photo(photo, by=by, reason="Wrong person")

    published = publishing.publish_due(at)

    assert [entry.status for entry in published] == ["published"]


def test_the_logo_leaves_what_search_engines_are_told(client: Client, photo: Image, by: Any) -> None:
    publishing.change_newsroom(by=factories.administrator(), logo=photo)
    story = factories.story()

    publishing.kill_photo(photo, by=by, reason="We have a new one")

    assert photo.token not in client.get(story.get_absolute_url()).content.decode()
    assert Article.objects.get().epoch != story.epoch


def test_whoever_keeps_copies_of_pictures_hears_of_a_kill_and_of_a_return(photo: Image, by: Any) -> None:
    marks = [Newsroom.current().pictures_version]

    killed = publishing.kill_photo(photo, by=by, reason="Wrong person")
    marks.append(Newsroom.current().pictures_version)
    publishing.restore_photo(killed, by=by)
    marks.append(Newsroom.current().pictures_version)

    assert marks[0] < marks[1] < marks[2]


def test_rows_at_the_desk_hear_of_it_though_readers_see_nothing(photo: Image, by: Any) -> None:
    draft = factories.entry(factories.story(), status="draft", text=figure(photo))

    publishing.kill_photo(photo, by=by, reason="Wrong person")

    story = Article.objects.get()
    assert LiveEntry.objects.get().desk_version == story.desk_version > draft.desk_version
    assert story.version == draft.article.version


def test_a_photo_that_stands_nowhere_can_be_discarded_with_its_pictures(
    photo: Image, by: Any, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        publishing.discard_photo(photo, by=by)

    assert not Image.objects.exists()
    assert storages["renditions"].listdir(photo.token) == ([], [])


@pytest.mark.parametrize("place", ["entry", "draft", "story", "lead", "logo", "portrait"])
def test_a_photo_that_stands_somewhere_is_not_discarded(place: str, photo: Image, by: Any) -> None:
    if place in {"entry", "draft"}:
        factories.entry(
            factories.story(), status="draft" if place == "draft" else "published", text=figure(photo)
        )
    elif place == "logo":
        publishing.change_newsroom(by=factories.administrator(), logo=photo)
    elif place == "portrait":
        factories.byline(portrait=photo)
    else:
        factories.story(**({"lead_photo": photo} if place == "lead" else {"text": figure(photo)}))

    with pytest.raises(ValidationError, match="Take it out there"), transaction.atomic():
        publishing.discard_photo(photo, by=by)

    assert Image.objects.get() == photo
