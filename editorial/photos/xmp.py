"""XMP packets (ISO 16684-1): what one says about a photograph.

Property names are those of the IPTC Photo Metadata Standard.
"""

import re
from collections.abc import Iterator
from itertools import islice
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree

NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}
MOST_BYTES = 1_000_000
# Each repeat is searched to its depth; nested ones without number would take for ever.
MOST_REPEATS = 10

_PROPERTIES = {
    "headline": "photoshop:Headline",
    "caption": "dc:description",
    "creator": "dc:creator",
    "credit": "photoshop:Credit",
    "source": "photoshop:Source",
    "copyright_notice": "dc:rights",
    "instructions": "photoshop:Instructions",
    "taken_at": "photoshop:DateCreated",
    "alternative_text": "Iptc4xmpCore:AltTextAccessibility",
    "usage_terms": "xmpRights:UsageTerms",
    "licence_url": "xmpRights:WebStatement",
    "city": "photoshop:City",
    "state": "photoshop:State",
    "country": "photoshop:Country",
}
_SHOWN_PLACE = {
    "city": "Iptc4xmpExt:City",
    "state": "Iptc4xmpExt:ProvinceState",
    "country": "Iptc4xmpExt:CountryName",
}
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def legal_text(text: str) -> str:
    """The text without the characters that XML 1.0 (section 2.2) does not allow."""
    return _ILLEGAL.sub("", text)


def read_xmp(packet: bytes) -> dict[str, str]:
    """What an XMP packet says, by our field names; nothing of one that is malformed, huge, or has a DTD."""
    root = _parsed(packet)
    if root is None:
        return {}
    said = {field: _said(root, name) for field, name in _PROPERTIES.items()}
    place = next(root.iter(_qualified("Iptc4xmpExt:LocationShown")), None)
    if place is not None:
        said |= {field: said[field] or _said(place, name) for field, name in _SHOWN_PLACE.items()}
    return {field: text for field, text in said.items() if text}


def _parsed(packet: bytes) -> Element | None:
    if len(packet) > MOST_BYTES:
        return None
    try:
        root: Element = ElementTree.fromstring(packet.rstrip(b"\0 \r\n"), forbid_dtd=True)
    except (ParseError, ValueError, LookupError):
        return None
    return root


def _qualified(name: str) -> str:
    prefix, local = name.split(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def _said(root: Element, name: str) -> str:
    """A property as an element or, in the short form, as an attribute of its description."""
    tag = _qualified(name)
    described = (element.get(tag, "") for element in root.iter() if tag in element.attrib)
    spoken = (_value(element) for element in islice(root.iter(tag), MOST_REPEATS))
    return next((text for values in (spoken, described) for text in values if text.strip()), "")


def _value(element: Element) -> str:
    """Plain text, a reference, or a list: of languages the default one, of people all."""
    items = list(element.iter(_qualified("rdf:li")))
    if not items:
        return element.text or element.get(_qualified("rdf:resource")) or ""
    if any(_LANG in item.attrib for item in items):
        return next(_by_default_language(items), "")
    return ", ".join(text for item in items if (text := (item.text or "").strip()))


def _by_default_language(items: list[Element]) -> Iterator[str]:
    for item in sorted(items, key=lambda item: item.get(_LANG) != "x-default"):
        if item.text and item.text.strip():
            yield item.text
