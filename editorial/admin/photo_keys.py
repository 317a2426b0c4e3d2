"""The photo that an address names."""

from django.http import Http404

from editorial.admin.keys import key_in
from editorial.models import Image


def photo_of(key: str) -> Image:
    """The photo of this key, or 404."""
    photo = Image.objects.select_related("killed_by").filter(pk=key_in(key)).first()
    if photo is None:
        raise Http404
    return photo
