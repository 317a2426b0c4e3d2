"""The desk's forms: what is refused is said beside the field, and what was typed stays."""

import datetime
from typing import Any

import pytest

from editorial import publishing
from editorial.models import Article, LiveEntry
from tests import factories
from tests.desk import Desk, address, errors, filled, messages
from tests.markup import page_of, texts

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def desk() -> Desk:
    """An editor's browser."""
    return Desk(factories.editor())


def now(entry: LiveEntry) -> LiveEntry:
    """The entry as it stands in the database."""
    return LiveEntry.objects.get(pk=entry.pk)


def buttons(answer: Any) -> list[str]:
    """The words on the buttons under the form."""
    return texts(page_of(answer), ".//div[@class='submit-row']/button")


def test_a_headline_of_a_thousand_characters_is_refused_and_kept(desk: Desk) -> None:
    headline = "Rain " * 200
    typed = desk.opened("article_add") | {"headline": headline, "standfirst": "For today."}

    answer = desk.post("article_add", **typed)

    assert "at most 200 characters" in errors(answer)
    kept = filled(answer)
    assert (kept["headline"], kept["standfirst"]) == (headline, "For today.")
    assert b"maxlength" not in answer.content


def test_an_unknown_time_zone_is_refused_and_everything_kept(desk: Desk) -> None:
    typed = desk.opened("article_add") | {
        "headline": "Rain stops play",
        "time_zone": "Europe/Atlantis",
        "coverage_started_at": "2024-05-30 15:12",
        "text": "<p>Long thoughts.</p>",
    }

    answer = desk.post("article_add", **typed)

    assert "“Europe/Atlantis” is not a time zone" in errors(answer)
    kept = filled(answer)
    assert {name: kept[name] for name in typed} == typed


def test_what_publishing_refuses_stands_beside_its_field(desk: Desk) -> None:
    publishing.change_story(factories.story(slug="rain"), by=factories.editor(), slug="more-rain")
    typed = desk.opened("article_add") | {"headline": "Sun", "slug": "rain"}

    answer = desk.post("article_add", **typed)

    assert "once led to another story" in texts(page_of(answer), ".//ul[@id='id_slug_error']/li")[0]


def test_publishing_a_photo_without_credit_asks_for_what_is_missing(desk: Desk) -> None:
    photo = factories.photo(None, headline="A quay")
    text = f'<figure data-photo="{photo.pk}"></figure>'
    typed = desk.opened("liveentry_add", article=factories.story().pk) | {
        "heading": "In pictures",
        "text": text,
    }

    answer = desk.post("liveentry_add", **typed, _publish="1")

    assert "lacks: credit, alternative text" in errors(answer)
    assert filled(answer)["heading"] == "In pictures"
    assert not LiveEntry.objects.exists()


def test_an_entry_without_a_heading_is_kept_as_a_draft_and_not_published(desk: Desk) -> None:
    typed = desk.opened("liveentry_add", article=factories.story().pk) | {"text": "<p>Waves.</p>"}

    refused = desk.post("liveentry_add", **typed, _publish="1")
    desk.post("liveentry_add", **typed, _draft="1")

    assert "Give the entry a heading" in errors(refused)
    assert LiveEntry.objects.get().status == "draft"


def test_a_double_click_makes_one_entry(desk: Desk) -> None:
    typed = desk.opened("liveentry_add", article=factories.story().pk) | {"heading": "Waves"}

    for _click in range(2):
        desk.post("liveentry_add", **typed, _publish="1")

    assert LiveEntry.objects.count() == 1


def test_the_way_from_a_story_prefills_it_and_ones_own_byline(desk: Desk) -> None:
    story, own = factories.story(), factories.byline(user=desk.person)

    form = desk.opened("liveentry_add", article=story.pk)

    assert (form["article"], form["bylines_0"]) == (str(story.pk), str(own.pk))


@pytest.mark.parametrize(
    ("status", "offered"),
    [
        ("draft", ["Save draft", "Submit", "Publish"]),
        ("submitted", ["Save", "Take back as a draft", "Publish"]),
        ("published", ["Publish changes"]),
    ],
)
def test_the_buttons_of_an_entry_follow_its_status(desk: Desk, status: str, offered: list[str]) -> None:
    entry = factories.entry(factories.story(), status=status)

    answer = desk.get("liveentry_change", entry.pk)

    assert buttons(answer) == offered


