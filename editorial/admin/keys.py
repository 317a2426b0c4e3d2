"""Rows' keys as they come in addresses and posts: anything at all may stand there."""

# More digits than any key has; a database refuses numbers that are too large for it.
MOST_DIGITS = 18
NOBODYS = "0"


def key_in(text: str | None) -> int:
    """The key that the text is; 0, which no row has, where it is none."""
    text = text or ""
    return int(text) if len(text) <= MOST_DIGITS and text.isascii() and text.isdigit() else 0


def harmless(text: str) -> str:
    """The text, if it is empty or may be a key; else the key that no row has, which every database can be asked."""
    return text if not text or key_in(text) else NOBODYS
