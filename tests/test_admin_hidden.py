"""What a person may not know of does not show through the desk's lists, filters and short ways."""

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType

from editorial import publishing
from editorial.models import Article
from tests import factories
from tests.desk import Desk, filled
from tests.markup import parsed

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def desk() -> Desk:
    """An editor's browser."""
    return Desk(factories.editor())


def ticked(answer: Any) -> set[str]:
    """Who is ticked on the form of a story."""
    boxes = [
        box for box in parsed(answer.rendered_content).iter("input") if box.get("name") == "restricted_to"
    ]
    return {box.get("value", "") for box in boxes if "checked" in box.attrib}


def save_as_shown(desk: Desk, story: Article, **typed: str) -> Any:
    """What happens when someone opens a story, types and saves."""
    page = desk.get("article_change", story.pk)
    shown = filled(page) | {"restricted_to": list(ticked(page)), **typed}
    return desk.post("article_change", story.pk, **shown)


def test_a_restriction_outlives_the_people_it_names(desk: Desk) -> None:
    leaver = factories.editor()
    story = factories.story(by=leaver, restricted_to=[leaver])
    leaver.is_active = False
    leaver.save()

    answer = save_as_shown(Desk(factories.administrator()), story, standfirst="More to come.")

    assert answer.status_code == 302
    assert list(story.restricted_to.all()) == [leaver]
    assert desk.get("article_change", story.pk).status_code == 404


def test_a_restriction_outlives_one_of_those_it_names(desk: Desk) -> None:
    leaver = factories.reporter()
    story = factories.story(by=desk.person, restricted_to=[desk.person, leaver])
    leaver.is_staff = False
    leaver.save()

    save_as_shown(desk, story, standfirst="More to come.")

    assert set(story.restricted_to.all()) == {desk.person, leaver}


def test_two_editors_of_a_restricted_story_are_not_told_of_people_they_agree_on(desk: Desk) -> None:
    named = [factories.editor(first_name="Zoe"), factories.editor(first_name="Ana"), desk.person]
    story = factories.story(by=desk.person, restricted_to=named)
    page = desk.get("article_change", story.pk)
    publishing.change_story(story, by=desk.person, headline="Rain delays play")

    answer = desk.post("article_change", story.pk, **filled(page) | {"restricted_to": list(ticked(page))})

    assert [part.name for part in answer.context["differences"]] == ["headline"]


@pytest.mark.parametrize("person", [factories.reporter, factories.editor, factories.administrator])
def test_the_short_way_to_public_pages_leads_nowhere(person: Any) -> None:
    story = factories.story(status="draft")
    entry = factories.entry(story, status="draft")
    kinds = [(ContentType.objects.get_for_model(row).pk, row.pk) for row in (story, entry)]

    answers = [Desk(person()).client.get(f"/admin/r/{kind}/{key}/") for kind, key in kinds]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_no_page_of_the_desk_links_the_short_way() -> None:
    desk, story = Desk(factories.administrator()), factories.story()
    entry, photo, byline = factories.entry(story), factories.photo(None), factories.byline()
    rows = [("article", story), ("liveentry", entry), ("image", photo), ("byline", byline)]

    pages = [desk.get(f"{model}_change", row.pk) for model, row in rows]

    assert not [page for page in pages if b"/admin/r/" in page.content]


@pytest.mark.parametrize(
    ("model", "asked"),
    [
        ("image", "lead_of"),
        ("image", "stories"),
        ("image", "entries"),
        ("image", "stories__headline__startswith"),
        ("image", "portrait_of__user__username"),
        ("image", "created_by__password__startswith"),
        ("byline", "stories"),
        ("byline", "entries__id"),
        ("article", "section__stories__id"),
        ("article", "restricted_to"),
        ("article", "former_slugs__slug"),
        ("article", "text__contains"),
        ("liveentry", "article__restricted_to"),
        ("section", "stories"),
    ],
)
def test_a_list_does_not_answer_what_hangs_on_its_rows(desk: Desk, model: str, asked: str) -> None:
    answer = desk.get(f"{model}_changelist", **{asked: "1"})

    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("model", "asked"),
    [
        ("article", {"status__exact": "live", "own": "1"}),
        ("article", {"section__id__exact": "1"}),
        ("article", {"section__isnull": "True"}),
        ("article", {"created_at__year": "2024", "created_at__month": "5", "created_at__day": "30"}),
        ("liveentry", {"article": "1", "status__exact": "draft", "is_pinned__exact": "1"}),
        ("image", {"missing": "credit", "rights": "usable", "agency": "AFP"}),
    ],
)
def test_a_list_answers_its_own_filters(desk: Desk, model: str, asked: dict[str, str]) -> None:
    factories.entry(factories.story(section=publishing.add_section(by=desk.person, name="Sea", slug="sea")))

    answer = desk.get(f"{model}_changelist", **asked)

    assert answer.status_code == 200
