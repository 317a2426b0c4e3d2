"""A story with thousands of entries costs what one with thirty costs: to read, to ask, to write."""

from collections.abc import Callable
from functools import partial

import pytest
from django.db import transaction
from django.test import Client

from editorial import publishing
from editorial.models import Article, LiveEntry
from editorial.models.recorded import new_public_id
from editorial.reader.changes import REACH, changes_of, most_recent_floor
from tests import factories
from tests.crowd import many_entries
from tests.work import learn_sizes, work_of

pytestmark = pytest.mark.django_db

FEW, MANY = 40, 3_000


class Desk:
    """A story with this many entries, of which two are listed outside the feed, and who writes in it."""

    def __init__(self, entries: int) -> None:
        self.by = factories.administrator()
        self.client = Client()
        photo = factories.photo(by=self.by, alternative_text="A rocket")
        self.text = f'<p>“Up & away”</p><figure data-photo="{photo.pk}"></figure>'
        self.story = factories.story(by=self.by)
        like = factories.entry(self.story, by=self.by, text=self.text, bylines=[factories.byline(by=self.by)])
        *_newer, self.low, self.pinned, self.key_event = copies = many_entries(like, entries)
        self.middle = copies[9]
        self.other_photo = factories.photo("coffee.jpg", by=self.by, alternative_text="A cup")
        self.other_byline = factories.byline("Tom Okafor", by=self.by)
        figure = f'<figure data-photo="{self.other_photo.pk}"></figure>'
        publishing.change_entry(self.low, by=self.by, text=figure, bylines=[self.other_byline])
        publishing.change_entry(self.pinned, by=self.by, is_pinned=True)
        publishing.change_entry(self.key_event, by=self.by, is_key_event=True)
        self.story.refresh_from_db()
        learn_sizes()
        self.page()  # what is read once for all has been read

    def page(self, more: str = "") -> None:
        """Open the story, or what lies below its address."""
        assert self.client.get(f"{self.story.get_absolute_url()}{more}").status_code == 200

    def post(self) -> LiveEntry:
        """One more entry."""
        token = new_public_id()
        return publishing.post_entry(self.story, by=self.by, heading="Up again", text=self.text, token=token)


READING: dict[str, Callable[[Desk], object]] = {
    "page": lambda desk: desk.page(),
    "older entries": lambda desk: desk.page(f"?before={desk.middle.public_id}"),
    "newer entries": lambda desk: desk.page(f"?after={desk.middle.public_id}"),
    "from the beginning": lambda desk: desk.page("?order=oldest"),
    "entry": lambda desk: desk.page(f"entries/{desk.middle.public_id}/"),
    "changes": lambda desk: desk.page(f"changes/?since={desk.story.version - 1}"),
    "floor": lambda desk: most_recent_floor(desk.story, desk.story.version - 1),
}
WRITING: dict[str, Callable[[Desk], object]] = {
    "post": lambda desk: desk.post(),
    "change": lambda desk: publishing.change_entry(desk.low, by=desk.by, heading="Down"),
    "time": lambda desk: publishing.change_entry(desk.low, by=desk.by, published_at=desk.story.published_at),
    "pin": lambda desk: publishing.change_entry(desk.low, by=desk.by, is_pinned=True),
    "withdrawal": lambda desk: publishing.withdraw_entry(desk.key_event, by=desk.by),
}


def test_the_database_does_no_more_at_3000_entries_than_at_40() -> None:
    at_few = works_of(Desk(FEW))

    at_many = works_of(Desk(MANY))

    # Some tables have a row more by now, but not one for every tenth entry.
    within = {act: 0 < at_many[act] <= work * 1.2 + MANY / 10 for act, work in at_few.items()}
    assert within == dict.fromkeys(READING | WRITING, True), (at_few, at_many)


def works_of(desk: Desk) -> dict[str, int]:
    """What the database does for each act at this desk, each as if the others had not been."""
    works = {}
    for name, act in (READING | WRITING).items():
        with transaction.atomic():
            works[name] = work_of(partial(act, desk))
            transaction.set_rollback(True)
    return works


def test_a_photo_or_byline_is_changed_without_going_through_other_stories() -> None:
    desk = Desk(FEW)
    alone = [work_of(partial(change, desk, "Tom O.")) for change in (change_photo, change_byline)]
    Desk(MANY)

    beside = [work_of(partial(change, desk, "T. Okafor")) for change in (change_photo, change_byline)]

    assert all(after <= before * 1.2 + MANY / 10 for before, after in zip(alone, beside, strict=True))


def change_photo(desk: Desk, words: str) -> None:
    publishing.change_photo(desk.other_photo, by=desk.by, alternative_text=words)


def change_byline(desk: Desk, words: str) -> None:
    publishing.change_byline(desk.other_byline, by=desk.by, name=words)


def test_where_thousands_of_entries_changed_no_more_of_them_are_read_than_can_be_told() -> None:
    desk = Desk(MANY)
    since = desk.story.version
    publishing.change_story(desk.story, by=desk.by, slug="another-address")
    story = Article.objects.get(pk=desk.story.pk)

    work = work_of(lambda: changes_of(story, since))

    per_entry = work_of(lambda: list(story.entries.all()[:MANY])) / MANY
    assert changes_of(story, since)["reload"]
    assert work < 2 * REACH * per_entry
