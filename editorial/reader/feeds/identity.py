"""Names of stories and entries for other programs: they stay, whatever slug, headline or host becomes of them."""

import uuid

from django.conf import settings

from editorial.models import Article, Image, LiveEntry

# Never to be changed: whoever takes our feeds knows every story and entry by a name that was made with it.
_NAMES = uuid.UUID("5c2e7f0a-93d4-4e1b-8a56-1f0d3b7c6e29")


def urn_of(named: Article | LiveEntry) -> str:
    """A URN (RFC 9562, section 5.5: made of the public id), the same in every format and for ever."""
    return urn(type(named), named.public_id)


def urn(model: type[Article] | type[LiveEntry], public_id: str) -> str:
    """The same, of a row that was not read whole."""
    return _urn("story" if model is Article else "entry", public_id)


def feed_urn(story: Article | None = None) -> str:
    """Of a story's feed, which is another thing than the story; of the feed of all stories where none is given."""
    return _urn("feed", story.public_id if story else settings.SITE_URL)


def photo_urn(photo: Image) -> str:
    """Of a photo. Its number is this house's alone, so the house's address is part of it."""
    return _urn("photo", f"{settings.SITE_URL}/{photo.pk}")


def _urn(kind: str, name: str) -> str:
    return uuid.uuid5(_NAMES, f"{kind}/{name}").urn
