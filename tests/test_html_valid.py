"""Every kind of page is valid HTML, every sheet valid CSS: read by the W3C's checker, all in one process of Java."""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import Client

from tests.one_door import PROJECT
from tests.page_kinds import page_kinds, printed_paper

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.page_kinds"), pytest.mark.one_database]

CHECKER = PROJECT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
SHEETS = PROJECT / "editorial" / "static" / "editorial"
# What it does not know, though browsers do: each with what it says of it.
NEWER_THAN_THE_CHECKER = (
    "“container-type”: Property “container-type” doesn't exist.",
    "“inline-size”: Parse Error.",  # of cqi, the container's units
)


@dataclass(frozen=True)
class Checker:
    """The checker, and the Java that it runs on."""

    java: str

    def findings(self, folder: Path) -> list[str]:
        """Every error and warning in the files of a folder, with file and line."""
        ended = subprocess.run(
            [
                self.java,
                "-Xss1m",
                "-jar",
                str(CHECKER),
                "--format",
                "json",
                "--skip-non-html",
                "--also-check-css",
            ]
            + ["--also-check-svg", "--stdout", "--exit-zero-always", str(folder)],
            capture_output=True,
            text=True,
            check=True,
        )
        said = json.loads(ended.stdout)["messages"]
        return [_told(each) for each in said if not each["message"].endswith(NEWER_THAN_THE_CHECKER)]


def _told(message: dict[str, str]) -> str:
    place = f"{Path(message.get('url', '')).name}:{message.get('lastLine', '')}"
    return f"{place}: {message['message']} {message.get('extract', '')}"


@pytest.fixture(scope="module")
def checker() -> Checker:
    """The checker; without Java or without npm's packages there is none."""
    java = shutil.which("java")
    if not java or not CHECKER.exists():
        missing = (
            "Java (apt-get install default-jre-headless)" if not java else "the checker of HTML (npm ci)"
        )
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"{missing} is missing")
    return Checker(str(java))


def test_every_kind_of_page_and_every_sheet_is_valid(
    checker: Checker, client: Client, tmp_path: Path
) -> None:
    client.raise_request_exception = False
    pages = tmp_path / "pages"
    pages.mkdir()

    for kind in page_kinds(printed_paper()):
        answer = client.get(kind.address)
        assert answer.status_code == kind.status, kind
        (pages / f"{kind.name.replace(' ', '-')}.html").write_bytes(answer.content)
    for sheet in [*SHEETS.glob("*.css"), *SHEETS.glob("*.svg")]:
        shutil.copy(sheet, pages)

    assert checker.findings(pages) == []


def test_the_checker_finds_what_is_wrong(checker: Checker, tmp_path: Path) -> None:
    page = '<!doctype html><html lang="en"><head><title>A page</title></head><body><p>{}</p></body></html>'
    (tmp_path / "right.html").write_text(page.format("Words"))
    (tmp_path / "wrong.html").write_text(page.format('<a href="/"><button>Press</button></a>'))
    (tmp_path / "wrong.css").write_text("p { colour: red; }")

    found = checker.findings(tmp_path)

    assert [finding.partition(":")[0] for finding in sorted(found)] == ["wrong.css", "wrong.html"]