def test_a_reporter_is_offered_no_publishing() -> None:
    desk = Desk(factories.reporter())

    answer = desk.get("liveentry_add", article=factories.story().pk)

    assert buttons(answer) == ["Save draft", "Submit"]
    assert not {"published_at", "is_key_event", "is_pinned", "bylines_0"} & filled(answer).keys()


def test_changing_a_published_entry_keeps_it_published_at_its_time(desk: Desk) -> None:
    entry = factories.entry(factories.story())

    desk.post(
        "liveentry_change", entry.pk, **desk.opened("liveentry_change", entry.pk) | {"heading": "Waves"}
    )

    assert (now(entry).heading, now(entry).status) == ("Waves", "published")
    assert now(entry).published_at == entry.published_at


def test_saving_an_untouched_form_changes_nothing(desk: Desk) -> None:
    entry = factories.entry(factories.story(), bylines=[factories.byline()])
    story = factories.story(
        status="upcoming", bylines=[factories.byline()], coverage_started_at=entry.published_at
    )

    desk.post("liveentry_change", entry.pk, **desk.opened("liveentry_change", entry.pk))
    desk.post("article_change", story.pk, **desk.opened("article_change", story.pk))

    assert now(entry).revision == entry.revision
    assert Article.objects.get(pk=story.pk).revision == story.revision


def test_a_correction_is_told_to_readers(desk: Desk) -> None:
    entry = factories.entry(factories.story())
    typed = desk.opened("liveentry_change", entry.pk) | {"correction": "Two, not three."}

    desk.post("liveentry_change", entry.pk, **typed)

    assert [correction.note for correction in now(entry).corrections.all()] == ["Two, not three."]


def test_bylines_keep_the_order_in_which_they_were_chosen(desk: Desk) -> None:
    entry = factories.entry(factories.story())
    first, second = factories.byline("Zoe Adler"), factories.byline("Ana Ferreira")
    typed = desk.opened("liveentry_change", entry.pk) | {
        "bylines_0": second.pk,
        "bylines_1": "",
        "bylines_2": first.pk,
    }

    desk.post("liveentry_change", entry.pk, **typed)

    assert now(entry).ordered_bylines == [second, first]


def test_a_byline_that_does_not_exist_is_refused(desk: Desk) -> None:
    entry = factories.entry(factories.story())
    typed = desk.opened("liveentry_change", entry.pk) | {"bylines_0": "999999"}

    answer = desk.post("liveentry_change", entry.pk, **typed)

    assert "does not exist any more" in errors(answer)


def test_a_time_is_typed_in_the_storys_zone(desk: Desk) -> None:
    story = factories.story(time_zone="America/New_York")
    typed = desk.opened("liveentry_add", article=story.pk) | {
        "heading": "Waves",
        "published_at": "2024-05-30 15:12",
    }

    desk.post("liveentry_add", **typed, _publish="1")

    entry = LiveEntry.objects.get()
    assert entry.published_at == datetime.datetime(2024, 5, 30, 19, 12, tzinfo=datetime.UTC)
    assert desk.opened("liveentry_change", entry.pk)["published_at"] == "2024-05-30 15:12 EDT"


def test_a_time_that_came_twice_is_asked_back_and_nothing_lost(desk: Desk) -> None:
    typed = desk.opened("liveentry_add", article=factories.story().pk) | {
        "heading": "Waves",
        "published_at": "2024-10-27 01:30",
    }

    answer = desk.post("liveentry_add", **typed, _publish="1")

    assert "Write “2024-10-27 01:30 BST” or “2024-10-27 01:30 GMT”" in errors(answer)
    kept = filled(answer)
    assert (kept["heading"], kept["published_at"]) == ("Waves", "2024-10-27 01:30")


def test_coverage_starts_in_the_zone_that_is_given_with_it(desk: Desk) -> None:
    typed = desk.opened("article_add") | {
        "headline": "Launch",
        "time_zone": "America/New_York",
        "coverage_started_at": "2024-05-30 15:12",
    }

    desk.post("article_add", **typed, _save="1")

    start = Article.objects.get().coverage_started_at
    assert start == datetime.datetime(2024, 5, 30, 19, 12, tzinfo=datetime.UTC)


