"""Say what is to be seen to in the photo library."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils.translation import gettext as _

from editorial.models import Image
from editorial.photos.checks import CHECKS
from editorial.photos.files import StorageAway
from editorial.photos.stored import Lost, Stray, erase_stray, look_through


@dataclass(frozen=True)
class Finding:
    """One line of the report. `photo` is a key, or nothing where the files belong to no photo."""

    check: str
    says: str
    is_pressing: bool
    photo: int | None = None
    title: str = ""
    address: str = ""
    files: tuple[str, ...] = ()

    def __str__(self) -> str:
        """As a line for people."""
        what = f"{self.title} {self.address}" if self.photo else ", ".join(self.files)
        return f"{self.says.rstrip('.')}: {what}"


class Command(BaseCommand):
    """`check_photos`: exits with 1 where somebody has to do something, with 0 where all is well."""

    help = "Says which photos need seeing to: credits, alternative texts, rights, places, pictures and files."

    def add_arguments(self, parser: CommandParser) -> None:
        """How far to look, and what to do."""
        parser.add_argument("--files", action="store_true", help="hold the storage against the library, too")
        parser.add_argument("--json", action="store_true", help="answer with one JSON object")
        parser.add_argument(
            "--erase-orphaned-files",
            action="store_true",
            help="delete files older than a day that no photo has use for, and say which",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Look, and tell."""
        is_erasing = options["erase_orphaned_files"]
        pressing, told = 0, []
        try:
            for finding in _findings(with_files=options["files"] or is_erasing, is_erasing=is_erasing):
                pressing += finding.is_pressing
                if options["json"]:
                    told.append(asdict(finding))
                else:
                    self.stdout.write(str(finding))
        except StorageAway as away:
            raise CommandError(
                _("The storage of photos does not answer: %(why)s") % {"why": away}, returncode=2
            ) from away
        if options["json"]:
            self.stdout.write(json.dumps({"pressing": pressing, "findings": told}, ensure_ascii=False))
        if pressing:
            raise SystemExit(1)


def _findings(*, with_files: bool, is_erasing: bool) -> Iterator[Finding]:
    for check in CHECKS:
        for image in check.photos().iterator():
            says = ": ".join(filter(None, [str(check.title), check.why(image)]))
            yield _of_photo(image, check.name, says, is_pressing=check.is_pressing)
    if with_files:
        for found in look_through():
            if isinstance(found, Lost):
                yield _lost(found)
            elif not is_erasing:
                says = _("In the storage, and of no photo")
                yield Finding("stray_files", says, is_pressing=True, files=found.names)
            else:
                yield from _erased(found)


def _lost(found: Lost) -> Finding:
    if found.is_original:
        says = _("Its file is not in the storage any more")
        return _of_photo(found.image, "lost_original", says, files=found.names)
    return _of_photo(
        found.image, "lost_pictures", _("Pictures of it are not in the storage"), files=found.names
    )


def _erased(stray: Stray) -> Iterator[Finding]:
    gone = tuple(erase_stray(stray))
    if gone:
        yield Finding("erased_files", _("Erased, as no photo had use for it"), is_pressing=False, files=gone)


def _of_photo(
    image: Image, check: str, says: str, *, is_pressing: bool = True, files: tuple[str, ...] = ()
) -> Finding:
    address = settings.SITE_URL + reverse("admin:editorial_image_change", args=[image.pk])
    return Finding(check, says, is_pressing, image.pk, str(image), address, files)
