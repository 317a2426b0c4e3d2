"""Catalogues of translations, read as people write them (PO files) and as Django reads them (MO files)."""

import ast
import gettext
import re
from dataclasses import dataclass, field
from pathlib import Path

_PART = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) (".*")')


@dataclass
class Message:
    """One string with its translations: one for a singular, else one for each plural form."""

    text: str = ""
    plural: str | None = None
    context: str | None = None
    forms: list[str] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)

    @property
    def key(self) -> tuple[str | None, str]:
        """What tells it from every other."""
        return self.context, self.text


def messages(po: Path) -> list[Message]:
    """All messages of a PO file but its head."""
    blocks = re.split(r"\n\s*\n", po.read_text())
    return [message for block in blocks if (message := _message(block)).text]


def head(po: Path) -> str:
    """What the file says of itself."""
    return next(
        m.forms[0] for block in re.split(r"\n\s*\n", po.read_text())[:1] if (m := _message(block)).forms
    )


def compiled(mo: Path) -> dict[str, str]:
    """The strings of an MO file, as GNU gettext keys them: context, EOT, text; plural forms are numbered."""
    with mo.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    return {
        key if isinstance(key, str) else f"{key[0]}\0{key[1]}": text for key, text in catalogue.items() if key
    }


def to_be_compiled(po: Path) -> dict[str, str]:
    """The same, from the PO file."""
    found = {}
    for message in messages(po):
        key = message.text if message.context is None else f"{message.context}\x04{message.text}"
        if message.plural is None:
            found[key] = message.forms[0]
        else:
            found |= {f"{key}\0{number}": form for number, form in enumerate(message.forms)}
    return found


def _message(block: str) -> Message:
    parts: dict[str, str] = {}
    message, part = Message(), ""
    for line in block.splitlines():
        if line.startswith("#,"):
            message.flags |= {flag.strip() for flag in line[2:].split(",")}
        elif found := _PART.fullmatch(line):
            part = found[1]
            parts[part] = ast.literal_eval(found[2])
        elif line.startswith('"'):
            parts[part] += ast.literal_eval(line)
    message.text, message.plural = parts.get("msgid", ""), parts.get("msgid_plural")
    message.context = parts.get("msgctxt")
    message.forms = [text for name, text in parts.items() if name.startswith("msgstr")]
    return message
