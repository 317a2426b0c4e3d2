"""Texts are cleaned and checked at the one door, whatever road they come by; history keeps what they were."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from editorial import publishing
from editorial.models import Article, Byline, Correction, Image, LiveEntry
from tests import factories

pytestmark = pytest.mark.django_db

HOSTILE = '<p onclick="x()">Rain &lt; sun<script>alert(1)</script></p><a href="javascript:x()">here</a>'
ONE_LINE = "on one line"


def post(text: str) -> str:
    """The text as a new entry keeps it."""
    return factories.entry(factories.story(), text=text).text


def change(text: str) -> str:
    """The text as a changed entry keeps it."""
    return publishing.change_entry(factories.entry(factories.story()), by=factories.editor(), text=text).text


def create(text: str) -> str:
    """The text as a new story keeps it."""
    return factories.story("draft", text=text).text


def rewrite(text: str) -> str:
    """The text as a rewritten story keeps it."""
    return publishing.change_story(factories.story(), by=factories.editor(), text=text).text


ROADS = pytest.mark.parametrize("road", [post, change, create, rewrite])


@ROADS
def test_a_text_is_cleaned_on_every_road(road: Callable[[str], str]) -> None:
    typed = HOSTILE

    kept = road(typed)

    assert "Rain &lt; sun" in kept
    assert not any(word in kept for word in ("script", "onclick", "alert"))


@ROADS
def test_text_is_kept_as_it_was_typed(road: Callable[[str], str]) -> None:
    typed = "<p>“Curly” and 'straight' … [sic] 👩🏽‍🚀 مرحبا é</p>"

    kept = road(typed)

    assert kept == typed


@ROADS
def test_control_characters_are_taken_out_of_a_text(road: Callable[[str], str]) -> None:
    typed = "<p>Rain\x07fall\x1b, the whole day\x00</p>"

    kept = road(typed)

    assert kept == "<p>Rainfall, the whole day</p>"


@ROADS
def test_half_a_character_which_no_database_takes_is_refused_with_a_sentence(
    road: Callable[[str], str],
) -> None:
    typed = "<p>Rain\ud800fall</p>"

    with pytest.raises(ValidationError, match="Retype the place") as refused:
        road(typed)

    assert list(refused.value.message_dict) == ["text"]


@pytest.mark.parametrize("bad", ["two\nlines", "a\rb", "bell\x07", "nul\0", "para\u2029graph", "half\ud800"])
def test_line_breaks_and_control_characters_are_refused_where_there_is_one_line(bad: str) -> None:
    by, story = factories.editor(), factories.story()
    entry, photo, name = factories.entry(story), factories.photo(None), factories.byline()

    with pytest.raises(ValidationError, match=ONE_LINE) as heading:
        publishing.change_entry(entry, by=by, heading=bad)
    with pytest.raises(ValidationError, match=ONE_LINE) as headline:
        publishing.change_story(story, by=by, headline=bad)
    with pytest.raises(ValidationError, match=ONE_LINE) as standfirst:
        publishing.change_story(story, by=by, standfirst=bad)
    with pytest.raises(ValidationError, match=ONE_LINE) as caption:
        publishing.change_photo(photo, by=by, caption=bad)
    with pytest.raises(ValidationError, match=ONE_LINE) as named:
        publishing.change_byline(name, by=by, name=bad)
    with pytest.raises(ValidationError, match=ONE_LINE) as reason:
        publishing.withdraw_entry(entry, by=by, reason=bad)

    refusals = (heading, headline, standfirst, caption, named, reason)
    fields = ["heading", "headline", "standfirst", "caption", "name", "withdrawal_reason"]
    assert [list(refused.value.message_dict) for refused in refusals] == [[field] for field in fields]
    assert LiveEntry.objects.get(pk=entry.pk).revision == entry.revision


def test_a_heading_of_201_characters_is_refused_whole_not_cut() -> None:
    entry = factories.entry(factories.story())

    with pytest.raises(ValidationError, match="at most 200 characters") as refused:
        publishing.change_entry(entry, by=factories.editor(), heading="x" * 201)

    assert list(refused.value.message_dict) == ["heading"]
    assert LiveEntry.objects.get(pk=entry.pk).heading == entry.heading


def test_the_history_of_an_entry_says_who_when_what_before_and_after() -> None:
    first, second = factories.editor(), factories.editor()
    one, other = factories.byline(), factories.byline("Tomás Ribeiro")
    entry = factories.entry(factories.story(), by=first, heading="Two gates", bylines=[one, other])

    publishing.change_entry(entry, by=second, heading="Three gates", bylines=[other])

    after, before = entry.history.all()
    assert (before.history_user, before.heading, after.history_user, after.heading) == (
        first,
        "Two gates",
        second,
        "Three gates",
    )
    assert before.history_date < after.history_date
    assert "heading" in after.history_change_reason
    assert [_names(line) for line in (before, after)] == [[one.name, other.name], [other.name]]


def test_the_history_of_a_story_keeps_its_bylines_and_its_status() -> None:
    by, one = factories.editor(), factories.byline()
    story = factories.story("draft", by=by, bylines=[one], headline="Rain")

    publishing.set_status(story, "live", by=by)
    publishing.change_story(story, by=by, bylines=[], headline="Sun")

    lines = list(story.history.order_by("history_id"))
    assert [(line.headline, line.status, _names(line)) for line in lines] == [
        ("Rain", "draft", [one.name]),
        ("Rain", "live", [one.name]),
        ("Sun", "live", []),
    ]
    assert {line.history_user for line in lines} == {by}


def _names(line: object) -> list[str]:
    places = line.bylines.order_by("position")  # type: ignore[attr-defined]  # a row made by django-simple-history
    return [place.byline.name for place in places]


@pytest.mark.parametrize("model", [Article, LiveEntry, Image, Byline])
def test_every_writing_has_its_line_in_the_history(
    model: type[Article | LiveEntry | Image | Byline],
) -> None:
    by, name, photo = factories.editor(), factories.byline(), factories.photo(None)
    story = factories.story(bylines=[name])
    entry = factories.entry(story)

    publishing.change_byline(name, by=by, role="Harbour correspondent")
    publishing.change_photo(photo, by=by, caption="The north gate")
    publishing.change_story(story, by=by, headline="Sun at last")
    publishing.withdraw_entry(entry, by=by, reason="Wrong harbour")

    row = model._default_manager.get()
    last = row.history.latest()
    assert row.history.count() == row.revision
    assert (last.history_user, last.revision, row.changed_by) == (by, row.revision, by)


def test_a_refused_change_leaves_no_line_in_the_history() -> None:
    entry = factories.entry(factories.story())
    lines = entry.history.count()

    with pytest.raises(ValidationError):
        publishing.change_entry(entry, by=factories.editor(), heading="Rewritten", correction="two\nlines")

    assert (entry.history.count(), Correction.objects.count()) == (lines, 0)
