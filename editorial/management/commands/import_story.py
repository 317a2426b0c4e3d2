"""Import the text of a page."""

import datetime
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from editorial.importing.fitting import refuse_unfit_slug
from editorial.importing.page import BadPage
from editorial.importing.photo_files import PhotoFiles
from editorial.importing.story import Imported, Wishes, import_page
from editorial.models.recorded import time_zones

MOST_BYTES = 20 * 2**20


class Command(BaseCommand):
    """`import_story FILE`: one story with its entries and photos, all of it or nothing. See docs/importing.md."""

    help = (
        "Reads the text of a page into one story: a draft, or with --publish a story that readers can open."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and what its text does not say."""
        parser.add_argument("file", help="the text of the page, as UTF-8")
        parser.add_argument(
            "--date", metavar="YYYY-MM-DD", help="the day of the newest entry (default: today)"
        )
        parser.add_argument(
            "--time-zone", metavar="NAME", help="such as Europe/London (default: the house's)"
        )
        parser.add_argument(
            "--slug", help="the last part of the story's address (default: from the headline)"
        )
        parser.add_argument("--publish", action="store_true", help="let readers see it")
        parser.add_argument(
            "--ended", action="store_true", help="the coverage is over, whatever the page says"
        )
        parser.add_argument(
            "--live", action="store_true", help="the coverage goes on, whatever the page says"
        )
        parser.add_argument(
            "--placeholder-photos",
            action="store_true",
            help="a neutral picture where a photo's file is not at hand",
        )
        parser.add_argument("--photos", metavar="FOLDER", help="where the files of the photos are")
        parser.add_argument("--json", action="store_true", help="answer with one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import the page and say what came of it; the last line is the summary."""
        try:
            imported = import_page(_content(options["file"]), _wishes(options))
        except BadPage as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except PermissionDenied as error:
            message = _("The account “import” may not do this: put it into the group Editor. (%(why)s)")
            raise CommandError(message % {"why": error}) from error
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(imported), ensure_ascii=False))
            return
        for warning in imported.warnings:
            self.stdout.write(_("Warning: %(sentence)s") % {"sentence": warning})
        self.stdout.write(_summary(imported))


def _content(name: str) -> bytes:
    try:
        with Path(name).open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        message = _("“%(file)s” cannot be read (%(why)s): name the file with the text of the page.")
        raise BadPage(message % {"file": name, "why": error.strerror}) from error
    if len(content) > MOST_BYTES:
        raise BadPage(_("“%(file)s” is larger than 20 MB: no page's text is that long.") % {"file": name})
    return content


def _wishes(options: dict[str, Any]) -> Wishes:
    if options["ended"] and options["live"]:
        raise BadPage(_("The coverage is either over or goes on: say --ended or --live, not both."))
    if options["slug"] is not None:
        refuse_unfit_slug(options["slug"])
    return Wishes(
        time_zone=_time_zone(options["time_zone"] or settings.TIME_ZONE),
        day=_day(options["date"]) if options["date"] is not None else None,
        slug=options["slug"] or "",
        status="ended" if options["ended"] else "live" if options["live"] else "",
        is_published=options["publish"],
        files=_files(options),
    )


def _time_zone(name: str) -> str:
    if name not in time_zones():
        message = _("“%(name)s” is not a time zone: write a name such as Europe/London after --time-zone.")
        raise BadPage(message % {"name": name})
    return name


def _day(written: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(written)
    except ValueError as error:
        message = _("“%(written)s” is not a day: write one such as 2024-05-30 after --date.")
        raise BadPage(message % {"written": written}) from error


def _files(options: dict[str, Any]) -> PhotoFiles:
    files = PhotoFiles(is_placeholder_made=options["placeholder_photos"])
    if options["photos"] is not None:
        files.read_folder(Path(options["photos"]))
    return files


def _summary(imported: Imported) -> str:
    """One line whose form programs rely on, so it is not translated."""
    return (
        f"Imported {imported.story.slug}: {imported.entries} entries, {imported.photos} photos "
        f"({imported.photos_without_credit} without a credit)"
    )


def _as_json(imported: Imported) -> dict[str, Any]:
    return {
        "slug": imported.story.slug,
        "url": settings.SITE_URL + imported.story.get_absolute_url(),
        "entries": imported.entries,
        "photos": imported.photos,
        "photos_without_credit": imported.photos_without_credit,
        "warnings": imported.warnings,
    }
