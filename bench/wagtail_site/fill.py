"""Fills it from standard input: a list of stories, each a list of entries, each a list of paragraphs (JSON).

Every third entry has a photo, as in ours.
"""

import io
import json
import sys
from datetime import timedelta

import django

django.setup()

from django.core.files.images import ImageFile  # noqa: E402 (needs Django to be set up)
from django.utils import timezone  # noqa: E402
from PIL import Image as Picture  # noqa: E402
from wagtail.images.models import Image  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402
from wagtail_live.blocks import (  # noqa: E402
    add_block_to_live_post,
    construct_image_block,
    construct_live_post_block,
    construct_text_block,
)
from wagtail_site.models import LivePage  # noqa: E402

PHOTOS = 6
PHOTO_EVERY = 3


def main() -> None:
    """Make a page for each story."""
    root = Page.objects.get(depth=2)
    Site.objects.update(hostname="127.0.0.1")
    photos = [photo(number) for number in range(PHOTOS)]
    for entries in json.load(sys.stdin):
        name = f"story-{len(entries)}"
        page = LivePage(title=name, slug=name, channel_id=name)
        for place, paragraphs in enumerate(entries):
            page.live_posts.append(("live_post", post(place, paragraphs, photos)))
        root.add_child(instance=page)


def photo(number: int) -> Image:
    """A photo of its library."""
    upload = io.BytesIO()
    Picture.effect_noise((1200, 800), 20 + number).save(upload, "JPEG")
    return Image.objects.create(title=f"photo {number}", file=ImageFile(upload, name=f"{number}.jpg"))


def post(place: int, paragraphs: list[str], photos: list[Image]) -> object:
    """A live post; the first is the newest."""
    made = construct_live_post_block(str(place), timezone.now() - timedelta(seconds=place + 1))
    text = construct_text_block("".join(f"<p>{paragraph}</p>" for paragraph in paragraphs))
    add_block_to_live_post("text", text, made)
    if place % PHOTO_EVERY == 0:
        add_block_to_live_post("image", construct_image_block(photos[place // PHOTO_EVERY % PHOTOS]), made)
    return made


if __name__ == "__main__":
    main()
