"""Loads the demo newsroom: stories and photographs, written through the door like any others."""

import datetime
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.models import User
from django.utils import timezone

from editorial import publishing
from editorial.demo.written import DemoEntry, DemoStory, html, stories
from editorial.models import Article, Byline, Image, Section

PHOTOS = Path(__file__).parent / "photos"
BYLINES = {
    "Nora Lindqvist": "Science editor",
    "Teo Marchetti": "Reporter at the Cape",
    "Imani Okoro": "Correspondent",
    "Picture desk": "",
}


@dataclass(frozen=True)
class Hands:
    """What the writing of the demo needs at hand: the moment that counts as now, who writes, and the library."""

    now: datetime.datetime
    editor: User
    bylines: dict[str, Byline]
    photos: dict[str, Image]

    def moment(self, minute: int) -> datetime.datetime:
        """So many minutes from now."""
        return self.now + datetime.timedelta(minutes=minute)

    def html(self, text: str) -> str:
        """A written text with its photographs."""
        return html(text, {name: photo.pk for name, photo in self.photos.items()})


def load_stories(editor: User, now: datetime.datetime | None = None) -> list[Article]:
    """Write the demo stories that are not there yet, as of `now`; what people made of the others stays as it is."""
    missing = [story for story in stories() if not Article.objects.all().at_address(story.slug)]
    if not missing:
        return []
    bylines = {name: _byline(name, role, editor) for name, role in BYLINES.items()}
    photos = {path.stem: _photo(path, editor) for path in sorted(PHOTOS.glob("*.jpg"))}
    hands = Hands(now or timezone.now(), editor, bylines, photos)
    return [_write(story, hands) for story in missing]


def _byline(name: str, role: str, editor: User) -> Byline:
    found = Byline.objects.filter(name=name).first()
    return found or publishing.add_byline(by=editor, name=name, role=role)


def _photo(path: Path, editor: User) -> Image:
    """The photograph, taken in like any other: caption, alternative text and credit are read from the file."""
    with path.open("rb") as file:
        return publishing.add_photo(by=editor, upload=file, name=path.name)


def _section(name: str, editor: User) -> Section:
    found = Section.objects.filter(name=name).first()
    return found or publishing.add_section(by=editor, name=name, slug=name.lower())


def _write(story: DemoStory, hands: Hands) -> Article:
    article = publishing.create_story(
        by=hands.editor,
        slug=story.slug,
        headline=story.headline,
        standfirst=story.standfirst,
        text=hands.html(story.text),
        summary=story.summary.strip(),
        section=_section(story.section, hands.editor),
        lead_photo=hands.photos.get(story.lead_photo),
        time_zone=story.time_zone,
        language=story.language,
        continues=Article.objects.published().filter(slug=story.continues).first(),
        related=Article.objects.published().filter(slug__in=story.related),
        bylines=[hands.bylines[name] for name in story.bylines],
    )
    if not story.entries:
        return publishing.set_status(article, story.status, by=hands.editor)
    begins_at = hands.moment(min(entry.minute for entry in story.entries))
    publishing.set_status(article, Article.Status.LIVE, by=hands.editor, at=begins_at)
    for entry in story.entries:
        (_file if entry.filed_by else _post)(article, entry, hands)
    ended_at = hands.moment(story.ended_minute)
    return publishing.set_status(article, story.status, by=hands.editor, at=ended_at)


def _file(article: Article, entry: DemoEntry, hands: Hands) -> None:
    """An entry that a colleague wrote, and that waits: for its writer or for an editor."""
    writer = User.objects.filter(username=entry.filed_by).first()
    if writer:
        text = hands.html(entry.text)
        publishing.post_entry(article, by=writer, status=entry.status, heading=entry.heading, text=text)


def _post(article: Article, entry: DemoEntry, hands: Hands) -> None:
    posted = publishing.post_entry(
        article,
        by=hands.editor,
        heading=entry.heading,
        text=hands.html(entry.text),
        published_at=hands.moment(entry.minute),
        bylines=[hands.bylines[name] for name in entry.bylines],
        is_key_event=entry.is_key_event,
        is_pinned=entry.is_pinned,
    )
    if entry.correction:
        publishing.change_entry(posted, by=hands.editor, correction=entry.correction)
