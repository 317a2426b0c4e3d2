"""A photo as a browser is offered it: every format and width, the size that keeps its place, what to keep in view."""

from dataclasses import dataclass
from typing import Any

from editorial.models import Image
from editorial.photos import files
from editorial.photos.renditions import FIRST
from editorial.photos.shapes import WHOLE

MEDIA_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpeg": "image/jpeg"}
FALLBACK_WIDTH = 960
SHARED_WIDTH = 1200


@dataclass(frozen=True)
class Source:
    """One format in all its widths: the attributes of a `<source>`."""

    media_type: str
    srcset: str


@dataclass(frozen=True)
class Picture:
    """The attributes of a `<picture>`: better formats first, then the JPEGs of its `<img>`. Sizes are in pixels."""

    sources: tuple[Source, ...]
    src: str
    srcset: str
    width: int
    height: int
    focus: str


@dataclass(frozen=True)
class SharedPicture:
    """The one JPEG that a shared link shows. `address` begins with / unless files lie elsewhere."""

    address: str
    width: int
    height: int
    alternative_text: str


def picture_of(image: Image) -> Picture:
    """What a page offers of a photo that `is_ready`."""
    jpegs = _of_format(image, "jpeg")
    widest = jpegs[-1]
    better = [each for each in ("avif", "webp") if _of_format(image, each)]
    return Picture(
        sources=tuple(Source(MEDIA_TYPES[each], _srcset(image, each)) for each in better),
        src=rendition_url(_nearest(jpegs, FALLBACK_WIDTH)["name"]),
        srcset=_srcset(image, "jpeg"),
        width=widest["width"],
        height=widest["height"],
        focus=f"focus-x-{_third(image.focal_x)} focus-y-{_third(image.focal_y)}",
    )


def shared_picture_of(image: Image) -> SharedPicture:
    """What a link to a page with this photo shows elsewhere; the photo `is_ready`."""
    rendition = _nearest(_of_format(image, "jpeg"), SHARED_WIDTH)
    address = rendition_url(rendition["name"])
    return SharedPicture(address, rendition["width"], rendition["height"], image.alternative_text)


def rendition_url(name: str) -> str:
    """Where readers get a rendition."""
    return files.renditions().url(name)


def jpeg_url(image: Image, at_least: int = 0) -> str:
    """The smallest JPEG of a photo that `is_ready` and at least so many pixels wide; the widest where none is."""
    jpegs = _of_format(image, "jpeg")
    wide = [each for each in jpegs if _width(each) >= at_least]
    return rendition_url((wide or jpegs[-1:])[0]["name"])


def _of_format(image: Image, kind: str) -> list[dict[str, Any]]:
    whole = [each for each in image.renditions if each["shape"] in {WHOLE.name, FIRST}]
    return sorted((each for each in whole if each["format"] == kind), key=_width)


def _srcset(image: Image, kind: str) -> str:
    return ", ".join(f"{rendition_url(each['name'])} {each['width']}w" for each in _of_format(image, kind))


def _nearest(renditions: list[dict[str, Any]], width: int) -> dict[str, Any]:
    return min(renditions, key=lambda each: abs(each["width"] - width))


def _width(rendition: dict[str, Any]) -> int:
    return int(rendition["width"])


def _third(place: float) -> str:
    """Which third the focal point lies in: style sheets know nine places, as no page may carry styles of its own."""
    return ("first", "middle", "last")[min(int(place * 3), 2)]
