"""The record of a row at the desk: before and after, field by field."""

from typing import Any

import pytest

from editorial import publishing
from editorial.admin.comparing import marked
from tests import factories
from tests.desk import Desk
from tests.markup import page_of, texts

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def desk() -> Desk:
    """An editor's browser."""
    return Desk(factories.editor())


def last_change(desk: Desk, model: str, row: Any) -> tuple[list[str], list[str], list[str]]:
    """Of the last saving of a row: which fields, what is marked as gone, what as new."""
    last = page_of(desk.get(f"{model}_history", row.pk)).find(".//ol[@class='history']/li[1]")
    assert last is not None
    return texts(last, ".//h3"), texts(last, ".//del"), texts(last, ".//ins")


@pytest.mark.parametrize("kind", ["story", "entry"])
def test_bylines_before_and_after(desk: Desk, kind: str) -> None:
    first, second = factories.byline("Ida Holm"), factories.byline("Ana Ferreira")
    story = factories.story(bylines=[first])
    entry = factories.entry(story, bylines=[first])

    if kind == "story":
        publishing.change_story(story, by=desk.person, bylines=[second])
        told = last_change(desk, "article", story)
    else:
        publishing.change_entry(entry, by=desk.person, bylines=[second])
        told = last_change(desk, "liveentry", entry)

    assert told == (["Bylines"], ["Ida Holm"], ["Ana Ferreira"])


def test_whom_a_story_was_kept_to_before_and_after(desk: Desk) -> None:
    other = factories.reporter(first_name="Zoe", last_name="Adler")
    story = factories.story(by=desk.person, restricted_to=[desk.person, other])

    publishing.change_story(story, by=desk.person, restricted_to=[desk.person])

    assert last_change(desk, "article", story) == (["Restricted to"], ["Zoe Adler"], [])


def test_whom_a_story_was_kept_to_is_not_told_to_those_who_only_read() -> None:
    desk, other = Desk(factories.reporter()), factories.editor(username="somebody-else")
    story = factories.story(by=other, restricted_to=[desk.person, other])

    page = desk.get("article_history", story.pk).content.decode()

    assert "Restricted to" not in page


def test_a_photos_words_before_and_after(desk: Desk) -> None:
    photo = factories.photo(None, caption="A quay")

    publishing.change_photo(photo, by=desk.person, caption="A pier")

    assert last_change(desk, "image", photo) == (["Caption"], ["quay"], ["pier"])


def test_a_sections_name_before_and_after(desk: Desk) -> None:
    section = publishing.add_section(by=desk.person, name="World", slug="world")

    publishing.change_section(section, by=desk.person, name="Abroad", slug="world")

    assert last_change(desk, "section", section) == (["Name"], ["World"], ["Abroad"])
    assert "/history/" in desk.get("section_change", section.pk).content.decode()


def test_a_section_that_somebody_else_named_meanwhile_is_compared(desk: Desk) -> None:
    section = publishing.add_section(by=desk.person, name="World", slug="world")
    mine = desk.opened("section_change", section.pk) | {"name": "Planet"}
    publishing.change_section(section, by=desk.person, name="Abroad", slug="world")

    answer = desk.post("section_change", section.pk, **mine)

    assert answer.context["conflict"]


def test_texts_without_a_word_in_common_are_marked_as_a_whole_and_blanks_are_no_common_words() -> None:
    before, after = (" ".join(f"{letter}{number}" for number in range(300)) for letter in "xy")

    assert marked(before, after) == (f"<del>{before}</del>", f"<ins>{after}</ins>")


def test_what_was_added_is_marked_alone_with_all_blanks_and_breaks_in_their_places() -> None:
    before, after = marked("The gates <open>.\nAt noon. ", "The  gates <open>.\n\nAt about noon.\nToday. ")

    assert before == "The gates &lt;open&gt;.\nAt noon. "
    assert after == "The  gates &lt;open&gt;.\n\nAt <ins>about</ins> noon.\n<ins>Today. </ins>"
