"""Whatever the network does to answers, an open page never goes back and catches up when it can."""

import json

import pytest
from playwright.sync_api import Page, Route, expect

from editorial import publishing
from tests import factories
from tests.live_page import catch_up, covered, headings, open_story, shown, turn, wake, withdraw

CHANGES = "**/changes/**"


def test_an_old_answer_that_comes_again_brings_nothing_back(reader: Page) -> None:
    story, _entries = covered()
    open_story(reader, story)
    answers: list[str] = []

    def listen(route: Route) -> None:
        response = route.fetch()
        answers.append(response.text())
        route.fulfill(response=response)

    reader.route(CHANGES, listen)
    entry = factories.entry(story)
    catch_up(reader, story)
    withdraw(entry)
    catch_up(reader, story)

    reader.unroute(CHANGES)
    reader.route(CHANGES, lambda route: route.fulfill(body=answers[0], content_type="application/json"))
    with reader.expect_response(CHANGES):
        wake(reader)
    reader.unroute(CHANGES)
    later = factories.entry(story)
    catch_up(reader, story)

    assert entry.public_id in answers[0]
    expect(shown(reader, later)).to_have_count(1)
    expect(shown(reader, entry)).to_have_count(0)


def test_an_old_answer_from_before_coverage_began_does_not_load_the_page_again(reader: Page) -> None:
    story = factories.story("published")
    before = reader.request.get(f"{story.get_absolute_url()}changes/?since=0").text()
    publishing.set_status(story, "live", by=factories.editor())
    open_story(reader, story)
    reader.evaluate("window.isTheSame = true")

    reader.route(CHANGES, lambda route: route.fulfill(body=before, content_type="application/json"), times=1)
    with reader.expect_response(CHANGES):
        wake(reader)
    entry = factories.entry(story)
    catch_up(reader, story)

    expect(shown(reader, entry)).to_have_count(1)
    assert reader.evaluate("window.isTheSame")


@pytest.mark.parametrize("trouble", ["unreachable", "server error", "not JSON"])
def test_a_page_catches_up_when_the_server_is_back(reader: Page, trouble: str) -> None:
    story, _entries = covered()
    open_story(reader, story)
    troubles = {
        "unreachable": lambda route: route.abort(),
        "server error": lambda route: route.fulfill(status=503, body="{}"),
        "not JSON": lambda route: route.fulfill(body="<p>Please sign in to the network.</p>"),
    }
    reader.route(CHANGES, troubles[trouble])
    missed = factories.entry(story)
    with reader.expect_request(CHANGES):
        wake(reader)

    reader.unroute(CHANGES)
    catch_up(reader, story)

    expect(shown(reader, missed)).to_have_count(1)


def test_a_request_that_hangs_does_not_keep_a_page_from_asking(reader: Page) -> None:
    story, _entries = covered()
    open_story(reader, story)
    hanging: list[Route] = []
    reader.route(CHANGES, lambda route: hanging.append(route), times=1)
    with reader.expect_request(CHANGES):
        wake(reader)

    entry = factories.entry(story)
    catch_up(reader, story)

    expect(shown(reader, entry)).to_have_count(1)
    assert len(hanging) == 1


@pytest.mark.parametrize("history", [{"epoch": "another"}, {"reload": True}])
def test_a_page_of_another_history_is_loaded_again_but_not_again_and_again(
    reader: Page, history: dict[str, object]
) -> None:
    story, _entries = covered()
    open_story(reader, story)
    told: list[Route] = []

    def tell(route: Route) -> None:
        response = route.fetch()
        told.append(route)
        route.fulfill(response=response, body=json.dumps({**response.json(), **history}))

    reader.route(CHANGES, tell)
    reader.evaluate("window.isTheFirst = true")
    with reader.expect_event("load"):
        wake(reader)
    # It asks past its cache too, before it takes that for an answer.
    with reader.expect_response(lambda response: "/changes/" in response.url and len(told) == 3):
        wake(reader)
    reader.evaluate("window.isTheSecond = true")
    reader.unroute(CHANGES)
    entry = factories.entry(story)
    catch_up(reader, story)

    expect(shown(reader, entry)).to_have_count(1)
    assert reader.evaluate("[window.isTheFirst, window.isTheSecond]") == [None, True]


def test_a_gap_in_what_was_heard_is_asked_for_again(reader: Page) -> None:
    story, _entries = covered()
    open_story(reader, story)

    def begin_later(route: Route) -> None:
        response = route.fetch()
        answer = response.json()
        route.fulfill(response=response, json={**answer, "from": answer["to"], "entries": []})

    reader.route(CHANGES, begin_later, times=1)
    entry = factories.entry(story)
    catch_up(reader, story)

    assert headings(reader)[0] == entry.heading


def test_a_page_that_nobody_sees_asks_nothing_and_catches_up_when_seen(reader: Page) -> None:
    story, _entries = covered()
    open_story(reader, story)
    turn(reader, is_hidden=True)
    asked: list[str] = []
    reader.on("request", lambda request: asked.append(request.url) if "/changes/" in request.url else None)

    entry = factories.entry(story)
    wake(reader)
    turn(reader, is_hidden=False)

    expect(shown(reader, entry)).to_have_count(1)
    assert len(asked) == 1


def test_a_page_that_comes_back_from_the_history_asks_at_once(reader: Page) -> None:
    story, _entries = covered()
    open_story(reader, story)

    entry = factories.entry(story)
    reader.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")

    expect(shown(reader, entry)).to_have_count(1)
