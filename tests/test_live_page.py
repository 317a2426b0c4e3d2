"""What editors do reaches the pages that readers have open, without loading them again."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from editorial import publishing
from tests import factories
from tests.live_page import catch_up, change, covered, headings, open_story, shown, withdraw


def test_a_new_entry_its_edit_its_withdrawal_and_its_return_reach_an_open_page(reader: Page) -> None:
    story, _entries = covered()
    open_story(reader, story)

    entry = factories.entry(story, heading="The ferry has left", text="<p>At noon.</p>")
    catch_up(reader, story)
    expect(shown(reader, entry)).to_contain_text("At noon.")
    assert headings(reader)[0] == "The ferry has left"

    change(entry, heading="The ferry left late", text="<p>At one.</p>")
    catch_up(reader, story)
    expect(shown(reader, entry)).to_contain_text("At one.")
    assert headings(reader)[0] == "The ferry left late"

    withdraw(entry)
    catch_up(reader, story)
    expect(shown(reader, entry)).to_have_count(0)

    publishing.restore_entry(entry, by=factories.editor())
    catch_up(reader, story)
    assert headings(reader)[0] == "The ferry left late"


def test_a_killed_photo_leaves_an_open_page_and_comes_back_with_its_place(reader: Page) -> None:
    by = factories.picture_desk()
    photo = factories.photo("launch.jpg", by=by, caption="On its pad")
    text = f'<p>Up it goes.</p><figure data-photo="{photo.pk}"></figure>'
    story, [entry] = covered(1, text=text)
    open_story(reader, story)
    expect(shown(reader, entry).locator("figure")).to_contain_text("On its pad")

    killed = publishing.kill_photo(photo, by=by, reason="Wrong person")
    catch_up(reader, story)
    expect(shown(reader, entry)).to_contain_text("Up it goes.")
    expect(shown(reader, entry).locator("figure")).to_have_count(0)

    publishing.restore_photo(killed, by=by)
    catch_up(reader, story)
    expect(shown(reader, entry).locator("figure img")).to_be_visible()


def test_an_entry_whose_time_changes_moves_to_its_place(reader: Page) -> None:
    story, (first, second, third) = covered(3)
    open_story(reader, story)

    change(third, published_at=timezone.now() - timedelta(days=1))
    catch_up(reader, story)

    assert headings(reader) == [second.heading, first.heading, third.heading]


def test_an_edit_moves_nothing(reader: Page) -> None:
    story, (first, second, third) = covered(3)
    open_story(reader, story)

    change(first, heading="The oldest, put right")
    catch_up(reader, story)

    assert headings(reader) == [third.heading, second.heading, "The oldest, put right"]


def test_a_new_headline_and_standfirst_reach_an_open_page(reader: Page) -> None:
    story, _entries = covered()
    open_story(reader, story)

    publishing.change_story(
        story, by=factories.editor(), headline="Play goes on", standfirst="The rain has stopped."
    )
    catch_up(reader, story)

    expect(reader.locator("h1")).to_have_text("Play goes on")
    expect(reader.locator("#story-head")).to_contain_text("The rain has stopped.")


def test_an_open_page_says_that_coverage_has_ended_and_that_it_goes_on(reader: Page) -> None:
    story, _entries = covered()
    open_story(reader, story)
    said_live = reader.locator("#story-state").inner_text()

    publishing.set_status(story, "ended", by=factories.editor())
    catch_up(reader, story)
    expect(reader.locator("main")).to_have_attribute("data-status", "ended")
    expect(reader.locator("#story-state")).to_contain_text("ended")

    publishing.set_status(story, "live", by=factories.editor())
    catch_up(reader, story)
    expect(reader.locator("main")).to_have_attribute("data-status", "live")
    expect(reader.locator("#story-state")).to_have_text(said_live)


def test_a_plain_story_is_kept_up_too_and_gets_its_feed_when_coverage_begins(reader: Page) -> None:
    story = factories.story("published")
    open_story(reader, story)

    publishing.change_story(story, by=factories.editor(), headline="Corrected while it was read")
    catch_up(reader, story)
    expect(reader.locator("h1")).to_have_text("Corrected while it was read")

    publishing.set_status(story, "live", by=factories.editor())
    catch_up(reader, story)
    expect(reader.locator("[data-feed]")).to_have_count(1)


def test_a_key_event_joins_the_list_beside_the_feed(reader: Page) -> None:
    story, (first, _second) = covered()
    open_story(reader, story)

    change(first, is_key_event=True)
    catch_up(reader, story)

    expect(reader.locator("#story-key-events")).to_contain_text(first.heading)


def test_date_headings_follow_what_comes_and_goes(reader: Page) -> None:
    story, (entry,) = covered(1)
    open_story(reader, story)

    older = factories.entry(story, published_at=timezone.now() - timedelta(days=3))
    oldest = factories.entry(story, published_at=timezone.now() - timedelta(days=3, seconds=1))
    catch_up(reader, story)
    with_older = _first_of_day(reader)
    withdraw(older)
    catch_up(reader, story)

    assert with_older == [f"entry-{entry.public_id}", f"entry-{older.public_id}"]
    assert _first_of_day(reader) == [f"entry-{entry.public_id}", f"entry-{oldest.public_id}"]


def _first_of_day(reader: Page) -> list[str]:
    articles = reader.locator("li.is-first-of-day > article").all()
    return [article.get_attribute("id") or "" for article in articles]


def test_what_belongs_to_an_older_page_is_left_to_it(reader: Page) -> None:
    story, entries = covered(31)
    oldest_shown, begun = entries[1], entries[0].published_at
    assert begun is not None
    open_story(reader, story)

    factories.entry(story, heading="From before", published_at=begun - timedelta(hours=1))
    change(entries[5], published_at=begun - timedelta(hours=2))
    catch_up(reader, story)

    assert "From before" not in headings(reader)
    assert entries[5].heading not in headings(reader)
    assert headings(reader)[-1] == oldest_shown.heading


def test_the_page_of_older_entries_shows_no_newer_ones_but_stays_true(reader: Page) -> None:
    story, entries = covered(32)
    reader.goto(f"{story.get_absolute_url()}?before={entries[2].public_id}")

    factories.entry(story, heading="Just in")
    change(entries[0], heading="Put right")
    withdraw(entries[1])
    catch_up(reader, story)

    assert headings(reader) == ["Put right"]


def test_links_to_older_entries_go_on_from_the_last_one_shown(reader: Page) -> None:
    story, entries = covered(32)
    open_story(reader, story)

    change(entries[2], published_at=timezone.now())
    catch_up(reader, story)
    reader.locator("a[href*='before=']").click()

    expect(reader.locator("[data-feed] article")).to_have_count(32)
    assert headings(reader)[30:] == [entries[1].heading, entries[0].heading]


def test_the_number_of_new_updates_is_announced_politely(reader: Page) -> None:
    story, _entries = covered()
    open_story(reader, story)

    factories.entry(story)
    factories.entry(story)
    catch_up(reader, story)
    expect(reader.locator("[data-announcer]")).to_have_text("2 new updates")
    factories.entry(story)
    catch_up(reader, story)

    # The third is told of half a minute later, not over the first words.
    expect(reader.locator("[data-announcer]")).to_have_text("2 new updates")


def test_without_javascript_everything_can_be_read(browser: Browser, live_server: LiveServer) -> None:
    story, (first, second) = covered(text="<p>All of it.</p>")
    window = browser.new_context(java_script_enabled=False, base_url=live_server.url)

    page = window.new_page()
    open_story(page, story)

    expect(page.locator("h1")).to_have_text(story.headline)
    assert headings(page) == [second.heading, first.heading]
    expect(shown(page, first)).to_contain_text("All of it.")
    expect(page.locator("[data-new-updates]")).to_be_hidden()
    window.close()
