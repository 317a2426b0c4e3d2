"""Signing in: guessing is slowed, nobody is locked out for ever, and a session ends when it should."""

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axes.models import AccessAttempt, AccessLog
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import User
from django.db.models import F
from django.test import Client
from pytest_django import Settings

from liveblog.login import LIMIT_OF_ACCOUNT, LIMIT_OF_ADDRESS
from tests import factories
from tests.serving import copy_of, serving

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
LIMIT = 7
HOME, ELSEWHERE = "192.0.2.10", "203.0.113.5"


@pytest.fixture
def desk() -> User:
    """Someone who signs in."""
    return factories.editor(username="desk")


def sign_in(
    username: str = "desk", password: str = factories.PASSWORD, *, address: str = HOME, **more: str
) -> "Response":
    """One try, from a browser that nobody knows, at this address."""
    form = {"username": username, "password": password, **more}
    return Client(REMOTE_ADDR=address).post("/admin/login/", form)


def guess(times: int, username: str = "desk", *, address: str = ELSEWHERE) -> list[int]:
    """The status of each answer to so many wrong passwords."""
    return [sign_in(username, f"wrong {number}", address=address).status_code for number in range(times)]


def let_time_pass(time: timedelta) -> None:
    """Let what is on record be older by so much."""
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - time)
    AccessLog.objects.update(attempt_time=F("attempt_time") - time)


def test_guessing_is_stopped_after_a_few_tries_and_then_even_the_right_password_is_not_looked_at(
    desk: User,
) -> None:
    answers = guess(100)

    right = sign_in(address=ELSEWHERE)

    assert answers == [200] * (LIMIT - 1) + [429] * (100 - LIMIT + 1)
    assert right.status_code == 429


def test_the_refusal_says_when_to_try_again(desk: User) -> None:
    guess(LIMIT)

    answer = sign_in(address=ELSEWHERE)

    assert "Try again after" in answer.text
    assert 890 <= int(answer["Retry-After"]) <= 900
    assert "no-store" in answer["Cache-Control"]


def test_the_editor_signs_in_from_another_address_meanwhile(desk: User) -> None:
    guess(100)

    answer = sign_in(address=HOME)

    assert answer.status_code == 302


def test_a_lock_ends_after_a_quarter_of_an_hour_though_the_guessing_went_on(desk: User) -> None:
    guess(LIMIT)
    let_time_pass(timedelta(minutes=14))
    guess(20)
    let_time_pass(timedelta(minutes=2))

    answer = sign_in(address=ELSEWHERE)

    assert answer.status_code == 302


def test_a_guesser_who_changes_address_is_stopped_by_the_account(desk: User) -> None:
    answers = [
        guess(1, address=f"198.51.{number // 200}.{number % 200 + 1}")[0]
        for number in range(LIMIT_OF_ACCOUNT + 10)
    ]

    assert answers == [200] * (LIMIT_OF_ACCOUNT - 1) + [429] * 11


def test_that_does_not_shut_the_editor_out_where_the_account_has_signed_in_before(desk: User) -> None:
    sign_in(address=HOME)
    for number in range(LIMIT_OF_ACCOUNT + 10):
        guess(1, address=f"198.51.100.{number + 1}")

    known, unknown = sign_in(address=HOME), sign_in(address="192.0.2.99")

    assert (known.status_code, unknown.status_code) == (302, 429)


def test_trying_many_accounts_from_one_address_is_stopped_by_the_address(desk: User) -> None:
    answers = [guess(1, f"person{number}")[0] for number in range(LIMIT_OF_ADDRESS + 5)]

    assert answers == [200] * (LIMIT_OF_ADDRESS - 1) + [429] * 6


def test_signing_in_to_an_account_of_ones_own_does_not_reset_the_count_for_others(desk: User) -> None:
    factories.reporter(username="guesser")
    guess(LIMIT - 1)

    sign_in("guesser", address=ELSEWHERE)

    assert guess(1) == [429]


def test_one_subscriber_of_ipv6_counts_as_one_address(desk: User) -> None:
    answers = [guess(1, address=f"2001:db8:1:1::{number:x}")[0] for number in range(LIMIT + 1)]

    assert answers[-1] == 429
    assert sign_in(address="2001:db8:1:2::1").status_code == 302


