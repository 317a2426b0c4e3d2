"""A photo as a browser is offered it: every format and width of a shape, the size that keeps its place."""

from dataclasses import dataclass
from typing import Any

from editorial.models import Image
from editorial.photos import files
from editorial.photos.renditions import FIRST
from editorial.photos.shapes import CARD, GALLERY, SHAPES, SQUARE, WHOLE, WIDE, box_of

MEDIA_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpeg": "image/jpeg"}
FALLBACK_WIDTH = 960
SHARED_WIDTH = 1200
# Nobody enlarges a photo to less.
LEAST_ENLARGED = 640
# What search engines ask for of a story's photo.
SEARCH_SHAPES = (WIDE, GALLERY, SQUARE)

Rendition = dict[str, Any]


@dataclass(frozen=True)
class Source:
    """One format in all its widths: the attributes of a `<source>`. `whole` is the srcset of the whole photo, where
    `srcset` shows a part of it.
    """

    media_type: str
    srcset: str
    whole: str


@dataclass(frozen=True)
class Picture:
    """The attributes of a `<picture>`: better formats first, then the JPEGs of its `<img>`. Sizes are in pixels.

    `enlarged` is the address of the whole photo at its widest, `whole_width` and `whole_height` its size there.
    """

    sources: tuple[Source, ...]
    src: str
    srcset: str
    whole: str
    width: int
    height: int
    enlarged: str
    whole_width: int
    whole_height: int
    classes: str


@dataclass(frozen=True)
class SharedPicture:
    """One JPEG for who shows the photo elsewhere. `address` begins with / unless files lie elsewhere."""

    address: str
    width: int
    height: int
    alternative_text: str


def picture_of(image: Image, shape: str = WHOLE.name) -> Picture:
    """What a page offers of a photo that `is_ready`, in one of `shapes.SHAPES`.

    The whole photo where nothing is cut for this shape, or not yet: then the size is the cut's all the same, and
    classes say what to keep in view, so that the page stays as it is when the cut is there.
    """
    is_cut = bool(_of_shape(image, shape, "jpeg"))
    jpegs = _offered(image, shape, "jpeg")
    whole = _whole(image, "jpeg")
    widest, enlarged = jpegs[-1], whole[-1]
    stands_for = None if is_cut else _cut_size(image, shape, widest)
    width, height = stands_for or (widest["width"], widest["height"])
    return Picture(
        sources=tuple(
            Source(MEDIA_TYPES[kind], _srcset(offered), _enlarging(image, kind) if is_cut else "")
            for kind in ("avif", "webp")
            if (offered := _offered(image, shape, kind))
        ),
        src=rendition_url(_nearest(jpegs, FALLBACK_WIDTH)["name"]),
        srcset=_srcset(jpegs),
        whole=_enlarging(image, "jpeg") if is_cut else "",
        width=width,
        height=height,
        enlarged=rendition_url(enlarged["name"]),
        whole_width=enlarged["width"],
        whole_height=enlarged["height"],
        classes=" ".join(_classes(image, shape, is_cut=is_cut, is_uncut=stands_for is not None)),
    )


def shared_picture_of(image: Image) -> SharedPicture:
    """What a link to a page with this photo shows elsewhere: its card, else the whole; the photo `is_ready`."""
    return _shared(image, _nearest(_offered(image, CARD.name, "jpeg"), SHARED_WIDTH))


def found_picture_of(image: Image) -> SharedPicture:
    """The whole photo, for search engines; it `is_ready`."""
    return _shared(image, _nearest(_whole(image, "jpeg"), SHARED_WIDTH))


def found_pictures_of(image: Image) -> list[SharedPicture]:
    """The photo in the shapes that search engines ask for; the whole, once, for those that are not cut."""
    widest = (_nearest(_offered(image, shape.name, "jpeg"), SHARED_WIDTH) for shape in SEARCH_SHAPES)
    return [_shared(image, each) for each in {each["name"]: each for each in widest}.values()]


def rendition_url(name: str) -> str:
    """Where readers get a rendition."""
    return str(files.renditions().url(name))


def jpeg_url(image: Image, at_least: int = 0) -> str:
    """The smallest JPEG of a photo that `is_ready` and at least so many pixels wide; the widest where none is."""
    jpegs = _whole(image, "jpeg")
    wide = [each for each in jpegs if _width(each) >= at_least]
    return rendition_url((wide or jpegs[-1:])[0]["name"])


def _of_shape(image: Image, shape: str, kind: str) -> list[Rendition]:
    found = (each for each in image.renditions if (each["shape"], each["format"]) == (shape, kind))
    return sorted(found, key=_width)


def _whole(image: Image, kind: str) -> list[Rendition]:
    return _of_shape(image, WHOLE.name, kind) or _of_shape(image, FIRST, kind)


def _offered(image: Image, shape: str, kind: str) -> list[Rendition]:
    return _of_shape(image, shape, kind) or _whole(image, kind)


def _enlarging(image: Image, kind: str) -> str:
    whole = _whole(image, kind)
    return _srcset([each for each in whole if _width(each) >= LEAST_ENLARGED] or whole)


def _cut_size(image: Image, shape: str, whole: Rendition) -> tuple[int, int] | None:
    """The size of what will be cut of the whole photo for this shape; nothing where nothing will."""
    box = box_of(SHAPES[shape], (whole["width"], whole["height"]), (image.focal_x, image.focal_y))
    return (box[2] - box[0], box[3] - box[1]) if box else None


def _classes(image: Image, shape: str, *, is_cut: bool, is_uncut: bool) -> list[str]:
    """What keeps the photo's place, and what keeps in view what matters where the page itself has to cut."""
    tone = [] if image.tone is None else [f"tone-{image.tone}"]
    if shape == WHOLE.name or is_cut:
        return tone
    places = {"x": _third(image.focal_x), "y": _third(image.focal_y)}
    focus = [f"focus-{axis}-{third}" for axis, third in places.items() if third != "middle"]
    return tone + ["is-uncut"] * is_uncut + focus


def _shared(image: Image, rendition: Rendition) -> SharedPicture:
    address = rendition_url(rendition["name"])
    return SharedPicture(address, rendition["width"], rendition["height"], image.alternative_text)


def _srcset(renditions: list[Rendition]) -> str:
    return ", ".join(f"{rendition_url(each['name'])} {each['width']}w" for each in renditions)


def _nearest(renditions: list[Rendition], width: int) -> Rendition:
    return min(renditions, key=lambda each: abs(each["width"] - width))


def _width(rendition: Rendition) -> int:
    return int(rendition["width"])


def _third(place: float) -> str:
    """Which third the focal point lies in: style sheets know nine places, as no page may carry styles of its own."""
    return ("first", "middle", "last")[min(int(place * 3), 2)]
