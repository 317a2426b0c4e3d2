"""A story that is taken down whole leaves the pages that are open on it, and no other trouble does that."""

from playwright.sync_api import Page, Response, Route, expect

from editorial import publishing
from tests import factories
from tests.live_page import catch_up, covered, open_story, wake

LOADS = "performance.getEntriesByType('navigation')[0].type"


def test_the_page_of_a_story_that_was_taken_down_loads_again_and_says_so(reader: Page) -> None:
    story, _entries = covered()
    open_story(reader, story)
    loaded: list[int] = []
    reader.on("response", lambda answer: _note(answer, story.get_absolute_url(), loaded))

    publishing.take_down_story(story, by=factories.administrator(), reason="An order of the court")
    wake(reader)
    expect(reader.locator("[data-feed]")).to_have_count(0)
    wake(reader)
    reader.wait_for_load_state("networkidle")

    expect(reader.locator("main")).not_to_contain_text(story.headline)
    assert loaded[0] == 410
    assert reader.evaluate(LOADS) == "reload"
    assert reader.locator("main[data-changes]").count() == 0


def _note(answer: Response, path: str, loaded: list[int]) -> None:
    if answer.request.is_navigation_request() and answer.url.endswith(path):
        loaded.append(answer.status)


def test_a_page_that_goes_on_coming_back_is_not_loaded_again_and_again(reader: Page) -> None:
    story, _entries = covered()
    open_story(reader, story)
    loads: list[str] = []
    reader.on("framenavigated", lambda frame: loads.append(frame.url))
    gone = '{"epoch": "another", "to": 9, "reload": true}'
    reader.route("**/changes/**", lambda route: route.fulfill(status=410, body=gone))

    # Some cache still hands the page out.
    wake(reader)
    expect(reader.locator("main[data-changes]")).to_have_count(1)
    reader.wait_for_function(f"{LOADS} === 'reload'")
    with reader.expect_response("**/changes/**"):
        wake(reader)
    with reader.expect_response("**/changes/**"):
        wake(reader)

    assert len(loads) == 1
    reader.unroute_all(behavior="ignoreErrors")


def test_a_server_in_trouble_for_a_moment_loads_nothing_again(reader: Page) -> None:
    story, _entries = covered()
    open_story(reader, story)
    troubles = [(503, "{}"), (500, '{"reload": true}'), (502, "<h1>Bad gateway</h1>"), (410, "Gone")]
    told: list[int] = []

    def answer(route: Route) -> None:
        status, body = troubles[len(told) % len(troubles)]
        told.append(status)
        route.fulfill(status=status, body=body)

    reader.route("**/changes/**", answer)
    for _trouble in troubles:
        with reader.expect_response("**/changes/**"):
            wake(reader)
    reader.unroute_all(behavior="ignoreErrors")

    factories.entry(story)
    catch_up(reader, story)

    expect(reader.locator("[data-feed] article")).to_have_count(3)
    assert set(told) == {503, 500, 502, 410}
    assert reader.evaluate(LOADS) == "navigate"
