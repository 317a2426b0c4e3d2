"""Who is asking: the address and scheme of a request, with forwarded headers believed from trusted proxies alone."""

import ipaddress
from collections.abc import Iterable, Sequence
from typing import Any

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Scope = dict[str, Any]

LOOPBACK = "127.0.0.1"
FOR, PROTO = b"x-forwarded-for", b"x-forwarded-proto"
NEVER_PASSED_ON = (b"x-forwarded-", b"forwarded", b"x-real-ip")


def believed(scope: Scope, trusted: Sequence[Network]) -> Scope:
    """The ASGI scope of a request with the client and scheme that can be believed, and no forwarded headers.

    Where the peer is a trusted proxy, the client is the rightmost address of X-Forwarded-For that is no trusted
    proxy itself: everything left of it could have been written by the client. X-Forwarded-Host is never used.
    """
    peer = _peer(scope)
    client, scheme = peer, _own_scheme(scope)
    if _is_in(peer, trusted):
        client = _client(peer, _values(scope, FOR), trusted)
        scheme = _forwarded_scheme(_values(scope, PROTO)) or scheme
    port = scope["client"][1] if client == peer and scope.get("client") else 0
    headers = [(name, value) for name, value in scope["headers"] if not name.startswith(NEVER_PASSED_ON)]
    return {**scope, "client": (client, port), "scheme": scheme, "headers": headers}


def address(text: str) -> Address | None:
    """The address in `1.2.3.4`, `1.2.3.4:80`, `2001:db8::1` or `[2001:db8::1]:80`; none in anything else."""
    host = text.strip()
    if host.startswith("["):
        host = host[1:].partition("]")[0]
    elif host.count(":") == 1:
        host = host.partition(":")[0]
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def _peer(scope: Scope) -> str:
    """The other end of the connection.

    uvicorn itself believes X-Forwarded-For of every peer on the loopback interface, before we are asked. A connection
    that ends at a loopback address began at one, so there the peer is known whatever uvicorn made of the header.
    A peer without an address (a Unix socket) is on this machine too.
    """
    if not scope.get("client"):
        return LOOPBACK
    was_forwarded = any(name == FOR for name, _value in scope["headers"])
    if was_forwarded and (own := _loopback_end(scope)):
        return own
    return str(scope["client"][0])


def _own_scheme(scope: Scope) -> str:
    """The scheme of the connection; http where uvicorn may have put a stranger's word in its place."""
    was_forwarded = any(name == PROTO for name, _value in scope["headers"])
    return "http" if was_forwarded and _loopback_end(scope) else str(scope["scheme"])


def _loopback_end(scope: Scope) -> str:
    """This end's address where it is a loopback one; else the empty string."""
    server = scope.get("server")
    own = address(str(server[0])) if server else None
    return str(own) if own and own.is_loopback else ""


def _client(peer: str, forwarded_for: list[str], trusted: Sequence[Network]) -> str:
    """Walk from the peer leftwards past trusted proxies. What is no address ends the walk at who wrote it."""
    client = peer
    for text in reversed(forwarded_for):
        if not _is_in(client, trusted):
            break
        before = address(text)
        if before is None:
            break
        client = str(before)
    return client


def _forwarded_scheme(forwarded: list[str]) -> str:
    """What the nearest proxy said of its own client."""
    word = forwarded[-1].lower() if forwarded else ""
    return word if word in {"http", "https"} else ""


def _values(scope: Scope, name: bytes) -> list[str]:
    """All values of a header that holds a list, in order, over however many lines."""
    lines = [value.decode("latin-1") for header, value in scope["headers"] if header == name]
    return [word.strip() for line in lines for word in line.split(",")]


def _is_in(host: str, networks: Iterable[Network]) -> bool:
    found = address(host)
    return found is not None and any(found in network for network in networks)
