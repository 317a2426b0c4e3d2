"""The words that travel inside every published picture: who made it, whose it is, what it shows."""

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from editorial.photos.xmp import NAMESPACES, legal_text

# A JPEG holds 65,502 bytes of XMP in its one segment, and no character takes more than 6 bytes once escaped:
# six fields and two longer ones fit, whatever they hold.
LONGEST = 900
LONGEST_PROSE = 2_500

_PLAIN = "<{0}>{1}</{0}>"
_NAMES = "<{0}><rdf:Seq><rdf:li>{1}</rdf:li></rdf:Seq></{0}>"
_LANGUAGES = '<{0}><rdf:Alt><rdf:li xml:lang="x-default">{1}</rdf:li></rdf:Alt></{0}>'
_PACKET = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {}><rdf:Description rdf:about="">{}'
    "</rdf:Description></rdf:RDF></x:xmpmeta>"
)


@dataclass(frozen=True)
class Notice:
    """What a published picture says of itself; what is empty is left out."""

    creator: str = ""
    credit: str = ""
    source: str = ""
    copyright_notice: str = ""
    licence_url: str = ""
    usage_terms: str = ""
    caption: str = ""
    alternative_text: str = ""

    def as_xmp(self) -> bytes:
        """An XMP packet (ISO 16684-1) with these IPTC Photo Metadata properties and no others."""
        namespaces = format_html_join(" ", 'xmlns:{}="{}"', NAMESPACES.items())
        properties = format_html_join("", "{}", ((each,) for each in self._properties()))
        return format_html(_PACKET, namespaces, properties).encode()

    def _properties(self) -> list[SafeString]:
        said = [
            (_NAMES, "dc:creator", self.creator[:LONGEST]),
            (_LANGUAGES, "dc:description", self.caption[:LONGEST_PROSE]),
            (_LANGUAGES, "dc:rights", self.copyright_notice[:LONGEST]),
            (_LANGUAGES, "Iptc4xmpCore:AltTextAccessibility", self.alternative_text[:LONGEST_PROSE]),
            (_PLAIN, "photoshop:Credit", self.credit[:LONGEST]),
            (_PLAIN, "photoshop:Source", self.source[:LONGEST]),
            (_LANGUAGES, "xmpRights:UsageTerms", self.usage_terms[:LONGEST]),
            (_PLAIN, "xmpRights:WebStatement", self.licence_url[:LONGEST]),
        ]
        return [format_html(shape, name, legal_text(text)) for shape, name, text in said if text]
