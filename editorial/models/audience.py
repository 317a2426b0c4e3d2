"""How many readers have a story open: each serving process tells its own number, and the desk adds them up."""

import datetime
from typing import Self

from django.db import models
from django.utils import timezone

# A process that was not heard of for so long counts for nothing.
FADES_AFTER = datetime.timedelta(seconds=30)


class AudienceQuerySet(models.QuerySet["Audience"]):
    """What serving processes told."""

    def now(self) -> Self:
        """What was told lately."""
        return self.filter(told_at__gte=timezone.now() - FADES_AFTER)

    def faded(self) -> Self:
        """What was told by processes that are gone."""
        return self.filter(told_at__lt=timezone.now() - FADES_AFTER)


class Audience(models.Model):
    """The readers that one serving process has connected to one story."""

    process = models.CharField(max_length=32)
    story = models.ForeignKey("editorial.Article", models.CASCADE, related_name="audiences")
    readers = models.PositiveIntegerField()
    told_at = models.DateTimeField(db_index=True)

    objects = AudienceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["process", "story"], name="audience_told_once")]

    def __str__(self) -> str:
        return f"{self.story}: {self.readers}"
