"""A real browser with an editor in it, and what it measures of itself."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, sync_playwright

from bench.processes import Broken

# No graphics card, no sandbox for root, and no word to anyone outside this machine.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
INSTALLED = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chromium-headless-shell",
)
MILLISECONDS_TO_WAIT = 60_000
# Moments at which something could be seen: when one can type in all of the form, when a key's letter was there (the
# frame after its press), when a row came. Of the page's own clock, in milliseconds.
MEASURING = """
(() => {
  const seen = { ready: 0, keys: [], rows: [] };
  window.measured = seen;
  const isReady = () => {
    const desk = document.querySelector("[data-desk]");
    const editors = Object.values(window.CKEDITOR?.instances ?? {});
    return (!desk || desk.dataset.ready) && editors.length > 0 && editors.every((each) => each.status === "ready");
  };
  const look = () => (isReady() ? (seen.ready = performance.now()) : requestAnimationFrame(look));
  requestAnimationFrame(look);
  const takeDown = (event) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => seen.keys.push(performance.now() - event.timeStamp);
    channel.port2.postMessage(null);
  });
  window.measureKeys = (target) => target.addEventListener("keydown", takeDown, true);
  window.measureRows = (list) => new MutationObserver((changes) => {
    const added = changes.flatMap((change) => [...change.addedNodes]).filter((node) => node.nodeType === 1);
    if (added.length) requestAnimationFrame(() => seen.rows.push(performance.now()));
  }).observe(list, { childList: true });
})();
"""


def missing() -> str:
    """Why there is no browser, or nothing where there is one."""
    with sync_playwright() as playwright:
        found = _program(playwright.chromium.executable_path)
    return (
        ""
        if found
        else "no browser: `apt-get install chromium` or `.venv/bin/playwright install chromium` gets one"
    )


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser without a window. Raises `Broken` where a page does not do what is waited for."""
    with sync_playwright() as playwright:
        program = _program(playwright.chromium.executable_path)
        try:
            yield playwright.chromium.launch(executable_path=program, args=FLAGS)
        except Error as error:
            raise Broken(str(error)) from error


@dataclass(frozen=True)
class Session:
    """Somebody who has signed in, where the newsroom serves, and where they write."""

    port: int
    name: str
    value: str
    desk: str
    form: str

    @contextmanager
    def opened(self, browser: Browser, path: str) -> Iterator["Opened"]:
        """The page at this path, in a browser that has nothing in its cache, once one can type."""
        site = f"http://127.0.0.1:{self.port}"
        context = browser.new_context(base_url=site, viewport={"width": 1400, "height": 900})
        context.set_default_timeout(MILLISECONDS_TO_WAIT)
        context.add_cookies([{"name": self.name, "value": self.value, "url": site}])
        page = context.new_page()
        page.add_init_script(MEASURING)
        try:
            page.goto(path)
            opened = Opened(page)
            opened.until("measured.ready > 0")
            yield opened
        finally:
            context.close()


class Opened:
    """A page on which one can type."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def ready_ms(self) -> float:
        """How long it took from asking for the page until one could type in all of its form."""
        return float(self.page.evaluate("measured.ready"))

    def until(self, condition: str) -> None:
        """Wait until this holds in the page, asked in every frame: no text may become a script later on."""
        self.page.evaluate(
            "async (latest) => {"
            f"  while (!({condition}) && performance.now() < latest) await new Promise(requestAnimationFrame);"
            f"  if (!({condition})) throw new Error('It was waited for in vain.');"
            "}",
            self.page.evaluate("performance.now()") + MILLISECONDS_TO_WAIT,
        )

    def type_in(self, selector: str, text: str, between_ms: float) -> list[float]:
        """Type the text there, key by key; after how many milliseconds each letter was on the screen."""
        place = self.page.locator(selector)
        self.page.evaluate("measured.keys.length = 0")
        place.click()
        place.evaluate("(element) => measureKeys(element)")
        self.page.keyboard.type(text, delay=between_ms)
        self.until(f"measured.keys.length >= {len(text)}")
        written = place.evaluate("(element) => element.value ?? element.textContent")
        if text.split()[-1] not in written:
            raise Broken(f"What was typed is not there: {written}")
        return [float(each) for each in self.page.evaluate("measured.keys")]

    def load_all_rows(self) -> int:
        """Scroll down the timeline until it has every entry; how many these are."""
        more = self.page.locator("[data-more]")
        while more.is_visible():
            before = self.rows()
            more.scroll_into_view_if_needed()
            self.until(
                f"document.querySelectorAll('[data-rows] > li').length > {before}"
                " || document.querySelector('[data-more]').hidden"
            )
        self.page.evaluate("scrollTo(0, 0)")
        return self.rows()

    def rows(self) -> int:
        """How many entries stand in the timeline."""
        return self.page.locator("[data-rows] > li").count()

    def watch_rows(self) -> None:
        """From now on, take down when a row comes."""
        self.page.evaluate("measureRows(document.querySelector('[data-rows]'))")

    def row_shown_ns(self, number: int) -> int:
        """When the row came that is the so-maniest since they are watched, by the machine's monotonic clock."""
        self.until(f"measured.rows.length >= {number}")
        shown_ms = float(self.page.evaluate(f"measured.rows[{number - 1}]"))
        return self._clock_ns() + round(shown_ms * 1e6)

    def _clock_ns(self) -> int:
        """The moment at which the page's clock began: the best of some guesses."""
        guesses = []
        for _guess in range(5):
            before = time.monotonic_ns()
            now_ms = float(self.page.evaluate("performance.now()"))
            took = time.monotonic_ns() - before
            guesses.append((took, before + took // 2 - round(now_ms * 1e6)))
        return min(guesses)[1]


def _program(installed_by_playwright: str) -> str | None:
    if Path(installed_by_playwright).exists():
        return installed_by_playwright
    return next(filter(None, map(shutil.which, INSTALLED)), None)