@pytest.mark.parametrize("spelling", ["DESK", " desk ", "Desk"])
def test_another_spelling_of_the_name_is_no_new_start(spelling: str, desk: User) -> None:
    guess(LIMIT - 1)

    answers = guess(1, spelling)

    assert answers == [429]


@pytest.mark.parametrize("username", ["x" * 5000, "ﷺ" * 200, ""])
def test_a_name_that_no_account_can_have_is_refused_like_any_other(username: str) -> None:
    answer = sign_in(username, "wrong")

    assert answer.status_code == 200
    assert "Please" in answer.text or "required" in answer.text or "Null" in answer.text


def test_an_unknown_name_gets_the_same_answer_and_costs_the_same_as_a_wrong_password(
    desk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode

    def noted(hasher: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return encode(hasher, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", noted)

    known, unknown = sign_in("desk", "wrong one"), sign_in("nobody", "wrong two")

    assert hashed == ["wrong one", "wrong two"]
    assert known.status_code == unknown.status_code == 200
    message = "Please enter the correct username and password"
    assert message in known.text
    assert message in unknown.text


def test_locked_names_answer_alike_whether_they_exist_or_not(desk: User) -> None:
    answers = [guess(LIMIT, name, address=HOME)[-1] for name in ("desk", "nobody")]

    assert answers == [429, 429]


@pytest.mark.parametrize(
    "destination",
    ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "///x"],
)
def test_nobody_is_sent_elsewhere_after_signing_in(destination: str, desk: User) -> None:
    answer = sign_in(next=destination)

    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/profile/" or answer["Location"].startswith("/admin/")


def test_an_old_session_is_dead_after_signing_out(desk: User) -> None:
    client = Client()
    client.post("/admin/login/", {"username": "desk", "password": factories.PASSWORD})
    stolen = client.cookies["sessionid"].value
    client.post("/admin/logout/")

    thief = Client()
    thief.cookies["sessionid"] = stolen

    assert thief.get("/admin/").status_code == 302


def test_other_sessions_are_dead_after_the_password_was_changed(desk: User) -> None:
    other = Client()
    other.force_login(desk)

    desk.set_password("another long pass phrase")
    desk.save()

    assert other.get("/admin/").status_code == 302


def test_a_person_who_was_deactivated_is_out_at_once_and_writes_nothing(desk: User) -> None:
    client = Client()
    client.force_login(desk)
    User.objects.filter(pk=desk.pk).update(is_active=False)

    answer = client.post("/admin/password_change/", {"old_password": factories.PASSWORD})

    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/login/")


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(
    desk: User, settings: Settings
) -> None:
    settings.SESSION_COOKIE_SECURE = True

    cookie = sign_in().cookies["sessionid"]

    assert cookie["httponly"]
    assert cookie["secure"]
    assert cookie["samesite"] == "Lax"


def test_a_forged_address_is_ignored_by_a_real_server(newsroom: Path, tmp_path: Path) -> None:
    data = copy_of(newsroom, tmp_path / "newsroom")

    with serving(data) as server:
        answers = [
            server.sign_in("desk", "wrong", X_Forwarded_For=f"203.0.113.{number}").status
            for number in range(1, LIMIT + 2)
        ]
        editor = server.sign_in("desk", "correct horse battery staple", peer="127.0.0.2")

    assert answers == [200] * (LIMIT - 1) + [429] * 2
    assert editor.status == 302


def test_behind_a_trusted_proxy_the_address_that_it_saw_counts(newsroom: Path, tmp_path: Path) -> None:
    data = copy_of(newsroom, tmp_path / "newsroom")

    with serving(data, TRUSTED_PROXIES="127.0.0.1") as server:
        forged = [
            server.sign_in("desk", "wrong", X_Forwarded_For=f"6.6.6.{number}, 203.0.113.5").status
            for number in range(1, LIMIT + 1)
        ]
        editor = server.sign_in("desk", "correct horse battery staple", X_Forwarded_For="192.0.2.10")

    assert forged[-1] == 429
    assert editor.status == 302
