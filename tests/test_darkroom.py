"""The pictures that readers get are made beside the work: a photo is usable at once, and none is forgotten."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db.models.signals import post_init
from django.utils import timezone

from editorial import publishing
from editorial.models import Article, Image
from editorial.publishing import darkroom
from tests import factories
from tests.promise_served import newsroom
from tests.streaming import Stream, path_of_stream, reading_aside

FORMATS = {"avif", "webp", "jpeg"}


def figure(photo: Image) -> str:
    """The photo's place in a text."""
    return f'<figure data-photo="{photo.pk}"></figure>'


def formats(photo: Image) -> set[str]:
    """The formats in which readers can have it."""
    photo.refresh_from_db()
    return {each["format"] for each in photo.renditions}


@pytest.mark.django_db
def test_a_photo_is_there_at_once_with_one_picture_and_waits_for_the_others() -> None:
    photo = factories.photo("launch.jpg")

    assert [each["shape"] for each in photo.renditions] == ["first"]
    assert (photo.is_ready, photo.is_undeveloped) == (True, True)


@pytest.mark.django_db
def test_the_darkroom_makes_every_format_and_puts_it_on_the_pages_that_show_the_photo() -> None:
    photo = factories.photo("launch.jpg")
    entry = factories.entry(factories.story(), text=figure(photo))
    elsewhere = factories.story(lead_photo=photo)
    apart = factories.story()

    made = publishing.develop_next()

    versions = {story.pk: story.version for story in Article.objects.all()}
    updated = {story.pk: story.updated_at for story in Article.objects.all()}
    assert made == photo
    assert formats(photo) == FORMATS
    assert not photo.is_undeveloped
    assert versions[entry.article_id] == entry.version + 1
    assert versions[elsewhere.pk] == elsewhere.version + 1
    assert versions[apart.pk] == apart.version
    assert updated[elsewhere.pk] == elsewhere.updated_at
    assert publishing.develop_next() is None


@pytest.mark.django_db
def test_an_editor_who_writes_the_caption_meanwhile_is_not_told_of_a_conflict() -> None:
    photo, by = factories.photo("launch.jpg"), factories.editor()
    opened = Image.objects.get(pk=photo.pk)

    publishing.develop(photo)
    changed = publishing.change_photo(photo, by=by, seen=opened.revision, headline="Lift-off")

    assert formats(changed) == FORMATS
    assert changed.headline == "Lift-off"
    assert not changed.is_undeveloped


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["credit_line", "caption", "copyright_notice", "usage_terms"])
def test_words_that_travel_inside_ask_for_other_pictures(field: str) -> None:
    photo, by = factories.developed(factories.photo("launch.jpg")), factories.editor()
    before = {each["name"] for each in photo.renditions}

    words: dict[str, Any] = {field: "Harbour Pictures"}
    changed = publishing.change_photo(photo, by=by, **words)

    assert changed.is_undeveloped
    assert {each["name"] for each in changed.renditions} == before


@pytest.mark.django_db
def test_a_new_focal_point_cuts_the_photo_anew() -> None:
    photo, by = factories.developed(factories.photo("astronaut.jpg")), factories.editor()
    before = {each["name"] for each in photo.renditions}

    publishing.change_photo(photo, by=by, focal_y=0.1)
    publishing.develop_next()

    photo.refresh_from_db()
    assert not before & {each["name"] for each in photo.renditions}


@pytest.mark.django_db
def test_what_was_changed_while_its_pictures_were_made_is_made_once_more() -> None:
    photo, by = factories.photo("cat.jpg"), factories.editor()
    in_hand = Image.objects.get(pk=photo.pk)

    publishing.change_photo(photo, by=by, credit_line="Someone Else")
    publishing.develop(in_hand)
    photo.refresh_from_db()
    was_put_up = not photo.is_undeveloped
    publishing.develop_next()

    assert not was_put_up
    assert formats(photo) == FORMATS
    names = [each["name"] for each in photo.renditions]
    assert all(b"Someone Else" in default_storage.open(f"renditions/{name}").read() for name in names)


