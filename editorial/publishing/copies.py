"""Copies that others keep of what readers are shown."""

from django.db.models import F

from editorial.announcing import announce
from editorial.models import Newsroom


def have_copies_thrown_away() -> None:
    """Whoever keeps copies of pictures and pages lets go of all: one of them was taken away, or came back.

    Call it while the newsroom's record is held, and that was taken first (`door.opened`).
    """
    Newsroom.objects.update(pictures_version=F("pictures_version") + 1)
    announce()
