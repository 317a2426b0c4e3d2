"""The pages of those who sign."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from editorial import publishing
from tests import factories
from tests.markup import attributes, one, page_of, text, texts

pytestmark = pytest.mark.django_db


def test_a_byline_says_who_they_are_what_they_wrote_and_which_updates_they_signed(client: Client) -> None:
    portrait = factories.photo("cat.jpg", alternative_text="A woman laughs", credit_line="Jo Ray/EPA-EFE")
    ana = factories.byline(
        "Ana <i>Ferreira</i>",
        role="Reporter",
        biography="Writes.\n\nOf <b>boats</b>.",
        link="https://example.org/ana",
        portrait=portrait,
    )
    factories.story("published", headline="Signed by her", bylines=[ana])
    other = factories.story(headline="Signed by another")
    entry = factories.entry(other, heading="Her update", bylines=[ana])
    factories.entry(other, heading="Not hers")

    page = page_of(client.get(ana.get_absolute_url()))

    assert text(one(page, ".//h1")) == "Ana <i>Ferreira</i>"
    assert texts(page, ".//div[@class='biography']/p") == ["Writes.", "Of <b>boats</b>."]
    assert one(page, ".//a[@rel='me external']").attrib["href"] == "https://example.org/ana"
    figure = one(page, f".//figure[@data-photo='{portrait.pk}']")
    assert one(figure, ".//img").attrib["alt"] == "A woman laughs"
    assert texts(figure, ".//span[@class='credit']") == ["Jo Ray/EPA-EFE"]
    assert attributes(page, ".//section[@class='updates']//a", "href") == [entry.get_absolute_url()]
    assert set(texts(page, ".//section[@class='latest']//h3")) == {"Signed by her", "Signed by another"}


def test_search_engines_are_told_who_they_are(client: Client, settings: Settings) -> None:
    photo = factories.photo("cat.jpg", alternative_text="A woman", credit_line="Jo Ray/EPA-EFE")
    ana = factories.byline("Ana </script><b>", role="Reporter", link="https://example.org/a", portrait=photo)
    factories.story("published", bylines=[ana])

    page = page_of(client.get(ana.get_absolute_url()))

    facts = json.loads(text(one(page, ".//script[@type='application/ld+json']")))
    person = facts["mainEntity"]
    assert (facts["@type"], person["@type"]) == ("ProfilePage", "Person")
    assert (person["name"], person["jobTitle"]) == ("Ana </script><b>", "Reporter")
    assert person["sameAs"] == "https://example.org/a"
    assert person["url"] == f"{settings.SITE_URL}{ana.get_absolute_url()}"
    assert person["image"]["creditText"] == "Jo Ray/EPA-EFE"


def test_nobody_is_named_before_something_of_theirs_is_published(client: Client) -> None:
    by = factories.editor()
    ana = factories.byline("Ana Ferreira", by=by)
    draft = factories.story("draft", by=by, bylines=[ana])
    story = factories.story(by=by)
    factories.entry(story, by=by, bylines=[ana], status="draft")
    withdrawn = factories.entry(story, by=by, bylines=[ana], heading="Withdrawn")
    publishing.withdraw_entry(withdrawn, by=by)
    soon = timezone.now() + timedelta(seconds=1)
    factories.entry(story, by=by, bylines=[ana], published_at=soon)
    factories.entry(draft, by=by, bylines=[ana])
    down = factories.story(by=by, bylines=[ana])
    publishing.take_down_story(down, by=by, reason="A court said so.")

    assert client.get(ana.get_absolute_url()).status_code == 404
    assert client.get("/bylines/nobody/").status_code == 404

    publishing.restore_entry(withdrawn, by=by)

    page = page_of(client.get(ana.get_absolute_url()))
    assert texts(page, ".//section[@class='updates']//li/a") == ["Withdrawn"]
    assert texts(page, ".//section[@class='latest']//h3") == [story.headline]


def test_a_portrait_that_was_killed_or_is_under_embargo_is_not_shown(client: Client) -> None:
    desk = factories.picture_desk()
    photos = [factories.photo(name, alternative_text="x") for name in ("cat.jpg", "coffee.jpg")]
    ana, tom = (
        factories.byline(name, portrait=photo) for name, photo in zip(["Ana", "Tom"], photos, strict=True)
    )
    factories.story("published", bylines=[ana, tom])
    publishing.kill_photo(photos[0], by=desk, reason="Not hers.")
    embargo = timezone.now() + timedelta(days=1)
    publishing.change_photo(photos[1], by=desk, embargo_until=embargo)

    answers = [client.get(byline.get_absolute_url()).content for byline in (ana, tom)]

    assert not any(b"<figure" in answer or b"renditions" in answer for answer in answers)


def test_bylines_on_a_storys_page_lead_there(client: Client) -> None:
    ana = factories.byline("Ana Ferreira", link="https://example.org/ana")
    story = factories.story(bylines=[ana])
    factories.entry(story, bylines=[ana])

    page = page_of(client.get(story.get_absolute_url()))

    assert attributes(page, ".//a[@rel='author']", "href") == ["/bylines/ana-ferreira/"] * 2
