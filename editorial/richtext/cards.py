"""Links to other sites' posts and videos, as readers see them: a card that loads nothing until it is asked."""

import html
import re

from django.template.loader import render_to_string
from django.utils.translation import gettext

from editorial.richtext.outside import POST, SOUND, OutsidePost, outside_post

# A paragraph of its own that is one link, or the bare address of one: `clean` writes each block on its own line.
_ALONE = re.compile(r'^<p>(?:<a href="([^"]+)">([^<]*)</a>|(https?://[^<\s]+))</p>$', re.MULTILINE)


def with_cards(text: str) -> str:
    """The cleaned text, with a card for each paragraph that is nothing but a link to an allowed provider's post."""
    return _ALONE.sub(_card, text)


def with_links(text: str) -> str:
    """The same for programs: what would be a card is a link."""
    return _ALONE.sub(_link, text)


def _card(found: re.Match[str]) -> str:
    post, words = _read(found)
    if post is None:
        return found[0]
    shown = post.address.split("://", 1)[1]
    is_address = words.split("://", 1)[-1].rstrip("/") == shown.rstrip("/")
    told = {"post": post, "label": _label(post), "title": "" if is_address else words, "shown": shown}
    return render_to_string("story/_outside.html", told).strip()


def _link(found: re.Match[str]) -> str:
    post, _words = _read(found)
    if post is None or found[1]:
        return found[0]
    return f'<p><a href="{html.escape(post.address)}">{found[3]}</a></p>'


def _read(found: re.Match[str]) -> tuple[OutsidePost | None, str]:
    """What the link leads to, and its words."""
    address, words = html.unescape(found[1] or found[3]), html.unescape(found[2] or found[3] or "")
    return outside_post(address), words.strip()


def _label(post: OutsidePost) -> str:
    told = {"provider": post.provider.name}
    if post.provider.kind == POST:
        return gettext("Post on %(provider)s") % told
    if post.provider.kind == SOUND:
        return gettext("Listen on %(provider)s") % told
    return gettext("Video on %(provider)s") % told
