"""The live desk in a browser, for whoever is to sit at it: shared by the browser tests of the desk."""

from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import BrowserContext, Locator, Page, expect

from editorial.models import Article
from tests.desk import address

FAULTS_OF_THE_NETWORK = ("Failed to load resource", "net::ERR_")


def sign_in(context: BrowserContext, person: User, url: str) -> None:
    """Sign somebody in in this browser, without the login page. `url` is the server's."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}])


def open_desk(page: Page, story: Article, person: User | None = None, *, url: str = "") -> None:
    """Open a story's desk and wait until one can write; with a person (and the server's url), signed in as them."""
    if person:
        sign_in(page.context, person, url)
    page.goto(address("article_live", story.pk))
    expect(page.locator("[data-desk]")).to_have_attribute("data-ready", "true")


def faults_of(page: Page) -> list[str]:
    """What goes wrong unseen in this window from now on: faults of scripts, and what the page's policy forbids."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if _is_fault(line.type, line.text) else None)
    return faults


def _is_fault(kind: str, words: str) -> bool:
    return kind == "error" and not any(each in words for each in FAULTS_OF_THE_NETWORK)


def composer(page: Page) -> Locator:
    """The form for new entries."""
    return page.locator("form[data-composer]")


def heading(page: Page) -> Locator:
    """The heading of the new entry."""
    return composer(page).locator("[name=heading]")


def writing(page: Page) -> Locator:
    """The text of the new entry, once the text editor is there."""
    return composer(page).locator(".cke_editable")


def rows(page: Page) -> Locator:
    """The rows of the timeline."""
    return page.locator("[data-rows] > li")


def titles(page: Page) -> list[str]:
    """The titles in the timeline, from the top."""
    return page.locator("[data-rows] > li h3").all_text_contents()
