"""What a request wants of an answer, and whether the newsstand may give it at all."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from editorial.reader.newsstand.routes import LONGEST_REMEMBERED, REMEMBERED

Scope = dict[str, Any]


@dataclass(slots=True)
class Wishes:
    """What the headers of a request say of the answer wanted. Header values are bytes as they came."""

    host: bytes = b""
    encodings: bytes = b""
    known: bytes = b""
    known_since: bytes = b""
    last_event: bytes = b""


_WISHES = {
    b"host": "host",
    b"accept-encoding": "encodings",
    b"if-none-match": "known",
    b"if-modified-since": "known_since",
    b"last-event-id": "last_event",
}
# What only Django answers: parts of files, requests that bring something along, and rare conditions.
_OTHERS = {
    *(b"range", b"content-length", b"transfer-encoding", b"authorization", b"upgrade"),
    *(b"if-match", b"if-unmodified-since"),
}
_HEARD = {*_WISHES, *_OTHERS, b"cookie"}


def wishes_of(headers: Iterable[tuple[bytes, bytes]]) -> Wishes | None:
    """What the headers ask for; nothing where the answer could be another than every anonymous reader's."""
    wishes = Wishes()
    for name, value in headers:
        if name not in _HEARD:
            continue
        wish = _WISHES.get(name)
        if wish is None:
            if name != b"cookie" or _session_cookie() in value:
                return None
        elif getattr(wishes, wish) or len(value) > LONGEST_REMEMBERED or (wish == "host" and not value):
            return None  # said twice, or at length, or no host: that is for Django to judge
        else:
            setattr(wishes, wish, value)
    return wishes if is_our_host(wishes.host) else None


@lru_cache
def _session_cookie() -> bytes:
    return settings.SESSION_COOKIE_NAME.encode()


@lru_cache(REMEMBERED)
def is_our_host(host: bytes) -> bool:
    """Whether the Host header names a host of ours; Django refuses the others."""
    domain, _port = split_domain_port(host.decode("latin-1"))
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


@lru_cache(REMEMBERED)
def encoding_of(accepted: bytes) -> str:
    """The best encoding that an Accept-Encoding header allows: `br`, `gzip`, or the empty string for none.

    Source: RFC 9110, section 12.5.3. A weight of 0 is a refusal; `*` stands for all that are not named.
    """
    weights = dict(map(_weighed, accepted.decode("latin-1").lower().split(",")))
    wanted = {name: weights.get(name, weights.get("*", 0.0)) for name in ("br", "gzip")}
    best = max(wanted, key=lambda name: wanted[name])
    return best if wanted[best] > 0 and wanted[best] >= weights.get("identity", 0.0) else ""


def _weighed(word: str) -> tuple[str, float]:
    name, _semicolon, parameters = word.partition(";")
    weight = parameters.replace(" ", "").removeprefix("q=")
    return name.strip(), float(weight) if re.fullmatch(r"[01](\.[0-9]{0,3})?", weight) else 1.0
