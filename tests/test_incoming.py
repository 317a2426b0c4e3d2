"""Photographs sent in pieces: the line may break anywhere, and one photo comes of it, for the person who sent it."""

import json
import os
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from pytest_django import Settings

from editorial import publishing
from editorial.admin import incoming
from editorial.models import Image, Refusal
from tests import factories
from tests.desk import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
INCOMING = "/admin/editorial/image/incoming/"
ASTRONAUT = (factories.PHOTOS / "astronaut.jpg").read_bytes()
HALF = len(ASTRONAUT) // 2


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Where the pieces are kept."""
    settings.NEWSROOM_DATA = tmp_path / "data"
    return tmp_path / "data" / "incoming"


@pytest.fixture
def desk() -> Desk:
    """A reporter's browser."""
    return Desk(factories.reporter())


def begin(desk: Desk, size: int = len(ASTRONAUT), name: str = "astronaut.jpg") -> Any:
    """The answer to the announcement of a file."""
    return desk.client.post(INCOMING, {"name": name, "size": size})


def begun(desk: Desk, data: bytes = ASTRONAUT, name: str = "astronaut.jpg") -> str:
    """The address of a file that has been announced."""
    return f"{INCOMING}{begin(desk, len(data), name).json()['key']}/"


def send(desk: Desk, address: str, offset: int | str, data: bytes) -> Any:
    """The answer to one piece."""
    kind = "application/octet-stream"
    return desk.client.post(f"{address}?offset={offset}", data, content_type=kind)


def sent(desk: Desk, data: bytes, name: str) -> Any:
    """The answer to a file that is sent in one piece."""
    return send(desk, begun(desk, data, name), 0, data)


def bytes_kept(folder: Path) -> int:
    """How much lies in the folder."""
    return sum(part.stat().st_size for part in folder.rglob("part"))


def test_a_file_comes_in_pieces_and_what_it_says_is_told(desk: Desk, folder: Path) -> None:
    address = begun(desk)

    first = send(desk, address, 0, ASTRONAUT[:HALF])
    last = send(desk, address, HALF, ASTRONAUT[HALF:])

    photo = Image.objects.get()
    told = last.json()["photo"]
    assert first.json() == {"offset": HALF}
    assert (photo.created_by, photo.width) == (desk.person, 512)
    assert (told["id"], told["revision"], told["may_change"]) == (photo.pk, photo.revision, True)
    assert told["credit_line"] == "NASA/Great Images in NASA"
    assert (told["missing"], told["from_file"]) == ([], ["alternative_text", "caption", "credit_line"])
    assert desk.client.get(told["preview"]).status_code == 200
    assert bytes_kept(folder) == 0


def test_after_a_break_the_sender_asks_how_far_it_came_and_goes_on(desk: Desk) -> None:
    address = begun(desk)
    send(desk, address, 0, ASTRONAUT[:HALF])

    came = desk.client.get(address).json()["offset"]
    answer = send(desk, address, came, ASTRONAUT[came:])

    assert came == HALF
    assert answer.json()["photo"]["id"] == Image.objects.get().pk


@pytest.mark.parametrize("offset", [0, HALF - 1, HALF + 1, 10**30, -1, "", "x", f"{HALF}.0"])
def test_a_wrong_place_is_answered_with_the_right_one_and_nothing_is_written(
    offset: int | str, desk: Desk, folder: Path
) -> None:
    address = begun(desk)
    send(desk, address, 0, ASTRONAUT[:HALF])

    answer = send(desk, address, offset, ASTRONAUT[HALF:])

    assert (answer.status_code, answer.json()) == (409, {"offset": HALF})
    assert bytes_kept(folder) == HALF


def test_more_than_was_announced_is_not_taken(desk: Desk, folder: Path) -> None:
    address = begun(desk, ASTRONAUT[:HALF])

    answer = send(desk, address, 0, ASTRONAUT)

    assert (answer.status_code, answer.json()) == (409, {"offset": 0})
    assert bytes_kept(folder) == 0


