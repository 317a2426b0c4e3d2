"""Editions that cost little: what did not change is not written again, and nobody can tell by the page."""

import datetime
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.signals import template_rendered
from django.test.utils import CaptureQueriesContext

from editorial import publishing
from editorial.models import LiveEntry
from editorial.reader import views
from editorial.reader.fragments import Fragments, kept
from editorial.reader.paging import Asked
from tests import factories
from tests.markup import attributes, page_of

pytestmark = pytest.mark.one_database

MORNING = datetime.datetime(2024, 5, 30, 8, tzinfo=datetime.UTC)
ROOM = 10_000_000


class Day:
    """A story with five entries of two days that show of everything something."""

    def __init__(self) -> None:
        self.by = factories.administrator()
        self.photo = factories.photo(by=self.by, alternative_text="A rocket", credit_line="ANA/AGENCY")
        self.byline = factories.byline(by=self.by)
        self.story = factories.story(by=self.by, time_zone="Europe/London")
        text = f'<p>“Up & away”</p><figure data-photo="{self.photo.pk}"></figure>'
        self.entries = [
            factories.entry(
                self.story,
                by=self.by,
                text=text,
                bylines=[self.byline] if hours % 2 else [],
                published_at=MORNING + timedelta(hours=6 * hours),
            )
            for hours in range(5)
        ]

    @property
    def addresses(self) -> list[str]:
        """Of pages and answers that show its entries."""
        self.story.refresh_from_db()
        page = self.story.get_absolute_url()
        last = f"{page}?before={self.entries[-1].public_id}"
        return [page, last, f"{page}entries/{self.entries[1].public_id}/", f"{page}changes/?since=1"]


def renderings(client: Client, address: str) -> int:
    """How often an entry is rendered for this page or answer."""
    return [template.name for template in client.get(address).templates].count("story/_entry.html")


def reset(entry: LiveEntry, hours: int, by: User) -> None:
    publishing.change_entry(entry, by=by, published_at=MORNING + timedelta(hours=hours))


CHANGES: dict[str, Callable[[Day], object]] = {
    "photo's credit": lambda day: publishing.change_photo(day.photo, by=day.by, credit_line="TOM/HOUSE"),
    "photo's alternative text": lambda day: publishing.change_photo(
        day.photo, by=day.by, alternative_text="A ship"
    ),
    "byline's name": lambda day: publishing.change_byline(day.byline, by=day.by, name="Ana F."),
    "words": lambda day: publishing.change_entry(day.entries[2], by=day.by, text="<p>Down again.</p>"),
    "correction": lambda day: publishing.change_entry(day.entries[2], by=day.by, correction="It was not."),
    "key event": lambda day: publishing.change_entry(day.entries[2], by=day.by, is_key_event=True),
    "clock style": lambda day: publishing.change_newsroom(by=day.by, clock_style="24"),
    "newsroom's name": lambda day: publishing.change_newsroom(by=day.by, name="The Evening Post"),
    "address": lambda day: publishing.change_story(day.story, by=day.by, slug="another-address"),
    "time zone": lambda day: publishing.change_story(day.story, by=day.by, time_zone="Asia/Tokyo"),
    "withdrawal of a day's first": lambda day: publishing.withdraw_entry(day.entries[-1], by=day.by),
    "withdrawal and return": lambda day: publishing.restore_entry(
        publishing.withdraw_entry(day.entries[2], by=day.by), by=day.by
    ),
    "time on another day": lambda day: reset(day.entries[0], 26, day.by),
    "a new first of its day": lambda day: factories.entry(day.story, by=day.by),
}


@pytest.mark.django_db
@pytest.mark.parametrize("change", CHANGES)
def test_a_page_of_kept_pieces_is_the_page_byte_for_byte(change: str, client: Client) -> None:
    day, store = Day(), Fragments(ROOM)
    with kept(store):
        before = [client.get(address).content for address in day.addresses]

    CHANGES[change](day)

    afresh = [client.get(address) for address in day.addresses]
    with kept(store):
        answers = [client.get(address) for address in day.addresses]
    assert [answer.content for answer in answers] == [answer.content for answer in afresh]
    assert [answer.content for answer in answers] != before


