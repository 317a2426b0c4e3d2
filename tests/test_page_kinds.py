"""What holds for every kind of page that readers come to: whoever they are, and whatever they read it with."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.page_kinds import PageKind, page_kinds, printed_paper

pytestmark = pytest.mark.urls("tests.page_kinds")

SMALLEST_TARGET = 24
# WCAG 2.2 AA, and what axe's makers call good practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A page in a frame of somebody else's has that one's headings and landmarks around it.
OF_WHOLE_PAGES = ["landmark-one-main", "page-has-heading-one", "region", "skip-link", "bypass"]
# What a reader may ask for beyond the page's own style (WCAG 1.4.12).
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-block-end: 2em !important; }"""


@pytest.fixture
def kinds(live_server: LiveServer) -> list[PageKind]:
    """One page of each kind."""
    return page_kinds(printed_paper())


@pytest.fixture
def context(browser: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    """A reader's browser, with a phone's window."""
    opened = browser.new_context(base_url=live_server.url, viewport={"width": 390, "height": 800})
    yield opened
    opened.close()


def found_by_axe(page: Page, kind: PageKind, rules: dict[str, object]) -> str:
    """What axe has to say against the page as it is laid out now; nothing, if all is well."""
    left_out = {rule: {"enabled": False} for rule in (OF_WHOLE_PAGES if kind.is_framed else [])}
    found = Axe().run(page, options={"resultTypes": ["violations"], "rules": left_out, **rules})
    return str(found.generate_report()) if found.violations_count else ""


def small_targets(page: Page) -> list[str]:
    """Links and buttons that a finger could miss; links within a sentence are as high as its lines."""
    found: list[str] = page.evaluate(
        """least => [...document.querySelectorAll("a, button, summary, input, select")]
            .filter(target => target.checkVisibility({ visibilityProperty: true }))
            .filter(target => !target.closest(".body, .notice p, .skip, .visually-hidden"))
            .filter(target => target.getBoundingClientRect().height < least)
            .map(target => target.outerHTML)""",
        SMALLEST_TARGET,
    )
    return found


def too_wide(page: Page) -> list[str]:
    """Where a page is wider than its window: its widest elements."""
    found: list[str] = page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] :
            [...document.querySelectorAll("body *")]
            .filter(element => element.getBoundingClientRect().right > innerWidth + 1)
            .map(element => element.outerHTML.slice(0, 200)).slice(0, 3)"""
    )
    return found


def cut_off(page: Page) -> list[str]:
    """Words that their box hides."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("a, button, h1, h2, h3, p, li, time, span")]
            .filter(element => element.checkVisibility() && !element.closest(".visually-hidden"))
            .filter(element => ["hidden", "clip"].includes(getComputedStyle(element).overflowX))
            .filter(element => element.scrollWidth > element.clientWidth + 1)
            .map(element => element.outerHTML.slice(0, 200))"""
    )
    return found


def told_by_background_alone(page: Page) -> list[str]:
    """What has no line around it where the reader's own colours rule."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("button, .status, .correction, .summary, .state")]
            .filter(element => element.checkVisibility())
            .filter(element => !["border-top-width", "border-left-width"]
                .some(side => parseFloat(getComputedStyle(element).getPropertyValue(side)) > 0))
            .map(element => element.outerHTML.slice(0, 200))"""
    )
    return found


def moving(page: Page) -> list[str]:
    """What moves, or would."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter(element => {
            const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
            return transitionDuration !== "0s" || animationName !== "none" || scrollBehavior !== "auto";
        }).map(element => element.outerHTML.slice(0, 200))"""
    )
    return found


def space_out(page: Page) -> None:
    """Set the words of the page wider apart."""
    page.evaluate(
        """rules => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(rules);
            document.adoptedStyleSheets = [sheet];
        }""",
        SPACED,
    )


def test_nothing_stands_in_a_readers_way(kinds: list[PageKind], context: BrowserContext) -> None:
    page = context.new_page()
    all_rules: dict[str, object] = {"runOnly": {"type": "tag", "values": RULES}}
    colours: dict[str, object] = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
    found: dict[str, list[str]] = {}

    for kind in kinds:
        page.set_viewport_size({"width": 390, "height": 800})
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        answer = page.goto(kind.address)
        assert answer, kind
        assert answer.status == kind.status, kind

        narrow = [found_by_axe(page, kind, all_rules), *small_targets(page)]
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        narrow_and_dark = found_by_axe(page, kind, colours)
        page.set_viewport_size({"width": 1280, "height": 800})
        wide = [found_by_axe(page, kind, all_rules), *small_targets(page)]
        found[kind.name] = [*filter(None, [*narrow, narrow_and_dark, *wide])]

    assert {name: faults for name, faults in found.items() if faults} == {}


def test_pages_follow_what_a_reader_asks_of_them(kinds: list[PageKind], context: BrowserContext) -> None:
    page = context.new_page()

    for kind in kinds:
        page.emulate_media(forced_colors="none", reduced_motion="reduce")
        page.goto(kind.address)
        assert moving(page) == [], kind
        page.emulate_media(forced_colors="active")
        assert told_by_background_alone(page) == [], kind
        for width in (640, 320):  # of 1280 pixels, at 200 and at 400 per cent
            page.set_viewport_size({"width": width, "height": 400})
            assert too_wide(page) == [], f"{width}: {kind}"
        space_out(page)
        assert too_wide(page) == [], f"spaced: {kind}"
        assert cut_off(page) == [], f"spaced: {kind}"


def test_every_page_says_what_it_has_to_say_without_a_script_and_asks_nobody_else(
    kinds: list[PageKind], browser: Browser, live_server: LiveServer
) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    for kind in kinds:
        page.goto(kind.address)

        words = page.locator("body" if kind.is_framed else "main").get_by_text(kind.words)
        expect(words.first, kind.name).to_be_visible()

    assert asked
    assert [address for address in asked if not address.startswith((live_server.url, "data:"))] == []
    context.close()
