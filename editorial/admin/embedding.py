"""The lines by which a partner shows a story on a site of their own."""

from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse

from editorial.models import Article, Newsroom

# What a frame that cannot make itself as high as the feed has for its size, in CSS pixels.
WIDTH, HEIGHT = 600, 720


def lines_of(story: Article | None) -> dict[str, str] | None:
    """The one line to paste, and the plain frame for sites that run no scripts of others; nothing where no other site
    may show the story.
    """
    newsroom = Newsroom.current()
    if story is None or not story.may_be_embedded(newsroom):
        return None
    told = {
        "address": settings.SITE_URL + reverse("embed", args=[story.slug]),
        "script": settings.SITE_URL + static("editorial/embed.js"),
        "title": f"{story.headline} – {newsroom.name}",
        "width": WIDTH,
        "height": HEIGHT,
    }
    return {name: render_to_string(f"embed/_{name}.html", told).strip() for name in ("script", "frame")}
