"""A picture for a photograph whose file is not at hand."""

import io

from PIL import Image, ImageOps


def placeholder_picture(width: int = 1200, height: int = 800) -> bytes:
    """A JPEG of that many pixels, in a neutral grey that grows darker towards the foot."""
    fall = Image.linear_gradient("L").resize((width, height))
    file = io.BytesIO()
    ImageOps.colorize(fall, "#d9d9d6", "#b4b4b0").save(file, format="JPEG", quality=80)
    return file.getvalue()
