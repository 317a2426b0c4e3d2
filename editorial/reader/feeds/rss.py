"""RSS 2.0 for those who still need it, with Media RSS for photographs and their credits.

It has no word for what was withdrawn: such an item is no longer there.
"""

from email.utils import format_datetime

from django.conf import settings

from editorial.models import Image
from editorial.photos.presentation import found_picture_of
from editorial.reader.feeds.atom import rfc3339
from editorial.reader.feeds.contents import Feed, Item
from editorial.reader.feeds.xml import Document
from editorial.reader.sharing import absolute

MEDIA_TYPE = "application/rss+xml"
_NAMESPACES = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:media": "http://search.yahoo.com/mrss/",
}


def rss(feed: Feed) -> bytes:
    """The feed as an RSS document."""
    document = Document()
    with document.within("rss", {"version": "2.0", **_NAMESPACES}), document.within("channel"):
        document.leaf("title", feed.title)
        document.leaf("link", feed.address)
        document.leaf("description", feed.description or feed.title)
        document.leaf("language", feed.language.lower())
        document.leaf("lastBuildDate", format_datetime(feed.updated))
        own = {"rel": "self", "href": feed.own_address("rss"), "type": MEDIA_TYPE}
        document.leaf("atom:link", "", own)
        if settings.WEBSUB_HUB:
            document.leaf("atom:link", "", {"rel": "hub", "href": settings.WEBSUB_HUB})
        for item in feed.items:
            _write_item(document, item, feed)
    return document.finished()


def _write_item(document: Document, item: Item, feed: Feed) -> None:
    with document.within("item"):
        document.leaf("title", item.title)
        document.leaf("link", item.address)
        document.leaf("guid", item.urn, {"isPermaLink": "false"})
        document.leaf("pubDate", format_datetime(item.published))
        document.leaf("atom:updated", rfc3339(item.updated))
        for name in [byline.name for byline in item.bylines] or [feed.newsroom.name]:
            document.leaf("dc:creator", name)
        if item.language != feed.language:
            document.leaf("dc:language", item.language)
        document.optional("category", item.section)
        document.leaf("description", item.html)
        for photo in item.photos:
            _write_photo(document, photo)


def _write_photo(document: Document, photo: Image) -> None:
    picture = found_picture_of(photo)
    size = {"width": str(picture.width), "height": str(picture.height)}
    told = {"url": absolute(picture.address), "type": "image/jpeg", "medium": "image", **size}
    with document.within("media:content", told):
        document.optional("media:description", photo.caption, {"type": "plain"})
        document.optional("media:credit", photo.credit_line)
        document.optional("media:copyright", photo.copyright_notice)
