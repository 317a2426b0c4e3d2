"""The colour that keeps a photo's place before it comes: one of 64, each a class (`tone-0` to `tone-63`) of the page.

Pages may carry no styles of their own, so a photo's exact colour cannot stand in one.
"""

from PIL import Image

STEPS = 4
# Of each of red, green and blue: neither black nor glaring, as most photographs are in the mean.
DARKEST, STEP = 51, 51


def tone_of(picture: Image.Image) -> int:
    """The tone nearest to an RGB picture's mean colour: two bits each of red, green and blue, red first."""
    mean = picture.convert("RGB").resize((1, 1), Image.Resampling.BOX).tobytes()
    red, green, blue = (min(max(round((value - DARKEST) / STEP), 0), STEPS - 1) for value in mean)
    return (red * STEPS + green) * STEPS + blue


def colour_of(tone: int) -> tuple[int, int, int]:
    """The colour of a tone: red, green and blue from 51 to 204."""
    steps = tone // STEPS**2, tone // STEPS % STEPS, tone % STEPS
    red, green, blue = (DARKEST + step * STEP for step in steps)
    return red, green, blue
