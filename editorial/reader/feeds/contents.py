"""What a feed tells, before it is written in one format or another."""

import datetime
from dataclasses import dataclass

from django.urls import reverse

from editorial.models import Byline, Image, Newsroom
from editorial.reader.sharing import absolute
from editorial.reader.shown import ShownCorrection

# How many entries or stories a feed holds, the newest; and how many of those that were taken away.
LENGTH = 50


@dataclass(frozen=True)
class Item:
    """An entry of a story, or a story. Times are aware; `published` stays, `updated` moves with every change.

    `html` is the whole text, `words` the same without markup (a story's: its standfirst), `slug` a story's own.
    """

    urn: str
    title: str
    address: str
    html: str
    words: str
    language: str
    published: datetime.datetime
    updated: datetime.datetime
    bylines: tuple[Byline, ...]
    photos: tuple[Image, ...]
    section: str = ""
    slug: str = ""
    corrections: tuple[ShownCorrection, ...] = ()
    is_key_event: bool = False


@dataclass(frozen=True)
class Gone:
    """What was taken away: its name, and when. Nothing of its words."""

    urn: str
    at: datetime.datetime


@dataclass(frozen=True)
class Feed:
    """One feed in whatever format. `slug` is its story's, empty for the feed of all stories."""

    urn: str
    title: str
    description: str
    address: str
    language: str
    newsroom: Newsroom
    items: tuple[Item, ...]
    gone: tuple[Gone, ...]
    published: datetime.datetime
    updated: datetime.datetime
    slug: str = ""
    bylines: tuple[Byline, ...] = ()

    def own_address(self, kind: str) -> str:
        """Where this feed lies in a format: `atom`, `json_feed` or `rss`."""
        name, arguments = (f"story_{kind}", [self.slug]) if self.slug else (kind, [])
        return absolute(reverse(name, args=arguments))
