"""Facts and querysets, one noun a file. Rows are written by `editorial.publishing` alone."""

from editorial.models.article import Article, ArticleByline
from editorial.models.audience import Audience
from editorial.models.byline import Byline
from editorial.models.correction import Correction
from editorial.models.entry import EntryByline, LiveEntry
from editorial.models.former_slug import FormerSlug
from editorial.models.image import Image
from editorial.models.imported_page import ImportedPage
from editorial.models.newsroom import Newsroom
from editorial.models.presence import Presence
from editorial.models.preview_link import PreviewLink
from editorial.models.refusal import Refusal
from editorial.models.section import Section
from editorial.models.unsent import Unsent

__all__ = [
    "Article",
    "ArticleByline",
    "Audience",
    "Byline",
    "Correction",
    "EntryByline",
    "FormerSlug",
    "Image",
    "ImportedPage",
    "LiveEntry",
    "Newsroom",
    "Presence",
    "PreviewLink",
    "Refusal",
    "Section",
    "Unsent",
]
