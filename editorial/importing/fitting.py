"""What a story, an entry or a photo can hold, looked at before anything is written."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from editorial.importing.page import BadPage, Page, Photo
from editorial.models import Article, Image, LiveEntry


def refuse_unfit(page: Page) -> None:
    """Raise BadPage, naming the place, for the first text of the page that its field cannot hold as typed."""
    _refuse(Article._meta.get_field("headline"), page.headline, _("The headline"))
    for entry in page.entries:
        place = _("The entry heading “%(heading)s”") % {"heading": Truncator(entry.heading).chars(40)}
        _refuse(LiveEntry._meta.get_field("heading"), entry.heading, place)
    for photo in page.photos:
        _refuse_unfit_photo(photo)


def _refuse_unfit_photo(photo: Photo) -> None:
    line = {"line": photo.line}
    place = _("The alternative text of the photo in line %(line)d") % line
    _refuse(Image._meta.get_field("alternative_text"), photo.alternative_text, place)
    place = _("The caption of the photo in line %(line)d") % line
    _refuse(Image._meta.get_field("caption"), photo.caption, place)
    place = _("The credit of the photo in line %(line)d") % line
    _refuse(Image._meta.get_field("credit_line"), photo.credit, place)


def refuse_unfit_slug(slug: str) -> None:
    """Raise BadPage where this cannot be the last part of an address."""
    try:
        Article._meta.get_field("slug").clean(slug, None)
    except ValidationError as error:
        message = _("“%(slug)s” cannot be an address: use letters, digits and hyphens, 100 at the most.")
        raise BadPage(message % {"slug": slug}) from error


def _refuse(field: "models.CharField[str, str]", text: str, place: str) -> None:
    if field.max_length and len(text) > field.max_length:
        message = _("%(place)s has %(length)d characters, and %(most)d fit: shorten it and try again.")
        raise BadPage(message % {"place": place, "length": len(text), "most": field.max_length})
    try:
        field.run_validators(text)
    except ValidationError as error:
        raise BadPage(
            _("%(place)s cannot be kept: %(why)s") % {"place": place, "why": error.messages[0]}
        ) from error
