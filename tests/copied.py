"""A story at work, as a model: what a server renders and answers of it, and what a page of it must show."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

REACH = 25
PAGE_LENGTH = 4

Answer = dict[str, Any]


@dataclass(frozen=True)
class Entry:
    """An entry at the version of its last change."""

    id: str
    version: int
    order: str
    is_withdrawn: bool = False

    def item(self, epoch: int) -> Answer:
        """As an answer holds it."""
        html = None if self.is_withdrawn else text(self.id, self.version, epoch)
        return {"id": self.id, "version": self.version, "order": self.order, "html": html}


def text(name: str, version: int, epoch: int) -> str:
    """What is shown names its version and its history, so that tests can see them."""
    return f"{name} at {version} of {epoch}"


@dataclass
class Story:
    """One story and all its changes, each of which takes a version."""

    epoch: int = 1
    version: int = 1
    state: str = "live"
    story_version: int = 1
    status_version: int = 1
    entries: dict[str, Entry] = field(default_factory=dict)

    def stamp(self) -> int:
        """The version of the next change."""
        self.version += 1
        return self.version

    def put(self, entry: Entry, **changes: Any) -> None:
        """Change an entry, or publish it."""
        self.entries[entry.id] = replace(entry, version=self.stamp(), **changes)

    @property
    def status(self) -> str:
        """The status, with the version that set it."""
        return text(self.state, self.status_version, self.epoch)

    @property
    def parts(self) -> dict[str, str]:
        """What stands outside the feed."""
        versions = {"head": self.story_version, "times": self.version}
        return {f"story-{name}": text(name, version, self.epoch) for name, version in versions.items()}

    def shown(self, floor: str) -> list[Entry]:
        """The entries of a page whose last place is this one."""
        seen = (each for each in self.entries.values() if not each.is_withdrawn and each.order >= floor)
        return sorted(seen, key=lambda each: each.order, reverse=True)

    def items(self, floor: str) -> list[Answer]:
        """The same, as an answer holds them."""
        return [each.item(self.epoch) for each in self.shown(floor)]

    def rendered(self) -> Answer:
        """The page as it is now: its newest entries, and all the rest of it."""
        entries = self.shown("")
        has_older = len(entries) > PAGE_LENGTH
        page = entries[:PAGE_LENGTH]
        return {
            "epoch": str(self.epoch),
            "version": self.version,
            "floor": page[-1].order if has_older else "",
            "entries": [each.item(self.epoch) for each in page],
            "story": self.parts,
            "status": self.status,
        }

    def changes(self, since: int, epoch: str) -> Answer:
        """What `changes/` answers to a page that shows this version of this epoch."""
        if epoch != str(self.epoch) or not self.version - REACH <= since <= self.version:
            return {"epoch": str(self.epoch), "to": self.version, "reload": True}
        return {
            "epoch": epoch,
            "from": since,
            "to": self.version,
            "status": self.status,
            "story": self._story_since(since),
            "entries": [each.item(self.epoch) for each in self.entries.values() if each.version > since],
            "next_poll_ms": 10_000,
        }

    def _story_since(self, since: int) -> Answer | None:
        if since == self.version:
            return None
        wanted = self.parts if self.story_version > since else {"story-times": self.parts["story-times"]}
        return {"version": self.version, "html": wanted}
