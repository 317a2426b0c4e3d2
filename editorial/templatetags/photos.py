"""Photos in templates."""

from django import template

from editorial.models import Image
from editorial.photos.presentation import Picture, picture_of

register = template.Library()


@register.filter
def picture(photo: Image) -> Picture:
    """The attributes of the photo's `<picture>`."""
    return picture_of(photo)
