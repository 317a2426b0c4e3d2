"""Whether a page was imported before."""

import hashlib

from django.utils.text import slugify
from django.utils.translation import gettext as _

from editorial.importing.lines import lines_of
from editorial.importing.page import BadPage
from editorial.models import Article


def digest_of(data: bytes) -> str:
    """What tells one page's text from another's: its lines, however the file parts and ends them."""
    return hashlib.sha256("\n".join(line.text for line in lines_of(data)).encode()).hexdigest()


def slug_from(headline: str) -> str:
    """The address that a story takes from its headline; '' where that holds no Latin letter or digit."""
    return slugify(headline)[:80].strip("-")


def earlier_story(digest: str, *, asked_slug: str, headline: str) -> Article | None:
    """The story that this text has become already, if it has.

    With an address asked for, the one there. Raises BadPage where another story has the address.
    """
    imported = Article.objects.filter(imported_page__digest=digest).order_by("pk")
    if not asked_slug and (story := imported.first()):
        return story
    slug = asked_slug or slug_from(headline)
    there = Article.objects.all().at_address(slug)
    if there is None or imported.filter(pk=there.pk).exists():
        return there
    message = _(
        "Another story is at “%(slug)s” already: import this text under another address with --slug, "
        "or change that story in the admin."
    )
    raise BadPage(message % {"slug": slug})
