"""From the photos that a text names to what a reader sees."""

import html
from collections.abc import Iterator, Mapping

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from editorial.models import Image
from editorial.photos.rooms import ENTRY, STORY, Room, Step, gallery_room, text_room
from editorial.richtext.cards import with_cards, with_links
from editorial.richtext.cleaning import FIGURE, FIGURES

PHOTO = "story/_photo.html"


def expand(
    text: str,
    photos: Mapping[int, Image],
    *,
    is_first: bool = False,
    is_entry: bool = False,
    photo_template: str = PHOTO,
) -> SafeString:
    """A cleaned text as a reader sees it: each photo it names in full, neighbours as one gallery.

    A photo is the template, given `photo`, `caption` (this place's own, else the photo's; no markup), `room` and
    `is_first`: true for the text's first photo if the text is the first of its page to show one. Photos that are
    not in `photos` (by key) or not ready are passed over, and the rest of a gallery moves together. An entry's column
    is narrower than the story's. A paragraph that is one link to an allowed provider's post is a card on our own pages
    (`story/_outside.html`), a link in what other templates make.
    """
    linked = with_cards if photo_template == PHOTO else with_links
    column = ENTRY if is_entry else STORY
    pieces = []
    for part in FIGURES.split(text):
        shown = list(_shown(part, photos))
        rooms = _rooms(column, len(shown))
        figures = [
            _photo(photo_template, photo, caption, room, is_first and not place)
            for place, ((photo, caption), room) in enumerate(zip(shown, rooms, strict=True))
        ]
        is_first = is_first and not figures
        pieces.append(_gallery(figures) if FIGURE.match(part) else linked(part))
    return mark_safe("".join(pieces))  # noqa: S308 - the text was cleaned before it was stored


def _shown(part: str, photos: Mapping[int, Image]) -> Iterator[tuple[Image, str]]:
    for key, caption in FIGURE.findall(part):
        photo = photos.get(int(key))
        if photo and photo.is_ready:
            yield photo, html.unescape(caption) or photo.caption


def _rooms(column: tuple[Step, ...], count: int) -> list[Room]:
    return [gallery_room(column, place, count) if count > 1 else text_room(column) for place in range(count)]


def _photo(template: str, photo: Image, caption: str, room: Room, is_first: bool) -> str:
    parts = {"photo": photo, "caption": caption, "room": room, "is_first": is_first}
    return render_to_string(template, parts).strip()


def _gallery(figures: list[str]) -> str:
    together = "\n".join(figures)
    return (
        f'<div class="gallery" data-count="{len(figures)}">{together}</div>\n'
        if figures[1:]
        else f"{together}\n"
    )
