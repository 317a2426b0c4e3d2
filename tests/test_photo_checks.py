"""What is to be seen to in the photo library: the command's report, the admin's page, and what is erased."""

import datetime
import io
import json
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from editorial import publishing
from editorial.models import Article, Image, LiveEntry
from editorial.photos.files import renditions
from liveblog import storage
from tests import factories
from tests.desk_seats import Seat
from tests.photo_files import plain, saved
from tests.s3_server import s3_server
from tests.test_desk_accessibility import TOO_SMALL, violations

pytestmark = pytest.mark.django_db
CHECKS = "/admin/editorial/image/checks/"
DAY = datetime.timedelta(days=1)
PICTURE = saved(plain(480, 320), "JPEG")
SAID: dict[str, Any] = {"credit_line": "Ana Ferreira", "alternative_text": "Two halves, red and blue"}


def brought(**fields: Any) -> Image:
    """A photo with its file."""
    given = {**SAID, **fields}
    return publishing.add_photo(by=factories.editor(), upload=io.BytesIO(PICTURE), name="a.jpg", **given)


def published(**since: Any) -> Image:
    """A photo at the head of a published story, of which this was written since, past all that watches over it."""
    photo = brought(headline="The north gate")
    factories.story("published", lead_photo=photo, headline="The fair opens")
    Image.objects.filter(pk=photo.pk).update(**since)
    return Image.objects.get(pk=photo.pk)


def in_entry(photo: Image, of: Article | None = None, **fields: Any) -> LiveEntry:
    """An entry in whose text the photo stands."""
    return factories.entry(
        of or factories.story(), text=f'<p>Look.</p><figure data-photo="{photo.pk}"></figure>', **fields
    )


def said(*options: str) -> tuple[int, list[str]]:
    """What the command exits with, and its lines."""
    out, status = io.StringIO(), 0
    try:
        call_command("check_photos", *options, stdout=out)
    except SystemExit as ended:
        status = int(str(ended.code))
    return status, out.getvalue().splitlines()


def found(*options: str) -> set[tuple[str, int | None]]:
    """The check and the photo of each finding."""
    _status, (line,) = said("--json", *options)
    return {(each["check"], each["photo"]) for each in json.loads(line)["findings"]}


def age(path: Path) -> None:
    """Let a file have been stored two days ago."""
    then = time.time() - 2 * DAY.total_seconds()
    os.utime(path, (then, then))


def test_a_library_in_order_has_nothing_to_say() -> None:
    photo = factories.developed(published())
    in_entry(brought(), status="draft")

    status, lines = said("--files")

    assert photo.is_ready
    assert (status, lines) == (0, [])


@pytest.mark.parametrize(
    ("since", "check"),
    [
        ({"credit_line": ""}, "no_credit"),
        ({"alternative_text": ""}, "no_alternative"),
        ({"alternative_text": "IMG_1234.jpg"}, "questionable_alternative"),
        ({"file": "", "width": None, "height": None, "renditions": []}, "no_file"),
        ({"use_until": timezone.now() - DAY}, "expired"),
        ({"use_until": timezone.now() + 6 * DAY}, "running_out"),
        ({"is_barred": True}, "passed_over"),
        ({"embargo_until": timezone.now() + DAY}, "passed_over"),
        ({"killed_at": timezone.now(), "kill_reason": "The agency asked.", "renditions": []}, "killed"),
        ({"develop_fault": "The pictures could not be made."}, "not_developed"),
    ],
)
def test_what_is_wrong_with_a_published_photo_is_one_line_with_its_address(
    since: dict[str, Any], check: str
) -> None:
    photo = published(**since)

    status, (line,) = said()

    assert status == 1
    assert line.endswith(f"The north gate http://127.0.0.1:8000/admin/editorial/image/{photo.pk}/change/")
    assert found() == {(check, photo.pk)}


@pytest.mark.parametrize(
    "since",
    [
        {"use_until": timezone.now() + 8 * DAY},
        {"credit_line": "", "is_credit_unknown": True},
        {"alternative_text": "A gate of two wings, half open, with people in front of it"},
    ],
)
def test_what_is_right_or_can_wait_makes_no_command_fail(since: dict[str, Any]) -> None:
    published(**since)

    status, lines = said()

    assert status == 0
    assert len(lines) == ("is_credit_unknown" in since)


