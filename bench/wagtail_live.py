"""wagtail-live from PyPI, in an environment of its own: it needs an older Wagtail and an older Django."""

import json
import os
import shutil
import subprocess
import venv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.asking import get
from bench.processes import Broken, free_port, running, wait_until_listening
from bench.words import Writer

# The last of each that work together. One gunicorn worker that answers one request at a time is its quickest.
PACKAGES = ["wagtail-live==1.0", "wagtail==4.2.4", "django==4.1.13", "gunicorn==27.0.1"]
SITE = Path(__file__).resolve().parent / "wagtail_site"
SECONDS_TO_INSTALL = 120


@dataclass(frozen=True)
class WagtailLive:
    """A running site of wagtail-live with stories like ours."""

    port: int

    def page(self, entries: int) -> str:
        """The address of a story's page."""
        return f"/story-{entries}/"

    def poll(self, entries: int) -> str:
        """Where its open pages ask, by HEAD, whether anything is new."""
        return f"/live/get-updates/story-{entries}/"

    def url(self, path: str) -> str:
        """An address in full."""
        return f"http://127.0.0.1:{self.port}{path}"

    def get(self, path: str) -> None:
        """Ask, and wait for the answer."""
        get(self.port, path)


def install(folder: Path) -> None:
    """Make its environment. Raises `Broken` where that cannot be done here."""
    venv.create(folder / "environment", with_pip=True)
    command = [str(_python(folder)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    try:
        ended = subprocess.run(
            [*command, "--only-binary=Pillow", *PACKAGES],
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS_TO_INSTALL,
        )
    except subprocess.TimeoutExpired as slow:
        raise Broken(f"it was not installed within {SECONDS_TO_INSTALL} s") from slow
    if ended.returncode:
        raise Broken(f"pip could not install it on this Python: {_last_line(ended.stderr)}")


def fill(folder: Path, sizes: Iterable[int]) -> None:
    """Make a site with a story of each of these numbers of entries, with words like ours."""
    shutil.copytree(SITE, folder / "wagtail_site")
    writer = Writer()
    stories = [[writer.paragraphs() for _entry in range(size)] for size in sizes]
    for command in (["makemigrations", "wagtail_site"], ["migrate"]):
        _run(folder, "-m", "django", *command, "--verbosity", "0", "--pythonpath", ".")
    _run(folder, "-m", "wagtail_site.fill", given=json.dumps(stories))


@contextmanager
def serving(folder: Path) -> Iterator[WagtailLive]:
    """Serve the site until the block ends."""
    port, log = free_port(), folder / "server.log"
    command = [str(_python(folder)), "-W", "ignore", "-m", "gunicorn", "--workers", "1"]
    command += ["--bind", f"127.0.0.1:{port}", "wagtail_site.wsgi"]
    with running(command, log=log, environment=_environment(folder), folder=folder) as process:
        wait_until_listening(process, port, log)
        yield WagtailLive(port)


def _run(folder: Path, *arguments: str, given: str = "") -> None:
    ended = subprocess.run(
        [str(_python(folder)), "-W", "ignore", *arguments],
        cwd=folder,
        env=_environment(folder),
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        raise Broken(_last_line(ended.stderr))


def _environment(folder: Path) -> dict[str, str]:
    settings = {"DJANGO_SETTINGS_MODULE": "wagtail_site.settings", "WAGTAIL_DATA": str(folder)}
    return {**os.environ, **settings}


def _python(folder: Path) -> Path:
    return folder / "environment" / "bin" / "python"


def _last_line(words: str) -> str:
    return next((line for line in reversed(words.splitlines()) if line.strip()), "no reason given")
