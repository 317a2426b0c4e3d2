"""Who is at a story's desk just now: a word that browsers repeat, and that fades."""

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

# A window that was not heard of for so long counts as closed.
FADES_AFTER = datetime.timedelta(seconds=30)


class PresenceQuerySet(models.QuerySet["Presence"]):
    """Windows at the desk."""

    def now(self) -> Self:
        """Those that were heard of lately."""
        return self.filter(seen_at__gte=timezone.now() - FADES_AFTER)


class Presence(models.Model):
    """One window that somebody has open on a story's desk. `editing` names the entries open in it (public ids)."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    story = models.ForeignKey("editorial.Article", models.CASCADE, related_name="present")
    window = models.CharField(max_length=32)
    editing = models.JSONField(default=list, blank=True)
    came_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "story", "window"], name="window_present_once")
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.story}"
