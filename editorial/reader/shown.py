"""An entry as readers see it: on the story's clock, with its photos."""

from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from editorial import richtext
from editorial.models import Byline, Image, LiveEntry
from editorial.reader.clock import Clock, Moment


@dataclass(frozen=True)
class ShownCorrection:
    """What the entry got wrong, and when readers were told."""

    told: Moment
    note: str


@dataclass(frozen=True)
class ShownEntry:
    """One published entry, read with its page parts."""

    entry: LiveEntry
    clock: Clock
    is_first_of_day: bool = False

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
        return richtext.expand(self.entry.text, self._photos_by_key)

    @cached_property
    def plain(self) -> str:
        """The words of its text."""
        return richtext.plain(self.entry.text)

    @cached_property
    def _photos_by_key(self) -> dict[int, Image]:
        return {photo.pk: photo for photo in self.entry.photos.all()}
