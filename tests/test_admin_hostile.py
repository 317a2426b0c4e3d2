"""What someone with a login may try, posted straight to the server: 403 or 404, nothing written, and on record."""

from typing import Any

import pytest
from django.contrib.auth.models import Group

from editorial.models import Article, Image, LiveEntry, Refusal
from tests import factories
from tests.desk import Desk, address, messages

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def desk() -> Desk:
    """A reporter's browser."""
    return Desk(factories.reporter())


def own_draft(desk: Desk, **fields: Any) -> LiveEntry:
    """A draft that the reporter wrote."""
    return factories.entry(factories.story(), by=desk.person, status="draft", **fields)


def hidden_story() -> Article:
    """A story that exists only for somebody else."""
    other = factories.editor()
    return factories.story(by=other, restricted_to=[other])


def is_untouched(entry: LiveEntry) -> bool:
    """Whether nothing of the entry was written."""
    return LiveEntry.objects.get(pk=entry.pk).revision == entry.revision


def attempts(desk: Desk) -> int:
    """How many refused writes of this person are on record."""
    return Refusal.objects.filter(by=desk.person).count()


def test_anothers_entry_by_its_number(desk: Desk) -> None:
    entry = factories.entry(factories.story(), by=factories.reporter(), status="draft")

    answer = desk.save("liveentry", entry, heading="Mine now", _draft="1")

    assert (answer.status_code, is_untouched(entry), attempts(desk)) == (403, True, 1)


@pytest.mark.parametrize(
    "more",
    [
        {"status": "published"},
        {"_publish": "1"},
        {"published_at": "2099-01-01 10:00", "_submit": "1"},
        {"is_pinned": "on"},
        {"is_key_event": ""},
        {"bylines_0": "1"},
        {"correction": "Two, not three."},
    ],
    ids=lambda more: next(iter(more)),
)
def test_a_field_beyond_ones_rights(desk: Desk, more: dict[str, str]) -> None:
    entry = own_draft(desk)

    answer = desk.save("liveentry", entry, heading="More", **more)

    assert (answer.status_code, is_untouched(entry), attempts(desk)) == (403, True, 1)


def test_ones_own_entry_after_its_publication(desk: Desk) -> None:
    entry = own_draft(desk)
    Desk(factories.editor()).act("liveentry", "publish", entry)
    entry.refresh_from_db()

    answer = desk.save("liveentry", entry, heading="More", _save="1")

    assert (answer.status_code, is_untouched(entry), attempts(desk)) == (403, True, 1)


def test_moving_an_entry_into_another_story(desk: Desk) -> None:
    entry = own_draft(desk)

    answer = desk.save("liveentry", entry, heading="More", article=factories.story().pk)

    assert (answer.status_code, is_untouched(entry), attempts(desk)) == (403, True, 1)


def test_a_new_entry_in_a_story_that_does_not_exist_for_one(desk: Desk) -> None:
    story = hidden_story()

    answer = desk.post("liveentry_add", article=story.pk, heading="More", _draft="1")

    assert (answer.status_code, story.entries.count(), attempts(desk)) == (404, 0, 1)


def test_another_number_in_the_body_than_in_the_address(desk: Desk) -> None:
    entry, other = own_draft(desk), own_draft(desk)

    answer = desk.save("liveentry", entry, heading="More", id=other.pk)

    assert (answer.status_code, is_untouched(entry), is_untouched(other), attempts(desk)) == (
        403,
        True,
        True,
        1,
    )


@pytest.mark.parametrize("kind", ["change", "history", "delete"])
def test_a_restricted_story_and_its_entries_do_not_exist_for_others(desk: Desk, kind: str) -> None:
    story = hidden_story()
    entry = factories.entry(story, by=story.created_by)
    editor = Desk(factories.editor())

    answers = [
        someone.get(f"{model}_{kind}", row.pk).status_code
        for someone in (desk, editor)
        for model, row in (("article", story), ("liveentry", entry))
    ]

    assert answers == [404] * 4