@pytest.mark.django_db
def test_a_photo_that_somebody_has_in_hand_is_left_to_them_until_they_are_taken_for_dead(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    photo = factories.photo("cat.jpg")
    taken = darkroom._taken_in_hand()

    meanwhile = publishing.develop_next()
    later = timezone.now() + darkroom.IN_HAND + datetime.timedelta(seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    at_last = publishing.develop_next()

    assert (taken, meanwhile, at_last) == (photo, None, photo)
    assert formats(photo) == FORMATS


@pytest.mark.django_db
def test_a_photo_over_which_process_after_process_dies_is_given_up_with_a_word(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    photo, now = factories.photo("cat.jpg"), timezone.now()

    for death in range(darkroom.MOST_TRIES + 1):
        at = now + death * 2 * darkroom.IN_HAND
        monkeypatch.setattr(timezone, "now", lambda at=at: at)
        darkroom._taken_in_hand()

    photo.refresh_from_db()
    assert not photo.is_undeveloped
    assert "several tries" in photo.develop_fault
    assert photo.is_ready


@pytest.mark.django_db
def test_a_photo_whose_file_is_gone_or_broken_is_told_of_and_keeps_none_of_the_others_waiting() -> None:
    lost, broken, sound = (factories.photo(name) for name in ("cat.jpg", "coffee.jpg", "launch.jpg"))
    default_storage.delete(str(lost.file))
    Path(default_storage.path(str(broken.file))).write_bytes(b"\xff\xd8\xff" + bytes(100))

    call_command("develop_photos")

    lost.refresh_from_db()
    broken.refresh_from_db()
    assert "not in the storage" in lost.develop_fault
    assert "could not be made" in broken.develop_fault
    assert formats(sound) == FORMATS
    assert publishing.develop_next() is None


@pytest.mark.django_db
def test_the_command_says_that_the_storage_is_away_and_the_photo_goes_on_waiting() -> None:
    photo = factories.photo("cat.jpg")
    originals = Path(default_storage.path("originals"))
    originals.rename(originals.with_name("elsewhere"))
    originals.write_bytes(b"no folder")

    with pytest.raises(CommandError, match="does not answer"):
        call_command("develop_photos")

    photo.refresh_from_db()
    assert (photo.is_undeveloped, photo.develop_tries) == (True, 0)


@pytest.mark.django_db
def test_a_photo_of_an_older_version_learns_what_taking_in_tells_today() -> None:
    photo = factories.photo("cat.jpg")
    told = photo.likeness, photo.tone
    Image.objects.filter(pk=photo.pk).update(likeness="", tone=None, renditions=[])

    publishing.develop_next()

    photo.refresh_from_db()
    assert told == (photo.likeness, photo.tone)


@pytest.mark.django_db(transaction=True)
def test_the_server_makes_them_by_itself_and_open_pages_hear_of_it(tmp_path: Path) -> None:
    by = factories.editor()
    story = factories.story(by=by)

    with newsroom(tmp_path) as serving, reading_aside() as aside:
        server = serving.begin()
        stream = aside.wait(Stream.open(server.port, path_of_stream(story)))
        photo = factories.photo("launch.jpg", by=by)
        factories.entry(story, by=by, text=figure(photo))
        told = ""
        while "image/avif" not in told:
            changes = aside.wait(stream.next_changes())
            told = "".join(entry["html"] or "" for entry in changes["entries"])

    assert formats(photo) == FORMATS


@pytest.mark.django_db(transaction=True)
def test_a_server_killed_in_the_middle_leaves_the_photo_to_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = factories.photo("launch.jpg")

    with newsroom(tmp_path, FAULT="dies_in_the_darkroom") as serving:
        killed = serving.begin("tests.faulty_asgi:application")
        killed.process.wait()
        photo.refresh_from_db()
        was_left = photo.is_undeveloped
        Image.objects.filter(pk=photo.pk).update(develops_until=timezone.now())  # it is taken for dead
        other = serving.begin()
        while photo.is_undeveloped:
            other.get("/health/")
            photo.refresh_from_db()

    assert (killed.process.returncode, was_left) == (-9, True)
    assert formats(photo) == FORMATS


@pytest.mark.django_db
def test_what_was_worked_on_last_comes_first() -> None:
    first, second, third = (factories.photo(name) for name in ("cat.jpg", "coffee.jpg", "launch.jpg"))
    publishing.change_photo(second, by=factories.editor(), caption="Look at this one")

    made = [publishing.develop_next() for _one in range(3)]

    assert made == [second, third, first]


@pytest.mark.django_db
def test_of_a_library_that_waits_one_photo_is_read_at_a_time() -> None:
    for name in ("cat.jpg", "coffee.jpg", "launch.jpg"):
        factories.photo(name)
    read: set[int] = set()

    def note(instance: Image, **_more: object) -> None:
        read.add(instance.pk)

    post_init.connect(note, sender=Image)
    made = darkroom._taken_in_hand()
    post_init.disconnect(note, sender=Image)

    assert made
    assert read == {made.pk}
