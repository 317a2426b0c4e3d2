"""A photo that stands somewhere keeps what publishing asked for."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from editorial import publishing
from editorial.models import LiveEntry
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_photo_of_a_scheduled_entry_cannot_lose_its_credit() -> None:
    editor, photo = factories.editor(), factories.photo()
    due = timezone.now() + datetime.timedelta(hours=1)
    text = f'<p>Soon.</p><figure data-photo="{photo.pk}"></figure>'
    factories.entry(factories.story(), by=editor, text=text, published_at=due)

    with pytest.raises(ValidationError, match="credit"):
        publishing.change_photo(photo, by=editor, credit_line="")

    [published] = publishing.publish_due(due)
    assert published.status == LiveEntry.Status.PUBLISHED


def test_a_photo_of_a_draft_may() -> None:
    editor, photo = factories.editor(), factories.photo()
    text = f'<p>Soon.</p><figure data-photo="{photo.pk}"></figure>'
    factories.entry(factories.story(), by=editor, text=text, status="draft")

    changed = publishing.change_photo(photo, by=editor, credit_line="")

    assert changed.is_credit_missing
