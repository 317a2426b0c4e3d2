"""Where a link in a text may lead: http, https, mailto, or a page of this site."""

import re
import unicodedata
from urllib.parse import urlsplit

# What browsers skip or read otherwise than people do: all white space, control and format characters.
DECEPTIVE = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"}
FORBIDDEN = set('\\<>"`')
SCHEME = re.compile(r"([^/?#:]*):")


def safe_link(address: str) -> str | None:
    """The address as it may be stored (blanks at its ends gone, those inside encoded), or None: no link then.

    None for every other scheme, an address that names another site without a scheme (`//host`, `\\\\host`), one
    with a user name in it, and one that could be read as something else once hidden characters are taken out.
    """
    trimmed = address.strip(" \t\r\n\f")
    visible = trimmed.replace(" ", "")
    if not visible or visible.startswith("//") or _is_deceptive(visible):
        return None
    scheme = SCHEME.match(trimmed)
    if scheme and not _is_allowed(scheme[1].lower(), trimmed):
        return None
    return trimmed.replace(" ", "%20")


def _is_deceptive(visible: str) -> bool:
    return any(
        character in FORBIDDEN or unicodedata.category(character) in DECEPTIVE for character in visible
    )


def _is_allowed(scheme: str, address: str) -> bool:
    if scheme == "mailto":
        return True
    if scheme not in {"http", "https"} or not address[len(scheme) + 1 :].startswith("//"):
        return False
    try:
        site = urlsplit(address)
        return bool(site.hostname) and "@" not in site.netloc and (site.port is None or site.port >= 0)
    except ValueError:  # brackets that do not match, a port that is no number
        return False
