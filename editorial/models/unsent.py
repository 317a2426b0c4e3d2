"""What somebody has typed at the desk and not sent yet: kept so that no crash takes it."""

from django.conf import settings
from django.db import models


class Unsent(models.Model):
    """The content of one form of the live desk, as its writer's browser last told it.

    `key` is the form's own: the submission token of a new entry, or the public id of the entry being edited. `content`
    holds the form's fields by name, as typed. Nobody but its writer sees it. Where the entry is deleted meanwhile, the
    words stay.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    story = models.ForeignKey("editorial.Article", models.CASCADE, related_name="+")
    entry = models.ForeignKey("editorial.LiveEntry", models.SET_NULL, null=True, related_name="+")
    key = models.CharField(max_length=64)
    window = models.CharField(max_length=32)
    content = models.JSONField(default=dict)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="unsent_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.key}"
