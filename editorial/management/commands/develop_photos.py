"""Make the pictures of all photos that wait for them."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from editorial import publishing
from editorial.models import Image


class Command(BaseCommand):
    """`develop_photos`: the server does this by itself; run it where readers should find them ready at the start."""

    help = "Makes every picture that readers get of every photo that waits for them."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them, and count along."""
        waiting, made = Image.objects.undeveloped(timezone.now()).count(), 0
        while image := publishing.develop_next():
            made += 1
            self.stdout.write(f"{made} of {max(made, waiting)}: {image}")
