"""How a browser lays the readers' pages out."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from editorial import publishing
from editorial.models import LiveEntry
from tests import factories


@pytest.fixture
def newest(live_server: LiveServer) -> LiveEntry:
    """The newest entry of a story that shows of everything something, beside stories of every other status."""
    editor = factories.editor()
    photos = [
        factories.photo(name, by=editor, alternative_text="What it shows", credit_line="Ana Ferreira/EPA-EFE")
        for name in ("launch.jpg", "cat.jpg", "coffee.jpg")
    ]
    figures = "".join(f'<figure data-photo="{photo.pk}"></figure>' for photo in photos)
    ana = factories.byline("Ana Ferreira", by=editor, role="Reporter", link="https://example.org/ana")
    section = publishing.add_section(by=editor, name="Science", slug="science")
    story = factories.story(
        by=editor,
        standfirst="No play today.",
        summary="It has rained since noon.\nThe pitch is under water.",
        section=section,
        lead_photo=photos[0],
        bylines=[ana],
        text=f"<h3>What we know</h3><p>It <a href='https://example.org/'>rains</a>.</p>{figures}",
    )
    for days in range(31):
        entry = factories.entry(
            story,
            by=editor,
            published_at=timezone.now() - timedelta(hours=31 - days),
            is_key_event=days % 10 == 0,
            is_pinned=days == 29,
            text=f"<p>Words, a line long.</p><blockquote><p>“Words.”</p></blockquote>{figures if days > 28 else ''}",
        )
    for status in ("ended", "upcoming", "published"):
        factories.story(status, by=editor, lead_photo=photos[1], text="<p>Words.</p>")
    return publishing.change_entry(entry, by=editor, correction="It was not so.")


@pytest.mark.parametrize("width", [390, 1280])
def test_photos_keep_their_place_before_they_come(width: int, newest: LiveEntry, page: Page) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.route("**/media/**", lambda route: route.abort())
    page.goto(newest.article.get_absolute_url())
    without = page.evaluate("document.documentElement.scrollHeight")

    page.unroute("**/media/**")
    page.reload()
    page.evaluate(
        """async () => {
            const images = [...document.images];
            for (const image of images) image.loading = "eager";
            await Promise.all(images.map(image => image.decode()));
        }"""
    )

    assert page.evaluate("document.documentElement.scrollHeight") == without


def test_lines_are_as_long_as_an_eye_follows_easily(newest: LiveEntry, page: Page) -> None:
    page.goto(newest.article.get_absolute_url())

    letters = page.evaluate(
        """() => [...document.querySelectorAll(".body > p")].map(paragraph => {
            const words = "The tide came in over the quay while people waited for the last ferry of the day. ";
            paragraph.textContent = words.repeat(6);
            const range = document.createRange(), text = paragraph.firstChild;
            range.setStart(text, 0);
            let lines = 0, bottom = -1;
            for (let place = 1; place <= text.length; place += 1) {
                range.setStart(text, place - 1);
                range.setEnd(text, place);
                const box = range.getBoundingClientRect();
                if (box.height && box.bottom > bottom + 4) { lines += 1; bottom = box.bottom; }
            }
            return text.length / lines;
        })"""
    )

    assert letters
    assert all(55 <= line <= 75 for line in letters), letters


def test_a_page_that_nobody_scripts_reads_the_same(
    newest: LiveEntry, browser: Browser, live_server: LiveServer
) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()

    page.goto(newest.article.get_absolute_url())

    days = page.locator(".day:visible").all_inner_texts()
    assert len(days) == len(set(days)) >= 2
    assert page.locator("article").count() == 30
    page.locator("[data-older]").click()
    assert page.locator("article").count() == 1
    page.get_by_role("link", name="Newest updates").click()
    assert page.locator("article").count() == 30
    context.close()
