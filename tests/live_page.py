"""An open story page, as its reader sees it: shared by the browser tests of live coverage."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from editorial import publishing
from editorial.models import Article, LiveEntry
from tests import factories

LONG_TEXT = "<p>Crowds waited along the quay while the tide came in.</p>" * 12


def covered(number: int = 2, **fields: Any) -> tuple[Article, list[LiveEntry]]:
    """A live story with this many entries a minute apart, the oldest of them first."""
    editor = factories.editor()
    story = factories.story(by=editor)
    start = timezone.now() - timedelta(minutes=number + 1)
    times = [start + timedelta(minutes=minute) for minute in range(number)]
    return story, [factories.entry(story, by=editor, published_at=time, **fields) for time in times]


def open_story(reader: Page, story: Article) -> None:
    """Open the story's page."""
    reader.goto(story.get_absolute_url())


def wake(reader: Page) -> None:
    """What a browser does when its connection is back: the page asks at once."""
    reader.evaluate("window.dispatchEvent(new Event('online'))")


def turn(reader: Page, *, is_hidden: bool) -> None:
    """What a browser does when the reader turns to another tab, and back."""
    reader.evaluate(
        """is_hidden => {
            Object.defineProperty(document, "hidden", { value: is_hidden, configurable: true });
            document.dispatchEvent(new Event("visibilitychange"));
        }""",
        is_hidden,
    )


def catch_up(reader: Page, story: Article) -> None:
    """Let the page ask, and wait until it has the story's present version."""
    version = Article.objects.get(pk=story.pk).version
    wake(reader)
    expect(reader.locator("main")).to_have_attribute("data-version", str(version))


def shown(reader: Page, entry: LiveEntry) -> Locator:
    """Where an entry stands on the page."""
    return reader.locator(f"#entry-{entry.public_id}")


def headings(reader: Page) -> list[str]:
    """The entries' headings, from the top of the feed."""
    return reader.locator("[data-feed] article :is(h2, h3)").all_inner_texts()


def withdraw(entry: LiveEntry) -> LiveEntry:
    """Withdraw an entry, as some editor."""
    return publishing.withdraw_entry(entry, by=factories.editor())


def change(entry: LiveEntry, **fields: Any) -> LiveEntry:
    """Change an entry, as some editor."""
    return publishing.change_entry(entry, by=factories.editor(), **fields)
