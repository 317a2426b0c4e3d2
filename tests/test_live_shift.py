"""Fifty entries come, with photos, and nothing jumps: the browser counts no layout shift (CLS 0)."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from editorial import publishing
from editorial.models import Article
from tests import factories
from tests.live_page import LONG_TEXT, catch_up, covered, open_story, shown

COUNT_SHIFTS = """() => {
    window.shifts = [];
    const note = entries => entries.forEach(entry => entry.hadRecentInput || window.shifts.push(entry.value));
    const observer = new PerformanceObserver(list => note(list.getEntries()));
    observer.observe({ type: "layout-shift" });
    window.sumOfShifts = () => {
        note(observer.takeRecords());
        return window.shifts.reduce((sum, value) => sum + value, 0);
    };
}"""
DRAWN = (
    "new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn, 50))))"
)
AT_THE_TOP = "() => scrollTo(0, 0)"
IN_THE_FEED = "() => { document.querySelectorAll('.entry')[8].scrollIntoView(); scrollBy(0, -50); }"
IN_THE_TEXT = "() => { document.querySelector('#story-text p:nth-of-type(9)').scrollIntoView(); }"


def _story(paragraphs: int) -> tuple[Article, str]:
    """A story with a text of its own and photos in its entries; the text of an entry."""
    photo = factories.developed(factories.photo())
    text = f'{LONG_TEXT}<figure data-photo="{photo.pk}"></figure>'
    story, _entries = covered(12, text=text)
    publishing.change_story(story, by=factories.editor(), text="<p>Rain all day.</p>" * paragraphs)
    return story, text


@pytest.mark.parametrize(
    ("place", "width", "entries"),
    [(AT_THE_TOP, 390, 50), (AT_THE_TOP, 1280, 10), (IN_THE_FEED, 390, 50), (IN_THE_TEXT, 1280, 10)],
    ids=["at the top, phone", "at the top", "in the feed, phone", "in the text"],
)
def test_nothing_shifts_while_up_to_fifty_entries_come(
    reader: Page, place: str, width: int, entries: int
) -> None:
    reader.set_viewport_size({"width": width, "height": 844})
    story, text = _story(20 if place == IN_THE_TEXT else 1)
    open_story(reader, story)
    reader.evaluate(place)
    reader.evaluate(DRAWN)
    reader.evaluate(COUNT_SHIFTS)

    by = factories.editor()
    for number in range(entries):
        entry = factories.entry(story, by=by, heading=f"Number {number}", text=text)
        if number % 3 == 0:
            catch_up(reader, story)
    catch_up(reader, story)
    reader.evaluate(DRAWN)

    assert reader.evaluate("sumOfShifts()") == 0
    assert shown(reader, entry).count() == (place != IN_THE_FEED)


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_shifts_where_the_first_update_comes(reader: Page, width: int) -> None:
    reader.set_viewport_size({"width": width, "height": 844})
    story = factories.story()
    # As it was published: without a line that says when it was updated.
    earlier = timezone.now() - timedelta(minutes=1)
    Article.objects.filter(pk=story.pk).update(published_at=earlier, updated_at=earlier)
    open_story(reader, story)
    expect(reader.locator(".times .updated")).to_have_count(0)
    reader.evaluate(DRAWN)
    reader.evaluate(COUNT_SHIFTS)

    entry = factories.entry(story)
    catch_up(reader, story)
    reader.evaluate(DRAWN)

    expect(reader.locator(".times .updated")).to_be_visible()
    assert reader.evaluate("sumOfShifts()") == 0
    assert shown(reader, entry).count() == 1


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_shifts_where_an_entry_of_another_hour_makes_a_time_line(reader: Page, width: int) -> None:
    reader.set_viewport_size({"width": width, "height": 844})
    story, _entries = covered(1)
    open_story(reader, story)
    expect(reader.locator("[data-hours]")).to_be_hidden()
    reader.evaluate(DRAWN)
    reader.evaluate(COUNT_SHIFTS)

    factories.entry(story, published_at=timezone.now() - timedelta(hours=2))
    catch_up(reader, story)
    reader.evaluate(DRAWN)

    expect(reader.locator("[data-hours]")).to_be_visible()
    assert reader.evaluate("sumOfShifts()") == 0


def _taller(number: int) -> str:
    """Script: `number` answers that each bring a line in above, in the frame after `wait` has passed."""
    return f"""async wait => {{
      const list = document.querySelector("[data-feed]");
      for (let answer = 0; answer < {number}; answer += 1) {{
        await new Promise(requestAnimationFrame);
        if (wait) await new Promise(done => setTimeout(done, wait));
        list.closest("main").dispatchEvent(new Event("changing"));
        const item = document.createElement("li");
        item.style.height = "200px";
        list.prepend(item);
      }}
    }}"""


# Milliseconds: in frames that follow each other, and in the middle of a slide, where the browser's clock has gone on
# since what is seen was drawn.
@pytest.mark.parametrize("wait", [0, 130])
def test_what_slides_is_drawn_where_it_comes_from_though_answers_follow_each_other(
    reader: Page, wait: int
) -> None:
    reader.set_viewport_size({"width": 390, "height": 844})
    story, _text = _story(1)
    open_story(reader, story)
    reader.evaluate(DRAWN)
    reader.evaluate(COUNT_SHIFTS)

    reader.evaluate(_taller(5), wait)
    reader.evaluate(DRAWN)

    assert reader.evaluate("sumOfShifts()") == 0
