"""Make the pictures of all photos that wait for them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial import publishing
from editorial.models import Image
from editorial.photos.files import StorageAway
from editorial.photos.stored import lost_pictures


class Command(BaseCommand):
    """`develop_photos`: the server does this by itself; run it where readers should find them ready at the start."""

    help = "Makes every picture that readers get of every photo that waits for them."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which photos."""
        lost = "also those of which pictures are not in the storage, after a backup was restored without them"
        parser.add_argument("--lost", action="store_true", help=lost)

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them, and count along."""
        try:
            self._make(with_lost=options["lost"])
        except StorageAway as away:
            raise CommandError(_("The storage of photos does not answer: %(why)s") % {"why": away}) from away

    def _make(self, *, with_lost: bool) -> None:
        for lost in lost_pictures() if with_lost else ():
            publishing.develop_again(lost.image, by=None)
        waiting, made = Image.objects.undeveloped(timezone.now()).count(), 0
        while image := publishing.develop_next():
            made += 1
            self.stdout.write(f"{made} of {max(made, waiting)}: {image}")
