"""Whether the newsroom can serve, for those who watch over it."""

from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from tests.serving import copy_of, serving

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders(settings: Settings, tmp_path: Path) -> None:
    """The two folders that a newsroom writes to."""
    settings.NEWSROOM_DATA, settings.MEDIA_ROOT = tmp_path / "data", tmp_path / "media"
    for folder in (settings.NEWSROOM_DATA, settings.MEDIA_ROOT):
        folder.mkdir(exist_ok=True)


def test_a_newsroom_that_can_serve_says_so_and_nobody_keeps_the_answer(client: Client) -> None:
    address = "/health/"

    answer = client.get(address)

    assert answer.status_code == 200
    assert answer.json() == {"status": "ok"}
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


def test_asking_is_cheap(client: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    client.get("/health/")

    with django_assert_max_num_queries(2):
        client.get("/health/")


@pytest.mark.parametrize(("setting", "name"), [("NEWSROOM_DATA", "data"), ("MEDIA_ROOT", "uploads")])
def test_a_folder_that_cannot_be_written_to_is_named_without_its_path(
    setting: str, name: str, client: Client, settings: Settings
) -> None:
    folder: Path = getattr(settings, setting)
    folder.rmdir()

    answer = client.get("/health/")

    assert answer.status_code == 503
    assert list(answer.json()["broken"]) == [name]
    assert "NEWSROOM_DATA" in answer.json()["broken"][name]
    assert str(folder.parent) not in answer.text


def test_missing_tables_are_named_with_the_command_that_makes_them(client: Client) -> None:
    newest = MigrationRecorder.Migration.objects.using(connection.alias).filter(app="editorial").latest("id")
    MigrationRecorder(connection).record_unapplied(newest.app, newest.name)

    answer = client.get("/health/")

    assert answer.status_code == 503
    assert "manage.py migrate" in answer.json()["broken"]["database"]


def test_a_database_that_goes_away_is_named_and_its_return_is_noticed(newsroom: Path, tmp_path: Path) -> None:
    data = copy_of(newsroom, tmp_path / "newsroom")

    with serving(data) as server:
        database, aside = data / "newsroom.sqlite3", tmp_path / "aside"
        database.rename(aside)
        database.mkdir()
        gone = server.get("/health/")
        database.rmdir()
        aside.rename(database)
        back = server.get("/health/")

    assert (gone.status, back.status) == (503, 200)
    assert "DATABASE_URL" in gone.text
    assert str(data) not in gone.text
    assert "Traceback" not in gone.text


def test_whoever_asks_over_plain_http_is_answered_though_the_site_is_https(
    newsroom: Path, tmp_path: Path
) -> None:
    data = copy_of(newsroom, tmp_path / "newsroom")

    with serving(data, SITE_URL="https://news.example") as server:
        answer = server.get("/health/", Host="127.0.0.1")

    assert answer.status == 200