def test_a_last_piece_whose_answer_was_lost_makes_one_photo(desk: Desk) -> None:
    address = begun(desk)
    first = send(desk, address, 0, ASTRONAUT).json()

    again = send(desk, address, 0, ASTRONAUT)
    asked = desk.client.get(address)

    assert again.json() == asked.json() == first
    assert Image.objects.count() == 1


def test_a_server_that_ended_before_it_could_note_the_photo_makes_no_second_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def end(*_args: object, **_outcome: object) -> None:
        raise SystemExit

    address = begun(desk)
    with monkeypatch.context() as ending:
        ending.setattr(incoming.Incoming, "settle", end)
        with pytest.raises(SystemExit):
            send(desk, address, 0, ASTRONAUT)

    came = desk.client.get(address).json()
    answer = send(desk, address, came["offset"], b"")

    assert came == {"offset": len(ASTRONAUT)}
    assert answer.json()["photo"]["id"] == Image.objects.get().pk


@pytest.mark.django_db(transaction=True)
def test_the_same_last_piece_twice_at_once_makes_one_photo(desk: Desk) -> None:
    address = begun(desk)
    answers = []

    def send_all() -> None:
        answers.append(send(desk, address, 0, ASTRONAUT).json()["photo"]["id"])
        connections.close_all()

    threads = [threading.Thread(target=send_all) for _time in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [Image.objects.get().pk] * 4


def test_what_somebody_else_sends_is_not_there(desk: Desk, folder: Path) -> None:
    address, other = begun(desk), Desk(factories.editor())

    answers = [
        other.client.get(address),
        send(other, address, 0, ASTRONAUT),
        other.client.post(f"{address}drop/"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 200]
    assert desk.client.get(address).json() == {"offset": 0}


@pytest.mark.parametrize(
    "key",
    ["0" * 32, "x", "..", "%2e%2e", "A" * 32, "0" * 33, "é", "note.json", "0" * 5_000, "%0a"],
)
def test_an_odd_key_is_not_there(key: str, desk: Desk) -> None:
    address = f"{INCOMING}{key}/"

    answers = [desk.client.get(address), send(desk, address, 0, b"x")]

    assert [answer.status_code for answer in answers] == [404, 404]


@pytest.mark.parametrize(
    ("size", "sentence"),
    [
        (64 * 2**20 + 1, "larger than 64 MB"),
        (0, "is empty"),
        ("", "is empty"),
        (-5, "is empty"),
        ("NaN", "is empty"),
    ],
)
def test_a_file_of_no_fitting_size_is_refused_before_it_is_sent(
    size: int, sentence: str, desk: Desk, folder: Path
) -> None:
    answer = begin(desk, size, "harbour.jpg")

    assert answer.status_code == 422
    assert sentence in answer.json()["errors"]["file"][0]
    assert "“harbour.jpg”" in answer.json()["errors"]["file"][0]
    assert not folder.exists()


def test_a_piece_of_more_than_a_megabyte_is_refused(desk: Desk) -> None:
    address = begun(desk, bytes(3 * 2**20))

    answer = send(desk, address, 0, bytes(2**20 + 1))

    assert answer.status_code == 413
    assert send(desk, address, 0, bytes(2**20)).json() == {"offset": 2**20}


def test_a_form_is_no_piece(desk: Desk) -> None:
    address = begun(desk)

    answers = [desk.client.post(f"{address}?offset=0", {"a": "b"}), desk.client.put(address, b"")]

    assert [answer.status_code for answer in answers] == [415, 405]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("quay.jpg", b"not a picture"),
        ("quay.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("../../quay.jpg", ASTRONAUT[:HALF]),
        ("<b>quay.jpg", b"%PDF-1.7"),
    ],
)
def test_what_is_no_photo_is_refused_with_its_sentence_however_often_it_is_asked(
    name: str, data: bytes, desk: Desk, folder: Path
) -> None:
    address = begun(desk, data, name)

    answers = [send(desk, address, 0, data), send(desk, address, 0, data), desk.client.get(address)]

    assert [answer.status_code for answer in answers] == [422] * 3
    [sentence] = answers[0].json()["errors"]["file"]
    assert "quay" in sentence
    assert not set("<>/") & set(sentence)
    assert [answer.json() for answer in answers] == [answers[0].json()] * 3
    assert (Image.objects.count(), bytes_kept(folder)) == (0, 0)


def test_files_of_which_nothing_was_heard_for_long_go_when_others_begin(desk: Desk, folder: Path) -> None:
    old, recent = begun(desk), begun(desk)
    for path in (folder / str(desk.person.pk) / old.split("/")[-2]).rglob("*"):
        os.utime(path, (0, 0))
    os.utime(folder / str(desk.person.pk) / old.split("/")[-2], (0, 0))

    begin(Desk(factories.editor()))

    assert [desk.client.get(address).status_code for address in (old, recent)] == [404, 200]


def test_a_person_has_only_so_many_on_their_way_and_a_dropped_one_makes_room(desk: Desk) -> None:
    addresses = [begun(desk) for _time in range(incoming.MOST_UNFINISHED)]

    refused = begin(desk)
    desk.client.post(f"{addresses[0]}drop/")

    assert refused.status_code == 422
    assert "still on their way" in refused.json()["errors"]["file"][0]
    assert begin(desk).status_code == begin(Desk(factories.editor())).status_code == 200
    assert desk.client.get(addresses[0]).status_code == 404


def test_one_that_has_been_silent_for_some_minutes_makes_room_for_another(desk: Desk, folder: Path) -> None:
    addresses = [begun(desk) for _time in range(incoming.MOST_UNFINISHED)]
    silent_since = time.time() - incoming.SECONDS_WAITED - 1
    left = folder / str(desk.person.pk) / addresses[3].split("/")[-2]
    for path in [*left.iterdir(), left]:
        os.utime(path, (silent_since, silent_since))

    answers = [begin(desk), begin(desk)]

    assert [answer.status_code for answer in answers] == [200, 422]
    assert [desk.client.get(addresses[place]).status_code for place in (3, 4)] == [404, 200]


def test_finished_files_take_no_room(desk: Desk) -> None:
    for _time in range(incoming.MOST_UNFINISHED):
        sent(desk, b"no photo", "quay.jpg")

    answer = begin(desk)

    assert answer.status_code == 200


def test_what_is_on_its_way_is_nobody_elses_to_read(desk: Desk, folder: Path, client: Client) -> None:
    address = begun(desk)
    send(desk, address, 0, ASTRONAUT[:HALF])

    kept = [folder / str(desk.person.pk) / address.split("/")[-2], *folder.rglob("part")]

    assert [path.stat().st_mode & 0o077 for path in kept] == [0, 0]
    assert client.get(f"/media/incoming/{desk.person.pk}/{kept[0].name}/part").status_code == 404


@pytest.mark.parametrize(
    "person", [factories.reporter, factories.picture_desk, factories.editor, factories.administrator]
)
def test_everyone_of_the_newsroom_brings_photos(person: Any) -> None:
    answer = sent(Desk(person()), ASTRONAUT, "astronaut.jpg")

    assert answer.json()["photo"]["credit_line"] == "NASA/Great Images in NASA"


def test_who_may_bring_no_photos_is_refused_and_that_is_on_record() -> None:
    outsider = Desk(factories.person())

    answer = begin(outsider)

    assert answer.status_code == 403
    assert answer.json()["refused"]
    assert Refusal.objects.filter(by=outsider.person).exists()


def test_who_is_signed_out_is_asked_to_sign_in_again(client: Client, desk: Desk) -> None:
    photo = factories.photo(None)
    addresses = [INCOMING, begun(desk), f"{begun(desk)}drop/", f"/admin/editorial/image/{photo.pk}/card/"]

    answers = [client.post(address) for address in addresses]

    assert [answer.status_code for answer in answers] == [401] * 4
    assert {json.dumps(answer.json()) for answer in answers} == {'{"signed_out": true}'}


def test_a_page_of_another_site_can_send_nothing(desk: Desk) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(desk.person)
    address = begun(desk)

    answers = [
        strict.post(INCOMING, {"name": "a.jpg", "size": "5"}),
        strict.post(address, b"x", "application/octet-stream"),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]


def card(photo: Image) -> str:
    """The address of a photo's card."""
    return f"/admin/editorial/image/{photo.pk}/card/"


def words(photo: Image, **typed: Any) -> dict[str, Any]:
    """What a card sends."""
    kept = {name: getattr(photo, name) for name in ("alternative_text", "caption", "credit_line")}
    return kept | {"seen": photo.revision} | typed


def test_a_card_gives_a_photo_its_three_texts(desk: Desk) -> None:
    photo = factories.photo(None, by=desk.person, headline="Kept", copyright_notice="")
    typed = {"alternative_text": "A quay", "caption": "The quay at noon", "credit_line": "A. QUAY/Port"}

    answer = desk.client.post(card(photo), words(photo, **typed))

    photo.refresh_from_db()
    told = answer.json()["photo"]
    assert {name: getattr(photo, name) for name in typed} == typed == {name: told[name] for name in typed}
    assert (told["missing"], told["revision"], photo.headline) == ([], photo.revision, "Kept")


def test_no_credit_known_is_said_on_a_card(desk: Desk) -> None:
    photo = factories.photo(None, by=desk.person, alternative_text="A quay")

    answer = desk.client.post(card(photo), words(photo, is_credit_unknown="on"))

    assert (answer.json()["photo"]["is_credit_unknown"], answer.json()["photo"]["missing"]) == (True, [])


def test_what_does_not_fit_is_told_by_field(desk: Desk) -> None:
    photo = factories.photo(None, by=desk.person)

    too_long = desk.client.post(card(photo), words(photo, caption="x" * 2001))
    both = desk.client.post(card(photo), words(photo, credit_line="A. QUAY", is_credit_unknown="on"))

    assert (too_long.status_code, list(too_long.json()["errors"])) == (422, ["caption"])
    assert (both.status_code, list(both.json()["errors"])) == (422, ["is_credit_unknown"])


@pytest.mark.parametrize("seen", ["1", "", None])
def test_what_somebody_saved_since_is_not_written_over(seen: str | None, desk: Desk) -> None:
    photo = factories.photo(None, by=desk.person)
    publishing.change_photo(photo, by=factories.picture_desk(first_name="Sam"), caption="Sam's caption")
    typed = words(photo, caption="Mine") | {"seen": seen}

    answer = desk.client.post(
        card(photo), {name: value for name, value in typed.items() if value is not None}
    )

    photo.refresh_from_db()
    assert (answer.status_code, photo.caption) == (409, "Sam's caption")
    assert (answer.json()["photo"]["caption"], answer.json()["photo"]["revision"]) == ("Sam's caption", 2)


def test_a_reporter_is_refused_at_the_card_of_anothers_photo(desk: Desk) -> None:
    photo = factories.photo(None, by=factories.reporter())

    answer = desk.client.post(card(photo), words(photo, caption="Mine"))

    assert (answer.status_code, answer.json()["refused"][:26]) == (403, "You may not change this ph")
    assert desk.client.get(card(photo)).json()["photo"]["may_change"] is False
    assert Refusal.objects.filter(by=desk.person).exists()


@pytest.mark.parametrize("key", ["0", "x", "9" * 40, "-1"])
def test_the_card_of_no_photo_is_not_there(key: str, desk: Desk) -> None:
    address = f"/admin/editorial/image/{key}/card/"

    assert [desk.client.get(address).status_code, desk.client.post(address).status_code] == [404, 404]


def test_a_card_sets_nothing_but_its_texts(desk: Desk) -> None:
    photo = factories.photo(None, by=desk.person)

    desk.client.post(card(photo), words(photo, headline="Other", copyright_notice="© A. Quay", focal_x="0.1"))

    photo.refresh_from_db()
    assert (photo.headline, photo.copyright_notice, photo.focal_x) == ("", "", 0.5)
