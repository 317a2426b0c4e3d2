"""Photos in feeds."""

from dataclasses import replace

from django import template

from editorial.models import Image
from editorial.photos.presentation import SharedPicture, found_picture_of
from editorial.reader.sharing import absolute

register = template.Library()


@register.filter
def found_picture(photo: Image) -> SharedPicture:
    """The whole photo (it `is_ready`) in one JPEG, at an address that others can follow."""
    picture = found_picture_of(photo)
    return replace(picture, address=absolute(picture.address))
