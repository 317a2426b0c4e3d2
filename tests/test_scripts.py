"""The readers' JavaScript, as it goes out: it runs as its sources do, and is small."""

import gzip
import os
import random
import re
import shutil
import string
import subprocess
from pathlib import Path

import pytest
from django.test import Client

from editorial.models import Article
from editorial.scripts import in_one_piece, squeezed
from liveblog.staticfiles import SCRIPTS
from tests import factories
from tests.one_door import PROJECT

SOURCES = PROJECT / "editorial" / "static" / "editorial"
# Of each script of a story page, and of all of them.
MOST_OF_SCRIPTS = {
    "live.js": 5_000,
    "reading.js": 4_800,
    "enlarge.js": 1_350,
    "outside.js": 600,
    "offline.js": 500,
}
MOST_OF_ALL_SCRIPTS = 12_000
MOST_OF_PAGE = 60_000
# What a script could mean by a name that one of its modules has taken for itself.
BROWSERS_OWN = {
    *(
        "alert",
        "close",
        "confirm",
        "document",
        "event",
        "fetch",
        "find",
        "focus",
        "history",
        "length",
        "location",
    ),
    *(
        "name",
        "navigator",
        "open",
        "origin",
        "parent",
        "performance",
        "print",
        "prompt",
        "scroll",
        "self",
        "status",
    ),
    *("stop", "top", "window"),
}
ASKED_FOR = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js|svg))"')


@pytest.fixture(scope="module")
def node() -> str:
    """Where node is; without it nothing here can be run."""
    found = shutil.which("node")
    if not found:
        missing = "node is missing (apt-get install nodejs)"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(missing)
    return str(found)


def run(*command: str, folder: Path = PROJECT) -> str:
    """What the command says; it must end well."""
    # Inside a test of node's, another would only report to it.
    environment = {name: value for name, value in os.environ.items() if name != "NODE_TEST_CONTEXT"}
    ended = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def _names(module: str) -> list[str]:
    """What a module calls its own."""
    return re.findall(r"^(?:export )?(?:async )?(?:function|class|const|let) (\w+)", module, re.MULTILINE)


def compressed(content: bytes) -> int:
    """How many bytes go over the line."""
    return len(gzip.compress(content, 9, mtime=0))


def _story_of(number: int) -> Article:
    """A story of so many entries, of 120 words each and no two alike; every third has a photo."""
    chance = random.Random(number)  # noqa: S311 (no secret)
    words = [
        "".join(chance.choices(string.ascii_lowercase, k=chance.randint(2, 9))) for _word in range(3_000)
    ]
    by, photo = factories.editor(), factories.developed(factories.photo())
    story = factories.story("live", by=by)
    for place in range(number):
        picture = f'<figure data-photo="{photo.pk}"></figure>' if place % 3 == 0 else ""
        text = " ".join(chance.choices(words, k=120))
        factories.entry(story, by=by, heading=text[:60], text=f"<p>{text}</p>{picture}")
    return story


@pytest.mark.parametrize(("name", "most"), MOST_OF_SCRIPTS.items())
def test_each_script_of_a_story_page_is_small(client: Client, name: str, most: int) -> None:
    script = client.get(f"/static/editorial/{name}").content

    assert compressed(script) <= most


def test_a_story_page_of_30_entries_is_small(client: Client, db: None) -> None:
    story = _story_of(30)
    page = client.get(story.get_absolute_url()).content

    addresses = ASKED_FOR.findall(page.decode())
    files = [client.get(address).content for address in addresses]

    assert {Path(address).suffix for address in addresses} == {".css", ".js", ".svg"}
    assert (page.count(b"data-entry="), page.count(b"<figure")) == (30, 10)
    assert sum(map(compressed, [page, *files])) <= MOST_OF_PAGE


def test_the_script_of_a_story_page_is_all_there_is(client: Client, db: None) -> None:
    story = factories.story("live")
    page = client.get(story.get_absolute_url()).content.decode()

    scripts = re.findall(r"<script[^>]* src=\"([^\"]+)\"", page)

    sources = [client.get(script).content for script in scripts]
    assert {*scripts} == {f"/static/editorial/{name}" for name in MOST_OF_SCRIPTS}
    assert not any(b"import" in source for source in sources)
    assert sum(map(compressed, sources)) <= MOST_OF_ALL_SCRIPTS


def test_what_goes_out_has_each_module_once_and_no_comments(client: Client) -> None:
    exported = re.compile(r"^export (?:async )?(?:function|class|const) (\w+)", re.MULTILINE)
    names = [name for source in SOURCES.glob("*.js") for name in exported.findall(source.read_text())]

    served = [f"/static/{script}" for script in SCRIPTS if "/desk/" not in script]
    scripts = [client.get(address).content.decode() for address in served]

    for name in names:
        counts = {len(re.findall(rf"(?:function|class|const) {name}\b", script)) for script in scripts}
        assert counts in ({0, 1}, {1}), name
    assert not any("/*" in script for script in scripts)
    assert not any("//" in script for script in scripts)


@pytest.mark.parametrize("source", ["live.js", "reading.js", "enlarge.js", "desk/desk.js"])
def test_what_goes_out_is_a_module_that_can_be_read(node: str, tmp_path: Path, source: str) -> None:
    script = tmp_path / "script.mjs"
    script.write_text(in_one_piece(SOURCES / source))

    run(node, "--check", str(script))


def test_no_name_of_a_module_hides_one_that_the_browser_gives() -> None:
    modules = [*SOURCES.glob("*.js"), *(SOURCES / "desk").glob("*.js")]

    ours = {name for module in modules for name in _names(module.read_text())}

    assert ours & BROWSERS_OWN == set()


def test_the_desks_script_goes_out_in_one_piece(client: Client) -> None:
    script = client.get("/static/editorial/desk/desk.js").content.decode()

    assert "import " not in script
    assert "function timeline(" in script


def test_the_tests_of_the_sources_pass_on_what_goes_out(node: str, tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "tests" / "js", tmp_path / "tests" / "js")
    shutil.copy(PROJECT / "package.json", tmp_path)
    modules = tmp_path / SOURCES.relative_to(PROJECT)
    shutil.copytree(SOURCES / "desk", modules / "desk")  # the desk's own go out as they are
    for source in SOURCES.glob("*.js"):
        (modules / source.name).write_text(squeezed(source.read_text()))

    files = sorted(map(str, (tmp_path / "tests" / "js").glob("*.test.js")))
    said = run(node, "--test", *files, folder=tmp_path)

    assert re.search(r"# pass [1-9]", said)


def test_the_script_is_asked_for_again_only_when_it_has_changed(client: Client) -> None:
    first = client.get("/static/editorial/live.js")

    again = client.get("/static/editorial/live.js", headers={"If-None-Match": first["ETag"]})

    assert first["Vary"] == "Accept-Encoding"
    assert (again.status_code, again.content) == (304, b"")
