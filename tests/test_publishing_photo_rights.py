"""Whose words stand under a photo: the desk's, its file's, and what reporters may no longer touch."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from editorial import publishing
from editorial.models import Image
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_reporter_describes_an_own_photo_until_readers_see_it() -> None:
    by = factories.reporter()
    own = factories.photo(None, by=by, credit_line="Ana Ferreira", alternative_text="A gate")
    factories.entry(factories.story(), text=f'<figure data-photo="{own.pk}"></figure>')

    with pytest.raises(PermissionDenied, match="readers see it"):
        publishing.change_photo(own, by=by, caption="Another gate")

    assert Image.objects.get(pk=own.pk).caption == ""
    publishing.change_photo(own, by=factories.picture_desk(), caption="The north gate")


@pytest.mark.parametrize("name", ["copyright_notice", "instructions"])
def test_rights_are_the_picture_desks_to_say(name: str) -> None:
    by = factories.reporter()
    said: Any = {name: "All rights reserved"}
    own = factories.photo(None, by=by)

    acts: list[Callable[[], object]] = [
        lambda: publishing.change_photo(own, by=by, **said),
        lambda: factories.photo(None, by=by, **said),
    ]
    for act in acts:
        with pytest.raises(PermissionDenied, match="picture desk"):
            act()

    changed: Any = publishing.change_photo(own, by=factories.picture_desk(), **said)
    assert getattr(changed, name) == "All rights reserved"


def test_rights_that_the_file_says_come_with_it_whoever_brings_it() -> None:
    brought = factories.photo("cat.jpg", by=factories.reporter())

    assert brought.pk


def test_a_new_file_brings_its_own_words_and_what_people_wrote_stays() -> None:
    photo = factories.photo("cat.jpg", headline="Our own title")
    old_credit = photo.credit_line

    with (factories.PHOTOS / "launch.jpg").open("rb") as upload:
        changed = publishing.change_photo(photo, by=factories.editor(), upload=upload, name="launch.jpg")
    fresh = factories.photo("launch.jpg")

    assert old_credit not in ("", changed.credit_line)
    assert (changed.credit_line, changed.caption) == (fresh.credit_line, fresh.caption)
    assert changed.headline == "Our own title"


def test_a_form_is_told_that_credit_and_no_credit_contradict_each_other() -> None:
    photo = Image(credit_line="Ana Ferreira", is_credit_unknown=True)

    with pytest.raises(ValidationError, match="not both"):
        photo.validate_constraints()
