"""Whether an alternative text says what a photo shows. A judgement for people to weigh, never a refusal."""

import re
import unicodedata
from pathlib import PurePath

from django.utils.translation import gettext as _

from editorial.models import Image

# A beginning of the caption that is shorter than this may be a description all the same.
FEWEST_WORDS_REPEATED = 5
_FILE_SUFFIX = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|hei[cf]|tiff?|bmp|raw|dng|cr[23]|nef|arw)$", re.IGNORECASE
)
# What cameras, telephones and screens call their pictures: IMG_1234, DSC01234, P1010023, 20261123_180300.
_CAMERAS_WORD = re.compile(r"(?:img|image|dsc[fn]?|dcim|pict|pxl|mvi|gopr|dji|wa|p|mg)?\d*")
_SAYS_NOTHING = re.compile(
    r"(?:an?\s|the\s)?(?:image|img|photo|photograph|picture|pic|foto|bild|screenshot|graphic|illustration|untitled|"
    r"file|alt|alt text|alternative text)[\s_-]?\(?\d*\)?",
    re.IGNORECASE,
)


def questionable_alternative(image: Image) -> str:
    """Why the alternative text may say nothing of what the photo shows, as a sentence; empty where nothing seems wrong.

    It repeats the caption, is the file's name or looks like one, or says only that there is a photo.
    """
    text = image.alternative_text.strip()
    if not text:
        return ""
    if _is_name_of_file(text, image.uploaded_as):
        return _("The alternative text looks like the name of a file. Say what the picture shows.")
    if _SAYS_NOTHING.fullmatch(text.rstrip(" .:!")):
        return _("The alternative text says only that there is a picture. Say what it shows.")
    if _repeats(_normal(text), _normal(image.caption)):
        return _(
            "The alternative text only repeats the caption. Say what the picture shows to someone who cannot see it."
        )
    return ""


def _is_name_of_file(text: str, uploaded_as: str) -> bool:
    names = {uploaded_as.casefold(), PurePath(uploaded_as).stem.casefold()} - {""}
    is_one_piece = " " not in text
    return (
        (text.casefold() in names and (is_one_piece or bool(_FILE_SUFFIX.search(text))))
        or (_FILE_SUFFIX.search(text) is not None and len(text.split()) <= FEWEST_WORDS_REPEATED)
        or _is_cameras_name(text)
    )


def _is_cameras_name(text: str) -> bool:
    pieces = list(filter(None, re.split(r"[\s_-]+", text.casefold())))
    return re.search(r"\d{3}", text) is not None and all(map(_CAMERAS_WORD.fullmatch, pieces))


def _repeats(text: str, caption: str) -> bool:
    if not text or text == caption:
        return bool(text)
    return caption.startswith(f"{text} ") and len(text.split()) >= FEWEST_WORDS_REPEATED


def _normal(text: str) -> str:
    """The words alone, in small letters: what differs in commas or capitals says the same."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.findall(r"\w+", folded))
