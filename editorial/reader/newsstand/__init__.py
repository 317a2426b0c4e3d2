"""The newsstand: what readers ask for most, handed out from memory beside Django (docs/newsstand.md)."""

from editorial.reader.newsstand.stand import Newsstand

__all__ = ["Newsstand"]
