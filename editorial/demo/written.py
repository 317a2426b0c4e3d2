"""The demo stories as they are written down: one TOML file each, in editorial/demo/stories/."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.html import escape

FOLDER = Path(__file__).parent / "stories"


@dataclass(frozen=True)
class DemoEntry:
    """One update: its minute from the moment of loading, and what it says."""

    minute: int
    heading: str
    text: str
    bylines: tuple[str, ...] = ()
    is_key_event: bool = False
    is_pinned: bool = False
    correction: str = ""
    # The login of a colleague who filed it, and where it stands; the editor publishes all others.
    filed_by: str = ""
    status: str = "published"


@dataclass(frozen=True)
class DemoStory:
    """One story with its feed, if it has one."""

    slug: str
    headline: str
    standfirst: str
    text: str
    section: str
    time_zone: str
    bylines: tuple[str, ...]
    status: str
    lead_photo: str = ""
    ended_minute: int = 0
    summary: str = ""
    language: str = ""
    # Slugs of demo stories that are published before this one.
    continues: str = ""
    related: tuple[str, ...] = ()
    entries: tuple[DemoEntry, ...] = field(default=())


def stories() -> list[DemoStory]:
    """The stories in the order in which they are to be published."""
    return [_story(tomllib.loads(path.read_text(encoding="utf-8"))) for path in sorted(FOLDER.glob("*.toml"))]


def html(text: str, photo_keys: Mapping[str, int]) -> str:
    """Paragraphs parted by blank lines as HTML; `[launch]` alone is that photograph, a tag in front stays a tag."""
    return "".join(
        _block(" ".join(block.split()), photo_keys) for block in text.split("\n\n") if block.strip()
    )


def _story(written: dict[str, Any]) -> DemoStory:
    entries = tuple(DemoEntry(**entry) for entry in written.pop("entries", ()))
    return DemoStory(entries=entries, **written)


def _block(block: str, photo_keys: Mapping[str, int]) -> str:
    if block.startswith("["):
        return f'<figure data-photo="{photo_keys[block.strip("[]")]}"></figure>'
    return block if block.startswith("<") else f"<p>{escape(block)}</p>"
