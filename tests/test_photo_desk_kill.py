"""A photo killed and restored at the desk, its pictures made again, its original handed out."""

import pytest
from django.core.files.storage import default_storage

from editorial.models import Image, Refusal
from tests import factories
from tests.desk import Desk, errors, messages
from tests.markup import page_of, text, texts
from tests.photo_files import plain, saved
from tests.photo_page import brought, notes

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def desk() -> Desk:
    """The picture desk's browser."""
    return Desk(factories.picture_desk())


def test_killing_asks_why_says_where_it_stands_and_keeps_a_reason_that_was_refused(desk: Desk) -> None:
    photo = factories.photo(None, credit_line="A. Quay", alternative_text="A quay")
    factories.story(lead_photo=photo, headline="Rain on the fair")

    asked = desk.get("image_kill", photo.pk)
    without = desk.post("image_kill", photo.pk, reason="  ")
    too_long = desk.post("image_kill", photo.pk, reason="x" * 501)

    assert "Rain on the fair" in text(page_of(asked))
    assert "Say why" in errors(without)
    assert [
        field.get("value") for field in page_of(too_long).iter("input") if field.get("name") == "reason"
    ] == ["x" * 501]
    assert not Image.objects.filter(killed_at__isnull=False).exists()


def test_other_photos_of_the_same_file_are_named_before_they_go_along(desk: Desk) -> None:
    photo, copy = factories.photo("launch.jpg"), factories.photo("launch.jpg", headline="Brought twice")
    story = factories.story(lead_photo=copy)
    address = f"/admin/editorial/image/{photo.pk}/kill/"

    question = desk.client.get(address).content.decode()
    told = messages(desk.client.post(address, {"reason": "Wrong person"}, follow=True))

    copy.refresh_from_db()
    assert "Brought twice" in question
    assert story.headline in question
    assert "They go off every page" in question
    assert "Kill these 2 photos" in question
    assert "2 photos were taken off every page" in told
    assert copy.kill_reason == "Wrong person"


def test_a_killed_photo_says_by_whom_and_why_and_is_restored_from_its_page(desk: Desk) -> None:
    photo = factories.photo("cat.jpg", credit_line="A. Quay", alternative_text="A quay")
    desk.post("image_kill", photo.pk, reason="The wrong <b>man</b>")
    killed = desk.get("image_change", photo.pk)

    answer = desk.client.post(f"/admin/editorial/image/{photo.pk}/restore/", follow=True)

    photo.refresh_from_db()
    assert f"Killed by {desk.person.username} at " in notes(killed)
    assert "The wrong <b>man</b>" in notes(killed)
    assert "Restore" in texts(page_of(killed), ".//div[@class='ways']//button")
    assert "back wherever it stood" in messages(answer)
    assert (photo.killed_at, photo.has_pictures) == (None, True)


def test_a_photo_whose_file_is_gone_is_not_restored_and_the_page_says_why(desk: Desk) -> None:
    photo = factories.photo("cat.jpg")
    desk.post("image_kill", photo.pk, reason="No")
    default_storage.delete(str(photo.file.name))

    answer = desk.client.post(f"/admin/editorial/image/{photo.pk}/restore/", follow=True)

    assert "not in the storage any more" in messages(answer)
    assert Image.objects.get(pk=photo.pk).killed_at


def test_who_may_not_kill_is_not_offered_it_and_is_refused_on_record() -> None:
    desk = Desk(factories.reporter())
    photo = factories.photo(None, by=desk.person)

    page = desk.get("image_change", photo.pk)
    answers = [desk.post("image_kill", photo.pk, reason="Mine"), desk.post("image_restore", photo.pk)]

    assert "Kill" not in text(page_of(page))
    assert [answer.status_code for answer in answers] == [403, 403]
    assert Refusal.objects.filter(by=desk.person).count() == 2


def test_pictures_that_could_not_be_made_say_so_and_are_asked_for_again(desk: Desk) -> None:
    photo = factories.photo("cat.jpg")
    Image.objects.filter(pk=photo.pk).update(is_undeveloped=False, develop_fault="No room on the disk.")
    failed = desk.get("image_change", photo.pk)

    desk.post("image_develop", photo.pk)

    photo.refresh_from_db()
    again = [button for button in page_of(failed).iter("button") if text(button) == "Make them again"]
    assert "No room on the disk." in text(page_of(failed))
    assert len(again) == 1
    assert (photo.is_undeveloped, photo.develop_fault) == (True, "")
    assert desk.get("image_pictures", photo.pk).json()["state"] == "making"


def test_how_far_the_pictures_are_is_said_in_words(desk: Desk) -> None:
    photo = brought(saved(plain(), "JPEG"))
    first = desk.get("image_pictures", photo.pk).json()

    made = factories.developed(photo)

    told = desk.get("image_pictures", photo.pk).json()
    assert first == {"state": "making", "words": "One picture for now. The others are being made."}
    assert told == {"state": "made", "words": f"{len(made.renditions)} pictures, made."}


def test_the_original_is_handed_out_whole_inert_and_to_those_alone_who_may_change_the_photo(
    desk: Desk,
) -> None:
    data = saved(plain(), "JPEG")
    photo = brought(data, name='a "quay"\\evil.html')
    desk.post("image_kill", photo.pk, reason="No")

    answer = desk.get("image_original", photo.pk)
    refused = Desk(factories.reporter()).get("image_original", photo.pk)

    assert (answer.status_code, answer.content, refused.status_code) == (200, data, 403)
    assert answer["Content-Disposition"] == 'attachment; filename="evil.jpg"'
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


def test_an_original_that_is_not_there_any_more_is_told_on_the_photos_page(desk: Desk) -> None:
    lost = brought(saved(plain(), "JPEG"))
    default_storage.delete(str(lost.file.name))

    answer = desk.client.get(f"/admin/editorial/image/{lost.pk}/original/", follow=True)

    assert "not in the storage any more" in messages(answer)
    assert desk.get("image_original", factories.photo(None).pk).status_code == 404


def test_pictures_in_hand_are_not_begun_twice(desk: Desk) -> None:
    photo = factories.photo("cat.jpg")
    Image.objects.filter(pk=photo.pk).update(develop_tries=2)

    desk.post("image_develop", photo.pk)

    assert Image.objects.get(pk=photo.pk).develop_tries == 2
