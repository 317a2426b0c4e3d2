"""The room that pages give a photo: which shape stands there, and how wide the style sheets lay it out.

A browser chooses a picture before it knows the style sheets, by `sizes`: what stands here in words stands there in
rules (story.css, feed.css, photos.css, front.css), and a test holds the one to the other in a browser.
"""

from dataclasses import dataclass
from functools import cache

from editorial.models import Image
from editorial.photos.presentation import Picture, picture_of
from editorial.photos.shapes import GALLERY, LEAD, WHOLE, WIDE

# A column of text from a window's width on (rem), and how wide it is: a fixed length, or the window less its margins.
Step = tuple[float, float | None, float]
STORY: tuple[Step, ...] = ((69.25, 43.75, 0), (60, None, 25.5), (48, None, 2.5), (0, None, 2.5))
ENTRY: tuple[Step, ...] = ((69.25, 36.75, 0), (60, None, 32.5), (48, None, 9.5), (0, None, 2.5))
# From here on a gallery of five or more has three photos in a row; below it two.
GALLERY_OPENS = 48
GAP = 0.5

# An upright photo takes less than the column: in full width it would not fit into the window.
UPRIGHT_SIZES = "(min-width: 30rem) 27.5rem, calc(100vw - 2.5rem)"
TALL_SIZES = "17.5rem"
UPRIGHT, TALL = 1.0, 0.6


@dataclass(frozen=True)
class Room:
    """A place for a photo: the shape that is wanted, its `sizes`, and what the place lets a photo be."""

    shape: str
    sizes: str
    is_narrowed_for_uprights: bool = False
    can_be_enlarged: bool = True


@dataclass(frozen=True)
class Placed:
    """A photo in its room. `stature` is a class of the style sheets: uprights are narrower where they stand whole."""

    picture: Picture
    sizes: str
    stature: str
    can_be_enlarged: bool


def placed(image: Image, room: Room) -> Placed:
    """A photo that `is_ready`, in this room."""
    picture = picture_of(image, room.shape)
    stature = _stature(picture.width / picture.height) if room.is_narrowed_for_uprights else ""
    sizes = {"": room.sizes, "is-upright": UPRIGHT_SIZES, "is-tall": TALL_SIZES}[stature]
    return Placed(picture, sizes, stature, room.can_be_enlarged)


@cache
def text_room(column: tuple[Step, ...]) -> Room:
    """That of a photo by itself in a column of text."""
    return Room(WHOLE.name, _sizes(column, 1, 1), is_narrowed_for_uprights=True)


@cache
def gallery_room(column: tuple[Step, ...], place: int, count: int) -> Room:
    """That of one of several photos together, the first at place 0.

    Two and four stand in pairs, three as one wide above a pair. More stand in threes: before those, where one is left
    over, one that is wide, and where two are, a pair. A phone has pairs, and one by itself where one is left over.
    """
    in_row, on_phone = _in_row(place, count), _in_row_of_phone(place, count)
    is_wide = in_row == 1
    return Room(WIDE.name if is_wide else GALLERY.name, _sizes(column, in_row, on_phone))


def _in_row(place: int, count: int) -> int:
    """How many stand beside each other where this one stands."""
    if count in {2, 4}:
        return 2
    if count == 3:
        return 2 if place else 1
    left_over = count % 3
    return left_over if place < left_over else 3


def _in_row_of_phone(place: int, count: int) -> int:
    is_alone_above = place == 0 and (count % 2 == 1 or _in_row(0, count) == 1)
    is_alone_below = place == count - 1 and count % 2 == 0 and _in_row(0, count) == 1
    return 1 if is_alone_above or is_alone_below else 2


def _sizes(column: tuple[Step, ...], in_row: int, on_phone: int) -> str:
    """`sizes` of one of so many photos beside each other in a column."""
    lengths = [_length(step, in_row if step[0] >= GALLERY_OPENS else on_phone) for step in column]
    below = [*lengths[1:], ""]
    told = [
        f"(min-width: {step[0]:g}rem) {length}" if step[0] else length
        for step, length, next_length in zip(column, lengths, below, strict=True)
        if length != next_length
    ]
    return ", ".join(told)


def _length(step: Step, in_row: int) -> str:
    _start, fixed, margin = step
    gaps = GAP * (in_row - 1)
    if fixed is not None:
        return f"{(fixed - gaps) / in_row:.5g}rem"
    return f"calc({100 / in_row:.5g}vw - {(margin + gaps) / in_row:.4g}rem)"


def _stature(proportion: float) -> str:
    if proportion < TALL:
        return "is-tall"
    return "is-upright" if proportion < UPRIGHT else ""


# Places that templates name.
ROOMS = {
    "lead": Room(LEAD.name, _sizes(STORY, 1, 1)),
    "live": Room(
        LEAD.name,
        "(min-width: 70rem) 37.917rem, (min-width: 48rem) calc(58.334vw - 2.916rem), calc(100vw - 2.5rem)",
        can_be_enlarged=False,
    ),
    "card": Room(
        LEAD.name,
        "(min-width: 70rem) 21.167rem, (min-width: 60.5rem) calc(33.334vw - 2.166rem),"
        " (min-width: 40.5rem) calc(50vw - 2.25rem), calc(100vw - 2.5rem)",
        can_be_enlarged=False,
    ),
    # A square of 7.5rem, cut by the style sheet out of what is 4:3.
    "portrait": Room(GALLERY.name, "10rem", can_be_enlarged=False),
}
