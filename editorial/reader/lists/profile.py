"""Somebody who signs, in schema.org's words (ProfilePage, Person)."""

from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from editorial.models import Newsroom
from editorial.photos.presentation import found_picture_of
from editorial.reader.facts import in_script, known
from editorial.reader.lists.writers import Writer
from editorial.reader.sharing import absolute


def profile_data(writer: Writer, newsroom: Newsroom) -> SafeString:
    """The content of the page's `<script type="application/ld+json">`."""
    facts = {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "url": absolute(writer.byline.get_absolute_url()),
        "mainEntity": _person(writer, newsroom),
    }
    return mark_safe(in_script(facts))  # noqa: S308 (escaped there)


def _person(writer: Writer, newsroom: Newsroom) -> dict[str, Any]:
    byline, portrait = writer.byline, writer.portrait
    house = {
        "@type": "NewsMediaOrganization",
        "name": newsroom.name,
        "url": newsroom.publisher_url or absolute(reverse("front")),
    }
    picture = absolute(found_picture_of(portrait).address) if portrait else ""
    return known(
        **{"@type": "Person"},
        name=byline.name,
        url=absolute(byline.get_absolute_url()),
        jobTitle=byline.role,
        description=byline.biography,
        image=_image(picture, portrait.credit_line) if portrait else None,
        sameAs=byline.link,
        worksFor=house,
    )


def _image(address: str, credit: str) -> dict[str, str]:
    image = {"@type": "ImageObject", "url": address, "contentUrl": address}
    return image | ({"creditText": credit} if credit else {})
