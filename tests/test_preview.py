"""A link to the preview of a story's page: what it opens, for how long, and what it never shows."""

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.core.signing import Signer
from django.test import Client
from django.utils import timezone

from editorial import publishing
from editorial.models import Article, PreviewLink
from editorial.reader.newsstand.routes import route_of
from tests import factories
from tests.markup import attributes, one, page_of, text, texts

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

CLOSED = "This preview is not open"


def link_to(story: Article, hours: int = 24) -> PreviewLink:
    return publishing.make_preview_link(story, by=factories.editor(), lasts=timedelta(hours=hours))


def opened(link: PreviewLink) -> Any:
    """The answer to someone who is not signed in."""
    return Client().get(link.get_absolute_url())


def expired(story: Article) -> PreviewLink:
    link, earlier = link_to(story), timezone.now() - timedelta(days=2)
    PreviewLink.objects.filter(pk=link.pk).update(made_at=earlier, expires_at=earlier + timedelta(days=1))
    return link


def revoked(story: Article) -> PreviewLink:
    return publishing.revoke_preview_link(link_to(story), by=factories.editor())


def forged(story: Article) -> PreviewLink:
    """A link that nobody made: its address would be signed, but no row knows of it."""
    link = link_to(story)
    PreviewLink.objects.filter(pk=link.pk).delete()
    return link


def test_it_opens_the_page_that_readers_have_for_whoever_has_the_link() -> None:
    photo = factories.photo(alternative_text="A rocket", credit_line="Ana Ferreira/EPA-EFE")
    story = factories.story(standfirst="No play today.", summary="It rains.", lead_photo=photo)
    entry = factories.entry(story, is_key_event=True)

    shown, public = page_of(opened(link_to(story))), page_of(Client().get(story.get_absolute_url()))

    assert text(one(shown, ".//main")) == text(one(public, ".//main"))
    assert one(shown, f".//*[@id='entry-{entry.public_id}']") is not None


def test_it_says_that_it_is_a_preview_and_until_when_it_opens() -> None:
    story = factories.story(time_zone="Asia/Tokyo")
    link = link_to(story)

    notice = one(page_of(opened(link)), ".//aside")

    assert text(notice).startswith("Preview. This is the page as readers have it now.")
    assert attributes(notice, ".//time", "datetime")[0].endswith("+09:00")


def test_a_draft_is_shown_as_it_would_be_if_it_were_published_now() -> None:
    photo = factories.photo(alternative_text="A rocket", credit_line="Ana Ferreira/EPA-EFE")
    story = factories.story("draft", headline="The lock gates go", lead_photo=photo, text="<p>At last.</p>")

    answer = opened(link_to(story))

    page = page_of(answer)
    assert answer.status_code == 200
    assert texts(page, ".//h1") == ["The lock gates go"]
    assert "This story is not published yet" in text(one(page, ".//aside"))
    assert "At last." in text(one(page, ".//*[@id='story-text']"))
    assert Client().get(attributes(page, ".//main//img", "src")[0]).status_code == 200
    story.refresh_from_db()
    assert (story.status, story.version, story.published_at) == ("draft", 0, None)
    assert Client().get(story.get_absolute_url()).status_code == 404


def test_a_draft_with_entries_is_shown_with_its_feed_and_no_way_to_pages_that_are_not_there() -> None:
    editor = factories.editor()
    story = factories.story("draft", by=editor)
    for _number in range(31):
        factories.entry(story, by=editor)

    page = page_of(opened(link_to(story)))

    assert len(texts(page, ".//ol[@data-feed]/li")) == 30
    assert texts(page, ".//a[@rel='next']") == []


def test_a_draft_whose_coverage_is_planned_says_when_it_starts() -> None:
    story = factories.story("draft", coverage_started_at=timezone.now() + timedelta(hours=2))

    page = page_of(opened(link_to(story)))

    assert "Live coverage has not started yet. It starts on" in text(one(page, ".//*[@id='story-state']"))


@pytest.mark.parametrize("status", ["draft", "live"])
def test_entries_that_readers_may_not_see_yet_are_not_there_either(status: str) -> None:
    story = factories.story(status)
    soon = timezone.now() + timedelta(seconds=1)
    factories.entry(story, status="draft", heading="A secret draft")
    factories.entry(story, status="scheduled", heading="A secret hour", published_at=soon, is_key_event=True)
    factories.entry(story, by=factories.reporter(), status="submitted", heading="A secret offer")
    gone = factories.entry(story, heading="A secret mistake", is_pinned=True)
    publishing.withdraw_entry(gone, by=factories.editor())

    answer = opened(link_to(story))

    assert answer.status_code == 200
    assert b"secret" not in answer.content


def test_nobody_keeps_it_finds_it_or_hears_where_it_was() -> None:
    answer = opened(link_to(factories.story()))

    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["X-Frame-Options"] == "DENY"
    assert "ETag" not in answer
    assert not answer.cookies
    head = one(page_of(answer), "head")
    assert [each.get("name") for each in head.iter("meta") if each.get("name") == "robots"] == ["robots"]
    assert [each for each in head.iter("meta") if "property" in each.attrib] == []
    assert [each for each in head.iter("link") if each.get("rel") == "canonical"] == []