@pytest.mark.django_db
def test_of_a_new_version_only_the_entry_that_changed_is_rendered(client: Client) -> None:
    day = Day()
    page, _before, _entry, changes = day.addresses

    with kept(Fragments(ROOM)):
        first = renderings(client, page)
        again = renderings(client, page)
        publishing.change_entry(day.entries[2], by=day.by, heading="Something else")
        changed = renderings(client, page)
        factories.entry(day.story, by=day.by)
        posted = renderings(client, page)
        told = renderings(client, changes)
    without = renderings(client, page)

    assert (first, again, changed, posted, told, without) == (5, 0, 1, 1, 0, 6)


@pytest.mark.django_db
def test_of_an_entry_that_is_kept_photos_bylines_and_corrections_are_not_read(client: Client) -> None:
    page = Day().addresses[0]

    with kept(Fragments(ROOM)):
        with CaptureQueriesContext(connection) as first:
            client.get(page)
        with CaptureQueriesContext(connection) as again:
            client.get(page)

    assert len(again) == len(first) - 3


@pytest.mark.django_db
@pytest.mark.parametrize("is_kept", [False, True])
def test_everything_is_read_before_the_page_is_written(is_kept: bool, client: Client) -> None:
    """What the database said later could be of another version. A shared link shows the entry's photo, kept or not."""
    day = Day()
    publishing.change_entry(day.entries[0], by=day.by, is_pinned=True, is_key_event=True, correction="No.")
    request: WSGIRequest = RequestFactory().get("/")

    with kept(Fragments(ROOM if is_kept else 0)):
        client.get(day.addresses[0])
        places = Asked(), Asked(at=day.entries[1].public_id)
        whole, opened = (views._edition(day.story, asked_for) for asked_for in places)
        with CaptureQueriesContext(connection) as asked:
            pages = [page_of(views._page(request, edition)) for edition in (whole, opened)]

    assert [query["sql"] for query in asked] == []
    assert [attributes(page, ".//meta[@property='og:image:alt']", "content") for page in pages] == [
        [],
        ["A rocket"],
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("room", [0, 1_000, 12_000])
def test_with_little_room_pages_are_the_same_and_memory_is_bounded(room: int, client: Client) -> None:
    day, store = Day(), Fragments(room)
    afresh = client.get(day.addresses[0]).content

    with kept(store):
        pages = {client.get(day.addresses[0]).content for _time in range(3)}

    assert pages == {afresh}
    assert store.bytes <= room


def test_what_was_not_used_for_longest_is_let_go_first() -> None:
    store = Fragments(30_000)
    names = [(f"entry{number}", 1, "epoch") for number in range(3)]
    for name in names[:2]:
        store.of(name).written("html", lambda: "x" * 10_000)

    store.of(names[0])
    store.of(names[2]).written("html", lambda: "x" * 10_000)

    assert [store.of(name).has("html") for name in (names[0], names[2], names[1])] == [True, True, False]


def test_what_is_held_is_held_on_to_though_the_store_lets_it_go() -> None:
    store = Fragments(5_000)
    held = store.of(("entry", 1, "epoch"))
    held.written("html", lambda: "<li>")

    for number in range(100):
        store.of((f"entry{number}", 1, "epoch")).written("html", lambda: "x" * 1_000)
    held.written("facts", lambda: "{}")

    assert held.has("html", "facts")
    assert store.bytes <= 5_000


def test_many_threads_may_use_one_store() -> None:
    store = Fragments(50_000)

    def use(number: int) -> str:
        return store.of((f"entry{number % 97}", 1, "epoch")).written("html", lambda: f"{number % 97}" * 500)

    with ThreadPoolExecutor(8) as threads:
        texts = list(threads.map(use, range(5_000)))

    assert texts == [f"{number % 97}" * 500 for number in range(5_000)]
    assert 0 < store.bytes <= 50_000


def test_a_store_that_is_given_for_a_while_is_used_for_that_while_alone(db: None, client: Client) -> None:
    page, store = Day().addresses[0], Fragments(ROOM)
    with kept(store):
        client.get(page)
    size = store.bytes
    rendered: list[str] = []

    def note(template: object, **_more: object) -> None:
        rendered.append(str(getattr(template, "name", "")))

    template_rendered.connect(note)
    client.get(page)
    template_rendered.disconnect(note)

    assert rendered.count("story/_entry.html") == 5
    assert store.bytes == size
