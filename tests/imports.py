"""Pages for tests of `import_story`, and running it."""

import io
from pathlib import Path

from django.core.management import call_command

from editorial.models import Article

HEADLINE = "Ferries return to the Sound after nine days of ice"
SLUG = "ferries-return-to-the-sound-after-nine-days-of-ice"
PAGE = """Ferries return to the Sound after nine days of ice

An icebreaker leads the first ferry\u00a0 out of the harbour

An icebreaker leads the first ferry out of the harbour - Maren Holt/NORTH-SEA/Coastwire

The first ferry left at dawn\u2026 \u201cWe had almost forgotten the noise,\u201d  said [the harbour master] Ole Brandt.

Fish & ships: 3 < 4, he <b>wrote</b> - \u2018in chalk\u2019.

09:40 AM BST

Our live coverage has ended

Thank you for reading \u2013 the ice\u2019s gone.

09:05 AM BST
'Ice-free' \u2018at last\u2019
The channel is clear.
Ice floes drift past the mole - the old one
Ice floes drift past the mole - the old one
Children wave from the quay
Children wave from the quay - Coastwire/Ines Okafor via Havn Archive/The Long Name of a Library
A quotation follows.

11:50 PM BST

In pictures: the last night of ice
The mole at night
The mole at night - Havn Harbour Office
"""
TIMES = ["09:40 AM BST", "09:05 AM BST", "11:50 PM BST"]
OLDEST_FIRST = """Bridge of Elm Quay swings again
The bridge-keeper said: \u201cI \u2026 never doubted it.\u201d
15:12

First boat through
It hooted.
3.40pm

Second boat through
It did not hoot.
"""
PLAIN = """A plain story

Its only paragraph - with a dash in it.

A heron on a post
A heron on a post, at dusk - AGENCY/Person
"""
CREDITS = [
    "Maren Holt/NORTH-SEA/Coastwire",
    "Coastwire/Ines Okafor via Havn Archive/The Long Name of a Library",
    "Havn Harbour Office",
]


def written(folder: Path, text: str | bytes, name: str = "page.txt") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def run(file: Path, *options: str, day: str = "2024-05-30") -> list[str]:
    """What the command prints, line by line."""
    said = io.StringIO()
    dated = ("--date", day) if day else ()
    call_command("import_story", str(file), *dated, *options, stdout=said)
    return said.getvalue().splitlines()


def headings(story: Article) -> list[str]:
    return [entry.heading for entry in story.entries.newest_first()]
