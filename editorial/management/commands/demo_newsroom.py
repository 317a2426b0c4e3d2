"""The demo newsroom that `make run` shows."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand

from editorial.demo.logins import demo_logins
from editorial.demo.newsroom import load_stories


class Command(BaseCommand):
    """`demo_newsroom`: again, it changes nothing that somebody wrote; it says the addresses and logins each time."""

    help = "Loads the demo newsroom (stories, photographs, logins) where it is not loaded yet, and prints the logins."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load what is missing and say how to get in."""
        logins = demo_logins()
        for story in load_stories(User.objects.get(username="editor")):
            self.stdout.write(f"Wrote “{story.headline}”")
        self.stdout.write(f"\nReaders:  {settings.SITE_URL}/\nEditors:  {settings.SITE_URL}/admin/\n")
        self.stdout.write("Demo logins (made once; for this machine only):")
        for username, password in logins.items():
            self.stdout.write(f"  {username:14} {password}")
