"""The lists of agencies and distributors are the picture desk's part of the newsroom record; the rest is not."""

from typing import Any

import pytest

from editorial.models import Newsroom, Refusal
from tests import factories
from tests.desk import Desk
from tests.markup import page_of, text

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(params=[factories.picture_desk, factories.editor], ids=["picture desk", "editor"])
def desk(request: Any) -> Desk:
    """The browser of someone who may change the lists."""
    return Desk(request.param())


def test_the_lists_are_one_click_from_the_first_page_and_alone_on_theirs(desk: Desk) -> None:
    first = desk.client.get("/admin/")

    form = desk.opened("newsroom_change", 1)

    assert b"/admin/editorial/newsroom/" in first.content
    assert set(form) == {"seen", "agencies", "distributors"}


def test_a_new_agency_is_known_in_the_credits_at_once(desk: Desk) -> None:
    photo = factories.photo(None, credit_line="GWARA MEDIA/Denys Klymenko")
    form = desk.opened("newsroom_change", 1)

    desk.post("newsroom_change", 1, **form | {"agencies": form["agencies"] + "\r\nGwara Media"})

    photo.refresh_from_db()
    assert (photo.agency, photo.photographer) == ("GWARA MEDIA", "Denys Klymenko")


@pytest.mark.parametrize(
    "more",
    [
        {"name": "The Quay"},
        {"clock_style": "24"},
        {"correction_grace_minutes": "60"},
        {"is_embedding_allowed": "on"},
        {"is_expired_withdrawn": "on"},
        {"logo": ""},
        {"publisher_url": "https://example.org"},
        {"pictures_version": "9"},
    ],
    ids=lambda more: next(iter(more)),
)
def test_nothing_else_of_the_record_is_changed_with_them(desk: Desk, more: dict[str, str]) -> None:
    before = Newsroom.current()

    answer = desk.save("newsroom", before, agencies="AFP", distributors="Alamy", **more)

    assert (answer.status_code, Newsroom.current().revision) == (403, before.revision)
    assert Refusal.objects.filter(by=desk.person).count() == 1


def test_the_history_shows_them_the_lists_alone(desk: Desk) -> None:
    chief = Desk(factories.administrator())
    form = chief.opened("newsroom_change", 1)
    chief.post("newsroom_change", 1, **form | {"name": "The Quay", "agencies": "AFP\nGwara Media"})

    history = text(page_of(desk.get("newsroom_history", 1)))

    assert "Gwara Media" in history
    assert "clock" not in history.lower()


def test_a_reporter_has_no_way_there() -> None:
    desk = Desk(factories.reporter())

    answers = [desk.get("newsroom_change", 1), desk.post("newsroom_change", 1, seen=0, agencies="AFP")]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert b"/admin/editorial/newsroom/" not in desk.client.get("/admin/").content
