"""Feeds and their kin as others read them: each is held to its schema, and parsed by a parser that is not ours."""

import datetime
import json
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
from jsonschema import Draft202012Validator, FormatChecker
from lxml import etree
from referencing import Registry, Resource

from tests.markup import Answer

SCHEMAS = Path(__file__).parent / "schemas"
ATOM = "{http://www.w3.org/2005/Atom}"
TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
# What the schema of ninjs names and does not hold.
GEOJSON = "https://geojson.org/schema/GeoJSON.json#"


def atom_root(answer: Answer) -> Any:
    """The root of an Atom document that keeps the rules of RFC 4287, those in words too, and of RFC 6721."""
    root = etree.fromstring(answer.content)
    _grammar("atom.rng").assertValid(root)
    for gone in root.iterfind(TOMBSTONE):
        _grammar("tombstones.rng").assertValid(gone)
    is_signed = root.find(f"{ATOM}author") is not None
    for entry in root.iterfind(f"{ATOM}entry"):
        assert is_signed or entry.find(f"{ATOM}author") is not None
        assert len(entry.findall(f"{ATOM}link[@rel='alternate'][@type='text/html']")) == 1
    ids = [each.text for each in root.iter(f"{ATOM}id")]
    assert len(ids) == len({*ids})
    return root


def atom_of(answer: Answer) -> Any:
    """An Atom document as an aggregator reads it."""
    atom_root(answer)
    return _parsed(answer)


def rss_of(answer: Answer) -> Any:
    """An RSS document as an aggregator reads it."""
    channel = etree.fromstring(answer.content).find("channel")
    assert all(channel.find(name) is not None for name in ("title", "link", "description"))
    return _parsed(answer)


def json_feed_of(answer: Answer) -> Any:
    """A JSON Feed that keeps the rules of version 1.1."""
    return _json(answer, "json-feed.json")


def ninjs_of(answer: Answer) -> Any:
    """A ninjs object that keeps IPTC's schema."""
    return _json(answer, "ninjs-3.1.json")


def sitemap_of(answer: Answer, schema: str = "sitemap.xsd") -> Any:
    """The root of a sitemap that keeps the protocol."""
    root = etree.fromstring(answer.content)
    etree.XMLSchema(etree.parse(SCHEMAS / schema)).assertValid(root)
    return root


def locations(root: Any) -> list[str]:
    """The addresses that a sitemap or a list of them names."""
    return [each.text for each in root.iterfind(f"*/{SITEMAP}loc")]


def _parsed(answer: Answer) -> Any:
    found = feedparser.parse(answer.content)
    assert not found.bozo, found.bozo_exception
    return found


@lru_cache
def _grammar(name: str) -> Any:
    return etree.RelaxNG(etree.parse(SCHEMAS / name))


def _json(answer: Answer, schema: str) -> Any:
    found = json.loads(answer.content)
    _validator(schema).validate(found)
    return found


@lru_cache
def _validator(schema: str) -> Any:
    beside = Registry().with_resource(GEOJSON.rstrip("#"), Resource.from_contents({"$schema": _DRAFT}))
    return Draft202012Validator(
        json.loads((SCHEMAS / schema).read_text()), registry=beside, format_checker=_FORMATS
    )


_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def _is_moment(value: object) -> bool:
    return not isinstance(value, str) or datetime.datetime.fromisoformat(value).tzinfo is not None


def _is_address(value: object) -> bool:
    return not isinstance(value, str) or (bool(urlsplit(value).scheme) and " " not in value)


_FORMATS = FormatChecker(formats=())
_FORMATS.checks("date-time", raises=ValueError)(_is_moment)
_FORMATS.checks("uri", raises=ValueError)(_is_address)
