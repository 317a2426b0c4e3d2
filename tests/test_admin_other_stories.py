"""A story's form names the stories before it and beside it; and whole stories are taken down, and put back."""

import pytest
from django.contrib.auth.models import User

from editorial import publishing
from editorial.models import Article, PreviewLink, Refusal
from tests import factories
from tests.desk import Desk, messages
from tests.live import LiveDesk
from tests.markup import page_of, texts
from tests.matrix import LASTS

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
SECRET = "The minister resigns"


@pytest.fixture
def by() -> User:
    return factories.editor(first_name="Ana", last_name="Ferreira")


@pytest.fixture
def desk(by: User) -> Desk:
    return Desk(by)


def now(story: Article) -> Article:
    return Article.objects.get(pk=story.pk)


def hidden_story() -> Article:
    """A draft that only its writer may know of."""
    chief = factories.administrator()
    return factories.story("draft", by=chief, headline=SECRET, restricted_to=[chief])


def found(desk: Desk, field: str, words: str) -> list[str]:
    """What is offered to someone who types these words into the field."""
    asked = {"app_label": "editorial", "model_name": "article", "field_name": field, "term": words}
    return [each["text"] for each in desk.client.get("/admin/autocomplete/", asked).json()["results"]]


def test_a_story_is_led_on_and_beside_by_its_form(desk: Desk, by: User) -> None:
    friday, saturday, tides = (factories.story(by=by) for _each in range(3))
    sent = desk.opened("article_change", saturday.pk)

    desk.post(
        "article_change", saturday.pk, **sent | {"continues": friday.pk, "related": [tides.pk], "_save": "1"}
    )

    assert now(saturday).continues == friday
    assert list(saturday.related.all()) == [tides]
    again = desk.opened("article_change", saturday.pk)
    assert (again["continues"], again["related"]) == (str(friday.pk), [str(tides.pk)])


def test_a_language_of_its_own_and_whether_others_may_show_it_are_the_storys_to_say(
    desk: Desk, by: User
) -> None:
    story = factories.story(by=by)
    sent = {**desk.opened("article_change", story.pk), "language": "pt-BR", "_save": "1"}
    del sent["is_embeddable"]

    desk.post("article_change", story.pk, **sent)

    assert (now(story).language, now(story).is_embeddable) == ("pt-BR", False)


def test_only_stories_that_the_person_may_know_of_are_offered(desk: Desk, by: User) -> None:
    hidden, story = hidden_story(), factories.story(by=by, headline="The minister speaks")

    offered = [found(desk, field, "minister") for field in ("continues", "related")]
    refused = desk.save(
        "article", story, **{**desk.opened("article_change", story.pk), "continues": hidden.pk}
    )

    assert offered == [["The minister speaks"]] * 2
    assert refused.status_code == 200
    assert now(story).continues is None


def test_a_story_that_is_named_and_hidden_stays_named_and_its_headline_is_not_told(
    desk: Desk, by: User
) -> None:
    hidden, story = hidden_story(), factories.story(by=by)
    publishing.change_story(story, by=factories.administrator(), continues=hidden, related=[hidden])
    page = desk.get("article_change", story.pk)

    desk.post(
        "article_change",
        story.pk,
        **desk.opened("article_change", story.pk) | {"headline": "Sun", "_save": "1"},
    )

    history = desk.get("article_history", story.pk)
    assert SECRET not in page.rendered_content + history.rendered_content
    assert (now(story).headline, now(story).continues, list(story.related.all())) == ("Sun", hidden, [hidden])


def test_where_two_name_different_stories_the_comparison_tells_nothing_hidden(desk: Desk, by: User) -> None:
    hidden, story, mine = hidden_story(), factories.story(by=by), factories.story(by=by, headline="Mine")
    sent = desk.opened("article_change", story.pk)
    publishing.change_story(story, by=factories.administrator(), continues=hidden, related=[hidden])

    page = desk.post(
        "article_change", story.pk, **sent | {"continues": mine.pk, "related": [mine.pk], "_save": "1"}
    )

    assert "restricted to other people" in page.rendered_content
    assert SECRET not in page.rendered_content


