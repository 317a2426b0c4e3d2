"""Which static files may be served: all of every application's, less what the text editor does not need.

CKEditor's package holds a preview that runs what it is given, samples, and plugins for uploads and frames. Nothing
of it is served but what this newsroom's editor asks for.
"""

import posixpath
from collections.abc import Iterator
from typing import Any

from django.contrib.staticfiles.finders import AppDirectoriesFinder
from django.core.files.storage import Storage

from editorial.richtext.editor import PACKAGED_PLUGINS

PACKAGE = "ckeditor/"
EDITOR = "ckeditor/ckeditor/"
# Asked for by plugins that are named in the configuration.
ALSO_NEEDED = ("dialog", "lineutils", "notification", "pastetools")
SERVED = (
    "ckeditor/ckeditor-init.js",
    "ckeditor/ckeditor.css",
    "ckeditor/fixups.js",
    f"{EDITOR}ckeditor.js",
    f"{EDITOR}lang/",
    f"{EDITOR}skins/moono-lisa/",
    f"{EDITOR}plugins/icons.png",
    f"{EDITOR}plugins/icons_hidpi.png",
    *(f"{EDITOR}plugins/{name}/" for name in (*PACKAGED_PLUGINS, *ALSO_NEEDED)),
)


def is_served(path: str) -> bool:
    """Whether the file (a path below STATIC_URL) may be served and collected."""
    plain = posixpath.normpath(path.replace("\\", "/"))
    return not plain.startswith(PACKAGE) or plain.startswith(SERVED)


class EditorFinder(AppDirectoriesFinder):
    """Finds the files of all applications, but of CKEditor's package only those in `SERVED`."""

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Storage]]:
        """Each file's path with the storage that holds it."""
        return ((path, storage) for path, storage in super().list(ignore_patterns) if is_served(path))

    def find(self, path: str, *args: Any, **more: Any) -> Any:
        """The file's place on the disk; an empty list where there is none to be served."""
        return super().find(path, *args, **more) if is_served(path) else []
