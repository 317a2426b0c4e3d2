"""Requests that cannot be answered get a short page of the house, and none of them an error of ours."""

import json
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests import factories
from tests.serving import Server

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

pytestmark = pytest.mark.django_db
UNREADABLE, FORBIDDEN = "This cannot be read", "You may not do this"


@pytest.fixture
def desk() -> Client:
    """The browser of someone who may do everything."""
    browser = Client()
    browser.force_login(factories.administrator())
    return browser


def is_page_of_the_house(answer: "Response", status: int, heading: str) -> bool:
    """Whether it is a whole page with this heading, which looks like ours and is bound like every other."""
    page = answer.content.decode()
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "editorial/base.css" in page
    return answer.status_code == status and f"<h1>{heading}</h1>" in page and "</html>" in page


@pytest.mark.parametrize(
    "address",
    [
        "/admin/editorial/image/?q=%00",
        "/admin/editorial/liveentry/?status=a%00b",
        "/admin/editorial/article/?%00=1",
        "/admin/editorial/article/%00/change/",
        "/admin/nowhere%00/",
        "/?utm=%00",
        "/stories/a/?before=%00",
    ],
)
def test_a_zero_byte_in_an_address_is_refused_before_anything_looks_at_it(address: str, desk: Client) -> None:
    answer = desk.get(address)

    assert is_page_of_the_house(answer, 400, UNREADABLE)


def test_a_zero_byte_in_a_path_is_refused_by_the_server_too(server: Server) -> None:
    answer = server.get("/admin/auth/user/%00/")

    assert answer.status == 400
    assert UNREADABLE in answer.text


@pytest.mark.parametrize("form", [{"username": "a\0b"}, {"a\0b": "1"}, {"username": ["desk", "a\0"]}])
def test_a_zero_byte_in_a_form_is_refused(form: dict[str, str | list[str]], client: Client) -> None:
    kind = "application/x-www-form-urlencoded"

    answers = [
        client.post("/admin/login/", form),
        client.post("/admin/login/", urlencode(form, doseq=True), content_type=kind),
    ]

    assert all(is_page_of_the_house(answer, 400, UNREADABLE) for answer in answers)


def test_a_zero_byte_in_a_cookie_is_refused(client: Client) -> None:
    cookie = r'sessionid="aaaaaaaaaaaa\000"'

    answer = client.get("/admin/", headers={"cookie": cookie})

    assert is_page_of_the_house(answer, 400, UNREADABLE)


def test_the_zero_bytes_of_a_file_are_nobodys_business(desk: Client) -> None:
    photo = SimpleUploadedFile("launch.jpg", (factories.PHOTOS / "launch.jpg").read_bytes())

    answer = desk.post("/admin/editorial/image/add/", {"file": photo, "_popup": "1"})

    assert answer.status_code == 200


def test_a_zero_byte_in_a_question_for_changes_is_answered_as_every_wrong_version(client: Client) -> None:
    address = f"{factories.story().get_absolute_url()}changes/?since=%00"

    answer = client.get(address)

    assert answer.status_code == 400
    assert "since=" in json.loads(answer.content)["error"]


def test_what_merely_looks_like_a_zero_byte_is_answered(client: Client) -> None:
    answers = [client.get("/?q=%2500"), client.get("/?q=%5C0")]

    assert [answer.status_code for answer in answers] == [200, 200]


def test_a_host_that_is_not_ours_gets_the_page_without_a_question_to_the_database(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/", headers={"host": "evil.example"})

    assert is_page_of_the_house(answer, 400, UNREADABLE)


def test_who_may_not_do_something_is_told_whom_to_ask() -> None:
    reporter = Client()
    reporter.force_login(factories.reporter())

    answer = reporter.get("/admin/auth/user/")

    assert is_page_of_the_house(answer, 403, FORBIDDEN)


def test_a_form_without_its_token_is_told_how_to_save_what_was_typed() -> None:
    browser = Client(enforce_csrf_checks=True)

    answer = browser.post("/admin/login/", {})

    assert is_page_of_the_house(answer, 403, "This form was too old, and nothing was saved")


@pytest.mark.parametrize("query", ["", "?next=//evil.example", "?next=https://evil.example/"])
def test_signing_in_leads_to_the_desk_where_no_other_page_of_ours_is_named(
    query: str, client: Client
) -> None:
    factories.editor(username="desk")

    answer = client.post(f"/admin/login/{query}", {"username": "desk", "password": factories.PASSWORD})

    assert (answer.status_code, answer["Location"]) == (302, "/admin/")
