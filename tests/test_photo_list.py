"""The list of photos: what it says of each, how it is filtered and searched, and several killed at once."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from editorial import publishing
from editorial.models import Image, Refusal
from tests import factories
from tests.desk import Desk, errors, messages
from tests.markup import attributes, page_of, text, texts, with_class

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def desk() -> Desk:
    """The picture desk's browser."""
    return Desk(factories.picture_desk())


def column(answer: Any, name: str) -> list[str]:
    """The words of a column of the list."""
    return [text(cell) for cell in with_class(page_of(answer), f"field-{name}")]


def whole(headline: str, **fields: Any) -> Image:
    """A photo that can be published as far as its texts go."""
    return factories.photo(
        None, headline=headline, **{"credit_line": "A. Quay", "alternative_text": "A quay", **fields}
    )


def test_badges_say_what_stands_in_a_photos_way(desk: Desk) -> None:
    now = timezone.now()
    killed, _complete = whole("killed"), factories.developed(factories.photo("cat.jpg", headline="whole"))
    publishing.kill_photo(killed, by=desk.person, reason="No")
    whole("barred", is_barred=True)
    whole("early", embargo_until=now + DAY)
    whole("late", use_until=now - DAY)
    making, failed = (
        factories.photo("cat.jpg", headline="making"),
        factories.photo("cat.jpg", headline="failed"),
    )
    Image.objects.filter(pk=failed.pk).update(develop_fault="No room.")

    page = desk.get("image_changelist", o="2")

    told = dict(zip(column(page, "title"), column(page, "state"), strict=True))
    assert (told["whole"], told["killed"]) == ("complete", "killed")
    assert told["barred"].startswith("do not use")
    assert "embargo until 20" in told["early"]
    assert told["late"].startswith("expired")
    assert told["failed"].endswith("pictures failed")
    assert (told["making"].endswith("pictures being made"), making.is_undeveloped) == (True, True)


def test_an_embargoed_photo_has_its_picture_in_the_list_of_the_desk(desk: Desk) -> None:
    by = factories.editor()
    photo = factories.photo("cat.jpg", by=by)
    publishing.change_photo(photo, by=by, embargo_until=timezone.now() + DAY)

    page = page_of(desk.get("image_changelist"))

    assert len([*with_class(page, "thumbnail")]) == 1


def test_the_list_counts_where_each_photo_stands(desk: Desk) -> None:
    by, photo = factories.editor(), whole("used")
    whole("unused")
    figure = f'<figure data-photo="{photo.pk}"></figure>'
    story = factories.story(by=by, lead_photo=photo, text=f"<p>Here.</p>{figure}")
    factories.entry(story, by=by, text=figure)
    factories.entry(story, by=by, text=figure, status="draft")

    page = desk.get("image_changelist")

    assert dict(zip(column(page, "title"), column(page, "used"), strict=True)) == {
        "used": "4×",
        "unused": "—",
    }


