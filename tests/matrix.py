"""Who gets through at which address of the desk: the parts of the matrix."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from editorial import publishing
from editorial.models import Article, Byline, Image, LiveEntry, Newsroom, PreviewLink, Refusal, Section
from tests import factories

ROLES: dict[str, Callable[[], User]] = {
    "reporter": factories.reporter,
    "picture desk": factories.picture_desk,
    "editor": factories.editor,
    "administrator": factories.administrator,
}
EVERYONE = frozenset(ROLES)
DESKS = frozenset({"picture desk", "editor", "administrator"})
EDITORS = frozenset({"editor", "administrator"})
ADMINISTRATORS = frozenset({"administrator"})
LASTS = datetime.timedelta(hours=1)
NOBODY: frozenset[str] = frozenset()
REFUSED = {401, 403, 404}


@dataclass
class World:
    """A newsroom with one of everything. `own` is what the person brought, `others` is somebody else's."""

    person: User
    story: Article = field(init=False)
    byline: Byline = field(init=False)
    section: Section = field(init=False)
    photo: Image = field(init=False)
    own_photo: Image = field(init=False)
    file: Image = field(init=False)
    own_file: Image = field(init=False)
    own: dict[str, LiveEntry] = field(init=False)
    others: dict[str, LiveEntry] = field(init=False)
    link: PreviewLink = field(init=False)
    newsroom: Newsroom = field(init=False)
    refusal: Refusal = field(init=False)
    group: Group = field(init=False)

    def __post_init__(self) -> None:
        chief = factories.administrator()
        self.story = factories.story(by=chief)
        self.byline = factories.byline(by=chief)
        self.section = publishing.add_section(
            by=chief, name=f"Harbour {self.person.pk}", slug=f"harbour-{self.person.pk}"
        )
        self.photo = factories.photo(None, by=chief, caption="A quay")
        self.own_photo = factories.photo(None, by=self.person, caption="A boat")
        self.file = factories.photo("cat.jpg", by=chief)
        self.own_file = factories.photo("cat.jpg", by=self.person)
        self.own = {status: self._entry(self.person, status) for status in ("draft", "submitted")}
        self.others = {
            status: self._entry(chief, status) for status in ("draft", "submitted", "published", "withdrawn")
        }
        self.newsroom, self.group = Newsroom.current(), Group.objects.get(name="Reporter")
        self.refusal = Refusal.objects.create(by=chief, attempt="POST /admin/")
        self.link = publishing.make_preview_link(self.story, by=chief, lasts=LASTS)

    def _entry(self, writer: User, status: str) -> LiveEntry:
        if status != "withdrawn":
            return factories.entry(self.story, by=writer, status=status)
        return publishing.withdraw_entry(factories.entry(self.story, by=writer), by=writer)


@dataclass(frozen=True)
class Case:
    """One thing that can be asked at an address, and who gets through; everyone else is refused.

    `where` gives the arguments of the address and `data` what is posted (None: the page is fetched), of a World.
    """

    page: str
    action: str
    allowed: frozenset[str]
    where: Callable[[World], list[Any]] = lambda _world: []
    data: Callable[[World], dict[str, Any] | bytes] | None = None
    done: int = 200

    def __str__(self) -> str:
        return f"{self.page}: {self.action}"


def answer(client: Client, case: Case, world: World, address: str) -> Any:
    """The answer of the server to this case."""
    if case.data is None:
        return client.get(address)
    sent = case.data(world)
    if isinstance(sent, bytes):
        return client.post(f"{address}?offset=0", sent, content_type="application/octet-stream")
    return client.post(address, sent)


def got_through(response: Any, done: int) -> bool:
    """Whether the answer is what it was asked for; False where it was refused. Anything else is a fault."""
    is_sent_to_sign_in = response.status_code == 302 and "/login/" in response["Location"]
    if response.status_code in REFUSED or is_sent_to_sign_in:
        return False
    content = response.content[:2000].decode(errors="replace") if not response.streaming else ""
    assert response.status_code == done, f"{response.status_code}: {content}"
    return True


def addresses(under: str) -> Iterator[tuple[str, str | None]]:
    """The pattern and the name of every address of the site that begins so."""
    yield from (each for each in _walk(get_resolver(), "") if each[0].startswith(under))


def _walk(resolver: URLResolver, before: str) -> Iterator[tuple[str, str | None]]:
    for part in resolver.url_patterns:
        pattern = before + str(part.pattern)
        if isinstance(part, URLResolver):
            yield from _walk(part, pattern)
        elif isinstance(part, URLPattern):
            yield pattern, part.name
