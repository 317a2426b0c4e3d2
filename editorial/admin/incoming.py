"""Files on their way in, piece by piece: a broken line costs one piece, and a crash of the server nothing that came.

They lie in a folder of the person who sends them, beside the newsroom's data and never served, until a photo has been
made of them. One machine's processes share them.
"""

import fcntl
import json
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from editorial.photos.intake import RefusedPhoto, refuse_size

MOST_UNFINISHED = 24
SECONDS_KEPT = 6 * 60 * 60
# Of one that was heard of since, its sender may be about to go on; before, it makes room where there is none.
SECONDS_WAITED = 10 * 60
LONGEST_NAME = 255
KEY = re.compile(r"[0-9a-f]{32}")


class Gone(LookupError):
    """No such file is on its way for this person: never, or too long ago."""


@dataclass(frozen=True)
class Incoming:
    """One file on its way. How large the kept part is says how much has come; the note says what it will be."""

    folder: Path

    @property
    def key(self) -> str:
        """By which its sender speaks of it."""
        return self.folder.name

    @property
    def note(self) -> dict[str, Any]:
        """name, size in bytes, begun_at in seconds; and once it is settled, the photo's key or the errors."""
        with _or_gone():
            note: dict[str, Any] = json.loads((self.folder / "note.json").read_text())
        return note

    @property
    def offset(self) -> int:
        """How many bytes have come."""
        with _or_gone():
            return (self.folder / "part").stat().st_size

    @property
    def is_settled(self) -> bool:
        """Whether it has become a photo or was refused."""
        return bool({"photo", "errors"} & {*self.note})

    @property
    def heard_at(self) -> float:
        """When something came of it last, in seconds."""
        with _or_gone():
            return max(file.stat().st_mtime for file in [self.folder, *self.folder.iterdir()])

    @contextmanager
    def held(self) -> Iterator[BinaryIO]:
        """What has come, for one request alone: others wait until it is done."""
        with _or_gone():
            part = (self.folder / "part").open("r+b")
        with part:
            fcntl.flock(part, fcntl.LOCK_EX)
            yield part

    def settle(self, part: BinaryIO, **outcome: Any) -> None:
        """Note what became of it, for a sender who did not hear; its bytes are needed no more."""
        self.write_note({**self.note, **outcome})
        part.truncate(0)

    def write_note(self, note: dict[str, Any]) -> None:
        """In one step: a reader finds the old note or the new one."""
        unfinished = self.folder / "note.part"
        with _or_gone():
            unfinished.write_text(json.dumps(note))
            unfinished.replace(self.folder / "note.json")

    def drop(self) -> None:
        """Let go of it."""
        shutil.rmtree(self.folder, ignore_errors=True)


def begin(sender: User, name: str, size: int) -> Incoming:
    """Make room for a file of so many bytes. Raises ValidationError where it is too large, or too many are begun."""
    try:
        refuse_size(size, name)
    except RefusedPhoto as refused:
        raise ValidationError({"file": str(refused)}) from refused
    _sweep()
    _make_room(sender)
    incoming = Incoming(_folder_of(sender) / secrets.token_hex(16))
    incoming.folder.mkdir(parents=True, mode=0o700)
    (incoming.folder / "part").touch(mode=0o600)
    incoming.write_note({"name": name[:LONGEST_NAME], "size": size, "begun_at": time.time()})
    return incoming


def find(sender: User, key: str) -> Incoming:
    """The file that this person sends under this key. Raises Gone: what others send is not there for them."""
    incoming = Incoming(_folder_of(sender) / key)
    if not KEY.fullmatch(key) or not (incoming.folder / "note.json").exists():
        raise Gone
    return incoming


def _make_room(sender: User) -> None:
    """Where too many were begun, let go of the one that has been silent longest: whose page was closed, say."""
    unfinished = sorted((each.heard_at, each.key) for each in _sent_by(sender) if not each.is_settled)
    if len(unfinished) < MOST_UNFINISHED:
        return
    heard_at, key = unfinished[0]
    if heard_at > time.time() - SECONDS_WAITED:
        raise ValidationError({"file": _too_many()})
    Incoming(_folder_of(sender) / key).drop()


def _too_many() -> str:
    more = _("%(most)d photos of yours are still on their way. Wait for those, then add this one again.")
    return more % {"most": MOST_UNFINISHED}


def _sent_by(sender: User) -> Iterator[Incoming]:
    return (Incoming(note.parent) for note in _folder_of(sender).glob("*/note.json"))


def _sweep() -> None:
    """Let go of those of which nothing was heard for long, whoever began them."""
    oldest = time.time() - SECONDS_KEPT
    for folder in _room().glob("*/*/"):
        with suppress(Gone):  # another process sweeps too
            if Incoming(folder).heard_at < oldest:
                Incoming(folder).drop()


def _folder_of(sender: User) -> Path:
    return _room() / str(sender.pk)


def _room() -> Path:
    return Path(settings.NEWSROOM_DATA) / "incoming"


@contextmanager
def _or_gone() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as swept:
        raise Gone from swept
