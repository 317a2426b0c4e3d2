"""The form field in which stories and entries are written: CKEditor 4, fenced in.

It gets no more fixes, so it is given little (the plugins named here and no others) and trusted with nothing: the
server cleans what it sends. Another editor would take its place in this module and in static/editorial/ckeditor.
"""

from typing import Any

from ckeditor.widgets import CKEditorWidget
from csp.constants import NONE, SELF, UNSAFE_INLINE
from django import forms
from django.conf import settings
from django.forms.widgets import Media
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from editorial.richtext.cleaning import clean

OWN_PLUGINS = ("links", "photo", "photochooser", "subheading")
PACKAGED_PLUGINS = (
    "a11yhelp",
    "autogrow",
    "basicstyles",
    "blockquote",
    "clipboard",
    "divarea",  # the text stands in the page itself: the frame that is used otherwise needs inline scripts
    "enterkey",
    "entities",
    "htmlwriter",
    "link",
    "list",
    "magicline",
    "pastefromgdocs",
    "pastefromlibreoffice",
    "pastefromword",
    "pastetext",
    "toolbar",
    "undo",
    "widget",
)

# One for every text: a field that lacked the photo plugin would drop photos without a word.
CONFIGURATION: dict[str, Any] = {
    "customConfig": "",
    "plugins": ",".join(PACKAGED_PLUGINS),
    "extraPlugins": ",".join(OWN_PLUGINS),
    "stylesSet": False,
    "toolbar": [
        ["Bold", "Italic", "Link", "Unlink"],
        ["Subheading", "Blockquote", "BulletedList", "NumberedList"],
        ["Photo"],
        ["PasteText", "Undo", "Redo"],
    ],
    "width": "100%",
    "height": "auto",
    # What `clean` keeps, so that nobody sees a text which saving would change.
    "allowedContent": "p br h3 h4 blockquote ul ol li strong em b i sub sup;"
    " a[!href]; figure[!data-photo]; figcaption",
    "removeDialogTabs": "link:advanced;link:target;link:upload",
    "linkDefaultProtocol": "https://",
    # The browser's own spelling check, which the editor would switch off.
    "disableNativeSpellChecker": False,
    # Text is kept as typed: only what HTML itself needs is written as an entity.
    "entities": False,
    "fillEmptyBlocks": False,
    "tabSpaces": 0,
    "words": {
        "subheading": _("Subheading"),
        "photo": _("Photo"),
        "insert": _("Insert a photo"),
        "search": _("Search photos"),
        "close": _("Close"),
        "nothing": _("No photo was found."),
        "failed": _("The photos could not be loaded. Check the connection and try again."),
        "unknown": _("This photo is not in the library: readers do not see it."),
        "missing": _("Missing:"),
        "own_caption": _("Caption for this place"),
    },
}

# For csp_replace, on the pages that hold the editor and on no others. It writes style attributes and on… attributes;
# it needs neither inline script elements nor eval. data: is the clear pixel of a photo's handle.
EDITOR_CSP: dict[str, list[str]] = {
    "default-src": [NONE],
    "script-src": [SELF],
    "script-src-elem": [SELF],
    "script-src-attr": [UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [*settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"], "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [NONE],
    "base-uri": [NONE],
}


class RichTextWidget(CKEditorWidget):  # type: ignore[misc]  # django-ckeditor has no types
    """A text area that becomes the editor. It asks `admin:editorial_image_choose` for the library's photos."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.config = {**CONFIGURATION}

    @property
    def media(self) -> Media:
        """The editor's files, and the look of the text in it."""
        own: Media = super().media + Media(css={"all": ["editorial/ckeditor/writing.css"]})
        return own

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What the text area's template is given: the configuration with this site's addresses."""
        self.config["photosAddress"] = reverse("admin:editorial_image_choose")
        self.external_plugin_resources = [
            (plugin, static(f"editorial/ckeditor/{plugin}/"), "plugin.js") for plugin in OWN_PLUGINS
        ]
        context: dict[str, Any] = super().get_context(name, value, attrs)
        return context


class RichTextFormField(forms.CharField):
    """A text with markup. Its value is cleaned (`richtext.clean`); raises ValidationError where that refuses."""

    widget = RichTextWidget

    def to_python(self, value: Any) -> str:
        """The text, with only what is allowed in it."""
        return clean(super().to_python(value) or "")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the text itself differs: the editor's own line breaks are no change."""
        return super().has_changed(clean(initial or ""), data)
