"""What files say, for the tests that make them say it."""

from editorial.photos.metadata import Embedded, read_embedded
from tests.photo_files import iim_dataset, opened, plain, saved, with_iim, xmp_of

UTF8 = iim_dataset(1, 90, b"\x1b%G")


def said_by(data: bytes) -> Embedded:
    """What a file says."""
    return read_embedded(opened(data))


def said_by_xmp(properties: str) -> Embedded:
    """What a file with these XMP properties says."""
    return said_by(saved(plain(), "JPEG", xmp=xmp_of(properties)))


def said_by_iim(*datasets: bytes, xmp: str = "") -> Embedded:
    """What a file with these IIM datasets (and XMP properties) says."""
    jpeg = saved(plain(), "JPEG", xmp=xmp_of(xmp)) if xmp else saved(plain(), "JPEG")
    return said_by(with_iim(jpeg, *datasets))
