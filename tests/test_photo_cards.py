"""What a photo's card says beside its texts: rights, doubts, duplicates; and throwing a photo away."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from editorial import publishing
from editorial.models import Image, Refusal
from editorial.photos.files import originals
from tests import factories
from tests.desk import Desk
from tests.photo_files import iim_dataset, plain, saved, with_iim

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
FULL = b"A. QUAY/Harbour Agency/Photo Lib"


@pytest.fixture
def desk() -> Desk:
    """A reporter signed in."""
    return Desk(factories.reporter())


def card(desk: Desk, photo: Image) -> dict[str, Any]:
    """The photo's card, as this person gets it."""
    told: dict[str, Any] = desk.get("image_card", photo.pk).json()["photo"]
    return told


def warnings(desk: Desk, photo: Image) -> list[str]:
    """Which texts the card warns of."""
    return [each["about"] for each in card(desk, photo)["warnings"]]


def brought(tmp_path: Path, data: bytes, **fields: Any) -> Image:
    """A photo of this file."""
    path = tmp_path / "brought.jpg"
    path.write_bytes(data)
    with path.open("rb") as upload:
        return publishing.add_photo(by=factories.editor(), upload=upload, name=path.name, **fields)


def test_a_photo_without_troubles_has_no_warnings(desk: Desk) -> None:
    told = card(desk, factories.photo("launch.jpg"))

    assert (told["obstacle"], told["warnings"], told["duplicates"]) == ("", [], [])


def test_rights_that_forbid_a_photo_are_said_on_its_card_and_in_the_chooser_and_its_picture_is_seen(
    desk: Desk,
) -> None:
    later = timezone.now() + timedelta(days=1)
    photo = factories.photo("cat.jpg", embargo_until=later)

    told = card(desk, photo)
    [chosen] = desk.get("image_choose", ids=str(photo.pk)).json()["photos"]

    assert told["obstacle"].startswith("Cannot be published: it is under embargo until")
    assert chosen["obstacle"] == told["obstacle"]
    assert told["preview"].startswith("/media/renditions/")
    assert chosen["thumbnail"].startswith("/media/renditions/")


def test_a_killed_photo_says_why_and_has_no_picture(desk: Desk) -> None:
    photo = factories.photo("cat.jpg")
    publishing.kill_photo(photo, by=factories.editor(), reason="The wrong cat.")

    told = card(desk, photo)

    assert told["obstacle"] == "Cannot be published: it was killed: The wrong cat."
    assert (told["preview"], told["thumbnail"]) == ("", "")


def test_a_credit_that_fills_its_field_in_the_file_is_doubted_until_somebody_changes_it(
    desk: Desk, tmp_path: Path
) -> None:
    data = with_iim(saved(plain(), "JPEG"), iim_dataset(2, 110, FULL))
    photo = brought(tmp_path, data, alternative_text="Two halves")

    before = warnings(desk, photo)
    publishing.change_photo(photo, by=factories.editor(), credit_line=f"{FULL.decode()}rary")

    assert (before, warnings(desk, photo)) == (["credit_line"], [])


def test_an_alternative_text_that_only_repeats_the_caption_is_doubted(desk: Desk) -> None:
    photo = factories.photo(None, caption="The quay at noon", alternative_text="The quay at noon.")

    assert warnings(desk, photo) == ["alternative_text"]


def test_a_photo_whose_pictures_cannot_be_made_says_so(desk: Desk) -> None:
    photo = factories.photo("cat.jpg")
    originals().delete(photo.file.name)

    publishing.develop(photo)

    assert warnings(desk, photo) == ["pictures"]


