"""JSON Feed, version 1.1. What it has no word for stands under `_liveblog`: credits, corrections, withdrawals."""

import json
from typing import Any

from django.conf import settings
from django.urls import reverse

from editorial.models import Byline, Image
from editorial.photos.presentation import found_picture_of
from editorial.reader.facts import known
from editorial.reader.feeds.atom import rfc3339
from editorial.reader.feeds.contents import Feed, Gone, Item
from editorial.reader.sharing import absolute

MEDIA_TYPE = "application/feed+json"


def json_feed(feed: Feed) -> bytes:
    """The feed as a JSON document."""
    hub = settings.WEBSUB_HUB
    logo = feed.newsroom.logo
    told = known(
        version="https://jsonfeed.org/version/1.1",
        title=feed.title,
        description=feed.description,
        home_page_url=feed.address,
        feed_url=feed.own_address("json_feed"),
        icon=absolute(found_picture_of(logo).address) if logo and logo.is_ready else "",
        language=feed.language,
        authors=_authors(feed.bylines, feed),
        hubs=[{"type": "WebSub", "url": hub}] if hub else [],
    )
    more = {
        "about": absolute(reverse("front")),
        "id": feed.urn,
        "withdrawn": [_gone(each) for each in feed.gone],
    }
    return written(told | {"_liveblog": more, "items": [_item(item, feed) for item in feed.items]})


def written(facts: object) -> bytes:
    """JSON as it is sent."""
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()


def _gone(gone: Gone) -> dict[str, str]:
    return {"id": gone.urn, "at": rfc3339(gone.at)}


def _item(item: Item, feed: Feed) -> dict[str, Any]:
    pictures = [absolute(found_picture_of(photo).address) for photo in item.photos]
    told = known(
        id=item.urn,
        url=item.address,
        title=item.title,
        summary=item.words if item.slug else "",
        image=pictures[0] if pictures else "",
        date_published=rfc3339(item.published),
        date_modified=rfc3339(item.updated),
        authors=_authors(item.bylines, feed),
        tags=[item.section] if item.section else [],
        language=item.language,
        attachments=[
            known(url=picture, mime_type="image/jpeg", title=photo.caption)
            for picture, photo in zip(pictures, item.photos, strict=True)
        ],
    )
    return told | {"content_html": item.html} | _more(item)


def _more(item: Item) -> dict[str, Any]:
    more = known(
        is_key_event=item.is_key_event,
        photos=[_photo(photo) for photo in item.photos],
        corrections=[{"at": each.told.iso, "note": each.note} for each in item.corrections],
        feed_url=absolute(reverse("story_json_feed", args=[item.slug])) if item.slug else "",
    )
    return {"_liveblog": more} if more else {}


def _photo(photo: Image) -> dict[str, str]:
    return known(
        url=absolute(found_picture_of(photo).address),
        alternative_text=photo.alternative_text,
        caption=photo.caption,
        credit=photo.credit_line,
        creator=photo.creator or photo.photographer,
        copyright=photo.copyright_notice,
        licence=photo.licence_url,
    )


def _authors(bylines: tuple[Byline, ...], feed: Feed) -> list[dict[str, str]]:
    """Who signed it; what nobody signed is the newsroom's."""
    signed = [{"name": byline.name, "url": absolute(byline.get_absolute_url())} for byline in bylines]
    return signed or [{"name": feed.newsroom.name, "url": absolute(reverse("front"))}]
