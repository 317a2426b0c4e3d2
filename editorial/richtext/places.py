"""Where a piece of text may stand: the elements around it, less those that are not allowed there."""

from dataclasses import dataclass, replace
from typing import Self

from editorial.richtext.vocabulary import INLINE, LEAVES, LISTS

DEEPEST_LIST = 3


@dataclass(frozen=True)
class Element:
    """An element to be written. `number` tells it from others of its tag; `href` is a link's."""

    tag: str
    number: object
    href: str = ""


@dataclass(frozen=True)
class Place:
    """A place in a text: the blocks around it from the outside in, then what runs within a line."""

    blocks: tuple[Element, ...] = ()
    inlines: tuple[Element, ...] = ()
    is_caption: bool = False

    def within(self, element: Element) -> Self:
        """The place inside this element; the same place where the element may not stand here."""
        if element.tag == "figcaption":
            return replace(self, is_caption=True)
        if element.tag in INLINE:
            return replace(self, inlines=(*self.inlines, element)) if self._may_run(element) else self
        return replace(self, blocks=(*self.blocks, element)) if self._may_hold(element.tag) else self

    def path(self, boundary: int) -> tuple[Element, ...]:
        """All elements around text here: a paragraph or list item is made where there is none."""
        return (*self.leaf(boundary), *self.inlines)

    def leaf(self, boundary: int) -> tuple[Element, ...]:
        """The blocks around text here. A paragraph that had no tags ends at the next boundary."""
        if self.is_paragraph_implied:
            return (*self.blocks, Element("p", ("between boundaries", boundary)))
        if self._innermost in LISTS:
            return (*self.blocks, Element("li", ("of list", self.blocks[-1].number)))
        return self.blocks

    @property
    def is_paragraph_implied(self) -> bool:
        """Whether text here stands in no paragraph of its own."""
        return self._innermost in {"", "blockquote"}

    @property
    def _innermost(self) -> str:
        return self.blocks[-1].tag if self.blocks else ""

    def _may_run(self, element: Element) -> bool:
        is_link_without_target = element.tag == "a" and not element.href
        return not is_link_without_target and all(other.tag != element.tag for other in self.inlines)

    def _may_hold(self, tag: str) -> bool:
        if tag in LEAVES:
            return self.is_paragraph_implied
        if tag in LISTS:
            depth = sum(block.tag in LISTS for block in self.blocks)
            return self.is_paragraph_implied or (self._innermost == "li" and depth < DEEPEST_LIST)
        if tag == "li":
            return self._innermost in LISTS
        return tag == "blockquote" and not self.blocks
