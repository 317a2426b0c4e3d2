"""Words as search compares them: without accents, without capitals."""

import unicodedata

# A row of the index of PostgreSQL holds a megabyte, and a word in it takes up to four times its own room. This is more
# than forty thousand words: of a longer text the rest is not looked through.
MOST_BYTES = 250_000


def folded(*texts: str) -> str:
    """The texts on lines of their own, in the one form in which words are kept for search and asked for.

    Compatibility forms become plain letters, marks over letters go (Unicode Standard Annex 15, NFKD), case is folded.
    """
    apart = unicodedata.normalize("NFKD", "\n".join(filter(None, texts)))
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()


def searchable(*texts: str) -> str:
    """What is kept of these texts for search: the words of all of them, folded, up to what an index takes."""
    words = folded(*texts)
    return words.encode(errors="ignore")[:MOST_BYTES].decode(errors="ignore")
