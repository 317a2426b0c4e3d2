"""Words as search compares them: without accents, without capitals."""

import unicodedata


def folded(*texts: str) -> str:
    """The texts on lines of their own, in the one form in which words are kept for search and asked for.

    Compatibility forms become plain letters, marks over letters go (Unicode Standard Annex 15, NFKD), case is folded.
    """
    apart = unicodedata.normalize("NFKD", "\n".join(filter(None, texts)))
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()
