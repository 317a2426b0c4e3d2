"""Photographs in a bucket of S3, against a server that speaks as S3 does."""

import io
import json
import re
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from botocore.config import Config
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from editorial import publishing
from editorial.models import Image
from editorial.photos import bucket as storage_in_bucket
from editorial.photos.files import StorageAway
from liveblog import storage
from tests import factories
from tests.desk import Desk
from tests.photo_files import plain, saved
from tests.s3_server import KEYS, S3Server, TestBucket, s3_server
from tests.serving import PROJECT, copy_of, manage, serving, start

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
FOR_EVER = "public, max-age=31536000, immutable"
SMALL = saved(plain(480, 320), "JPEG")
SAID: dict[str, Any] = {"credit_line": "Ana Ferreira", "alternative_text": "Two halves, red and blue"}


@pytest.fixture(scope="module")
def s3() -> Iterator[S3Server]:
    """An S3 for all tests here."""
    with s3_server() as server:
        yield server


@pytest.fixture
def bucket(s3: S3Server, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestBucket:
    """A bucket of its own for each test, in which the newsroom keeps its photos."""
    made = s3.new_bucket()
    for name, value in made.environment.items():
        monkeypatch.setenv(name, value)
    keep_in_bucket(settings, tmp_path)
    return made


def keep_in_bucket(settings: Settings, media: Path, renditions_url: str = "") -> None:
    """Let the settings be what the environment says now."""
    settings.STORAGES = {**settings.STORAGES, **storage.storages(media, renditions_url)}


def photo(**fields: Any) -> Image:
    """A photo with all its pictures."""
    brought = publishing.add_photo(
        by=factories.editor(), upload=io.BytesIO(SMALL), name="a.jpg", **SAID, **fields
    )
    return factories.developed(brought)


def names_of(image: Image) -> set[str]:
    """What lies in the bucket of a photo's pictures."""
    return {f"renditions/{each['name']}" for each in image.renditions}


def shown(client: Client, image: Image) -> str:
    """The page of a new story that this photo leads."""
    story = factories.story("published", lead_photo=image)
    return client.get(story.get_absolute_url()).text


def test_a_photo_lies_in_the_bucket_with_all_that_a_cache_needs_to_know(bucket: TestBucket) -> None:
    taken = photo()

    original, jpeg = bucket.head(str(taken.file)), bucket.head(f"renditions/{taken.renditions[-1]['name']}")

    kinds = {bucket.head(name)["ContentType"] for name in names_of(taken)}
    assert {str(taken.file), *names_of(taken)} <= bucket.names
    assert original["ContentLength"] == len(SMALL)
    assert "CacheControl" not in original
    assert jpeg["CacheControl"] == FOR_EVER
    assert kinds == {"image/avif", "image/webp", "image/jpeg"}


def test_readers_get_it_from_us_and_nothing_in_the_bucket_is_public(
    bucket: TestBucket, client: Client
) -> None:
    taken = photo()

    page = shown(client, taken)
    answers = {each["name"]: client.get(f"/media/renditions/{each['name']}") for each in taken.renditions}

    assert f'src="/media/renditions/{taken.token}/' in page
    assert "Signature" not in page
    assert {answer.status_code for answer in answers.values()} == {200}
    assert all(len(answer.content) > 100 for answer in answers.values())
    assert {bucket.strangers_answer(name) for name in bucket.names} == {HTTPStatus.FORBIDDEN}


def test_with_a_public_address_pages_point_there_and_only_the_pictures_are_public(
    bucket: TestBucket, client: Client, settings: Settings, tmp_path: Path
) -> None:
    public = f"{bucket.server.endpoint}/{bucket.name}/renditions"
    keep_in_bucket(settings, tmp_path, public)
    bucket.client.put_bucket_policy(Bucket=bucket.name, Policy=documented_policy(bucket.name))

    taken = photo()
    page = shown(client, taken)

    (lead,) = re.findall(rf'<img[^>]* src="{public}/([^"]+)"', page)
    assert "/media/renditions/" not in page
    assert bucket.strangers_answer(f"renditions/{lead}") == HTTPStatus.OK
    assert bucket.strangers_answer(str(taken.file)) == HTTPStatus.FORBIDDEN


def documented_policy(bucket: str) -> str:
    """The bucket's policy as docs/serving.md has it, for this bucket."""
    page = (PROJECT / "docs" / "serving.md").read_text()
    policy = re.search(r"```json\n(.*?)```", page, re.DOTALL)
    assert policy
    return json.dumps(json.loads(policy[1].replace("BUCKET", bucket)))


def test_a_killed_photo_is_gone_for_readers_at_once_and_then_from_the_bucket(
    bucket: TestBucket, client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    taken, by = photo(), factories.picture_desk()
    names = [each["name"] for each in taken.renditions]

    with django_capture_on_commit_callbacks(execute=False) as erasing:
        publishing.kill_photo(taken, by=by, reason="The agency asked for it.")
    status = client.get(f"/media/renditions/{names[0]}").status_code
    left = bucket.names
    for erase in erasing:
        erase()

    assert status == 404
    assert {f"renditions/{name}" for name in names} <= left
    assert bucket.names == {str(taken.file)}


def test_a_restored_photo_comes_back_under_new_addresses(bucket: TestBucket, client: Client) -> None:
    taken, by = photo(), factories.picture_desk()
    old = names_of(taken)
    publishing.kill_photo(taken, by=by, reason="The agency asked for it.")
    publishing.erase_taken_away()

    back = factories.developed(publishing.restore_photo(taken, by=by))

    assert {str(back.file), *names_of(back)} <= bucket.names
    assert not [name for name in bucket.names if taken.token in name]
    assert not old & names_of(back)
    assert client.get(f"/media/renditions/{back.renditions[0]['name']}").status_code == 200


def test_what_the_darkroom_stored_of_a_photo_that_was_killed_meanwhile_is_erased(bucket: TestBucket) -> None:
    taken = publishing.add_photo(by=factories.editor(), upload=io.BytesIO(SMALL), name="a.jpg", **SAID)
    in_hand = Image.objects.get(pk=taken.pk)
    publishing.kill_photo(taken, by=factories.picture_desk(), reason="The agency asked for it.")
    publishing.erase_taken_away()

    publishing.develop(in_hand)
    publishing.erase_taken_away()

    assert bucket.names == {str(taken.file)}


def test_whoever_brings_a_photo_while_the_storage_is_away_is_told_and_loses_no_word(
    bucket: TestBucket,
) -> None:
    desk = Desk(factories.picture_desk())
    form = {"caption": "The north gate", "file": io.BytesIO(SMALL)}
    waiting = publishing.add_photo(by=desk.person, **SAID)
    address = f"/admin/editorial/image/{waiting.pk}/change/"
    bucket.server.line.cut()

    try:
        page = desk.client.post(address, {**form, "seen": waiting.revision, "focal_x": 0.5, "focal_y": 0.5})
    finally:
        bucket.server.line.mend()

    assert "The storage of photos does not answer. Nothing was saved" in page.text
    assert "The north gate" in page.text
    assert not Image.objects.get(pk=waiting.pk).file


def test_a_file_sent_while_the_storage_is_away_need_not_be_sent_again(bucket: TestBucket) -> None:
    desk, incoming = Desk(factories.reporter()), "/admin/editorial/image/incoming/"
    kind = "application/octet-stream"
    key = desk.client.post(incoming, {"name": "a.jpg", "size": len(SMALL)}).json()["key"]
    bucket.server.line.cut()

    try:
        refused = desk.client.post(f"{incoming}{key}/?offset=0", SMALL, content_type=kind)
        came = desk.client.get(f"{incoming}{key}/").json()
    finally:
        bucket.server.line.mend()
    made = desk.client.post(f"{incoming}{key}/?offset={len(SMALL)}", b"", content_type=kind)

    assert refused.status_code == HTTPStatus.INSUFFICIENT_STORAGE
    assert "try again" in refused.json()["refused"]
    assert came == {"offset": len(SMALL)}
    assert made.json()["photo"]["id"] == Image.objects.get().pk


def test_the_darkroom_comes_back_to_what_it_could_not_reach_and_counts_no_try(bucket: TestBucket) -> None:
    taken = publishing.add_photo(by=factories.editor(), upload=io.BytesIO(SMALL), name="a.jpg", **SAID)
    bucket.server.line.cut()

    try:
        with pytest.raises(StorageAway):
            publishing.develop_next()
    finally:
        bucket.server.line.mend()
    laid_aside = Image.objects.get(pk=taken.pk)
    others_turn = publishing.develop_next()

    assert (laid_aside.is_undeveloped, laid_aside.develop_tries, laid_aside.develop_fault) == (True, 0, "")
    assert others_turn is None
    assert laid_aside.develops_until is not None
    Image.objects.filter(pk=taken.pk).update(develops_until=laid_aside.created_at)
    assert publishing.develop_next() == taken
    assert Image.objects.get(pk=taken.pk).is_undeveloped is False


@pytest.mark.django_db(transaction=True)
def test_a_kill_reaches_readers_though_the_storage_is_away_and_is_made_up_for_there(
    bucket: TestBucket, client: Client
) -> None:
    taken = photo()
    names = names_of(taken)
    bucket.server.line.cut()

    try:
        killed = publishing.kill_photo(taken, by=factories.picture_desk(), reason="The agency asked for it.")
        status = client.get(f"/media/renditions/{taken.renditions[0]['name']}").status_code
    finally:
        bucket.server.line.mend()
    left = bucket.names
    publishing.erase_taken_away()

    assert killed.killed_at
    assert status == 404
    assert names <= left
    assert bucket.names == {str(taken.file)}


def test_a_picture_that_cannot_be_reached_is_asked_for_again_and_kept_by_nobody(
    bucket: TestBucket, client: Client
) -> None:
    name = photo().renditions[0]["name"]
    bucket.server.line.cut()

    try:
        answer = client.get(f"/media/renditions/{name}")
    finally:
        bucket.server.line.mend()

    assert (answer.status_code, answer["Cache-Control"]) == (503, "no-store")
    assert answer["Retry-After"]
    assert client.get(f"/media/renditions/{name}").status_code == 200


def test_a_storage_that_says_nothing_is_named_and_waited_for_once_until_it_is_well_again(
    s3: S3Server, settings: Settings, tmp_path: Path, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_a_second = Config(read_timeout=1, retries={"total_max_attempts": 1})
    for name in ("PATIENT", "IN_HASTE"):
        patience = getattr(storage_in_bucket, name).merge(in_a_second)
        monkeypatch.setattr(storage_in_bucket, name, patience)
    for name, value in s3.new_bucket().environment.items():
        monkeypatch.setenv(name, value)
    keep_in_bucket(settings, tmp_path)
    Path(settings.NEWSROOM_DATA).mkdir()
    picture = f"/media/renditions/{photo().renditions[0]['name']}"

    s3.freeze()
    try:
        waited, health = client.get(picture), client.get("/health/")
    finally:
        s3.thaw()
    too_soon = client.get(picture)
    well, again = client.get("/health/"), client.get(picture)

    assert (waited.status_code, health.status_code, too_soon.status_code) == (503, 503, 503)
    assert [*health.json()["broken"]] == ["storage"]
    assert "S3_ENDPOINT" in health.json()["broken"]["storage"]
    assert (well.status_code, again.status_code) == (200, 200)


def test_a_whole_newsroom_serves_a_story_with_its_photo_from_the_bucket(
    s3: S3Server, newsroom: Path, tmp_path: Path
) -> None:
    data, kept = copy_of(newsroom, tmp_path / "data"), s3.new_bucket()
    page = tmp_path / "page.txt"
    page.write_text("A cat\nClose-up of a tabby cat’s face\nClose-up of a tabby cat’s face\n")

    said = ["--publish", "--slug", "cat", "--photos", str(factories.PHOTOS)]
    told = manage("import_story", str(page), *said, data=data, **kept.environment)
    assert told.returncode == 0, told.stderr + told.stdout
    with serving(data, **kept.environment) as server:
        story = server.get("/stories/cat/")
        (address, *_more) = re.findall(r'src="(/media/renditions/[^"]+)"', story.text)
        answer = server.head(address)
        health = server.get("/health/")

    assert (story.status, answer.status, health.status) == (200, 200, 200)
    assert answer.headers["Cache-Control"] == FOR_EVER
    assert not list((data / "media").rglob("*.jpg"))


def test_a_bucket_that_is_not_there_stops_the_start_and_one_that_does_not_answer_does_not(
    s3: S3Server, newsroom: Path, tmp_path: Path
) -> None:
    data = copy_of(newsroom, tmp_path / "data")
    nowhere = {"S3_BUCKET": "nowhere", "S3_ENDPOINT": s3.endpoint, **KEYS}
    silent = nowhere | {"S3_ENDPOINT": "http://127.0.0.1:1"}

    ended = start(data=data, **nowhere)
    with serving(data, **silent) as server:
        front, health = server.get("/"), server.get("/health/")

    assert ended.returncode != 0
    assert "ERROR:    The bucket for photos is not there, or not for us. Look at S3_BUCKET" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert (front.status, health.status) == (200, 503)
