"""A reader's open page in a few lines of Python: what the browser does with each answer (G4 of docs/live.md)."""

from dataclasses import asdict, dataclass, field
from typing import Any

Answer = dict[str, Any]


class BrokenPromise(AssertionError):
    """An answer that a browser could not rely on."""


@dataclass
class OpenPage:
    """What one reader has on the screen: each entry's version, place and HTML (None: withdrawn), and the rest."""

    cursor: int = 0
    epoch: str = ""
    status: str = ""
    story_version: int = 0
    pieces: dict[str, str] = field(default_factory=dict)
    entries: dict[str, dict[str, Any]] = field(default_factory=dict)

    def apply(self, answer: Answer) -> None:
        """Bring in what is newer than what is shown. Raises `BrokenPromise` for what is not from one snapshot."""
        if answer.get("reload") or self.epoch not in ("", answer["epoch"]):
            raise BrokenPromise(f"sent for the whole page: {answer}")
        if answer["from"] > self.cursor:
            raise BrokenPromise(f"a gap: shown up to {self.cursor}, answered from {answer['from']}")
        for item in answer["entries"]:
            if not answer["from"] < item["version"] <= answer["to"]:
                raise BrokenPromise(f"{item['version']} in an answer from {answer['from']} to {answer['to']}")
            self._apply_entry(item)
        self._apply_story(answer)
        self.epoch, self.cursor = answer["epoch"], max(self.cursor, answer["to"])

    def _apply_entry(self, item: dict[str, Any]) -> None:
        shown = self.entries.get(item["id"])
        if shown is None or item["version"] > shown["version"]:
            # A withdrawn entry has no place on the page, so it does not matter which one it would have.
            order = item["order"] if item["html"] is not None else ""
            self.entries[item["id"]] = {"version": item["version"], "order": order, "html": item["html"]}

    def _apply_story(self, answer: Answer) -> None:
        part = answer["story"]
        if part and part["version"] > self.story_version:
            self.story_version, self.status = part["version"], answer["status"]
            self.pieces |= part["html"]

    @property
    def feed(self) -> list[str]:
        """The ids of the entries on the page, from the top."""
        seen = [key for key, shown in self.entries.items() if shown["html"] is not None]
        return sorted(seen, key=lambda key: str(self.entries[key]["order"]), reverse=True)

    def as_json(self) -> dict[str, Any]:
        """Everything on the screen."""
        return asdict(self)


def noted(answer: Answer) -> dict[str, Any]:
    """What is kept of an answer to prove later that nothing was missed at the time."""
    return {
        "from": answer["from"],
        "to": answer["to"],
        "entries": {item["id"]: item["version"] for item in answer["entries"]},
        "has_head": "story-head" in (answer["story"] or {"html": {}})["html"],
    }


def missed(notes: list[dict[str, Any]], written: list[dict[str, Any]]) -> list[str]:
    """What a page that had these answers lacked at any time, of changes `{"version", "entry" or None}` committed.

    A page that says it is of version v has to show every change up to v: entries at least at the version of the
    change, the story's own part brought by the answer that covers it.
    """
    shown: dict[str, int] = {}
    faults, last = [], 0
    for note in notes:
        if note["to"] < last:
            faults.append(f"went back from {last} to {note['to']}")
        last = note["to"]
        for key, version in note["entries"].items():
            shown[key] = max(version, shown.get(key, 0))
        faults += [f"{change} missing at {last}" for change in written if _is_missing(change, note, shown)]
    return faults


def _is_missing(change: dict[str, Any], note: dict[str, Any], shown: dict[str, int]) -> bool:
    version, entry = int(change["version"]), change["entry"]
    if version > note["to"]:
        return False
    if entry is not None:
        return shown.get(entry, 0) < version
    return bool(note["from"] < version and not note["has_head"])
