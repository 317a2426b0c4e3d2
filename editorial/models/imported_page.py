"""Which text a story was imported from, so that the same file again is recognised."""

from django.db import models

from editorial.models.article import Article


class ImportedPage(models.Model):
    """The text of a page that became a story: a digest of its lines (SHA-256 in hexadecimal)."""

    article = models.OneToOneField(Article, models.CASCADE, related_name="imported_page")
    digest = models.CharField(max_length=64, db_index=True)

    def __str__(self) -> str:
        return f"{self.article}: {self.digest[:12]}"
