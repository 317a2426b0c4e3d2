"""What a page says, read back from its markup as a browser reads it."""

from collections.abc import Iterator
from typing import Protocol, cast
from xml.etree import ElementTree as Tree

import html5lib


class Answer(Protocol):
    """What a test's client got."""

    content: bytes


def page_of(answer: Answer) -> Tree.Element:
    """The root of an answered page."""
    return parsed(answer.content.decode())


def parsed(html: str) -> Tree.Element:
    """The root of a page, or of a piece of one."""
    return cast(Tree.Element, html5lib.parse(html, namespaceHTMLElements=False))


def text(element: Tree.Element) -> str:
    """Its words, white space as a browser shows it."""
    return " ".join("".join(element.itertext()).split())


def texts(root: Tree.Element, path: str) -> list[str]:
    """The words of each element at this path (ElementTree's XPath)."""
    return [text(element) for element in root.iterfind(path)]


def one(root: Tree.Element, path: str) -> Tree.Element:
    """The only element at this path."""
    [element] = root.iterfind(path)
    return element


def attributes(root: Tree.Element, path: str, name: str) -> list[str]:
    """This attribute of each element at this path."""
    return [element.attrib[name] for element in root.iterfind(path)]


def with_class(root: Tree.Element, name: str) -> Iterator[Tree.Element]:
    """The elements of this class."""
    return (element for element in root.iter() if name in element.attrib.get("class", "").split())


def meta(root: Tree.Element) -> dict[str, str]:
    """What the page's head says, by name or property."""
    found = (element.attrib for element in root.iterfind("head/meta"))
    return {
        each.get("name") or each["property"]: each["content"]
        for each in found
        if {"name", "property"} & {*each}
    }