def test_what_stands_in_a_draft_is_nobodys_business_yet() -> None:
    photo = brought(credit_line="", alternative_text="")
    in_entry(photo, status="draft")

    assert found() == set()


def test_a_photo_that_will_keep_an_entry_back_is_named_before_it_is_due() -> None:
    due_at = timezone.now() + DAY
    late, over, fine = (brought(headline=name) for name in ("late", "over", "fine"))
    for photo in (late, over, fine):
        in_entry(photo, status="scheduled", published_at=due_at)
    Image.objects.filter(pk=late.pk).update(embargo_until=due_at + DAY)
    Image.objects.filter(pk=over.pk).update(use_until=due_at)
    Image.objects.filter(pk=fine.pk).update(embargo_until=due_at, use_until=due_at + 30 * DAY)

    kept_back = {key for check, key in found() if check == "kept_from_schedule"}

    assert kept_back == {late.pk, over.pk}


def test_a_photo_stands_nowhere_when_no_text_lead_byline_or_logo_has_it() -> None:
    chief = factories.administrator()
    lonely, new, portrait, logo, draft = (brought() for _place in range(5))
    killed = factories.photo("cat.jpg")
    factories.byline(by=chief, portrait=portrait)
    publishing.change_newsroom(by=chief, logo=logo)
    in_entry(draft, status="draft")
    publishing.kill_photo(killed, by=chief, reason="The agency asked.")
    Image.objects.exclude(pk=new.pk).update(created_at=timezone.now() - 2 * DAY)

    orphaned = found()

    assert orphaned == {("orphaned", lonely.pk)}


def test_a_killed_photo_is_named_until_no_text_names_it() -> None:
    photo, by = brought(), factories.editor()
    entry = in_entry(photo)
    publishing.kill_photo(photo, by=by, reason="The agency asked.")

    before = found()
    publishing.change_entry(entry, by=by, heading=entry.heading, text="<p>Look.</p>")

    assert before == {("killed", photo.pk)}
    assert found() == set()


