"""Atom (RFC 4287), with tombstones for what was taken away (RFC 6721) and the hub that tells of news (WebSub)."""

import datetime

from django.conf import settings
from django.urls import reverse

from editorial.models import Byline, Image
from editorial.photos.presentation import found_picture_of
from editorial.reader.feeds.contents import Feed, Gone, Item
from editorial.reader.feeds.xml import Document
from editorial.reader.sharing import absolute

MEDIA_TYPE = "application/atom+xml"


def atom(feed: Feed) -> bytes:
    """The feed as an Atom document."""
    document = Document()
    namespaces = {
        "xmlns": "http://www.w3.org/2005/Atom",
        "xmlns:at": "http://purl.org/atompub/tombstones/1.0",
    }
    languages = {"xml:lang": feed.language, "xml:base": feed.address}
    with document.within("feed", namespaces | languages):
        _write_head(document, feed)
        for gone in feed.gone:
            _write_gone(document, gone)
        for item in feed.items:
            _write_entry(document, item, feed)
    return document.finished()


def rfc3339(moment: datetime.datetime) -> str:
    """A moment of universal time, to the microsecond where it is not whole seconds."""
    return moment.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")


def _write_head(document: Document, feed: Feed) -> None:
    document.leaf("id", feed.urn)
    document.leaf("title", feed.title)
    document.optional("subtitle", feed.description)
    document.leaf("updated", rfc3339(feed.updated))
    _write_link(document, "self", feed.own_address("atom"), MEDIA_TYPE)
    _write_link(document, "alternate", feed.address, "text/html")
    if settings.WEBSUB_HUB:
        _write_link(document, "hub", settings.WEBSUB_HUB)
    _write_authors(document, feed.bylines, feed)
    logo = feed.newsroom.logo
    if logo and logo.is_ready:
        document.leaf("logo", absolute(found_picture_of(logo).address))


def _write_gone(document: Document, gone: Gone) -> None:
    document.leaf("at:deleted-entry", "", {"ref": gone.urn, "when": rfc3339(gone.at)})


def _write_entry(document: Document, item: Item, feed: Feed) -> None:
    with document.within("entry", {} if item.language == feed.language else {"xml:lang": item.language}):
        document.leaf("id", item.urn)
        document.leaf("title", item.title)
        document.leaf("published", rfc3339(item.published))
        document.leaf("updated", rfc3339(item.updated))
        _write_link(document, "alternate", item.address, "text/html")
        if item.slug:
            _write_link(document, "related", absolute(reverse("story_atom", args=[item.slug])), MEDIA_TYPE)
        for photo in item.photos:
            _write_photo(document, photo)
        _write_authors(document, item.bylines, feed)
        if item.section:
            document.leaf("category", "", {"term": item.section})
        if item.slug:
            document.optional("summary", item.words)
        document.leaf("content", item.html, {"type": "html"})


def _write_photo(document: Document, photo: Image) -> None:
    link = {"rel": "enclosure", "href": absolute(found_picture_of(photo).address), "type": "image/jpeg"}
    document.leaf("link", "", link | ({"title": photo.credit_line} if photo.credit_line else {}))


def _write_authors(document: Document, bylines: tuple[Byline, ...], feed: Feed) -> None:
    """Who signed it; what nobody signed is the newsroom's."""
    signed = [(byline.name, absolute(byline.get_absolute_url())) for byline in bylines]
    for name, address in signed or [(feed.newsroom.name, absolute(reverse("front")))]:
        with document.within("author"):
            document.leaf("name", name)
            document.leaf("uri", address)


def _write_link(document: Document, relation: str, address: str, media_type: str = "") -> None:
    kind = {"type": media_type} if media_type else {}
    document.leaf("link", "", {"rel": relation, "href": address, **kind})
