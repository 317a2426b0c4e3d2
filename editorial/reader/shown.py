"""An entry as readers see it: on the story's clock, with its photos."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe

from editorial import richtext
from editorial.clock import Clock, Moment
from editorial.models import Byline, Image, LiveEntry
from editorial.models.entry import fetch_page_parts
from editorial.reader.fragments import HTML, Pieces, pieces_of

# How an item of the feed begins; what else it is depends on its page.
ITEM = '<li class="update'


@dataclass(frozen=True)
class ShownCorrection:
    """What the entry got wrong, and when readers were told."""

    told: Moment
    note: str


@dataclass(frozen=True)
class ShownEntry:
    """One published entry, read with its page parts (`read_parts`). Its `article` is the story as it was read."""

    entry: LiveEntry
    clock: Clock
    is_first_of_day: bool = False
    is_opened: bool = False

    @cached_property
    def pieces(self) -> Pieces:
        """What is written of it, once for each version where that is kept."""
        return pieces_of(self.entry.public_id, self.entry.version, self.entry.article.epoch)

    @property
    def html(self) -> SafeString:
        """Its `<li>`. Which entry is the first of a day, or opened by its address, is its page's, so marked last."""
        html = self.pieces.written(HTML, self._rendered)
        marks = " is-first-of-day" * self.is_first_of_day + " is-opened" * self.is_opened
        if marks:
            html = ITEM + marks + html.removeprefix(ITEM)
        return mark_safe(html)  # noqa: S308 (a template's)

    @cached_property
    def published(self) -> Moment:
        """The time that it stands at."""
        return self.clock.shown(self.entry.published_at or self.entry.created_at)

    @cached_property
    def updated(self) -> Moment | None:
        """When it was last changed in a way that readers are told of."""
        return self.clock.shown(self.entry.updated_at) if self.entry.updated_at else None

    @cached_property
    def modified(self) -> Moment:
        """When readers got it as it is: never before the time that it stands at."""
        moments = [moment for moment in (self.entry.published_at, self.entry.updated_at) if moment]
        return self.clock.shown(max(moments, default=self.entry.created_at))

    @cached_property
    def corrections(self) -> list[ShownCorrection]:
        """In the order in which readers were told."""
        return [
            ShownCorrection(self.clock.shown(each.at), each.note) for each in self.entry.corrections.all()
        ]

    @cached_property
    def bylines(self) -> list[Byline]:
        """Whose work it is, in the editors' order."""
        return self.entry.ordered_bylines

    @cached_property
    def photos(self) -> list[Image]:
        """Its photos that readers can be shown, in the order of its text."""
        by_key = self._photos_by_key
        keys = dict.fromkeys(richtext.photo_ids(self.entry.text))
        return [by_key[key] for key in keys if key in by_key and by_key[key].is_ready]

    @cached_property
    def body(self) -> SafeString:
        """Its text, photos in their places."""
        return richtext.expand(self.entry.text, self._photos_by_key, is_entry=True)

    @cached_property
    def plain(self) -> str:
        """The words of its text."""
        return richtext.plain(self.entry.text)

    def _rendered(self) -> str:
        return render_to_string("story/_entry.html", {"shown": self}).strip()

    @cached_property
    def _photos_by_key(self) -> dict[int, Image]:
        return {photo.pk: photo for photo in self.entry.photos.all()}


def read_parts(entries: Iterable[ShownEntry], *names: str) -> None:
    """Read the bylines, photos and corrections of those of which one of these pieces is still to be written."""
    unwritten = [shown.entry for shown in entries if not shown.pieces.has(*names)]
    fetch_page_parts(unwritten)
