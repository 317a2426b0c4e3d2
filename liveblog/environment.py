"""Values from the environment. An empty one counts as unset; one that cannot be used stops the start.

All of these raise `SystemExit` with one sentence that names the variable and says what to write.
"""

import ipaddress
import os
import re
import secrets
import warnings
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

import environ
from redis import ConnectionPool, RedisError

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def stop(name: str, why: str) -> SystemExit:
    """What to raise where the variable `name` cannot be used: it ends the process and prints one sentence."""
    return SystemExit(f"{name} cannot be used: {why}")


def text(name: str, default: str = "") -> str:
    """The value as it stands, without white space around it."""
    return os.environ.get(name, "").strip() or default


def boolean(name: str, *, default: bool) -> bool:
    """On or off, in any of the usual words."""
    word = text(name).lower()
    if word in {"1", "true", "yes", "on"}:
        return True
    if word in {"0", "false", "no", "off"}:
        return False
    if word:
        raise stop(name, f"“{word}” is neither on nor off. Write 1 or 0.")
    return default


def words(name: str, default: list[str]) -> list[str]:
    """What stands between the commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()] or default


def hosts(name: str, default: list[str]) -> list[str]:
    """Host names without scheme, port or path; `*` is every one."""
    given = words(name, default)
    odd = next((host for host in given if "/" in host or (":" in host and not host.startswith("["))), None)
    if odd:
        raise stop(name, f"“{odd}” is not a host name alone. Write news.example, or several between commas.")
    return given


def choice(name: str, default: str, allowed: set[str]) -> str:
    """One of the allowed words."""
    word = text(name, default).upper()
    if word not in allowed:
        raise stop(name, f"“{word}” is not one of {', '.join(sorted(allowed))}.")
    return word


def port(name: str, default: int) -> int:
    """A port number that a server can listen on."""
    number = text(name, str(default))
    if not (number.isascii() and number.isdigit() and 0 < int(number) < 65536):
        raise stop(name, f"“{number}” is no port. Write a number from 1 to 65535.")
    return int(number)


def count(name: str, default: int) -> int:
    """A whole number, 1 or more."""
    number = text(name, str(default))
    if not (number.isascii() and number.isdigit() and 0 < int(number) < 10**9):
        raise stop(name, f"“{number}” is no number of things. Write a whole number, such as {default}.")
    return int(number)


def networks(name: str) -> list[Network]:
    """The networks named; a single address is a network of one."""
    return [_network(name, word) for word in words(name, [])]


def _network(name: str, word: str) -> Network:
    try:
        return ipaddress.ip_network(word, strict=False)
    except ValueError as error:
        why = f"“{word}” is no address. Write addresses or networks, such as 10.0.0.5 or 10.0.0.0/8."
        raise stop(name, why) from error


def site(name: str, default: str) -> SplitResult:
    """The address of a whole site: http or https, a host, perhaps a port, and nothing more."""
    address = text(name, default).rstrip("/")
    try:
        parts = urlsplit(address)
        is_usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_usable = False
    if not is_usable:
        raise stop(name, f"“{address}” is no web address. Write https://news.example or the like.")
    if parts.path or parts.query or parts.fragment or "@" in parts.netloc:
        raise stop(name, f"“{address}” says more than a host. Write https://news.example or the like.")
    return parts


def page(name: str) -> str:
    """The address of one page or service: http or https, a host, perhaps a path and a query; empty where unset."""
    address = text(name)
    try:
        parts = urlsplit(address)
        is_usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_usable = False
    if address and (not is_usable or "@" in parts.netloc or not re.fullmatch(r"[!-~]+", address)):
        # What is wrong is not repeated: the address may hold a password.
        raise stop(name, "write an address such as https://hub.example/, without a password.")
    if set(address) & set('<>"'):
        raise stop(
            name, "an address in a header cannot hold < > or quotation marks. Write them as %3C and the like."
        )
    return address


def redis_server(name: str) -> str:
    """The address of a Redis; empty where none is named."""
    address = text(name)
    if address and not _is_redis(address):
        # What is wrong is not repeated: the address may hold a password.
        raise stop(
            name, "write redis://host:6379/0, rediss://user:password@host:6379/0 or unix:///folder/socket."
        )
    return address


def _is_redis(address: str) -> bool:
    try:
        parts = urlsplit(address)
        ConnectionPool.from_url(address).make_connection()  # refuses unknown options; connects to nothing yet
    except (RedisError, TypeError, ValueError):
        return False
    if parts.scheme == "unix":
        return bool(parts.path)
    return bool(parts.hostname) and bool(re.fullmatch(r"/?[0-9]*", parts.path))


def folder(name: str, path: Path) -> Path:
    """The folder at `path`, made if it is not there; `name` is the variable that decides where it lies."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise stop(name, f"{error}. Name a folder that this user may write to.") from error
    return path


def kept_secret(name: str, folder: Path) -> str:
    """The secret key kept in the data folder: made once, by whichever process comes first."""
    path = folder / "secret-key"
    try:
        if not path.exists():
            _keep(path, secrets.token_urlsafe(50))
        return path.read_text()
    except OSError as error:
        raise stop(name, f"{error}. The secret key is kept in that folder.") from error


def _keep(path: Path, secret: str) -> None:
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(secret)
    try:
        os.link(draft, path)  # fails where another process was first, and never shows half a key
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def database(name: str, default: str) -> dict[str, Any]:
    """The database at this address, as Django wants it."""
    try:
        with warnings.catch_warnings(action="ignore"):  # an unknown scheme is answered below
            found: dict[str, Any] = environ.Env.db_url_config(text(name, default))
    except ValueError:
        found = {}  # what is wrong is not repeated: the address holds a password
    engine = found.get("ENGINE", "").removeprefix("django.db.backends.")
    given = found.get("OPTIONS", {})
    if engine == "sqlite3":
        # IMMEDIATE: a transaction that will write waits for its turn at its start, instead of failing half-way.
        pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        options = given | {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas}
    elif engine == "postgresql" and found["NAME"]:
        # A server that does not answer is given up after seconds. Connections are not kept: under ASGI every
        # request has a thread of its own, and a connection belongs to its thread.
        options = {"connect_timeout": 5} | given
    else:
        raise stop(name, "write postgres://user:password@host:5432/name or sqlite:////folder/file.sqlite3.")
    return found | {"OPTIONS": options}
