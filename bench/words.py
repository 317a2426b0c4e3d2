"""Entries to read: drawn from the demo newsroom's prose, so that they compress as prose does."""

import random
import re
from pathlib import Path

PROSE = Path(__file__).resolve().parent.parent / "editorial" / "demo" / "stories"
WORDS_AN_ENTRY = 120
WORDS_A_PARAGRAPH = 40
WORDS_A_HEADING = 6


class Writer:
    """Writes entries, the same ones for the same seed."""

    def __init__(self, seed: int = 1) -> None:
        self._chance = random.Random(seed)  # noqa: S311 (no secret: it is to be repeated)
        self._words = prose()

    def heading(self) -> str:
        """A heading."""
        return self._line(WORDS_A_HEADING).strip(".,").capitalize()

    def paragraphs(self) -> list[str]:
        """About 120 words, in paragraphs without markup."""
        return [self._line(WORDS_A_PARAGRAPH) for _start in range(0, WORDS_AN_ENTRY, WORDS_A_PARAGRAPH)]

    def html(self) -> str:
        """The same as HTML."""
        return "".join(f"<p>{paragraph}</p>" for paragraph in self.paragraphs())

    def _line(self, number: int) -> str:
        return " ".join(self._chance.choice(self._words) for _word in range(number))


def prose() -> list[str]:
    """Every word of the demo's English texts, as often as it stands there."""
    texts = (
        text for file in sorted(PROSE.glob("*.toml")) if "\nlanguage =" not in (text := file.read_text())
    )
    paragraphs = (part for text in texts for part in re.findall(r'"""(.*?)"""', text, re.DOTALL))
    return [word for part in paragraphs for word in re.sub(r"\[.*?\]", "", part).split()]
