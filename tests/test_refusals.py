"""Every refused write is on record: who tried what, and when."""

import logging

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from editorial import publishing
from editorial.models import Refusal
from liveblog import urls
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def forbidden(request: HttpRequest, *, why: str) -> HttpResponse:
    """A view that lets nobody write."""
    if why == "raw":
        request.read()
    if why == "hidden":
        raise Http404
    raise PermissionDenied


urlpatterns = [path("desk/<str:why>/", forbidden), *urls.urlpatterns]


@pytest.fixture
def reporter() -> User:
    """Someone who may not do everything."""
    return factories.reporter()


@pytest.fixture
def signed_in(client: Client, reporter: User) -> Client:
    """The reporter's browser."""
    client.force_login(reporter)
    return client


def attempts() -> list[str]:
    """What is on record."""
    return list(Refusal.objects.values_list("attempt", flat=True))


def test_what_the_admin_refuses_is_on_record_with_who_tried(signed_in: Client, reporter: User) -> None:
    address = "/admin/auth/user/add/"

    answer = signed_in.post(address, {"username": "accomplice"})

    assert answer.status_code == 403
    refusal = Refusal.objects.get()
    assert (refusal.by, refusal.attempt) == (reporter, f"POST {address} (403)")


def test_so_is_a_try_at_what_does_not_exist_for_the_person(signed_in: Client) -> None:
    address = "/desk/hidden/"

    answer = signed_in.post(address)

    assert answer.status_code == 404
    assert attempts() == [f"POST {address} (404)"]


def test_an_action_on_a_list_is_on_record_with_what_was_chosen(signed_in: Client) -> None:
    form = {"action": "delete_selected", "_selected_action": ["3", "4"]}

    signed_in.post("/desk/list/", form)

    assert attempts() == ["POST /desk/list/ delete_selected: 3, 4 (403)"]


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_every_method_that_writes_counts(method: str, signed_in: Client) -> None:
    getattr(signed_in, method)("/desk/entry/")

    assert attempts() == [f"{method.upper()} /desk/entry/ (403)"]


def test_looking_is_no_attempt_to_write(signed_in: Client) -> None:
    answers = [signed_in.get("/desk/hidden/"), signed_in.head("/desk/entry/")]

    assert [answer.status_code for answer in answers] == [404, 403]
    assert attempts() == []


def test_a_stranger_leaves_no_record(client: Client) -> None:
    answer = client.post("/desk/entry/")

    assert answer.status_code == 403
    assert attempts() == []


def test_a_long_or_odd_attempt_is_cut_and_kept_readable(signed_in: Client) -> None:
    form = {"action": "a\x07\n" + "b" * 5000, "_selected_action": ["9" * 5000]}

    signed_in.post("/desk/" + "x" * 5000 + "\x07/", form)

    (attempt,) = attempts()
    assert len(attempt) <= 500
    assert attempt.isprintable()
    assert attempt.endswith("(403)")


@pytest.mark.parametrize("body", ["", "{broken", "a" * 10])
def test_a_body_that_is_no_form_does_not_hinder_the_record(body: str, signed_in: Client) -> None:
    signed_in.post("/desk/raw/", body, content_type="application/json")

    assert attempts() == ["POST /desk/raw/ (403)"]


def test_the_refusal_stands_and_is_in_the_log_where_it_cannot_be_recorded(
    signed_in: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(**_given: object) -> None:
        raise DatabaseError("disk full")

    monkeypatch.setattr(publishing, "record_refusal", fails)

    answer = signed_in.post("/desk/entry/")

    assert answer.status_code == 403
    assert ("liveblog.middleware", logging.ERROR) in {line[:2] for line in caplog.record_tuples}
