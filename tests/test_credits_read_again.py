"""Other lists of agencies have every credit read again, and nobody waits for that but who changed the lists."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from editorial import publishing
from editorial.models import Image, Newsroom
from editorial.publishing import house
from editorial.publishing.photo_file import read_credit
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

MOST_SECONDS = 15


def aside(act: Any) -> Any:
    """What somebody else gets who does this now."""

    def done() -> Any:
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(done).result(MOST_SECONDS)


def test_a_photo_is_killed_while_the_credits_of_a_library_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    desk, photo = factories.picture_desk(), factories.photo(None, credit_line="Harbour News/Ana Ferreira")

    def read_slowly(image: Image, newsroom: Newsroom) -> bool:
        aside(lambda: publishing.kill_photo(photo, by=desk, reason="Wrong person"))
        return read_credit(image, newsroom)

    monkeypatch.setattr(house, "read_credit", read_slowly)
    publishing.change_newsroom(by=desk, agencies="Harbour News")

    photo.refresh_from_db()
    assert photo.killed_by == desk
    assert photo.agency == "Harbour News"


def test_of_two_who_change_the_lists_the_later_one_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = factories.picture_desk()
    lines = ["Harbour News/Ana Ferreira", "Tideline/Jan de Vries", "Tideline/Ann Lee"]
    photos = [factories.photo(None, credit_line=line) for line in lines]
    batches = iter([True])

    def read_meanwhile(image: Image, newsroom: Newsroom) -> bool:
        if next(batches, False):
            aside(lambda: publishing.change_newsroom(by=desk, agencies="Tideline"))
        return read_credit(image, newsroom)

    monkeypatch.setattr(house, "AT_ONCE", 1)
    monkeypatch.setattr(house, "read_credit", read_meanwhile)
    publishing.change_newsroom(by=desk, agencies="Harbour News")

    agencies = list(
        Image.objects.filter(pk__in=[each.pk for each in photos[1:]]).values_list("agency", flat=True)
    )
    assert agencies == ["Tideline", "Tideline"]
