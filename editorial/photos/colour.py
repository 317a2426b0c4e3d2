"""Colours as browsers take them for granted: sRGB, eight bits, nothing transparent."""

import io

from PIL import Image, ImageCms

_PLAIN = {"L", "RGB", "RGBA", "CMYK"}
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def with_plain_channels(picture: Image.Image) -> Image.Image:
    """The picture without palette, masks of colour, or sixteen bits, in channels that can be averaged."""
    if picture.mode.startswith("I"):
        # Pillow's own conversion cuts sixteen bits off at 255.
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    return picture if picture.mode in _PLAIN else picture.convert("RGB")


def in_srgb_on_white(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """An RGB picture of plain channels: colours from its ICC profile to sRGB, transparency on white.

    A profile that is broken or belongs to other channels does not count. The answer carries pixels only.
    """
    coloured = _in_srgb(picture, profile).convert("RGBA" if picture.mode == "RGBA" else "RGB")
    if coloured.mode == "RGBA":
        white = Image.new("RGBA", coloured.size, "white")
        coloured = Image.alpha_composite(white, coloured).convert("RGB")
    coloured.info.clear()
    return coloured


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    if not profile:
        return picture
    channels = "RGBA" if picture.mode == "RGBA" else "RGB"
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, given, _SRGB, outputMode=channels) or picture
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
