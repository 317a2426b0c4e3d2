"""The story's lines, its coverage and its preview links, from the live desk."""

from typing import Any

import pytest
from django.test import Client

from editorial import publishing
from editorial.models import Article, LiveEntry, PreviewLink, Refusal
from tests import factories
from tests.live import LiveDesk

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def story() -> Article:
    """A running story."""
    return factories.story(headline="Rain", standfirst="No play today.", summary="It rains.")


@pytest.fixture
def desk(story: Article) -> LiveDesk:
    """An editor at its desk."""
    return LiveDesk(factories.editor(first_name="Ana", last_name="Ferreira"), story)


def now(story: Article) -> Article:
    return Article.objects.get(pk=story.pk)


def lines(story: Article) -> tuple[str, str, str]:
    current = now(story)
    return current.headline, current.standfirst, current.summary


def test_headline_standfirst_and_points_are_changed_in_place(desk: LiveDesk, story: Article) -> None:
    answer = desk.send(
        "story/",
        seen=story.revision,
        headline=" Sun ",
        standfirst="Play at two.",
        summary="It is dry.\r\n\r\nPlay begins.",
    )

    assert answer.status_code == 200
    assert lines(story) == ("Sun", "Play at two.", "It is dry.\nPlay begins.")
    told = answer.json()
    assert told["revision"] == told["story"]["revision"] == now(story).revision
    assert "Sun" in told["story"]["html"]["desk-headline"]
    assert now(story).version == story.version + 1


def test_lines_that_are_not_sent_stay(desk: LiveDesk, story: Article) -> None:
    desk.send("story/", seen=story.revision, summary="It is dry.")

    assert lines(story) == ("Rain", "No play today.", "It is dry.")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"headline": ""}, "headline"),
        ({"headline": "x" * 201}, "headline"),
        ({"standfirst": "two\nlines"}, "standfirst"),
        ({"summary": "point\n" * 21}, "summary"),
        ({"summary": "a\x07bell"}, "summary"),
    ],
)
def test_what_cannot_stand_is_said_beside_its_field(
    given: dict[str, str], field: str, desk: LiveDesk, story: Article
) -> None:
    answer = desk.send("story/", seen=story.revision, **given)

    assert answer.status_code == 422
    assert {*answer.json()["errors"]} == {field}
    assert now(story).revision == story.revision


def test_whoever_wrote_the_same_line_since_is_not_written_over(desk: LiveDesk, story: Article) -> None:
    tom = factories.editor(first_name="Tom", last_name="Cole")
    publishing.change_story(story, by=tom, headline="Hail")

    answer = desk.send("story/", seen=story.revision, headline="Sun", standfirst="Play at two.")

    assert answer.status_code == 409
    assert answer.json()["conflict"] == {
        "headline": "Hail",
        "standfirst": "No play today.",
        "summary": "It rains.",
        "revision": story.revision + 1,
        "who": "Tom Cole",
    }
    assert lines(story)[0] == "Hail"
    chosen = desk.send("story/", seen=story.revision + 1, headline="Sun", standfirst="Play at two.")
    assert chosen.status_code == 200
    assert lines(story)[:2] == ("Sun", "Play at two.")


def test_whoever_changed_something_else_since_is_not_in_the_way(desk: LiveDesk, story: Article) -> None:
    publishing.change_story(story, by=factories.editor(), standfirst="Play at two.")
    publishing.set_status(story, "ended", by=factories.editor())

    answer = desk.send("story/", seen=story.revision, headline="Sun")

    assert answer.status_code == 200
    assert lines(story)[:2] == ("Sun", "Play at two.")


def test_two_who_write_the_same_do_not_part(desk: LiveDesk, story: Article) -> None:
    publishing.change_story(story, by=factories.editor(), headline="Sun")

    answer = desk.send("story/", seen=story.revision, headline="Sun")

    assert answer.status_code == 200
    assert answer.json()["revision"] == story.revision + 1