@pytest.mark.parametrize(
    ("rights", "found"),
    [
        ("usable", ["free", "licensed", "soon over"]),
        ("embargo", ["early"]),
        ("soon", ["soon over"]),
        ("expired", ["late"]),
        ("barred", ["barred"]),
        ("killed", ["killed"]),
        ("unknown", ["barred", "early", "free", "killed", "late", "soon over"]),
        ("odd'\"<", ["barred", "early", "free", "killed", "late", "licensed", "soon over"]),
    ],
)
def test_photos_are_filtered_by_their_rights(desk: Desk, rights: str, found: list[str]) -> None:
    now = timezone.now()
    whole("free")
    whole("licensed", usage_terms="CC BY 4.0")
    whole("barred", is_barred=True)
    whole("early", embargo_until=now + DAY)
    whole("late", use_until=now - DAY)
    whole("soon over", use_until=now + DAY, embargo_until=now - DAY)
    publishing.kill_photo(whole("killed"), by=desk.person, reason="No")

    answer = desk.get("image_changelist", rights=rights)

    assert sorted(column(answer, "title")) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"agency": "EPA-EFE"}, ["strike"]),
        ({"agency": "epa-efe"}, ["strike"]),
        ({"agency": "A library whose name is longer than any key"}, ["long"]),
        ({"distributor": "Shutterstock"}, ["strike"]),
        ({"agency": "nobody"}, []),
        ({"agency": "9" * 5000}, None),
        ({"q": "hanschke"}, ["strike"]),
        ({"q": "shutterstock"}, ["strike"]),
        ({"q": "Kharkiv"}, ["long"]),
        ({"q": "cat.jpg"}, ["cat"]),
        ({"own": "1"}, ["own"]),
    ],
)
def test_photos_are_found_by_whose_they_are_and_by_words(
    desk: Desk, query: dict[str, str], found: list[str] | None
) -> None:
    whole("strike", credit_line="HANNIBAL HANSCHKE/EPA-EFE/Shutterstock")
    whole("long", credit_line="Ida Holm/A library whose name is longer than any key", location="Kharkiv")
    factories.photo("cat.jpg", headline="cat", caption="", credit_line="B. Boat")
    publishing.add_photo(by=desk.person, headline="own")

    answer = desk.get("image_changelist", **query)

    assert (column(answer, "title") if found is not None else answer.status_code) == (
        found if found is not None else 400
    )


def test_the_agencies_in_use_are_offered_with_the_one_chosen(desk: Desk) -> None:
    whole("strike", credit_line="HANNIBAL HANSCHKE/EPA-EFE/Shutterstock")
    whole("another strike", credit_line="H. Hanschke/epa-efe/Shutterstock")
    whole("port", credit_line="Ida Holm/Port Pictures")

    page = page_of(desk.get("image_changelist", agency="Port Pictures"))

    [beside] = (each for each in page.iter("details") if each.get("data-filter-title") == "agency")
    assert [name.lower() for name in texts(beside, ".//a")] == ["all", "epa-efe", "port pictures"]


def test_new_photos_are_brought_from_the_list(desk: Desk) -> None:
    page = page_of(desk.get("image_changelist"))

    assert "/admin/editorial/image/add-photos/" in attributes(page, ".//a[@href]", "href")


def test_several_photos_are_killed_for_one_reason_which_stays_when_it_is_refused(desk: Desk) -> None:
    photos = [whole("one"), whole("two")]
    factories.story(lead_photo=photos[0], headline="Rain on the fair")

    asked = desk.act("image", "kill", *photos)
    refused = desk.act("image", "kill", *photos, reason="two\nlines")
    before = Image.objects.filter(killed_at__isnull=False).count()
    done = desk.act("image", "kill", *photos, reason="The agency took them back")

    assert "Rain on the fair" in text(page_of(asked))
    assert "one line" in errors(refused)
    assert before == 0
    assert "2 photos were taken off every page" in messages(done)
    reasons = Image.objects.values_list("kill_reason", "killed_by")
    assert set(reasons) == {("The agency took them back", desk.person.pk)}


def test_who_may_not_kill_has_no_such_action_and_is_refused_on_record() -> None:
    desk, photo = Desk(factories.reporter()), whole("one")

    answer = desk.act("image", "kill", photo, reason="Mine")

    assert answer.status_code == 403
    assert Refusal.objects.filter(by=desk.person).count() == 1
    assert not Image.objects.filter(killed_at__isnull=False).exists()


def test_photos_that_are_not_there_are_killed_by_nobody(desk: Desk) -> None:
    photo = whole("one")
    gone = Image(pk=photo.pk + 1000)

    answer = desk.act("image", "kill", photo, gone, reason="No")

    assert "Nothing was changed" in messages(answer)
    assert not Image.objects.filter(killed_at__isnull=False).exists()
