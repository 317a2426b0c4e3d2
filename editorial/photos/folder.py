"""The storage in a folder of this machine, or of one that it shares."""

import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class Folder(FileSystemStorage):
    """Files by names that say what is in them: each is there whole or not at all, and kept again it takes its place."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_overwrite=True, **options)

    def every(self, folder: str) -> Iterator[tuple[str, datetime]]:
        """Name and time of storing of each file below the folder; those of one folder come one after another."""
        top = Path(self.path(folder))
        for place, _folders, names in os.walk(top):
            for name in names:
                path = Path(place) / name
                with suppress(FileNotFoundError):  # erased just now
                    stored_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
                    yield path.relative_to(self.location).as_posix(), stored_at

    def _save(self, name: str, content: "File[Any]") -> str:
        whole = Path(self.path(name))
        part = f"{Path(name).parent.as_posix()}/.{secrets.token_hex(8)}.part"
        try:
            super()._save(part, content)  # type: ignore[misc]  # Django's own step, which django-stubs leaves out
            Path(self.path(part)).replace(whole)
        except OSError:
            self.delete(part)
            raise
        return name