@pytest.fixture(params=["folder", "bucket"])
def kept_in(
    request: pytest.FixtureRequest, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """Where photographs lie."""
    if request.param == "folder":
        yield request.param
        return
    with s3_server() as server:
        for name, value in server.new_bucket().environment.items():
            monkeypatch.setenv(name, value)
        settings.STORAGES = {**settings.STORAGES, **storage.storages(tmp_path, "")}
        yield request.param


def test_files_that_are_missing_are_missed(kept_in: str) -> None:
    whole, without_file, without_pictures = (
        publishing.add_photo(
            by=factories.editor(), upload=io.BytesIO(saved(plain(480, 300 + 9 * each), "JPEG")), **SAID
        )
        for each in range(3)
    )
    default_storage.delete(str(without_file.file))
    renditions().delete(without_pictures.renditions[0]["name"])

    status, lines = said("--files")

    assert status == 1
    assert found("--files") == {
        ("lost_original", without_file.pk),
        ("lost_pictures", without_pictures.pk),
    }
    assert len(lines) == 2
    assert not any(f"/{whole.pk}/" in line for line in lines)
    assert found() == set()


def test_pictures_that_are_missing_are_made_again_at_a_press(client: Client) -> None:
    photo, by = factories.developed(brought(headline="The north gate")), factories.picture_desk()
    renditions().delete(photo.renditions[0]["name"])
    client.force_login(factories.reporter())
    refused = client.post(CHECKS).status_code
    client.force_login(by)

    page = client.post(CHECKS).text
    client.post(f"/admin/editorial/image/{photo.pk}/develop/")
    publishing.develop_next()

    assert "The north gate" in page
    assert refused == 403
    assert f'action="/admin/editorial/image/{photo.pk}/develop/"' in page
    assert "The north gate" not in client.post(CHECKS).text
    assert found("--files") == set()


def test_after_a_backup_without_pictures_one_command_makes_them_all_again(settings: Settings) -> None:
    published_one, other = factories.developed(published()), factories.developed(brought())
    shutil.rmtree(Path(settings.MEDIA_ROOT) / "renditions")

    call_command("develop_photos", "--lost", stdout=io.StringIO())

    assert {each.name for each in (Path(settings.MEDIA_ROOT) / "renditions").iterdir()} == {
        published_one.token,
        other.token,
    }
    assert found("--files") == set()


def test_only_files_that_nothing_names_are_erased_and_only_old_ones(settings: Settings) -> None:
    by, media = factories.editor(), Path(settings.MEDIA_ROOT)
    kept, replaced = brought(), publishing.add_photo(by=by, upload=io.BytesIO(saved(plain(300, 200), "JPEG")))
    old_file = str(replaced.file)
    publishing.change_photo(replaced, by=by, upload=io.BytesIO(saved(plain(310, 200), "JPEG")))
    stray, folder = media / "originals" / f"{'0' * 64}.jpg", media / "renditions" / ("0" * 32)
    folder.mkdir()
    for name in (stray, folder / "a.jpg"):
        name.write_bytes(b"x")
    for path in media.rglob("*.*"):
        age(path)
    (media / "originals" / f"{'1' * 64}.jpg").write_bytes(b"brought just now")

    named = said("--files")
    erased = said("--erase-orphaned-files")

    left = {path.relative_to(media).as_posix() for path in media.rglob("*.*")}
    assert (named[0], len(named[1])) == (1, 2)
    assert erased == (
        0,
        [
            f"Erased, as no photo had use for it: originals/{'0' * 64}.jpg",
            f"Erased, as no photo had use for it: {'0' * 32}/a.jpg",
        ],
    )
    assert {str(kept.file), old_file, f"originals/{'1' * 64}.jpg"} <= left
    assert {f"renditions/{each['name']}" for each in kept.renditions} <= left
    assert said("--files") == (0, [])


def test_pictures_of_a_killed_photo_that_were_left_behind_are_erased(settings: Settings) -> None:
    photo = brought()
    publishing.kill_photo(photo, by=factories.editor(), reason="The agency asked.")
    publishing.erase_taken_away()
    left = Path(settings.MEDIA_ROOT) / "renditions" / photo.token / "a.jpg"
    left.write_bytes(b"x")
    age(left)

    said("--erase-orphaned-files")

    assert not left.exists()


def test_the_page_names_each_photo_and_where_it_stands_but_no_story_that_is_kept_from_who_looks(
    client: Client,
) -> None:
    chief, by = factories.administrator(), factories.reporter()
    open_one = published(develop_fault="There was no room.")
    secret = factories.story("published", lead_photo=open_one, headline="The secret fair", by=chief)
    publishing.change_story(secret, by=chief, restricted_to=[chief])
    client.force_login(by)

    page = client.get(CHECKS).text

    assert f'href="/admin/editorial/image/{open_one.pk}/change/"' in page
    assert "Its pictures could not be made" in page
    assert "There was no room." in page
    assert "The fair opens" in page
    assert "The secret fair" not in page
    assert "in 1 story that you may not see" in page
    assert CHECKS in client.get("/admin/editorial/image/").text


def test_of_many_the_first_are_shown_and_the_rest_page_by_page(client: Client) -> None:
    then, by = timezone.now() - 2 * DAY, factories.editor()
    many = [
        Image(headline=f"Photo no. {number}", created_at=then, changed_at=then, created_by=by)
        for number in range(52)
    ]
    Image.objects.bulk_create(many)
    client.force_login(by)

    first = client.get(CHECKS).text
    last = client.get(CHECKS, {"check": "orphaned", "p": "2"}).text

    assert "These are the first 50 of 52." in first
    assert "Photo no. 51" in first
    assert "Photo no. 1<" not in first
    assert "Photo no. 1<" in last
    assert "Page 2 of 2" in last
    assert client.get(CHECKS, {"check": "nonsense"}).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_report_can_be_read_by_everybody_in_the_light_and_in_the_dark(
    seat: Seat, live_server: LiveServer
) -> None:
    by = factories.editor()
    published(credit_line="")
    published(develop_fault="The pictures could not be made.")
    story = factories.story(by=by)
    faults = {}

    for width, scheme in ((1280, "light"), (390, "dark")):
        desk: Page = seat(by, story, viewport={"width": width, "height": 800}, color_scheme=scheme)
        desk.goto(CHECKS)
        overflow = desk.evaluate("document.documentElement.scrollWidth > innerWidth")
        too_small = [each for each in desk.evaluate(TOO_SMALL) if "/checks/" in each or "/develop/" in each]
        faults[scheme] = (violations(desk), overflow, too_small)
        desk.get_by_role("button", name="Look through the storage").click()
        desk.get_by_role("heading", name="What the storage lacks").wait_for()

    assert faults == {"light": ([], False, []), "dark": ([], False, [])}
