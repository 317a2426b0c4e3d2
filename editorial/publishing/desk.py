"""What the live desk keeps of the people at it: who is there, what they have not sent yet, the links they gave out.

Readers see none of this, so no story is locked and no version counted.
"""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.announcing import announce
from editorial.models import Article, Audience, LiveEntry, Presence, PreviewLink, Unsent
from editorial.publishing.door import refuse_hidden, require

MOST_UNSENT = 50
# Of one person at one desk. Every look at the desk goes through all windows.
MOST_WINDOWS = 20
# A window that ended without a word.
LONG_GONE = datetime.timedelta(hours=1)
LONGEST_PREVIEW = datetime.timedelta(days=14)


def keep_unsent(
    story: Article,
    *,
    by: User,
    key: str,
    window: str,
    content: Mapping[str, Any],
    entry: LiveEntry | None = None,
) -> Unsent:
    """Keep what somebody has typed into one form of the desk, in the place of what it held before."""
    refuse_hidden(story, by)
    with transaction.atomic():
        told = {"story": story, "entry": entry, "window": window, "content": {**content}}
        kept, _made = Unsent.objects.update_or_create(
            person=by, key=key, defaults={**told, "kept_at": timezone.now()}
        )
        surplus = Unsent.objects.filter(person=by).order_by("-kept_at").values("pk")[MOST_UNSENT:]
        Unsent.objects.filter(pk__in=[row["pk"] for row in surplus]).delete()
    return kept


def drop_unsent(key: str, *, by: User) -> None:
    """Forget what somebody typed into this form: it was sent, or given up by its writer."""
    Unsent.objects.filter(person=by, key=key).delete()


def be_present(story: Article, *, by: User, window: str, editing: Sequence[str] = ()) -> None:
    """Say that this window of somebody's is open on the story's desk, and which entries are open in it.

    Other desks are told where that is news.
    """
    refuse_hidden(story, by)
    now = timezone.now()
    with transaction.atomic():
        held = Presence.objects.select_for_update().filter(person=by, story=story, window=window)
        before = held.now().first()
        told = {"editing": sorted(editing), "seen_at": now}
        if not held.update(**told):
            Presence.objects.filter(seen_at__lt=now - LONG_GONE).delete()
            Presence.objects.get_or_create(
                person=by, story=story, window=window, defaults={**told, "came_at": now}
            )
            _close_surplus(story, by)
        if before is None or before.editing != sorted(editing):
            announce()


def _close_surplus(story: Article, by: User) -> None:
    windows = Presence.objects.filter(person=by, story=story).order_by("-seen_at")
    surplus = list(windows.values_list("pk", flat=True)[MOST_WINDOWS:])
    if surplus:
        Presence.objects.filter(pk__in=surplus).delete()


def leave_desk(story: Article, *, by: User, window: str) -> None:
    """Say that this window was closed."""
    with transaction.atomic():
        Presence.objects.filter(person=by, story=story, window=window).delete()
        announce()


def make_preview_link(story: Article, *, by: User, lasts: datetime.timedelta) -> PreviewLink:
    """A link to the preview of the story's page that opens for so long (14 days at most)."""
    require(by, "publish_liveentry")
    refuse_hidden(story, by)
    if not datetime.timedelta() < lasts <= LONGEST_PREVIEW:
        raise ValidationError({"lasts": _("Choose a time between one hour and 14 days.")})
    if Article.objects.taken_down().filter(pk=story.pk).exists():
        raise ValidationError(_("This story was taken down, so it is shown to nobody. Put it back first."))
    now = timezone.now()
    return PreviewLink.objects.create(story=story, made_at=now, made_by=by, expires_at=now + lasts)


def revoke_preview_link(link: PreviewLink, *, by: User) -> PreviewLink:
    """Let a preview link open nothing any more."""
    require(by, "publish_liveentry")
    if not link.story.may_be_seen_by(by):
        raise PermissionDenied(_("This story is restricted to other people."))
    PreviewLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now(), revoked_by=by)
    link.refresh_from_db()
    return link


def tell_audience(process: str, readers: Mapping[int, int]) -> None:
    """Say how many readers this serving process has connected, by the keys of their stories.

    What processes said that are gone is swept on the way.
    """
    now = timezone.now()
    with transaction.atomic():
        Audience.objects.faded().delete()
        Audience.objects.filter(process=process).exclude(story__in=readers).delete()
        for story_key, count in readers.items():
            if Article.objects.filter(pk=story_key).exists():
                Audience.objects.update_or_create(
                    process=process, story_id=story_key, defaults={"readers": count, "told_at": now}
                )
