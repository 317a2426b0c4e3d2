"""Many rows of one story, read as they stood at one moment."""

from collections.abc import Callable
from typing import TypeVar

from django.db import transaction

from editorial.models import Article

Read = TypeVar("Read")
TRIES = 5


def one_snapshot(story_key: int, read: Callable[[Article], Read]) -> Read:
    """What `read` makes of the story and its rows, all of them of one version. `read` fetches all that it needs.

    Every visible change counts the version up in its own commit: while the version stays, so do the rows. Readers
    wait for nobody; only where writers are too quick for several tries, they are asked to wait once.
    """
    for _attempt in range(TRIES):
        story = Article.objects.with_page_parts().get(pk=story_key)
        made = read(story)
        if Article.objects.filter(pk=story_key, epoch=story.epoch, version=story.version).exists():
            return made
    with transaction.atomic():
        Article.objects.select_for_update().filter(pk=story_key).get()
        return read(Article.objects.with_page_parts().get(pk=story_key))
