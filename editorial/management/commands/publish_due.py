"""Publish what is scheduled and due."""

from typing import Any

from django.core.management.base import BaseCommand

from editorial import publishing


class Command(BaseCommand):
    """`publish_due`: once. The server does this by itself; beside another server, run it every minute."""

    help = "Publishes every scheduled entry whose time has come, exactly once however many processes do it."

    def handle(self, *args: Any, **options: Any) -> None:
        """Publish, and name what was published."""
        for entry in publishing.publish_due():
            self.stdout.write(f"Published {entry.public_id} in {entry.article.slug}")
