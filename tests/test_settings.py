"""Configuration: what cannot be used stops the start with one sentence; what is left empty has a safe default."""

import stat
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from tests.serving import Server, copy_of, manage, serving, start

WRONG = [
    ("DATABASE_URL", "nonsense", "postgres://user:password@host:5432/name"),
    ("DATABASE_URL", "mysql://host/name", "postgres://user:password@host:5432/name"),
    ("DATABASE_URL", "postgres://host:abc/name", "postgres://user:password@host:5432/name"),
    ("DATABASE_URL", "postgres://host/", "postgres://user:password@host:5432/name"),
    ("SITE_URL", "news.example", "https://news.example"),
    ("SITE_URL", "ftp://news.example", "https://news.example"),
    ("SITE_URL", "https://news.example:https", "https://news.example"),
    ("SITE_URL", "https://news.example/live", "https://news.example"),
    ("PORT", "eighty", "a number from 1 to 65535"),
    ("PORT", "65536", "a number from 1 to 65535"),
    ("TIME_ZONE", "Europe/Londres", "Europe/London"),
    ("DEBUG", "perhaps", "Write 1 or 0"),
    ("ALLOWED_HOSTS", "http://news.example", "Write news.example"),
    ("ALLOWED_HOSTS", "news.example:8000", "Write news.example"),
    ("NEWSSTAND", "sometimes", "Write 1 or 0"),
    ("STREAMS_PER_ADDRESS", "0", "Write a whole number"),
    ("STREAMS_PER_ADDRESS", "many", "Write a whole number"),
    ("TRUSTED_PROXIES", "10.0.0.0/8, proxy.example", "10.0.0.0/8"),
    ("REDIS_URL", "127.0.0.1:6379", "redis://host:6379/0"),
    ("REDIS_URL", "http://127.0.0.1:6379", "redis://host:6379/0"),
    ("REDIS_URL", "redis://host:abc/0", "redis://host:6379/0"),
    ("REDIS_URL", "redis://host/newsroom", "redis://host:6379/0"),
    ("REDIS_URL", "redis://host?colour=red", "redis://host:6379/0"),
    ("REDIS_URL", "redis://", "redis://host:6379/0"),
    ("REDIS_URL", "unix://", "unix:///folder/socket"),
    ("WEBSUB_HUB", "hub.example", "https://hub.example/"),
    ("WEBSUB_HUB", "ftp://hub.example/", "https://hub.example/"),
    ("WEBSUB_HUB", "https://user:password@hub.example/", "without a password"),
    ("WEBSUB_HUB", "https://hub.example/ there", "https://hub.example/"),
    ("WEBSUB_HUB", "https://hub.example/>; rel=next", "https://hub.example/"),
    ("WEBSUB_HUB", "https://hub.example/>;rel=next", "quotation marks"),
    ("S3_BUCKET", "Our Photos", "small letters, digits, dots and hyphens"),
    ("S3_BUCKET", "ab", "3 to 63"),
    ("RENDITIONS_URL", "photos.example", "write https://photos.example/renditions"),
    (
        "RENDITIONS_URL",
        "https://photos.example/?folder=renditions",
        "write https://photos.example/renditions",
    ),
    ("RENDITIONS_URL", "https://desk:hunter2@photos.example", "write https://photos.example/renditions"),
    ("RENDITIONS_URL", "https://photos.example/;script-src *", "write https://photos.example/renditions"),
    ("LOG_LEVEL", "LOUD", "WARNING"),
    ("NEWSROOM_DATA", "/dev/null/data", "a folder that this user may write to"),
]


@pytest.mark.parametrize(("name", "value", "advice"), WRONG)
def test_a_value_that_cannot_be_used_stops_a_command_with_one_sentence(
    name: str, value: str, advice: str, tmp_path: Path
) -> None:
    variables = {name: value}

    ended = manage("check", **({"data": tmp_path} | variables))  # type: ignore[arg-type] # data may be the wrong one

    assert ended.returncode != 0
    assert ended.stderr.startswith(f"{name} cannot be used: ")
    assert advice in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("variables", "name", "advice"),
    [
        ({"S3_ENDPOINT": "https://s3.example"}, "S3_BUCKET", "Name the bucket"),
        ({"S3_REGION": "eu-central-1"}, "S3_BUCKET", "Name the bucket"),
        ({"S3_BUCKET": "photos", "S3_ENDPOINT": "s3.example"}, "S3_ENDPOINT", "Write https://"),
        (
            {"S3_BUCKET": "photos", "S3_ENDPOINT": "https://s3.example/photos"},
            "S3_ENDPOINT",
            "Write https://",
        ),
        ({"S3_BUCKET": "photos", "S3_REGION": "Frankfurt am Main"}, "S3_REGION", "eu-central-1"),
        ({"S3_BUCKET": "photos", "AWS_ACCESS_KEY_ID": "desk"}, "AWS_SECRET_ACCESS_KEY", "Set both"),
        (
            {"SITE_URL": "https://news.example", "RENDITIONS_URL": "http://cdn.example"},
            "RENDITIONS_URL",
            "https",
        ),
    ],
)
def test_values_that_do_not_fit_together_stop_a_command_with_one_sentence_too(
    variables: dict[str, str], name: str, advice: str, tmp_path: Path
) -> None:
    data = tmp_path / "data"

    ended = manage("check", data=data, **variables)

    assert ended.returncode != 0
    assert ended.stderr.startswith(f"{name} cannot be used: ")
    assert advice in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [("DATABASE_URL", "nonsense"), ("TRUSTED_PROXIES", "everyone"), ("TIME_ZONE", "Nowhere")],
)
def test_the_server_does_not_start_with_it_either(name: str, value: str, tmp_path: Path) -> None:
    variables = {name: value}

    ended = start(data=tmp_path, **variables)

    assert ended.returncode != 0
    assert ended.stderr.startswith(f"{name} cannot be used: ")
    assert "Traceback" not in ended.stderr


