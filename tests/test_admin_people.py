"""Logins at the desk: deactivated, never deleted."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from tests import factories
from tests.desk import Desk

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("has_written", [True, False])
def test_nobody_is_deleted(has_written: bool) -> None:
    desk, writer = Desk(factories.administrator()), factories.reporter()
    if has_written:
        factories.entry(factories.story(), by=writer, status="draft")
    one, many = reverse("admin:auth_user_delete", args=[writer.pk]), reverse("admin:auth_user_changelist")

    answers = [
        desk.client.post(one, {"post": "yes"}),
        desk.client.post(
            many, {"action": "delete_selected", "_selected_action": writer.pk, "post": "yes"}, follow=True
        ),
    ]

    assert answers[0].status_code == 403
    assert b"delete_selected" not in answers[1].content
    assert User.objects.filter(pk=writer.pk).exists()


def test_the_page_of_a_login_says_what_to_do_when_somebody_leaves() -> None:
    desk, writer = Desk(factories.administrator()), factories.reporter()

    page = desk.client.get(reverse("admin:auth_user_change", args=[writer.pk])).content.decode()

    assert "Nobody is deleted" in page
    assert "deletelink" not in page
