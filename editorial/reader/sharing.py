"""What search engines, shared links and the browser's tab say of a page."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from editorial.models import Image, Newsroom
from editorial.photos.presentation import SharedPicture, found_picture_of, shared_picture_of
from editorial.reader.edition import Edition
from editorial.reader.shown import ShownEntry

DESCRIPTION_LENGTH = 200


@dataclass(frozen=True)
class Sharing:
    """A page in the words of others: its `address` and its picture's are absolute."""

    title: str
    description: str
    address: str
    picture: SharedPicture | None = None
    picture_address: str = ""
    has_photo: bool = False

    @property
    def card(self) -> str:
        """The kind of card that a shared link becomes: a large photo; a small picture, as of a logo, or none."""
        return "summary_large_image" if self.has_photo else "summary"


def absolute(address: str) -> str:
    """The address under which the world knows a page or file of ours; never taken from what a request claims."""
    return f"{settings.SITE_URL}{address}" if address.startswith("/") else address


def sharing_of(edition: Edition) -> Sharing:
    """Of a story's page, or of the entry that it is opened at: that entry's own heading, words and photo."""
    if edition.opened_at is not None and edition.entries:
        return _entry(edition, edition.entries[0])
    story = edition.story
    address = story.get_absolute_url()
    if not edition.is_whole:  # the whole story in another order is the same page
        address += f"?{edition.asked.query}"
    description = story.standfirst or _shortened(edition.plain)
    return _with_picture(story.headline, description, address, edition.lead_photo, edition.newsroom.logo)


def front_sharing(newsroom: Newsroom, address: str) -> Sharing:
    """Of the front page."""
    description = _("News as it happens, and the record of the day, from %(newsroom)s.")
    return Sharing(newsroom.name, description % {"newsroom": newsroom.name}, absolute(address))


def _entry(edition: Edition, shown: ShownEntry) -> Sharing:
    photo = next(iter(shown.photos), edition.lead_photo)
    description = _shortened(shown.plain) or edition.story.headline
    return _with_picture(
        shown.entry.heading, description, shown.entry.get_absolute_url(), photo, edition.newsroom.logo
    )


def _with_picture(
    title: str, description: str, address: str, photo: Image | None, logo: Image | None
) -> Sharing:
    """With the photo; where there is none, with the newsroom's logo, whole."""
    sharing = Sharing(title, description, absolute(address), has_photo=photo is not None)
    if photo:
        picture = shared_picture_of(photo)
    elif logo and logo.is_ready:
        picture = found_picture_of(logo)
    else:
        return sharing
    return replace(sharing, picture=picture, picture_address=absolute(picture.address))


def _shortened(words: str) -> str:
    return Truncator(" ".join(words.split())).chars(DESCRIPTION_LENGTH)
