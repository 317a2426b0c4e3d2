"""The open pages of many readers, kept by the script of the real page in one process of node."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Tree

import pytest
from django.test import Client

from editorial.models import Article
from tests.markup import one, parsed

Answer = dict[str, Any]
SCRIPT = Path(__file__).parent / "js" / "open-pages.js"
MAIN = re.compile(r'<main [^>]*data-epoch="(\w+)" data-version="(\d+)" data-status="(\w+)"')
ITEM = re.compile(r'<li class="update.*?</article></li>', re.DOTALL)
ORDER = re.compile(r'data-order="([\d-]+)"')
ENTRY = re.compile(r'data-entry="(\w+)" data-version="(\d+)"')


class Scripts:
    """The process of node. Its pages are known by their numbers."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._count = 0

    def new_page(self) -> "Page":
        """One more page, which nothing was loaded into yet."""
        self._count += 1
        return Page(self, self._count)

    def order(self, do: str, number: int, told: Any = None) -> dict[str, Any]:
        """Have something done, and what came of it."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps([do, number, told]) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer


class Page:
    """One reader's open page."""

    def __init__(self, scripts: Scripts, number: int) -> None:
        self._scripts, self._number = scripts, number
        self.html, self.epoch, self.cursor = "", "", 0

    def load(self, html: str) -> None:
        """Begin anew with this page, as the server sent it."""
        found = snapshot_of(html)
        self.html, self.epoch, self.cursor = html, found["epoch"], found["version"]
        self._scripts.order("load", self._number, found)

    def hear(self, answer: Answer) -> str:
        """Bring in an answer; the script's verdict (apply, gap, reload)."""
        done = self._scripts.order("hear", self._number, answer)
        self.cursor = done["cursor"]
        return str(done["verdict"])

    def show(self) -> dict[str, Any]:
        """What is on the screen: entries from the top, status, parts outside the feed that came after loading."""
        return self._scripts.order("show", self._number)


def snapshot_of(html: str) -> dict[str, Any]:
    """What the script reads from a page when it begins."""
    found = MAIN.search(html)
    assert found, html[:2_000]
    entries = [_item(item) for item in ITEM.findall(html)]
    floor = {"floor": entries[-1]["order"]} if "data-floor=" in html else {}
    told = {"epoch": found[1], "version": int(found[2]), "status": found[3]}
    return {**told, "entries": entries, **floor}


def _item(html: str) -> dict[str, Any]:
    order, entry = ORDER.search(html), ENTRY.search(html)
    assert order
    assert entry
    # Which entry is the first of its day is for each page to say.
    plain = html.replace(" is-first-of-day", "", 1)
    return {"id": entry[1], "version": int(entry[2]), "order": order[1], "html": plain}


def differences_on_screen(page: Page, story: Article) -> list[str]:
    """In what a reader's page differs from what the database holds: entries, their order and words, and the rest."""
    fresh = Client(SERVER_NAME="localhost").get(f"/stories/{story.slug}/changes/", {"since": 0}).json()
    shown, html = page.show(), {item["id"]: item["html"] for item in fresh["entries"]}
    rows = [row for row in story.entries.published().newest_first() if row.order >= shown.get("floor", "")]
    faults = []
    if [each["id"] for each in shown["entries"]] != [row.public_id for row in rows]:
        faults.append(f"the feed is {_named(shown['entries'])}, not {[row.public_id for row in rows]}")
    faults += [
        f"{each['id']} is {each['html']}, not {html.get(each['id'])}"
        for each in shown["entries"]
        if each["html"] != html.get(each["id"])
    ]
    if (shown["cursor"], shown["status"]) != (fresh["to"], fresh["status"]):
        faults.append(f"{shown['status']} at {shown['cursor']}, not {fresh['status']} at {fresh['to']}")
    loaded = parsed(page.html)
    for name, piece in fresh["story"]["html"].items():
        told = _inside(shown["story"], name) if name in shown["story"] else _inner(loaded, name)
        if told != _inside(fresh["story"]["html"], name):
            faults.append(f"{name} is {told}, not {piece}")
    return faults


def _named(items: list[dict[str, Any]]) -> list[str]:
    return [f"{item['id']} at {item['version']}" for item in items]


def _inside(pieces: dict[str, str], name: str) -> str:
    return _inner(parsed(f'<div id="{name}">{pieces[name]}</div>'), name)


def _inner(page: Tree.Element, name: str) -> str:
    """What stands in the element of this id, in one way of writing it."""
    element = one(page, f".//*[@id='{name}']")
    inner = (element.text or "") + "".join(Tree.tostring(child, "unicode") for child in element)
    return " ".join(inner.split())


@contextmanager
def scripts(copy: str = "Copy") -> Iterator[Scripts]:
    """A process of node for the pages of one test; `copy` names the one of the page or a broken one."""
    node = shutil.which("node")
    if not node:
        pytest.skip("node is missing (apt-get install nodejs): the readers' own script could not be run")
    process = subprocess.Popen(
        [node, str(SCRIPT), copy], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield Scripts(process)
    finally:
        process.communicate()
