"""What is told of a photo that the library has already: which one that is, whether it may be used, where it stands."""

from typing import Any

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editorial.admin.photo_warnings import forbidden
from editorial.models import Image
from editorial.photos.duplicates import Duplicate, duplicates_of
from editorial.photos.presentation import jpeg_url
from editorial.photos.uses import Uses, uses_of_each

MOST_SHOWN = 3
MOST_PLACES = 3


def duplicates_told(photo: Image, reader: User) -> list[dict[str, Any]]:
    """A few photos that show the same as this one, as a card has them: killed ones first, then those that are used.

    `uses` names what this reader may know of.
    """
    duplicates = duplicates_of(photo)
    if not duplicates:
        return []
    uses = uses_of_each([each.image for each in duplicates], seen_by=reader)
    told = [_told(each, uses[each.image.pk]) for each in duplicates]
    return sorted(told, key=lambda each: (not each["is_killed"], not each["uses"]))[:MOST_SHOWN]


def title_of(image: Image) -> str:
    """By what people know a photo: what was said of it, else how its file was called."""
    is_described = image.headline or image.caption or image.alternative_text
    return str(image) if is_described else image.uploaded_as or str(image)


def _told(duplicate: Duplicate, uses: Uses) -> dict[str, Any]:
    image, places = duplicate.image, _places(uses)
    return {
        "id": image.pk,
        "title": title_of(image),
        "thumbnail": jpeg_url(image) if image.has_pictures else "",
        "address": reverse("admin:editorial_image_change", args=[image.pk]),
        "is_same_file": duplicate.is_same_file,
        "is_killed": image.killed_at is not None,
        "obstacle": forbidden(image),
        "uses": places,
        "used": _("Used in: %(places)s") % {"places": "; ".join(places)} if places else _("Not used so far."),
    }


def _places(uses: Uses) -> list[str]:
    """The stories that show it, the newest first, and where else it stands; as many as one reads."""
    stories = dict.fromkeys(use.story.headline for use in uses.places)
    portraits = [_("portrait of %(name)s") % {"name": byline.name} for byline in uses.bylines]
    logo = [_("logo of the newsroom")] if uses.is_logo else []
    named = [*stories, *portraits, *logo]
    more = len(named[MOST_PLACES:]) + uses.hidden_stories
    others = ngettext("%(number)d other place", "%(number)d other places", more) % {"number": more}
    return [*named[:MOST_PLACES], *([others] if more else [])]
