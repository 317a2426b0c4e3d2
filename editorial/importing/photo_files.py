"""The files of a page's photos: found in a folder by what they say or how they are named, or else made."""

import io
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, NamedTuple

from django.utils.text import slugify
from django.utils.translation import gettext as _

from editorial.importing.page import BadPage, Photo
from editorial.photos.intake import RefusedPhoto, take_in
from editorial.photos.placeholder import placeholder_picture

# A file name this long, and a photo's text that goes on after it, mean the same: names are often cut off.
CUT_OFF_FROM = 40


class PhotoFile(NamedTuple):
    """A file to be taken in, and its name for messages."""

    upload: BinaryIO
    name: str


@dataclass
class PhotoFiles:
    """The files that are at hand. `warnings` grows as they are asked for: one sentence each."""

    is_placeholder_made: bool = False
    warnings: list[str] = field(default_factory=list)
    _by_text: dict[str, set[Path]] = field(default_factory=lambda: defaultdict(set))
    _by_name: dict[str, set[Path]] = field(default_factory=lambda: defaultdict(set))

    def read_folder(self, folder: Path) -> None:
        """Look at every photograph of a folder; what is none is passed over with a warning.

        Raises BadPage where there is no such folder.
        """
        try:
            paths = sorted(path for path in folder.iterdir() if path.is_file())
        except OSError as error:
            message = _(
                "“%(folder)s” is not a folder that can be read: name one with photographs after --photos."
            )
            raise BadPage(message % {"folder": folder}) from error
        for path in paths:
            if not path.name.startswith("."):
                self._look_at(path)

    def file_for(self, photo: Photo) -> PhotoFile | None:
        """The file of this photo, or a neutral picture if such are wanted, or nothing."""
        found = sorted(self._found(photo))
        if found:
            self._doubt(photo, found)
            return PhotoFile(io.BytesIO(found[0].read_bytes()), found[0].name)
        if self.is_placeholder_made:
            return PhotoFile(io.BytesIO(placeholder_picture(960, 640)), _("placeholder"))
        return None

    def _look_at(self, path: Path) -> None:
        try:
            with path.open("rb") as upload:
                said = take_in(upload, name=path.name).said
        except (RefusedPhoto, OSError) as error:
            self.warnings.append(_("Passed over in the folder: %(why)s") % {"why": error})
            return
        for text in filter(None, (said.caption, said.alternative_text)):
            self._by_text[_compared(text)].add(path)
        self._by_name[_as_name(path.stem)].add(path)

    def _found(self, photo: Photo) -> set[Path]:
        """By caption and alternative text, by one of them, or by name."""
        by_caption = self._by_text.get(_compared(photo.caption), set())
        by_alternative = self._by_text.get(_compared(photo.alternative_text), set())
        return by_caption & by_alternative or by_caption or by_alternative or self._named_after(photo)

    def _named_after(self, photo: Photo) -> set[Path]:
        names = [_as_name(photo.caption), _as_name(photo.alternative_text)]
        return {
            path
            for stem, paths in self._by_name.items()
            for path in paths
            if any(
                stem == name or (len(stem) >= CUT_OFF_FROM and name.startswith(stem))
                for name in names
                if stem
            )
        }

    def _doubt(self, photo: Photo, found: list[Path]) -> None:
        if len(found) == 1:
            return
        message = _("Line %(line)d: %(files)s all fit this photo; “%(first)s” was taken.")
        names = ", ".join(f"“{path.name}”" for path in found)
        self.warnings.append(message % {"line": photo.line, "files": names, "first": found[0].name})


def _compared(text: str) -> str:
    """The text with plain, single spaces."""
    return " ".join(text.split())


def _as_name(text: str) -> str:
    return slugify(text, allow_unicode=True)