def test_a_form_that_does_not_say_what_it_was_opened_with_writes_over_nothing(
    desk: LiveDesk, story: Article
) -> None:
    answer = desk.send("story/", headline="Sun")

    assert answer.status_code == 409
    assert lines(story)[0] == "Rain"


@pytest.mark.parametrize(
    ("begun", "steps", "status"),
    [
        ("draft", ["upcoming", "live"], "live"),
        ("published", ["live"], "live"),
        ("live", ["ended"], "ended"),
        ("ended", ["live"], "live"),
    ],
)
def test_coverage_is_announced_started_ended_and_reopened(begun: str, steps: list[str], status: str) -> None:
    story = factories.story(begun)
    desk = LiveDesk(factories.editor(), story)

    answers = [desk.send("status/", status=step) for step in steps]

    assert {answer.status_code for answer in answers} == {200}
    assert answers[-1].json()["story"]["status"] == now(story).status == status
    assert (now(story).coverage_ended_at is None) == (status != "ended")


@pytest.mark.parametrize("status", ["", "published", "draft", "over", "upcoming"])
def test_a_step_that_is_none_is_refused_with_a_sentence(status: str, desk: LiveDesk, story: Article) -> None:
    answer = desk.send("status/", status=status)

    assert answer.status_code == 422
    assert answer.json()["errors"][""]
    assert now(story).status == "live"


def test_a_story_without_a_feed_is_not_made_here() -> None:
    story = factories.story("draft")

    answer = LiveDesk(factories.editor(), story).send("status/", status="published")

    assert answer.status_code == 422
    assert now(story).status == "draft"


def test_the_end_may_have_a_closing_entry_of_the_same_moment(desk: LiveDesk, story: Article) -> None:
    answer = desk.send(
        "status/",
        status="ended",
        closing_heading="That is all for today",
        closing_text="<p>Thank you<script>x</script>.</p>",
    )

    entry = LiveEntry.objects.get()
    assert answer.status_code == 200
    assert (entry.heading, entry.text, entry.status) == (
        "That is all for today",
        "<p>Thank you.</p>",
        "published",
    )
    assert entry.published_at == now(story).coverage_ended_at
    assert entry.created_by == desk.person


def test_the_end_needs_no_closing_entry(desk: LiveDesk, story: Article) -> None:
    desk.send("status/", status="ended", closing_heading=" ", closing_text="")

    assert now(story).status == "ended"
    assert not LiveEntry.objects.exists()


def test_without_its_closing_entry_there_is_no_end(desk: LiveDesk, story: Article) -> None:
    answer = desk.send("status/", status="ended", closing_text="<p>Thank you.</p>")

    assert answer.status_code == 422
    assert {*answer.json()["errors"]} == {"closing_heading"}
    assert (now(story).status, now(story).version) == ("live", story.version)


def test_without_the_end_there_is_no_closing_entry() -> None:
    story = factories.story("upcoming")
    desk = LiveDesk(factories.editor(), story)

    answer = desk.send("status/", status="ended", closing_heading="That is all")

    assert answer.status_code == 422
    assert not LiveEntry.objects.exists()
    assert now(story).version == story.version