def test_a_restricted_story_is_named_in_no_list(desk: Desk) -> None:
    other = factories.editor()
    story = factories.story(by=other, headline="The secret merger", restricted_to=[other])
    entry = factories.entry(story, by=other, heading="Talks begin")
    choose = {"app_label": "editorial", "model_name": "liveentry", "field_name": "article"}

    pages = [
        desk.get("article_changelist"),
        desk.get("liveentry_changelist"),
        desk.get("liveentry_changelist", article=story.pk),
        desk.get("liveentry_add", article=story.pk),
        desk.client.get("/admin/autocomplete/", choose),
        desk.client.get("/admin/"),
    ]

    told = "".join(page.content.decode() for page in pages)
    assert [page.status_code for page in pages] == [200] * 6
    assert "secret merger" not in told
    assert entry.heading not in told


def test_a_restricted_story_is_not_ended_by_an_editor_it_does_not_exist_for() -> None:
    story, desk = hidden_story(), Desk(factories.editor())

    answer = desk.act("article", "end_coverage", story)

    assert "Nothing was changed" in messages(answer)
    assert (Article.objects.get(pk=story.pk).status, attempts(desk)) == ("live", 1)


def test_an_action_on_entries_of_which_one_is_anothers_changes_none(desk: Desk) -> None:
    own, other = own_draft(desk), factories.entry(factories.story(), by=factories.reporter(), status="draft")

    answer = desk.act("liveentry", "submit", own, other)

    assert "Nothing was changed" in messages(answer)
    assert (is_untouched(own), is_untouched(other), attempts(desk)) == (True, True, 1)


@pytest.mark.parametrize("action", ["publish", "withdraw", "restore", "delete_selected"])
def test_an_action_that_one_is_not_offered(desk: Desk, action: str) -> None:
    entry = own_draft(desk)

    answer = desk.act("liveentry", action, entry, reason="No")

    assert (answer.status_code, is_untouched(entry), attempts(desk)) == (403, True, 1)


def test_an_action_hidden_behind_one_that_is_offered(desk: Desk) -> None:
    entry = own_draft(desk)
    both = {"action": ["publish", "submit"], "_selected_action": entry.pk, "index": "0"}

    answer = desk.client.post(address("liveentry_changelist"), both)

    assert (answer.status_code, is_untouched(entry), attempts(desk)) == (403, True, 1)


def test_withdrawing_an_entry_that_does_not_exist_for_one() -> None:
    desk, story = Desk(factories.editor()), hidden_story()
    own, other = factories.entry(factories.story()), factories.entry(story, by=story.created_by)

    answer = desk.act("liveentry", "withdraw", own, other)

    assert "Nothing was changed" in messages(answer)
    assert (is_untouched(own), is_untouched(other), attempts(desk)) == (True, True, 1)


def test_nobody_can_delete_what_readers_saw() -> None:
    desk = Desk(factories.administrator())
    story = factories.story(lead_photo=factories.photo(credit_line="A. Quay", alternative_text="A quay"))
    entry, byline = factories.entry(story), factories.byline()
    rows = [
        ("article", story),
        ("liveentry", entry),
        ("image", story.lead_photo),
        ("byline", byline),
        ("newsroom", None),
    ]

    answers = [
        desk.post(f"{model}_delete", row.pk if row else 1, post="yes").status_code for model, row in rows
    ]
    bulk = [desk.act(model, "delete_selected", row).status_code for model, row in rows if row]

    assert (answers, bulk) == ([403] * 5, [403] * 4)
    assert (Article.objects.count(), LiveEntry.objects.count(), Image.objects.count()) == (1, 1, 1)


def test_a_draft_is_deleted_with_a_question_first_and_stays_on_record(desk: Desk) -> None:
    entry = own_draft(desk)

    question = desk.get("liveentry_delete", entry.pk)
    desk.post("liveentry_delete", entry.pk, post="yes")

    assert question.status_code == 200
    assert not LiveEntry.objects.filter(pk=entry.pk).exists()
    assert LiveEntry.history.filter(id=entry.pk, history_type="-", history_user=desk.person).exists()


