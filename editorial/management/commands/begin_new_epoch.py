"""Send every open page for a new one."""

from typing import Any

from django.core.management.base import BaseCommand

from editorial import publishing


class Command(BaseCommand):
    """`begin_new_epoch`: after a backup was restored. Versions count on in another history."""

    help = "After a backup was restored: every open page is loaded again, whatever version it shows."

    def handle(self, *args: Any, **options: Any) -> None:
        """Give every story a new epoch."""
        publishing.begin_new_epoch()
        self.stdout.write("Every story has begun a new epoch: open pages load again.")
