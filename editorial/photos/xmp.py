"""XMP packets (ISO 16684-1): what one says about a photograph.

Property names are those of the IPTC Photo Metadata Standard.
"""

import codecs
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree

NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
}
MOST_BYTES = 1_000_000

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
}
# The older properties, and those of the structure that came later and may tell of several places.
_PLACE = {
    "sublocation": "Iptc4xmpCore:Location",
    "city": "photoshop:City",
    "state": "photoshop:State",
    "country": "photoshop:Country",
    "country_code": "Iptc4xmpCore:CountryCode",
}
_SHOWN_PLACE = {
    "sublocation": "Iptc4xmpExt:Sublocation",
    "city": "Iptc4xmpExt:City",
    "state": "Iptc4xmpExt:ProvinceState",
    "country": "Iptc4xmpExt:CountryName",
    "country_code": "Iptc4xmpExt:CountryCode",
}
_LICENSOR = {"licensor": "plus:LicensorName", "acquire_url": "plus:LicensorURL"}
# The beginnings of packets whose characters have two or four bytes; the longer ones first.
_WIDE = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    b"<\0\0\0": "utf-32-le",
    b"\0\0\0<": "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    b"<\0": "utf-16-le",
    b"\0<": "utf-16-be",
}
_PADDING = "\0 \t\r\n\ufeff"
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _qualified(name: str) -> str:
    prefix, local = name.split(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


_DESCRIPTION, _ITEM = _qualified("rdf:Description"), _qualified("rdf:li")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def legal_text(text: str) -> str:
    """The text without the characters that XML 1.0 (section 2.2) does not allow."""
    return _ILLEGAL.sub("", text)


def read_xmp(*packets: bytes) -> dict[str, str]:
    """What XMP packets say, by our field names; nothing of one that is malformed, huge, or has a DTD.

    Only the photograph's own properties count, not those of other pictures that its history describes.
    """
    descriptions = [
        each for packet in packets for rdf in _parsed(packet) for each in rdf.findall(_DESCRIPTION)
    ]
    said = _all_said(descriptions, _PROPERTIES) | _place(descriptions)
    said |= _all_said(_listed(descriptions, "plus:Licensor"), _LICENSOR)
    return {field: text for field, text in said.items() if text}


def _place(descriptions: list[Element]) -> dict[str, str]:
    """The place shown: the newer words for it with the older ones' help, unless those are of another place."""
    older = _all_said(descriptions, _PLACE)
    newer = _all_said(_listed(descriptions, "Iptc4xmpExt:LocationShown"), _SHOWN_PLACE)
    both = [name for name in _PLACE if older[name].strip() and newer[name].strip()]
    if any(older[name].strip().casefold() != newer[name].strip().casefold() for name in both):
        return newer
    return {name: newer[name] or older[name] for name in _PLACE}


def _parsed(packet: bytes) -> Iterator[Element]:
    """The RDF inside the packet."""
    if len(packet) > MOST_BYTES:
        return
    try:
        root: Element = ElementTree.fromstring(_unpadded(packet), forbid_dtd=True)
    except (ParseError, ValueError, LookupError):
        return
    yield from root.iter(_qualified("rdf:RDF"))


def _unpadded(packet: bytes) -> bytes | str:
    """The packet without the white space that lets it grow; as text, where its characters have several bytes."""
    for beginning, encoding in _WIDE.items():
        if packet.startswith(beginning):
            return packet.decode(encoding).strip(_PADDING)
    return packet.strip(_PADDING[:-1].encode())


def _listed(descriptions: list[Element], name: str) -> list[Element]:
    """The first item of a list of structures (places shown, licensors), of each description that has any."""
    found = (each.find(f"{_qualified(name)}/*/{_ITEM}") for each in descriptions)
    items = [item for item in found if item is not None]
    return [each for item in items for each in (item, *item.findall(_DESCRIPTION))]


def _all_said(descriptions: list[Element], properties: dict[str, str]) -> dict[str, str]:
    return {field: _said(descriptions, name) for field, name in properties.items()}


def _said(descriptions: list[Element], name: str) -> str:
    """A property as an element or, in the short form, as an attribute of its description."""
    tag = _qualified(name)
    values = (text for each in descriptions for text in (each.get(tag, ""), _value(each.find(tag))))
    return next((text for text in values if text.strip()), "")


def _value(element: Element | None) -> str:
    """Plain text, a reference, or a list: of languages the default one, of people all."""
    if element is None:
        return ""
    items = element.findall(f"*/{_ITEM}")
    if not items:
        return element.text or element.get(_qualified("rdf:resource")) or ""
    if any(_LANG in item.attrib for item in items):
        return next(_by_default_language(items), "")
    return ", ".join(text for item in items if (text := (item.text or "").strip()))


def _by_default_language(items: list[Element]) -> Iterator[str]:
    for item in sorted(items, key=lambda item: item.get(_LANG) != "x-default"):
        if item.text and item.text.strip():
            yield item.text
