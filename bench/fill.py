"""Fills the newsroom of a benchmark: `python -m bench.fill 30 300`, in the environment that the newsroom has.

It prints one JSON object a story: what a reader of its page knows.
"""

import io
import json
import sys

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402 (needs Django to be set up)
from PIL import Image as Picture  # noqa: E402

from bench.words import Writer  # noqa: E402
from editorial import publishing  # noqa: E402
from editorial.models import Article, Image, LiveEntry  # noqa: E402
from tests.crowd import many_entries  # noqa: E402

PHOTOS = 6
PHOTO_EVERY = 3
KEY_EVENT_EVERY = 10
# What the page shows is written through the door; what lies deeper is copies of the oldest, each a second older.
WRITTEN = 60


def main() -> None:
    """Make an editor, the photos, and a live story with each of these numbers of entries."""
    desk = Desk()
    for number in map(int, sys.argv[1:]):
        made = desk.story(number)
        told = {"slug": made.slug, "entries": number, "epoch": made.epoch, "version": made.version}
        print(json.dumps(told), flush=True)


class Desk:
    """Someone who writes, with the photos at hand."""

    def __init__(self) -> None:
        self.writer = Writer()
        self.editor = User.objects.create_superuser("bench")
        self.byline = publishing.add_byline(by=self.editor, name="Ana Ferreira")
        self.photos = [self._photo(number) for number in range(PHOTOS)]

    def _photo(self, number: int) -> Image:
        noise = Picture.effect_noise((1200, 800), 20 + number)
        upload = io.BytesIO()
        Picture.merge("RGB", [noise, noise.rotate(180), noise]).save(upload, "JPEG")
        upload.seek(0)
        texts = {"caption": self.writer.heading(), "alternative_text": self.writer.heading()}
        credit = "A. REED/MERIDIAN"
        return publishing.add_photo(
            by=self.editor, upload=upload, name=f"{number}.jpg", credit_line=credit, **texts
        )

    def story(self, number: int) -> Article:
        """A live story with so many entries of about 120 words, every third with a photo, some of them key events."""
        made = publishing.create_story(
            by=self.editor,
            slug=f"story-{number}",
            headline=self.writer.heading(),
            standfirst=self.writer.heading(),
            text=self.writer.html(),
        )
        publishing.set_status(made, "live", by=self.editor)
        written = min(WRITTEN, number)
        many_entries(self._entry(made, 0), number - written)
        for place in range(1, written):
            self._entry(made, place)
        return Article.objects.get(pk=made.pk)

    def _entry(self, story: Article, place: int) -> LiveEntry:
        photo = self.photos[place // PHOTO_EVERY % PHOTOS]
        figure = "" if place % PHOTO_EVERY else f'<figure data-photo="{photo.pk}"></figure>'
        return publishing.post_entry(
            story,
            by=self.editor,
            heading=self.writer.heading(),
            text=self.writer.html() + figure,
            is_key_event=place % KEY_EVENT_EVERY == 0,
            bylines=[self.byline],
        )


if __name__ == "__main__":
    main()
