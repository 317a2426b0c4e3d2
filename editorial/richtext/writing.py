"""Writes a text in its stored form: each piece with the elements around it, opened and closed where they change."""

import html

from editorial.richtext.places import Element, Place

BLANKS = " \t\n\r\f"  # HTML's own white space; a no-break space is a character like others


class Writing:
    """A text in the making."""

    def __init__(self) -> None:
        self._written: list[str] = []
        self._open: tuple[Element, ...] = ()
        self._leaf: tuple[Element, ...] = ()  # the block that was written in last
        self._boundary = 0
        self._waiting: list[str] = []  # blanks and line breaks: written if a word follows in the same block

    def text(self, text: str, place: Place, boundary: int) -> None:
        """A piece of text. Between pieces of one block that differ in `boundary` a line ends."""
        if not text.strip():
            self._waiting.append(text)
            return
        leaf = place.leaf(boundary)
        if leaf != self._leaf:
            self._waiting = []
            text = text.lstrip(BLANKS)
        elif boundary != self._boundary:
            self._waiting = [piece for piece in self._waiting if piece == "<br>"] or ["<br>"]
        self._go_to(place.path(boundary))
        words = text.rstrip(BLANKS)
        self._written.append(html.escape(words, quote=False))
        self._waiting = [text[len(words) :]]
        self._leaf, self._boundary = leaf, boundary

    def line_break(self) -> None:
        """A line ends within a block."""
        self._waiting.append("<br>")

    def photo(self, key: str, caption: str) -> None:
        """A photo. It stands between blocks, so those that are open end; what follows opens them anew."""
        self._waiting = []
        self._go_to(())
        self._part_blocks()
        words = f"<figcaption>{html.escape(caption, quote=False)}</figcaption>" if caption.strip() else ""
        self._written.append(f'<figure data-photo="{key}">{words}</figure>')
        self._leaf = ()

    def finished(self) -> str:
        """The whole text."""
        self._waiting = []
        self._go_to(())
        return "".join(self._written)

    def _go_to(self, path: tuple[Element, ...]) -> None:
        kept = 0
        while kept < min(len(path), len(self._open)) and path[kept] == self._open[kept]:
            kept += 1
        self._written.extend(f"</{element.tag}>" for element in reversed(self._open[kept:]))
        if not kept and path:
            self._part_blocks()
        self._written.extend(self._waiting)
        self._written.extend(map(_start, path[kept:]))
        self._open = path

    def _part_blocks(self) -> None:
        if self._written:
            self._written.append("\n")


def _start(element: Element) -> str:
    href = f' href="{html.escape(element.href)}"' if element.tag == "a" else ""
    return f"<{element.tag}{href}>"