def test_an_end_sent_twice_has_one_closing_entry(desk: LiveDesk, story: Article) -> None:
    sent = {"status": "ended", "closing_heading": "That is all", "token": "end-1"}

    answers = [desk.send("status/", **sent) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert LiveEntry.objects.count() == 1


def test_closing_words_for_a_coverage_that_somebody_else_ended_are_not_posted_unseen(
    desk: LiveDesk, story: Article
) -> None:
    publishing.set_status(story, "ended", by=factories.editor())

    refused = desk.send("status/", status="ended", closing_heading="That is all", token="end-1")
    without = desk.send("status/", status="ended")

    assert refused.status_code == 422
    assert "Coverage has ended already." in refused.json()["errors"][""][0]
    assert without.status_code == 200
    assert not LiveEntry.objects.exists()


def test_a_preview_link_is_made_with_an_address_that_can_be_sent(
    desk: LiveDesk, story: Article, settings: Any
) -> None:
    settings.SITE_URL = "https://news.example.org"

    [made] = desk.send("previews/", hours="24").json()["links"]

    link = PreviewLink.objects.get()
    assert made["address"] == f"https://news.example.org{link.get_absolute_url()}"
    assert Client().get(link.get_absolute_url()).status_code == 200
    assert (made["id"], made["by"], made["may_revoke"]) == (link.public_id, "Ana Ferreira", True)
    assert made["expires"] == link.expires_at.isoformat()
    assert (link.expires_at - link.made_at).total_seconds() == 24 * 3600


@pytest.mark.parametrize("hours", ["", "0", "-1", "337", "1.5", "soon", "9" * 18, "9" * 400])
def test_a_link_lasts_between_an_hour_and_two_weeks(hours: str, desk: LiveDesk) -> None:
    answer = desk.send("previews/", hours=hours)

    assert answer.status_code == 422
    assert answer.json()["errors"] == {"hours": ["Choose a time between one hour and 14 days."]}
    assert not PreviewLink.objects.exists()


def test_a_link_that_is_revoked_is_not_listed_any_more(desk: LiveDesk) -> None:
    desk.send("previews/", hours="1")
    first, second = desk.send("previews/", hours="2").json()["links"]

    left = desk.send(f"previews/{first['id']}/revoke/").json()["links"]

    assert left == desk.ask("previews/").json()["links"] == [second]
    assert Client().get(first["address"]).status_code == 404
    assert Client().get(second["address"]).status_code == 200


def test_a_link_of_another_story_is_not_revoked_from_here(desk: LiveDesk) -> None:
    other = LiveDesk(factories.editor(), factories.story())
    [link] = other.send("previews/", hours="1").json()["links"]

    assert desk.send(f"previews/{link['id']}/revoke/").status_code == 404
    assert PreviewLink.objects.open_now().count() == 1


WRITES = [
    ("story/", {"seen": "1", "headline": "Sun"}),
    ("status/", {"status": "ended", "closing_heading": "That is all"}),
    ("previews/", {"hours": "1"}),
    ("previews/{link}/revoke/", {}),
]


@pytest.mark.parametrize(("path", "fields"), WRITES)
@pytest.mark.parametrize("role", [factories.reporter, factories.picture_desk])
def test_only_an_editor_may(role: Any, path: str, fields: dict[str, str], story: Article) -> None:
    link = LiveDesk(factories.editor(), story).send("previews/", hours="1").json()["links"][0]["id"]
    before = (lines(story), now(story).status, PreviewLink.objects.open_now().count())

    answer = LiveDesk(role(), story).send(path.format(link=link), **fields)

    assert answer.status_code == 403
    assert answer.json()["refused"]
    assert Refusal.objects.count() == 1
    assert (lines(story), now(story).status, PreviewLink.objects.open_now().count()) == before


@pytest.mark.parametrize("role", [factories.reporter, factories.picture_desk])
def test_others_at_the_desk_see_the_links_and_may_not_revoke_them(role: Any, story: Article) -> None:
    LiveDesk(factories.editor(), story).send("previews/", hours="1")

    [link] = LiveDesk(role(), story).ask("previews/").json()["links"]

    assert not link["may_revoke"]


@pytest.mark.parametrize(("path", "fields"), WRITES)
def test_for_whom_the_story_does_not_exist_there_is_nothing(path: str, fields: dict[str, str]) -> None:
    insider = factories.editor()
    story = factories.story(by=insider, restricted_to=[insider])
    [link] = LiveDesk(insider, story).send("previews/", hours="1").json()["links"]

    answer = LiveDesk(factories.editor(), story).send(path.format(link=link["id"]), **fields)

    assert answer.status_code == 404
    assert LiveDesk(factories.editor(), story).ask("previews/").status_code == 404


@pytest.mark.parametrize(("path", "fields"), WRITES)
def test_whoever_is_signed_out_is_told_so(path: str, fields: dict[str, str], desk: LiveDesk) -> None:
    desk.client.logout()

    answer = desk.send(path.format(link="b" * 12), **fields)

    assert (answer.status_code, answer.json()) == (401, {"signed_out": True})