def test_a_database_that_cannot_be_reached_is_one_sentence_without_its_password(tmp_path: Path) -> None:
    address = "postgres://desk:hunter2@127.0.0.1:1/newsroom"

    command = manage("migrate", data=tmp_path, DATABASE_URL=address)
    server = start(data=tmp_path, DATABASE_URL=address)

    assert (command.returncode, len(command.stderr.splitlines())) == (1, 1)
    assert command.stderr.startswith("The database does not answer")
    assert server.returncode != 0
    assert "ERROR:    The database does not answer. Look at DATABASE_URL" in server.stderr
    assert "Traceback" not in command.stderr + server.stderr
    assert "hunter2" not in command.stderr + server.stderr


def test_a_newsroom_without_its_tables_does_not_start_and_says_how_to_make_them(tmp_path: Path) -> None:
    data = tmp_path / "new"

    ended = start(data=data)

    assert ended.returncode != 0
    assert "ERROR:    The database lacks the newest tables. Run: manage.py migrate" in ended.stderr


def test_pictures_of_another_host_may_be_shown_by_pages_and_in_the_text_editor(tmp_path: Path) -> None:
    code = """
from django.conf import settings
from editorial.photos.files import renditions
from editorial.richtext.editor import EDITOR_CSP
for directives in (settings.CONTENT_SECURITY_POLICY["DIRECTIVES"], EDITOR_CSP):
    print(*directives["img-src"])
print(renditions().url("a.jpg"))
"""
    address = "https://cdn.example:8443/renditions/"

    ended = manage("shell", "--no-imports", "-c", code, data=tmp_path, RENDITIONS_URL=address)

    origin = "https://cdn.example:8443"
    assert ended.stdout.split("\n")[:3] == [f"'self' {origin}", f"'self' {origin} data:", f"{address}a.jpg"]


def test_empty_values_count_as_unset(tmp_path: Path) -> None:
    addresses = ["DATABASE_URL", "REDIS_URL", "SITE_URL", "ALLOWED_HOSTS", "TRUSTED_PROXIES", "PORT"]
    empty = dict.fromkeys([*addresses, "SECRET_KEY", "TIME_ZONE"], "")

    printed = shown(
        "SITE_URL, ALLOWED_HOSTS, TIME_ZONE, DEBUG, DATABASES['default']['NAME']", tmp_path, **empty
    )

    assert printed == (
        "('http://127.0.0.1:8000', ['localhost', '127.0.0.1', '[::1]', '127.0.0.1'], 'Europe/London', False, "
        f"'{tmp_path}/newsroom.sqlite3')"
    )


@pytest.mark.parametrize("name", ["C# desk", "what?", "100%41", "live+blog", "a@b:c", "?x=1#y"])
def test_the_database_lies_in_the_data_folder_however_the_folder_is_called(name: str, tmp_path: Path) -> None:
    data = tmp_path / name

    ended = manage("migrate", "--verbosity", "0", "contenttypes", data=data)

    assert ended.returncode == 0, ended.stderr
    assert (data / "newsroom.sqlite3").is_file()
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_the_address_of_the_site_follows_from_host_and_port(tmp_path: Path) -> None:
    variables = {"HOST": "::1", "PORT": "8080"}

    printed = shown("SITE_URL, ALLOWED_HOSTS[-1]", tmp_path, **variables)

    assert printed == "('http://[::1]:8080', '[::1]')"


def test_the_secret_key_is_made_once_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    first = shown("SECRET_KEY", tmp_path)

    second = shown("SECRET_KEY", tmp_path)

    assert first == second
    assert len(first) > 50
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_a_site_on_https_leaves_the_check_before_deployment_nothing_to_say(tmp_path: Path) -> None:
    address = "https://news.example"

    ended = manage("check", "--deploy", "--fail-level", "INFO", data=tmp_path, SITE_URL=address)

    assert ended.returncode == 0, ended.stderr
    assert "no issues" in ended.stdout


def test_every_host_may_be_allowed(newsroom: Path, tmp_path: Path) -> None:
    data = copy_of(newsroom, tmp_path / "data")

    with serving(data, ALLOWED_HOSTS="*") as server:
        answer = server.get("/health/", Host="any.example")

    assert answer.status == 200


def test_a_host_that_is_not_ours_gets_a_short_refusal_and_no_word_of_itself(server: Server) -> None:
    host = "evil.example"

    answer = server.get("/", Host=host)
    server.read_log_until(host)

    assert answer.status == 400
    assert host not in answer.text + str(answer.headers)
    assert len(answer.text) < 2000
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "Traceback" not in server.log


@pytest.mark.urls("tests.test_settings")
def test_an_error_of_ours_shows_readers_nothing_of_the_inside(client: Client) -> None:
    client.raise_request_exception = False

    answer = client.get("/broken/")

    assert answer.status_code == 500
    assert "Traceback" not in answer.text
    assert "a secret of the inside" not in answer.text
    assert not settings.DEBUG


def broken(request: HttpRequest) -> HttpResponse:
    """A view that fails."""
    raise ZeroDivisionError("a secret of the inside")


urlpatterns = [path("broken/", broken)]


def shown(expression: str, data: Path, **variables: str) -> str:
    """What a new process makes of names of the settings."""
    code = f"from liveblog.settings import *; print(({expression}))"
    ended = manage("shell", "--no-imports", "-c", code, data=data, **variables)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.strip()
