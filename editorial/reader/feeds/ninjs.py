"""ninjs 3.1 (IPTC): a story with its entries and pictures, as newsrooms' systems take it in."""

from typing import Any

from django.urls import reverse

from editorial import richtext
from editorial.languages import tag_of
from editorial.models import Article, Image, Newsroom
from editorial.photos.presentation import found_picture_of, found_pictures_of
from editorial.reader.facts import known
from editorial.reader.feeds.atom import rfc3339
from editorial.reader.feeds.contents import Gone, Item
from editorial.reader.feeds.identity import photo_urn
from editorial.reader.feeds.json_feed import written
from editorial.reader.feeds.reading import entries_gone, entry_item, newest_entries, story_item
from editorial.reader.sharing import absolute
from editorial.reader.shown import ShownEntry
from editorial.reader.snapshot import one_snapshot

MEDIA_TYPE = "application/json; charset=utf-8"
# How many entries go along, the newest; where there are more, the story is told in part.
MOST_ENTRIES = 200
STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
}
Facts = dict[str, Any]


def ninjs_of_story(article: Article) -> bytes:
    """The story as one ninjs object. Withdrawn entries are named as canceled, without a word of theirs."""
    return written(one_snapshot(article.pk, lambda story: _story(story, Newsroom.current())))


def _story(story: Article, newsroom: Newsroom) -> Facts:
    item = story_item(story, newsroom)
    shown = newest_entries(story, newsroom, MOST_ENTRIES + 1)
    entries = [_entry(each, story, newsroom) for each in shown[:MOST_ENTRIES]]
    canceled = [_canceled(gone, newsroom) for gone in entries_gone(story)]
    return known(
        standard=STANDARD,
        **_news(item, newsroom),
        type="composite" if story.has_feed else "text",
        representationType="partial" if len(shown) > MOST_ENTRIES else "full",
        version=str(story.version),
        slugline=story.slug,
        genres=[{"name": "Live coverage"}] if story.has_feed else [],
        altIds=_alternative_ids(story.public_id, item.address),
        descriptions=[{"role": "standfirst", "contentType": "text/plain", "value": story.standfirst}]
        if story.standfirst
        else [],
        bodies=_bodies(item, richtext.plain(story.text)),
        subjects=[{"name": story.section.name, "rel": "section"}] if story.section else [],
        associations=[_picture(photo) for photo in item.photos] + entries + canceled,
    )


def _entry(shown: ShownEntry, story: Article, newsroom: Newsroom) -> Facts:
    item = entry_item(shown, tag_of(story, newsroom))
    return known(
        **_news(item, newsroom),
        name=item.title,
        rel="entry",
        type="text",
        version=str(shown.entry.version),
        altIds=_alternative_ids(shown.entry.public_id, item.address),
        descriptions=[{"role": "correction", "value": each.note} for each in item.corrections],
        bodies=_bodies(item, shown.plain),
        associations=[_picture(photo) for photo in item.photos],
    )


def _news(item: Item, newsroom: Newsroom) -> Facts:
    """What a story and an entry have in common."""
    return {
        "uri": item.urn,
        "pubStatus": "usable",
        "language": item.language,
        "firstCreated": rfc3339(item.published),
        "versionCreated": rfc3339(item.updated),
        "copyrightHolder": newsroom.name,
        "headlines": [{"role": "main", "contentType": "text/plain", "value": item.title}],
        "by": ", ".join(byline.name for byline in item.bylines),
        "people": [_person(byline.name, absolute(byline.get_absolute_url())) for byline in item.bylines],
        "infoSources": [{"name": newsroom.name, "role": "publisher", "uri": absolute(reverse("front"))}],
    }


def _person(name: str, address: str) -> Facts:
    return {"name": name, "rel": "author", "uri": address}


def _bodies(item: Item, plain: str) -> list[Facts]:
    words = {"role": "plain", "contentType": "text/plain", "wordCount": len(plain.split()), "value": plain}
    return [{"role": "main", "contentType": "text/html", "value": item.html}, words]


def _alternative_ids(public_id: str, address: str) -> list[Facts]:
    return [{"role": "public id", "value": public_id}, {"role": "address", "value": address}]


def _canceled(gone: Gone, newsroom: Newsroom) -> Facts:
    at = rfc3339(gone.at)
    told = {"uri": gone.urn, "name": "Withdrawn", "rel": "entry", "type": "text", "pubStatus": "canceled"}
    return told | {"versionCreated": at, "copyrightHolder": newsroom.name}


def _picture(photo: Image) -> Facts:
    texts = {"caption": photo.caption, "alternative text": photo.alternative_text}
    name = photo.creator or photo.photographer
    credit = [{"name": photo.credit_line, "role": "credit line"}] if photo.credit_line else []
    return known(
        uri=photo_urn(photo),
        name=photo.headline or photo.caption or photo.alternative_text or "Photo",
        rel="picture",
        type="picture",
        pubStatus="usable",
        # The credit as it was dictated is what has to be printed; ninjs 3.1 knows no field of that name.
        by=photo.credit_line,
        infoSources=credit,
        copyrightHolder=photo.agency or name,
        copyrightNotice=photo.copyright_notice,
        usageTerms=photo.usage_terms,
        rightsInfo={"linkedRights": photo.licence_url} if photo.licence_url else {},
        people=[{"name": name, "rel": "photographer"}] if name else [],
        headlines=[{"value": photo.headline}] if photo.headline else [],
        descriptions=[{"role": role, "value": text} for role, text in texts.items() if text],
        located=photo.location,
        renditions=_renditions(photo),
    )


def _renditions(photo: Image) -> list[Facts]:
    """The whole photo, then the cuts of it that search engines ask for."""
    whole = found_picture_of(photo)
    cuts = [each for each in found_pictures_of(photo) if each.address != whole.address]
    named = [("main", whole), *((f"cut {number}", each) for number, each in enumerate(cuts, start=1))]
    return [
        {
            "name": name,
            "href": absolute(picture.address),
            "contentType": "image/jpeg",
            "width": picture.width,
            "height": picture.height,
        }
        for name, picture in named
    ]
