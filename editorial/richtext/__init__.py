"""All that knows the text editor: cleaning what comes in, expanding photos, the form field and its widget.

A text in the database is always one that `clean` has given back: the other functions here rely on its form.
"""

from editorial.richtext.cleaning import clean, photo_ids, plain, words_differ
from editorial.richtext.editor import EDITOR_CSP, RichTextFormField, RichTextWidget
from editorial.richtext.outside import FRAME_ORIGINS
from editorial.richtext.photos import expand

__all__ = [
    "EDITOR_CSP",
    "FRAME_ORIGINS",
    "RichTextFormField",
    "RichTextWidget",
    "clean",
    "expand",
    "photo_ids",
    "plain",
    "words_differ",
]