def test_it_runs_no_script() -> None:
    page = page_of(opened(link_to(factories.story())))

    assert [*page.iter("script")] == []


@pytest.mark.parametrize("closed", [expired, revoked, forged])
def test_a_link_that_is_not_open_says_to_ask_for_another_and_nothing_of_the_story(closed: Any) -> None:
    story = factories.story("draft", headline="A secret story", slug="a-secret-story")

    answer = opened(closed(story))

    assert answer.status_code == 404
    assert texts(page_of(answer), ".//h1") == [CLOSED]
    assert "Ask the newsroom for a new one." in answer.content.decode()
    assert b"ecret" not in answer.content
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("no-store", "no-referrer")


def test_the_same_is_said_of_every_link_that_is_not_open() -> None:
    story = factories.story()

    answers = [opened(make(story)) for make in (expired, revoked, forged)]
    answers.append(Client().get("/preview/made-up/"))

    assert len({answer.content for answer in answers}) == 1
    assert len({tuple(sorted(answer.items())) for answer in answers}) == 1


@pytest.mark.parametrize(
    "token",
    [
        "{id}",
        "{id}.",
        "{id}:{sign}",
        "{id}.{sign}x",
        "{id}.{foreign}",
        "{other}.{sign}",
        ".{sign}",
        "x" * 5000,
        "😀.\u202e",
        "%ff%fe.é",
        "{id}.{sign}\n",
        "' OR 1=1 --.{sign}",
    ],
)
def test_a_token_that_was_tampered_with_opens_nothing(token: str) -> None:
    link, other = link_to(factories.story()), link_to(factories.story())
    sign = link.get_absolute_url().rstrip("/").rpartition(".")[2]
    foreign = Signer(sep=".", salt="something else").signature(link.public_id)
    filled = token.format(id=link.public_id, other=other.public_id, sign=sign, foreign=foreign)

    answer = Client().get(f"/preview/{quote(filled)}/")

    assert answer.status_code == 404
    assert texts(page_of(answer), ".//h1") == [CLOSED]


def test_a_zero_byte_is_refused() -> None:
    assert Client().get("/preview/%00/").status_code == 400


def test_it_is_for_reading() -> None:
    address = link_to(factories.story()).get_absolute_url()

    assert Client().head(address).status_code == 200
    assert Client().post(address).status_code == 405


def test_the_link_to_a_restricted_story_opens_that_story_and_no_way_to_the_desk() -> None:
    insider = factories.editor()
    story = factories.story("draft", by=insider, headline="The mayor resigns", restricted_to=[insider])
    link = publishing.make_preview_link(story, by=insider, lasts=timedelta(hours=1))

    page = opened(link)

    assert texts(page_of(page), ".//h1") == ["The mayor resigns"]
    assert "/admin/" not in page.content.decode()
    assert "The mayor resigns" not in Client().get("/").content.decode()
    outsider = Client()
    outsider.force_login(factories.editor())
    assert outsider.get(f"/admin/editorial/article/{story.pk}/live/previews/").status_code == 404


def test_a_link_goes_on_to_open_when_its_maker_may_not_see_the_story_any_more() -> None:
    maker, insider = factories.editor(), factories.editor()
    story = factories.story("draft", by=maker)
    link = publishing.make_preview_link(story, by=maker, lasts=timedelta(hours=1))

    publishing.change_story(story, by=insider, restricted_to=[insider])
    assert opened(link).status_code == 200

    publishing.revoke_preview_link(link, by=insider)
    assert opened(link).status_code == 404


def test_what_changes_is_seen_at_the_next_opening() -> None:
    story = factories.story("draft", headline="Rain", time_zone="Europe/London")
    entry, link = factories.entry(story), link_to(story)
    before = one(page_of(opened(link)), ".//ol[@data-feed]//time").attrib["datetime"]

    publishing.change_story(story, by=factories.editor(), headline="Sun", time_zone="Asia/Tokyo")

    page = page_of(opened(link))
    after = one(one(page, f".//*[@id='entry-{entry.public_id}']"), ".//time").attrib["datetime"]
    assert texts(page, ".//h1") == ["Sun"]
    assert not before.endswith("+09:00")
    assert after.endswith("+09:00")


def test_the_newsstand_knows_nothing_of_it_and_so_keeps_nothing() -> None:
    address = link_to(factories.story()).get_absolute_url()

    assert route_of(address, b"") is None


def test_a_photo_under_embargo_is_in_no_preview() -> None:
    photo = factories.photo("launch.jpg", embargo_until=timezone.now() + timedelta(hours=1))
    figure = f'<figure data-photo="{photo.pk}"></figure>'
    story = factories.story("draft", lead_photo=photo, text=f"<p>Before.</p>{figure}")

    shown = opened(link_to(story)).content.decode()

    assert "Before." in shown
    assert photo.token not in shown
