"""Forwarded headers: believed from the proxies that were named, and from nobody else."""

import ipaddress
from typing import Any

import pytest

from liveblog.forwarded import believed

NETWORKS = [ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("127.0.0.1/32")]


def scope(*headers: tuple[str, str], client: str = "10.0.0.1", server: str = "10.0.0.9") -> dict[str, Any]:
    """A request as uvicorn hands it over."""
    return {
        "type": "http",
        "client": (client, 50000),
        "server": (server, 8000),
        "scheme": "http",
        "headers": [(name.encode(), value.encode()) for name, value in headers],
    }


def test_without_trusted_proxies_the_client_is_the_peer() -> None:
    request = scope(("x-forwarded-for", "203.0.113.7"), ("x-forwarded-proto", "https"), client="198.51.100.2")

    seen = believed(request, [])

    assert seen["client"] == ("198.51.100.2", 50000)
    assert seen["scheme"] == "http"


@pytest.mark.parametrize("forged", ["203.0.113.7", "127.0.0.9", "203.0.113.7:50000", "unknown"])
def test_what_the_server_itself_believed_of_a_local_peer_is_undone(forged: str) -> None:
    request = scope(("x-forwarded-for", forged), ("x-forwarded-proto", "https"), server="127.0.0.1")
    request |= {"client": (forged.partition(":")[0], 0), "scheme": "https"}

    seen = believed(request, [])

    assert seen["client"][0] == "127.0.0.1"
    assert seen["scheme"] == "http"


@pytest.mark.parametrize(
    ("header", "client"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("6.6.6.6, 203.0.113.7", "203.0.113.7"),
        ("6.6.6.6, 203.0.113.7, 10.2.2.2", "203.0.113.7"),
        ("203.0.113.7:4711", "203.0.113.7"),
        ("[2001:db8::1]:4711, 10.2.2.2", "2001:db8::1"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("10.3.3.3, 10.2.2.2", "10.3.3.3"),
        ("6.6.6.6, nonsense, 10.2.2.2", "10.2.2.2"),
        ("<script>", "10.0.0.1"),
        ("", "10.0.0.1"),
    ],
)
def test_behind_trusted_proxies_the_client_is_the_rightmost_address_that_is_none(
    header: str, client: str
) -> None:
    request = scope(("x-forwarded-for", header))

    seen = believed(request, NETWORKS)

    assert seen["client"][0] == client


def test_addresses_on_several_lines_are_one_list() -> None:
    request = scope(("x-forwarded-for", "6.6.6.6, 203.0.113.7"), ("x-forwarded-for", "10.2.2.2"))

    seen = believed(request, NETWORKS)

    assert seen["client"][0] == "203.0.113.7"


def test_a_stranger_who_names_a_trusted_proxy_stays_a_stranger() -> None:
    request = scope(("x-forwarded-for", "10.2.2.2"), client="203.0.113.7")

    seen = believed(request, NETWORKS)

    assert seen["client"][0] == "203.0.113.7"


@pytest.mark.parametrize(
    ("said", "scheme"), [("https", "https"), ("HTTPS", "https"), ("http, https", "https"), ("gopher", "http")]
)
def test_the_scheme_is_what_the_nearest_trusted_proxy_says(said: str, scheme: str) -> None:
    request = scope(("x-forwarded-proto", said))

    seen = believed(request, NETWORKS)

    assert seen["scheme"] == scheme


@pytest.mark.parametrize("trusted", [[], NETWORKS])
def test_no_forwarded_header_reaches_the_pages(trusted: list[Any]) -> None:
    names = ("x-forwarded-for", "x-forwarded-host", "x-forwarded-port", "forwarded", "x-real-ip")
    request = scope(*((name, "evil.example") for name in names), ("host", "news.example"))

    seen = believed(request, trusted)

    assert seen["headers"] == [(b"host", b"news.example")]


def test_a_peer_without_an_address_is_on_this_machine() -> None:
    request = scope(("x-forwarded-for", "203.0.113.7")) | {"client": None, "server": ("/run/newsroom", None)}

    assert believed(request, [])["client"][0] == "127.0.0.1"
    assert believed(request, NETWORKS)["client"][0] == "203.0.113.7"
