"""Two editors save the same row: the second is told, sees both texts, and loses nothing."""

from typing import Any

import pytest

from editorial import publishing
from editorial.models import Byline, Image, LiveEntry
from tests import factories
from tests.desk import Desk, errors, filled
from tests.markup import attributes, page_of, text, with_class

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def desk() -> Desk:
    """The second editor's browser."""
    return Desk(factories.editor())


@pytest.fixture
def entry() -> LiveEntry:
    """An entry that two editors open."""
    return factories.entry(
        factories.story(), heading="Ferries wait", text="<p>The wind is too strong for the ferries.</p>"
    )


def save_first(entry: LiveEntry, **fields: Any) -> None:
    """The first editor saves."""
    first = factories.editor(first_name="Sam", last_name="Okafor")
    publishing.change_entry(entry, by=first, **fields)


def shown(answer: Any, tag: str) -> list[str]:
    """The words that are marked so on the page."""
    return [text(each) for each in page_of(answer).iter(tag)]


def chosen(answer: Any) -> dict[str, str]:
    """Which version is ticked, for each part."""
    return {name: value for name, value in filled(answer).items() if name.startswith("_keep_")}


def test_the_second_editor_is_told_and_nothing_is_written(desk: Desk, entry: LiveEntry) -> None:
    mine = desk.opened("liveentry_change", entry.pk) | {"heading": "Ferries sail at noon"}
    save_first(entry, heading="Ferries stay in port")

    answer = desk.post("liveentry_change", entry.pk, **mine)

    assert "Sam Okafor saved this at" in errors(answer)
    assert LiveEntry.objects.get(pk=entry.pk).heading == "Ferries stay in port"


def test_both_texts_are_shown_with_the_differing_words_marked(desk: Desk, entry: LiveEntry) -> None:
    mine = desk.opened("liveentry_change", entry.pk)
    mine["text"] = "<p>The wind is too weak for the kites &amp; ferries.</p>"
    save_first(entry, text="<p>The wind is too strong for the large ferries.</p>")

    answer = desk.post("liveentry_change", entry.pk, **mine)

    versions = [text(each) for each in with_class(page_of(answer), "version")]
    assert versions == [
        "The wind is too strong for the large ferries.",
        "The wind is too weak for the kites & ferries.",
    ]
    assert shown(answer, "del") == ["strong", "large"]
    assert shown(answer, "ins") == ["weak", "kites &"]


def test_everything_typed_is_still_in_the_form(desk: Desk, entry: LiveEntry) -> None:
    byline = factories.byline("Ida Holm")
    mine = desk.opened("liveentry_change", entry.pk) | {
        "heading": "Ferries sail <at> noon",
        "text": "<p>Mine.</p>",
        "is_key_event": "on",
        "bylines_0": str(byline.pk),
        "published_at": "2024-05-30 15:12 BST",
        "correction": "Noon, not one.",
    }
    save_first(entry, heading="Ferries stay in port")

    answer = desk.post("liveentry_change", entry.pk, **mine)

    kept = filled(answer)
    assert {name: kept[name] for name in mine} == mine


def test_saving_again_without_choosing_is_refused_again(desk: Desk, entry: LiveEntry) -> None:
    mine = desk.opened("liveentry_change", entry.pk) | {"heading": "Ferries sail at noon"}
    save_first(entry, heading="Ferries stay in port")
    again = filled(desk.post("liveentry_change", entry.pk, **mine))

    answer = desk.post("liveentry_change", entry.pk, **again)

    assert "saved this at" in errors(answer)


def over(answer: Any) -> str:
    """What the box that says “over it” sends."""
    return attributes(page_of(answer), ".//input[@name='_over']", "value")[0]


def test_mine_is_saved_over_it_when_that_is_chosen(desk: Desk, entry: LiveEntry) -> None:
    mine = desk.opened("liveentry_change", entry.pk) | {"heading": "Ferries sail at noon"}
    save_first(entry, heading="Ferries stay in port")
    told = desk.post("liveentry_change", entry.pk, **mine)

    answer = desk.post("liveentry_change", entry.pk, **filled(told), _over=over(told))

    assert answer.status_code == 302
    assert LiveEntry.objects.get(pk=entry.pk).heading == "Ferries sail at noon"


