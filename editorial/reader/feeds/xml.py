"""Well-formed XML, whatever the words in it."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import StringIO
from xml.sax.xmlreader import AttributesImpl

from django.utils.xmlutils import SimplerXMLGenerator

# All that a document cannot hold, not even escaped (XML 1.0, production 2).
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Document:
    """A document in the making. Names are as they are to be read, prefixes and all."""

    def __init__(self) -> None:
        self._text = StringIO()
        self._xml = SimplerXMLGenerator(self._text, "utf-8", short_empty_elements=True)
        self._xml.startDocument()

    @contextmanager
    def within(self, name: str, attributes: Mapping[str, str] | None = None) -> Iterator[None]:
        """What is written inside stands in this element."""
        self._xml.startElement(name, _fit(attributes))
        yield
        self._xml.endElement(name)

    def leaf(self, name: str, text: str = "", attributes: Mapping[str, str] | None = None) -> None:
        """An element with nothing but text in it."""
        with self.within(name, attributes):
            if text:
                self._xml.characters(_UNFIT.sub("", text))

    def optional(self, name: str, text: str, attributes: Mapping[str, str] | None = None) -> None:
        """The same, where there is a text."""
        if text:
            self.leaf(name, text, attributes)

    def finished(self) -> bytes:
        """The whole, as it is sent."""
        return self._text.getvalue().encode()


def _fit(attributes: Mapping[str, str] | None) -> "AttributesImpl[str]":
    return AttributesImpl({name: _UNFIT.sub("", value) for name, value in (attributes or {}).items()})
