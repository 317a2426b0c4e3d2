"""Whole stories taken away from readers, and put back."""

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from editorial.models import Article
from editorial.models.recorded import new_epoch
from editorial.publishing.copies import have_copies_thrown_away
from editorial.publishing.door import photos_of, record, refuse_hidden, refuse_older, refuse_unusable, require
from editorial.publishing.neighbours import opened_with_neighbours, tell


def take_down_story(story: Article, *, by: User, reason: str, seen: int | None = None) -> Article:
    """Take a published story away: its page, entries, feeds and embeds answer 410, open pages learn of it.

    Everything is kept. Taking it down again changes nothing.
    """
    require(by, "change_article")
    with opened_with_neighbours(story.pk, with_newsroom=True) as (door, neighbours):
        current = door.story
        refuse_hidden(current, by)
        refuse_older(current, seen)
        if current.taken_down_at:
            return current
        if not current.is_published:
            raise ValidationError(_("Readers have never seen this story: there is nothing to take down."))
        if not reason.strip():
            raise ValidationError({"reason": _("Say why: whoever finds the story gone will want to know.")})
        current.taken_down_at, current.taken_down_by = door.now, by
        current.taken_down_reason = reason.strip()
        door.stamp_story()
        tell(neighbours)
        record(current, by=by, why="take down: " + reason.strip(), at=door.now)
        have_copies_thrown_away()
    return current


def put_back_story(story: Article, *, by: User, seen: int | None = None) -> Article:
    """Let readers open a story again that was taken down, under a new epoch: whoever has it open loads it anew."""
    require(by, "change_article")
    with opened_with_neighbours(story.pk, with_newsroom=True) as (door, neighbours):
        current = door.story
        refuse_hidden(current, by)
        refuse_older(current, seen)
        if not current.taken_down_at:
            return current
        refuse_unusable(photos_of(current.text, current.lead_photo))
        current.taken_down_at, current.taken_down_by, current.taken_down_reason = None, None, ""
        current.epoch = new_epoch()
        door.stamp_story()
        tell(neighbours)
        record(current, by=by, why="put back", at=door.now)
        have_copies_thrown_away()
    return current