def test_a_story_is_taken_down_from_its_page_for_a_reason_and_put_back(desk: Desk, by: User) -> None:
    story = factories.story(by=by)

    asked = desk.post("article_take_down", story.pk, reason=" ")
    done = desk.client.post(
        f"/admin/editorial/article/{story.pk}/take-down/", {"reason": "A court order"}, follow=True
    )
    listed = desk.get("article_changelist").rendered_content
    back = desk.client.post(f"/admin/editorial/article/{story.pk}/put-back/", follow=True)

    assert (asked.status_code, "Say why" in asked.rendered_content) == (422, True)
    assert "Taken down by Ana Ferreira at" in done.content.decode()
    assert "A court order" in done.content.decode()
    assert "badge-taken-down" in listed
    assert messages(back) == "Readers can open the story again, at the same addresses."
    assert now(story).can_be_opened
    reasons = texts(page_of(desk.get("article_history", story.pk)), ".//ol[@class='history']/li/p/span")
    assert reasons[:2] == ["put back", "take down: A court order"]


def test_a_draft_is_not_taken_down(desk: Desk, by: User) -> None:
    answer = desk.post("article_take_down", factories.story("draft", by=by).pk, reason="A court order")

    assert answer.status_code == 422
    assert "nothing to take down" in answer.rendered_content


def test_who_may_not_take_it_down_is_refused_and_that_is_on_record(by: User) -> None:
    story, reporter = factories.story(by=by), Desk(factories.reporter())

    refused = [
        reporter.post("article_take_down", story.pk, reason="I do not like it"),
        LiveDesk(reporter.person, story).send("take-down/", reason="I do not like it"),
        LiveDesk(reporter.person, story).send("put-back/"),
    ]

    assert [answer.status_code for answer in refused] == [403] * 3
    assert now(story).can_be_opened
    assert Refusal.objects.filter(by=reporter.person).count() == 3
    assert "Take down" not in reporter.get("article_change", story.pk).rendered_content


def test_the_live_desk_takes_it_down_says_so_to_everyone_there_and_puts_it_back(by: User) -> None:
    story = factories.story(by=by)
    desk, version = LiveDesk(by, story), now(story).desk_version

    without = desk.send("take-down/", reason="")
    taken = desk.send("take-down/", reason="A court order").json()["story"]
    heard = LiveDesk(factories.reporter(), story).ask("changes/", since=version).json()["story"]
    back = desk.send("put-back/").json()["story"]

    assert (without.status_code, [*without.json()["errors"]]) == (422, ["reason"])
    assert (taken["stands"], heard["stands"], back["stands"]) == ("taken_down", "taken_down", "live")
    assert "A court order" in heard["html"]["desk-taken-down"]
    assert back["html"]["desk-taken-down"].strip() == ""


def test_editors_go_on_working_in_a_story_that_is_taken_down(by: User) -> None:
    story = publishing.take_down_story(factories.story(by=by), by=by, reason="A court order")

    posted = LiveDesk(by, story).send("entries/", heading="A correction", text="<p>So.</p>", _publish="1")

    assert posted.status_code == 200
    assert Desk(by).client.get(story.get_absolute_url()).status_code == 410


def test_previews_of_it_are_closed_until_it_is_put_back(by: User) -> None:
    story = factories.story(by=by)
    link = publishing.make_preview_link(story, by=by, lasts=LASTS)
    client = Desk(by).client
    address = link.get_absolute_url()

    publishing.take_down_story(story, by=by, reason="A court order")
    closed, another = client.get(address), LiveDesk(by, story).send("previews/", hours="1")
    publishing.put_back_story(story, by=by)

    assert (closed.status_code, another.status_code, client.get(address).status_code) == (404, 422, 200)
    assert PreviewLink.objects.count() == 1
