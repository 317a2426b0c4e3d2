"""The demo newsroom: its logins, its stories, and what stays when it is loaded again."""

import datetime
import io
import json
import stat
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from editorial import publishing
from editorial.models import Article, Byline, Image, LiveEntry
from editorial.photos.intake import take_in
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LIVE = "sun-watching-satellite-launch"
GROUPS = {
    "reporter": ["Reporter"],
    "picture-desk": ["Picture desk"],
    "editor": ["Editor"],
    "administrator": [],
}


@pytest.fixture(autouse=True)
def own_data(settings: Settings, tmp_path: Path) -> Path:
    """A data folder of the test's own, for the file with the passwords."""
    settings.NEWSROOM_DATA = tmp_path
    return tmp_path


def load() -> str:
    """What the command prints."""
    said = io.StringIO()
    call_command("demo_newsroom", stdout=said)
    return said.getvalue()


def test_each_role_has_a_login_whose_random_password_works(own_data: Path) -> None:
    said = load()

    logins = json.loads((own_data / "demo-logins.json").read_text())
    assert {
        user.username: [group.name for group in user.groups.all()] for user in User.objects.all()
    } == GROUPS
    assert [user.username for user in User.objects.filter(is_superuser=True)] == ["administrator"]
    assert len(set(logins.values())) == len(GROUPS)
    for username, password in logins.items():
        form = {"username": username, "password": password}
        assert Client().post("/admin/login/?next=/admin/", form).status_code == 302
        assert password in said


def test_the_passwords_lie_where_only_their_owner_reads_them(own_data: Path) -> None:
    load()

    assert stat.S_IMODE((own_data / "demo-logins.json").stat().st_mode) == 0o600


def test_nobody_can_sign_in_where_the_demo_was_not_loaded(own_data: Path) -> None:
    path = own_data / "demo-logins.json"

    assert not User.objects.exists()
    assert not path.exists()


def test_every_story_has_its_state_and_can_be_read(client: Client) -> None:
    load()

    statuses = Article.objects.values_list("status", flat=True)
    assert sorted(statuses) == ["ended", "ended", "ended", "live", "published"]
    for story in Article.objects.all():
        answer = client.get(story.get_absolute_url())
        assert answer.status_code == 200
        assert f'data-status="{story.status}"' in answer.content.decode()
    assert client.get("/").status_code == 200


def test_the_finished_stories_ended_before_now_and_have_nothing_left_to_come() -> None:
    load()

    for ended in Article.objects.filter(status="ended"):
        assert ended.coverage_ended_at is not None
        assert ended.coverage_started_at is not None
        assert ended.coverage_started_at < ended.coverage_ended_at < timezone.now()
        assert {entry.status for entry in ended.entries.all()} == {"published"}


def test_the_live_story_goes_on_from_an_earlier_one_and_another_is_in_arabic() -> None:
    load()

    story = Article.objects.get(slug=LIVE)
    assert story.continues is not None
    assert story.continues.status == "ended"
    assert story.related.count() == 1
    assert Article.objects.filter(language="ar", status="ended").exists()


def test_the_live_story_goes_on_publishing_itself() -> None:
    load()
    story = Article.objects.get(slug=LIVE)
    scheduled = set(story.entries.filter(status=LiveEntry.Status.SCHEDULED))
    times = [entry.published_at for entry in scheduled if entry.published_at]

    published = publishing.publish_due(max(times))

    story.refresh_from_db()
    assert len(scheduled) > 3
    assert min(times) < timezone.now() + datetime.timedelta(minutes=2)
    assert set(published) == scheduled
    assert not story.entries.filter(status=LiveEntry.Status.SCHEDULED).exists()
    assert story.entries.published().filter(is_pinned=True).count() == 1


def test_every_photo_is_complete_with_its_credit_as_the_file_has_it() -> None:
    load()

    photos = {photo.sha256: photo for photo in Image.objects.all()}
    assert not Image.objects.incomplete().exists()
    for path in factories.PHOTOS.glob("*.jpg"):
        with path.open("rb") as file:
            taken = take_in(file, name=path.name)
        photo = photos.pop(taken.sha256)
        assert photo.is_ready
        assert photo.credit_line == taken.said.credit != ""
        assert photo.caption == taken.said.caption != ""
        assert photo.alternative_text == taken.said.alternative_text != ""
    assert photos == {}


def test_loaded_again_it_changes_nothing_that_somebody_wrote(own_data: Path) -> None:
    load()
    editor = User.objects.get(username="editor")
    editor.set_password("my own")
    editor.save()
    story = publishing.change_story(Article.objects.get(slug=LIVE), by=editor, headline="Ours", slug="ours")
    entry = publishing.change_entry(story.entries.published()[0], by=editor, heading="Ours too")
    publishing.withdraw_entry(story.entries.published()[1], by=editor)
    publishing.change_photo(Image.objects.all()[0], by=editor, caption="Ours as well")
    passwords = (own_data / "demo-logins.json").read_bytes()
    models = (Article, LiveEntry, Image, Byline, User)
    before = [list(model.objects.order_by("pk").values()) for model in models]

    load()

    assert [list(model.objects.order_by("pk").values()) for model in models] == before
    assert (own_data / "demo-logins.json").read_bytes() == passwords
    entry.refresh_from_db()
    assert entry.heading == "Ours too"


def test_the_desk_of_the_live_story_has_what_colleagues_filed() -> None:
    call_command("demo_newsroom")

    waiting = LiveEntry.objects.get(status=LiveEntry.Status.SUBMITTED)

    assert waiting.created_by.get_full_name() == "Teo Marchetti"  # type: ignore[union-attr]  # somebody wrote it
    assert waiting.article.summary_points
