"""Who may do what at the desk: every action, posted straight to the server, by each role."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User

from editorial.models import Article, Byline, Image, LiveEntry, Newsroom, Refusal
from tests import factories
from tests.desk import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ROLES: dict[str, Callable[[], User]] = {
    "reporter": factories.reporter,
    "picture desk": factories.picture_desk,
    "editor": factories.editor,
    "administrator": factories.administrator,
}
Did = Callable[[Desk], bool]


def draft(desk: Desk, *, own: bool, status: str = "draft", **fields: Any) -> LiveEntry:
    """An entry that readers do not see yet, this person's or another's."""
    writer = desk.person if own else factories.reporter()
    return factories.entry(factories.story(), by=writer, status=status, **fields)


def now(entry: LiveEntry) -> LiveEntry:
    """The entry as it stands in the database."""
    return LiveEntry.objects.get(pk=entry.pk)


def write_draft(desk: Desk) -> bool:
    desk.post("liveentry_add", article=factories.story().pk, heading="Ferries wait", _draft="1")
    return LiveEntry.objects.filter(heading="Ferries wait", status="draft", created_by=desk.person).exists()


def submit_own(desk: Desk) -> bool:
    entry = draft(desk, own=True)
    desk.save("liveentry", entry, heading="Ferries wait", _submit="1")
    return now(entry).status == "submitted"


def edit_own_draft(desk: Desk) -> bool:
    entry = draft(desk, own=True)
    desk.save("liveentry", entry, heading="Ferries sail", _draft="1")
    return now(entry).heading == "Ferries sail"


def edit_own_submitted(desk: Desk) -> bool:
    entry = draft(desk, own=True, status="submitted")
    desk.save("liveentry", entry, heading="Ferries sail", _save="1")
    return now(entry).heading == "Ferries sail"


def discard_own_draft(desk: Desk) -> bool:
    entry = draft(desk, own=True)
    desk.post("liveentry_delete", entry.pk, post="yes")
    return not LiveEntry.objects.filter(pk=entry.pk).exists()


def edit_anothers_draft(desk: Desk) -> bool:
    entry = draft(desk, own=False)
    desk.save("liveentry", entry, heading="Ferries sail", _draft="1")
    return now(entry).heading == "Ferries sail"


def discard_anothers_draft(desk: Desk) -> bool:
    entry = draft(desk, own=False)
    desk.post("liveentry_delete", entry.pk, post="yes")
    return not LiveEntry.objects.filter(pk=entry.pk).exists()


def publish_own(desk: Desk) -> bool:
    entry = draft(desk, own=True)
    desk.save("liveentry", entry, heading="Ferries sail", _publish="1")
    return now(entry).status == "published"


def publish_at_once(desk: Desk) -> bool:
    desk.post("liveentry_add", article=factories.story().pk, heading="Ferries sail", _publish="1")
    return LiveEntry.objects.filter(heading="Ferries sail", status="published").exists()


def publish_by_action(desk: Desk) -> bool:
    entry = draft(desk, own=True)
    desk.act("liveentry", "publish", entry)
    return now(entry).status == "published"


def schedule(desk: Desk) -> bool:
    entry = draft(desk, own=True)
    desk.save("liveentry", entry, heading="Later", published_at="2099-05-30 15:12", _publish="1")
    return now(entry).status == "scheduled"


def set_time(desk: Desk) -> bool:
    entry = draft(desk, own=True)
    desk.save("liveentry", entry, heading="Earlier", published_at="2024-05-30 15:12", _draft="1")
    return now(entry).published_at is not None


def pin(desk: Desk) -> bool:
    entry = draft(desk, own=True)
    desk.save("liveentry", entry, heading="Pinned", is_pinned="on", _draft="1")
    return now(entry).is_pinned


def mark_key_event(desk: Desk) -> bool:
    entry = draft(desk, own=True)
    desk.save("liveentry", entry, heading="Key", is_key_event="on", _draft="1")
    return now(entry).is_key_event


def give_byline(desk: Desk) -> bool:
    entry = draft(desk, own=True)
    desk.save("liveentry", entry, heading="By", bylines_0=factories.byline().pk, _draft="1")
    return now(entry).bylines.exists()


def edit_published(desk: Desk) -> bool:
    entry = factories.entry(factories.story())
    desk.save("liveentry", entry, heading="Ferries sail", _save="1")
    return now(entry).heading == "Ferries sail"


def correct(desk: Desk) -> bool:
    entry = factories.entry(factories.story(), heading="Ferries sail")
    desk.save("liveentry", entry, heading="Ferries sail", correction="Two, not three.", _save="1")
    return now(entry).corrections.filter(note="Two, not three.").exists()


def withdraw(desk: Desk) -> bool:
    entry = factories.entry(factories.story())
    desk.act("liveentry", "withdraw", entry, reason="A mistake")
    return now(entry).status == "withdrawn"


def restore(desk: Desk) -> bool:
    entry = factories.entry(factories.story())
    Desk(factories.editor()).act("liveentry", "withdraw", entry, reason="A mistake")
    desk.act("liveentry", "restore", entry)
    return now(entry).status == "published"


def create_story(desk: Desk) -> bool:
    desk.post("article_add", headline="A bridge opens", time_zone="Europe/London", _save="1")
    return Article.objects.filter(headline="A bridge opens").exists()


def edit_story(desk: Desk) -> bool:
    story = factories.story()
    fields = {"headline": "A bridge opens", "slug": story.slug, "time_zone": "Europe/London"}
    desk.save("article", story, **fields, coverage_started_at="2024-05-30 15:12", _save="1")
    return Article.objects.get(pk=story.pk).headline == "A bridge opens"


def end_coverage(desk: Desk) -> bool:
    story = factories.story()
    desk.act("article", "end_coverage", story)
    return Article.objects.get(pk=story.pk).status == "ended"


def upload(desk: Desk) -> bool:
    with (factories.PHOTOS / "launch.jpg").open("rb") as file:
        desk.post("image_add", file=file, _save="1")
    return Image.objects.filter(created_by=desk.person).exists()


def describe(desk: Desk, photo: Image, **fields: Any) -> Image:
    desk.save("image", photo, focal_x="0.5", focal_y="0.5", _save="1", **fields)
    return Image.objects.get(pk=photo.pk)


def describe_own_photo(desk: Desk) -> bool:
    photo = factories.photo(None, by=desk.person)
    return describe(desk, photo, caption="A quay").caption == "A quay"


def describe_anothers_photo(desk: Desk) -> bool:
    photo = factories.photo(None, by=factories.reporter())
    return describe(desk, photo, caption="A quay").caption == "A quay"


def set_rights(desk: Desk) -> bool:
    photo = factories.photo(None, by=desk.person)
    return describe(desk, photo, copyright_notice="© A. Quay").copyright_notice == "© A. Quay"


def add_byline(desk: Desk) -> bool:
    desk.post("byline_add", name="Ida Holm", _save="1")
    return Byline.objects.filter(name="Ida Holm").exists()


def change_byline(desk: Desk) -> bool:
    byline = factories.byline()
    desk.save("byline", byline, name="Ida Holm", _save="1")
    return Byline.objects.get(pk=byline.pk).name == "Ida Holm"


def change_newsroom(desk: Desk) -> bool:
    data = {"name": "The Quay", "language": "en-gb", "clock_style": "24", "correction_grace_minutes": "5"}
    desk.save("newsroom", Newsroom.current(), **data, _save="1")
    return Newsroom.current().name == "The Quay"


def add_login(desk: Desk) -> bool:
    data = {"username": "newcomer", "usable_password": "false", "password1": "", "password2": ""}
    desk.client.post("/admin/auth/user/add/", data)
    return User.objects.filter(username="newcomer").exists()


EVERYONE = set(ROLES)
EDITORS = {"editor", "administrator"}
DESKS = {"picture desk", *EDITORS}
TABLE: dict[Did, set[str]] = {
    write_draft: EVERYONE,
    submit_own: EVERYONE,
    edit_own_draft: EVERYONE,
    edit_own_submitted: EVERYONE,
    discard_own_draft: EVERYONE,
    edit_anothers_draft: EDITORS,
    discard_anothers_draft: EDITORS,
    publish_own: EDITORS,
    publish_at_once: EDITORS,
    publish_by_action: EDITORS,
    schedule: EDITORS,
    set_time: EDITORS,
    pin: EDITORS,
    mark_key_event: EDITORS,
    give_byline: EDITORS,
    edit_published: EDITORS,
    correct: EDITORS,
    withdraw: EDITORS,
    restore: EDITORS,
    create_story: EDITORS,
    edit_story: EDITORS,
    end_coverage: EDITORS,
    upload: EVERYONE,
    describe_own_photo: EVERYONE,
    describe_anothers_photo: DESKS,
    set_rights: DESKS,
    add_byline: EDITORS,
    change_byline: EDITORS,
    change_newsroom: {"administrator"},
    add_login: {"administrator"},
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", TABLE, ids=lambda action: action.__name__)
def test_each_role_can_do_what_it_may_and_nothing_else(action: Did, role: str) -> None:
    desk = Desk(ROLES[role]())

    was_done = action(desk)

    assert was_done == (role in TABLE[action])
    assert Refusal.objects.filter(by=desk.person).exists() == (not was_done)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_sees_the_desk_of_a_story_and_its_history(role: str) -> None:
    story = factories.story(lead_photo=factories.photo(credit_line="A. Quay", alternative_text="A quay"))
    entry, byline = factories.entry(story), factories.byline()
    desk = Desk(ROLES[role]())

    pages = [
        desk.get("article_changelist"),
        desk.get("liveentry_changelist", article=story.pk),
        desk.get("image_changelist"),
        *(desk.get(f"article_{page}", story.pk) for page in ("change", "history")),
        *(desk.get(f"liveentry_{page}", entry.pk) for page in ("change", "history")),
        *(desk.get(f"image_{page}", story.lead_photo_id) for page in ("change", "history")),
        desk.get("byline_change", byline.pk),
        desk.get("liveentry_add", article=story.pk),
    ]

    assert {page.status_code for page in pages} == {200}
