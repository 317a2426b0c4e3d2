"""What browsers and caches are told with each answer."""

from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import Client
from django.urls import path

from liveblog import urls
from tests import factories
from tests.serving import Server, copy_of, serving

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def page(request: HttpRequest) -> HttpResponse:
    """A page that knows nothing of headers."""
    return HttpResponse("<p>Nothing new.</p>")


def news(request: HttpRequest) -> JsonResponse:
    """An answer that is asked for every few seconds."""
    return JsonResponse({"epoch": "x"}, headers={"Cache-Control": "public, max-age=1"})


urlpatterns = [path("page/", page), path("news/", news), *urls.urlpatterns]


@pytest.mark.urls(__name__)
def test_every_page_has_the_strict_policy(client: Client) -> None:
    address = "/page/"

    headers = client.get(address).headers

    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy == {
        **dict.fromkeys(["default-src", "object-src", "frame-ancestors", "base-uri"], "'none'"),
        **dict.fromkeys(
            ["script-src", "style-src", "img-src", "font-src", "connect-src", "worker-src"], "'self'"
        ),
        "form-action": "'self'",
    }


@pytest.mark.parametrize("address", ["/page/", "/nowhere/", "/admin/login/"])
@pytest.mark.urls(__name__)
def test_a_page_cannot_be_framed_sniffed_or_given_a_camera(address: str, client: Client) -> None:
    answer = client.get(address)

    headers = answer.headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


@pytest.mark.urls(__name__)
def test_json_carries_none_of_what_only_pages_need(client: Client) -> None:
    address = "/news/"

    answer = client.get(address)

    assert {name.lower() for name in answer.headers} == {"content-type", "content-length", "cache-control"}


@pytest.mark.parametrize("address", ["/admin/login/", "/admin/", "/admin/auth/user/", "/admin/jsi18n/"])
def test_what_an_editor_sees_is_kept_in_no_cache(address: str, client: Client) -> None:
    client.force_login(factories.administrator())

    answer = client.get(address)

    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]


@pytest.mark.urls(__name__)
def test_a_reader_gets_no_cookie_and_nothing_that_varies_by_one(client: Client) -> None:
    address = "/page/"

    answer = client.get(address)

    assert not answer.cookies
    assert "Vary" not in answer.headers


def test_a_form_without_its_token_is_refused_in_words_that_help() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.administrator())

    answer = client.post("/admin/auth/group/add/", {"name": "Night desk"})

    assert answer.status_code == 403
    assert "Go back: what you typed is still there" in answer.text
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_on_https_cookies_are_for_https_alone_and_the_plain_address_leads_there(
    newsroom: Path, tmp_path: Path
) -> None:
    data = copy_of(newsroom, tmp_path / "newsroom")

    with serving(data, SITE_URL="https://news.example", TRUSTED_PROXIES="127.0.0.1") as server:
        plain = server.get("/admin/login/", Host="news.example")
        secure = server.get("/admin/login/", Host="news.example", X_Forwarded_Proto="https")

    assert plain.status == 301
    assert plain.headers["Location"] == "https://news.example/admin/login/"
    assert secure.status == 200
    assert "max-age=31536000" in secure.headers["Strict-Transport-Security"]
    for attribute in ("Secure", "HttpOnly", "SameSite=Lax"):
        assert attribute in secure.headers["Set-Cookie"]


def test_on_http_there_is_no_redirect_and_no_promise_of_https(server: Server) -> None:
    answer = server.get("/admin/login/", X_Forwarded_Proto="https", X_Forwarded_Host="evil.example")

    assert answer.status == 200
    assert "Strict-Transport-Security" not in answer.headers
    assert "Secure" not in answer.headers["Set-Cookie"]
    assert "evil.example" not in answer.text + str(answer.headers)


def test_static_files_are_served_as_they_lie_and_to_no_other_site(server: Server) -> None:
    address = "/static/admin/css/base.css"

    answer = server.get(address)

    assert answer.status == 200
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"].startswith("text/css")
    assert len(answer.text) == int(answer.headers["Content-Length"])
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_of_a_static_file_a_part_may_be_asked_for_or_whether_it_changed(server: Server) -> None:
    address = "/static/admin/css/base.css"
    whole = server.get(address)

    part = server.get(address, Range="bytes=10-19")
    unchanged = server.get(address, If_None_Match=whole.headers["ETag"])

    assert (part.status, part.text) == (206, whole.text[10:20])
    assert (unchanged.status, unchanged.text) == (304, "")