@pytest.mark.parametrize("person", [factories.reporter, factories.picture_desk, factories.editor])
def test_staff_are_not_listed_to_those_who_may_not_see_the_logins(person: Any) -> None:
    desk = Desk(person())
    choose = {"app_label": "editorial", "model_name": "byline", "field_name": "user"}

    answers = [
        desk.client.get("/admin/autocomplete/", choose),
        desk.client.get("/admin/auth/user/"),
        desk.get("refusal_changelist"),
    ]

    assert [answer.status_code for answer in answers] == [403] * 3
    assert b'name="user"' not in desk.get("byline_change", factories.byline().pk).content


def test_a_reporter_is_not_shown_whom_a_story_is_restricted_to(desk: Desk) -> None:
    other = factories.editor(username="somebody-else")
    story = factories.story(by=other, restricted_to=[desk.person, other])

    page = desk.get("article_change", story.pk).content.decode()

    assert "somebody-else" not in page


def test_a_deactivated_persons_session_is_over(desk: Desk) -> None:
    entry = own_draft(desk)
    desk.person.is_active = False
    desk.person.save()

    answer = desk.save("liveentry", entry, heading="More", _draft="1")

    assert answer.headers["Location"].startswith("/admin/login/")
    assert is_untouched(entry)


def test_a_right_that_is_taken_away_while_one_writes(desk: Desk) -> None:
    entry = own_draft(desk)
    typed = desk.opened("liveentry_change", entry.pk) | {"heading": "More"}
    desk.person.groups.remove(Group.objects.get(name="Reporter"))

    answer = desk.post("liveentry_change", entry.pk, **typed)

    assert (answer.status_code, is_untouched(entry), attempts(desk)) == (403, True, 1)


def test_whose_byline_it_is_is_not_for_editors_to_say() -> None:
    desk, byline = Desk(factories.editor()), factories.byline()

    answer = desk.save("byline", byline, name="Ida", user=desk.person.pk)

    byline.refresh_from_db()
    assert (answer.status_code, byline.user, attempts(desk)) == (403, None, 1)


def test_the_record_of_refusals_cannot_be_changed() -> None:
    desk = Desk(factories.administrator())
    Desk(factories.reporter()).post("byline_add", name="Ida")
    refusal = Refusal.objects.get()

    answers = [
        desk.post("refusal_change", refusal.pk, attempt="Nothing"),
        desk.post("refusal_delete", refusal.pk, post="yes"),
        desk.post("refusal_add", attempt="More"),
        desk.act("refusal", "delete_selected", refusal),
    ]

    assert [answer.status_code for answer in answers] == [403] * 4
    assert Refusal.objects.filter(pk=refusal.pk, attempt=refusal.attempt).exists()


def test_the_record_of_a_row_is_for_reading_only(desk: Desk) -> None:
    entry = factories.entry(factories.story())
    editor = Desk(factories.editor())

    page = editor.get("liveentry_history", entry.pk).content.decode()
    answer = editor.client.post(address("liveentry_history", entry.pk), {"heading": "Rewritten"})

    assert "<form" not in page.partition('id="content"')[2]
    assert (answer.status_code, is_untouched(entry)) == (405, True)


def test_hostile_words_are_words_on_every_page_of_the_desk() -> None:
    desk, evil = Desk(factories.administrator()), "<script>alert(1)</script>\"'"
    photo = factories.photo(
        "launch.jpg", caption=evil, headline=evil, credit_line=evil, alternative_text=evil
    )
    story = factories.story(headline=evil, lead_photo=photo)
    entry = factories.entry(story, heading=evil, text=f'<figure data-photo="{photo.pk}"></figure>')
    factories.byline(evil)

    pages = [
        *(desk.get(f"{model}_changelist") for model in ("article", "liveentry", "image", "byline")),
        *(desk.get(f"article_{page}", story.pk) for page in ("change", "history")),
        *(desk.get(f"liveentry_{page}", entry.pk) for page in ("change", "history", "delete")),
        *(desk.get(f"image_{page}", photo.pk) for page in ("change", "history")),
    ]

    assert not [page.request["PATH_INFO"] for page in pages if b"<script>alert" in page.content]