def test_a_duplicate_is_named_with_its_page_and_the_places_that_this_person_may_know_of(desk: Desk) -> None:
    chief = factories.administrator()
    first = factories.photo("cat.jpg", headline="A cat", credit_line="A. QUAY", alternative_text="A cat")
    factories.story(headline="Cats of the harbour", lead_photo=first)
    hidden = factories.story(by=chief, headline="Unheard of", lead_photo=first)
    publishing.change_story(hidden, by=chief, restricted_to=[chief])

    [told] = card(desk, factories.photo("cat.jpg"))["duplicates"]

    assert told["uses"] == ["Cats of the harbour", "1 other place"]
    assert told["used"] == "Used in: Cats of the harbour; 1 other place"
    assert (told["id"], told["title"], told["is_same_file"]) == (first.pk, "A cat", True)
    assert (told["is_killed"], told["obstacle"]) == (False, "")
    assert desk.client.get(told["address"]).status_code == 200
    assert told["thumbnail"].startswith("/media/renditions/")


def test_a_killed_photo_that_is_brought_again_is_pointed_out_with_the_reason(desk: Desk) -> None:
    killed = factories.photo("cat.jpg")
    publishing.kill_photo(killed, by=factories.editor(), reason="The wrong cat")

    [told] = card(desk, factories.photo("cat.jpg"))["duplicates"]

    assert (told["is_killed"], told["thumbnail"]) == (True, "")
    assert told["obstacle"] == "Cannot be published: it was killed: The wrong cat."


def test_a_photo_that_stands_nowhere_is_thrown_away_by_who_brought_it_and_that_is_on_record(
    desk: Desk,
) -> None:
    photo = factories.photo("cat.jpg", by=desk.person)

    answers = [desk.post("image_discard", photo.pk) for _again in range(2)]

    assert [answer.status_code for answer in answers] == [200, 404]
    assert not Image.objects.exists()
    last = Image.history.filter(id=photo.pk).latest()
    assert (last.history_type, last.history_user) == ("-", desk.person)


def test_a_photo_that_stands_somewhere_is_not_thrown_away(desk: Desk) -> None:
    photo = factories.photo("cat.jpg", credit_line="A. QUAY", alternative_text="A cat")
    story = factories.story("draft", lead_photo=photo)

    answer = Desk(factories.picture_desk()).post("image_discard", photo.pk)

    assert (answer.status_code, story.lead_photo) == (422, photo)
    assert "Take it out there" in answer.json()["errors"][""][0]


def test_a_reporter_throws_away_nobody_elses_photo(desk: Desk) -> None:
    photo = factories.photo("cat.jpg")

    answer = desk.post("image_discard", photo.pk)

    assert (answer.status_code, Image.objects.get()) == (403, photo)
    assert Refusal.objects.filter(by=desk.person).exists()


def test_a_photo_is_thrown_away_by_a_post_alone_and_by_who_is_signed_in(desk: Desk, client: Any) -> None:
    photo = factories.photo(None, by=desk.person)

    answers = [
        desk.get("image_discard", photo.pk),
        client.post(f"/admin/editorial/image/{photo.pk}/discard/"),
    ]

    assert [answer.status_code for answer in answers] == [405, 401]
    assert Image.objects.exists()


def test_a_file_whose_photo_was_thrown_away_can_be_sent_anew(desk: Desk) -> None:
    data = saved(plain(), "JPEG")
    key = desk.post("image_incoming", name="a.jpg", size=len(data)).json()["key"]
    address = f"/admin/editorial/image/incoming/{key}/"
    sent = desk.client.post(f"{address}?offset=0", data, "application/octet-stream").json()["photo"]
    desk.client.post(sent["discard"])

    assert desk.client.get(address).status_code == 404


def test_the_page_for_many_photos_is_for_those_who_may_bring_them() -> None:
    pages = [Desk(person()).get("image_add_photos") for person in (factories.reporter, factories.person)]

    assert [page.status_code for page in pages] == [200, 403]
    assert "unsafe-inline" not in pages[0]["Content-Security-Policy"]


def test_the_page_says_whose_it_is_and_gives_a_token_to_send_with(desk: Desk) -> None:
    told = desk.get("image_add_photos_token").json()

    assert (told["person"], len(told["csrf"])) == (desk.person.username, 64)
