"""Where a story once was."""

from django.db import models


class FormerSlug(models.Model):
    """An address that a story once had. It leads to the story for ever, so no other story can take it."""

    slug = models.SlugField(max_length=100, unique=True)
    article = models.ForeignKey("editorial.Article", models.CASCADE, related_name="former_slugs")

    def __str__(self) -> str:
        return self.slug