def test_a_story_without_an_address_takes_one_from_its_headline(desk: Desk) -> None:
    desk.post("article_add", **desk.opened("article_add") | {"headline": "Rain stops play"})

    assert Article.objects.get().slug == "rain-stops-play"


def test_saving_and_a_step_go_together(desk: Desk) -> None:
    story = factories.story(status="upcoming")
    typed = desk.opened("article_change", story.pk) | {"headline": "Off we go"}

    desk.post("article_change", story.pk, **typed, _step_live="1")

    story.refresh_from_db()
    assert (story.headline, story.status) == ("Off we go", "live")


def test_where_a_step_is_refused_the_text_is_not_saved_either(desk: Desk) -> None:
    story = factories.story(status="draft", headline="Rain")
    photo = factories.photo(None)
    typed = desk.opened("article_change", story.pk) | {"headline": "Off we go", "lead_photo": photo.pk}

    answer = desk.post("article_change", story.pk, **typed, _step_live="1")

    assert "lacks: credit" in errors(answer)
    assert filled(answer)["headline"] == "Off we go"
    story.refresh_from_db()
    assert story.headline == "Rain"


def test_an_editor_cannot_shut_themselves_out_of_a_story(desk: Desk) -> None:
    story = factories.story()
    typed = desk.opened("article_change", story.pk) | {"restricted_to": factories.reporter().pk}

    answer = desk.post("article_change", story.pk, **typed)

    assert "Tick yourself too" in errors(answer)


def test_a_restriction_is_saved(desk: Desk) -> None:
    story, other = factories.story(), factories.reporter()
    typed = desk.opened("article_change", story.pk) | {"restricted_to": [desk.person.pk, other.pk]}

    desk.post("article_change", story.pk, **typed)

    assert set(story.restricted_to.all()) == {desk.person, other}


def test_only_what_readers_can_open_is_linked(desk: Desk) -> None:
    live, draft = factories.story(), factories.story(status="draft")
    out, waiting = factories.entry(live), factories.entry(live, status="draft")

    linked = [
        "View on site" in desk.get(page, row.pk).content.decode()
        for page, row in [
            ("article_change", live),
            ("article_change", draft),
            ("liveentry_change", out),
            ("liveentry_change", waiting),
        ]
    ]

    assert linked == [True, False, True, False]
    assert desk.client.get(live.get_absolute_url()).status_code == 200


def test_the_record_tells_who_changed_which_words(desk: Desk) -> None:
    entry = factories.entry(factories.story(), heading="Ferries wait")
    publishing.change_entry(entry, by=factories.editor(first_name="Sam"), heading="Ferries sail")

    answer = desk.get("liveentry_history", entry.pk)

    page = page_of(answer)
    assert texts(page, ".//ol[@class='history']/li[1]/p/strong") == ["Sam"]
    assert texts(page, ".//ol[@class='history']/li[1]//ins") == ["sail"]


def test_the_record_tells_of_bylines_too(desk: Desk) -> None:
    entry = factories.entry(factories.story())
    publishing.change_entry(entry, by=factories.editor(), bylines=[factories.byline("Ida Holm")])

    answer = desk.get("liveentry_history", entry.pk)

    assert texts(page_of(answer), ".//ol[@class='history']/li[1]//ins") == ["Ida Holm"]


def test_the_newsroom_record_opens_at_once_and_names_the_desk() -> None:
    desk = Desk(factories.administrator())
    opened = desk.get("newsroom_changelist")
    typed = desk.opened("newsroom_change", 1) | {"name": "The Quay"}

    answer = desk.client.post(address("newsroom_change", 1), typed, follow=True)

    assert opened.headers["Location"] == address("newsroom_change", 1)
    assert "The Quay" in texts(page_of(answer), ".//div[@id='site-name']/a")
    assert messages(answer)


def test_a_section_is_named_anew_on_the_pages_of_its_stories(desk: Desk) -> None:
    desk.post("section_add", name="World", slug="world", _save="1")
    story = factories.story()
    section = publishing.add_section(by=desk.person, name="Sport", slug="sport")
    story = publishing.change_story(story, by=desk.person, section=section)

    desk.save("section", section, name="Games", slug="games", _save="1")

    section.refresh_from_db()
    assert section.name == "Games"
    assert Article.objects.get(pk=story.pk).version == story.version + 1