def test_what_only_the_other_changed_is_theirs_unless_chosen_otherwise(desk: Desk, entry: LiveEntry) -> None:
    mine = desk.opened("liveentry_change", entry.pk) | {"heading": "Ferries sail at noon"}
    save_first(entry, text="<p>The wind has dropped.</p>", heading="Ferries stay in port")
    told = desk.post("liveentry_change", entry.pk, **mine)

    desk.post("liveentry_change", entry.pk, **filled(told), _over=over(told))

    now = LiveEntry.objects.get(pk=entry.pk)
    assert chosen(told) == {"_keep_heading": "mine", "_keep_text": "theirs"}
    assert (now.heading, now.text.strip()) == ("Ferries sail at noon", "<p>The wind has dropped.</p>")


def test_bylines_that_only_the_other_changed_are_theirs(desk: Desk, entry: LiveEntry) -> None:
    mine = desk.opened("liveentry_change", entry.pk) | {"heading": "Ferries sail at noon"}
    save_first(entry, bylines=[factories.byline("Ida Holm")])

    told = desk.post("liveentry_change", entry.pk, **mine)

    assert chosen(told) == {"_keep_heading": "mine", "_keep_bylines": "theirs"}


def test_a_third_saving_in_between_is_told_too(desk: Desk, entry: LiveEntry) -> None:
    mine = desk.opened("liveentry_change", entry.pk) | {"heading": "Ferries sail at noon"}
    save_first(entry, heading="Ferries stay in port")
    told = desk.post("liveentry_change", entry.pk, **mine)
    publishing.change_entry(entry, by=factories.editor(), heading="Ferries sink")

    answer = desk.post("liveentry_change", entry.pk, **filled(told), _over=over(told))

    assert "saved this at" in errors(answer)
    assert LiveEntry.objects.get(pk=entry.pk).heading == "Ferries sink"


def test_a_story_is_compared_too(desk: Desk) -> None:
    story = factories.story(headline="Rain stops play")
    mine = desk.opened("article_change", story.pk) | {
        "headline": "Rain ends play",
        "standfirst": "For today.",
    }
    publishing.change_story(story, by=factories.editor(first_name="Sam"), headline="Rain delays play")

    answer = desk.post("article_change", story.pk, **mine)

    assert "Sam saved this at" in errors(answer)
    assert chosen(answer) == {"_keep_headline": "mine", "_keep_standfirst": "mine"}
    assert filled(answer)["headline"] == "Rain ends play"


def test_a_photo_is_compared_too(desk: Desk) -> None:
    photo = factories.photo(None, caption="A quay")
    mine = desk.opened("image_change", photo.pk) | {"caption": "A pier"}
    publishing.change_photo(photo, by=factories.editor(), caption="A jetty")

    answer = desk.post("image_change", photo.pk, **mine)

    assert "saved this at" in errors(answer)
    assert Image.objects.get(pk=photo.pk).caption == "A jetty"


def test_a_byline_is_compared_too(desk: Desk) -> None:
    byline = factories.byline("Ida Holm")
    mine = desk.opened("byline_change", byline.pk) | {"role": "Reporter"}
    publishing.change_byline(byline, by=factories.editor(), role="Correspondent")

    answer = desk.post("byline_change", byline.pk, **mine)

    assert "saved this at" in errors(answer)
    assert Byline.objects.get(pk=byline.pk).role == "Correspondent"


def test_what_the_other_wrote_is_shown_as_words_not_run(desk: Desk, entry: LiveEntry) -> None:
    mine = desk.opened("liveentry_change", entry.pk) | {"heading": "Ferries sail"}
    save_first(entry, heading="<b>Ferries</b> & <script>wait()</script>")

    answer = desk.post("liveentry_change", entry.pk, **mine)

    [theirs, _mine] = [text(each) for each in with_class(page_of(answer), "version")]
    assert theirs == "<b>Ferries</b> & <script>wait()</script>"
