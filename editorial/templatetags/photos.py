"""Photos in templates."""

from django import template

from editorial.models import Image
from editorial.photos.rooms import ROOMS, Placed, Room, placed

register = template.Library()


@register.filter
def placed_in(photo: Image, room: Room | str) -> Placed:
    """The photo in this room, or in the one of this name."""
    return placed(photo, ROOMS[room] if isinstance(room, str) else room)
