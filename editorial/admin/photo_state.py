"""Where a photo stands: what it lacks, whether its rights let it be published, how far its pictures are."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editorial.admin import times
from editorial.admin.badges import badge, missing
from editorial.admin.names import name_of
from editorial.admin.photo_said import credit_doubt
from editorial.models import Image
from editorial.photos.uses import Uses
from editorial.photos.wording import questionable_alternative


@dataclass(frozen=True)
class Pictures:
    """How far the pictures are that readers get: "none", "making", "made" or "failed", and in words."""

    state: str
    words: str


def pictures_of(photo: Image) -> Pictures:
    """How far the darkroom is."""
    count = len(photo.renditions)
    if photo.killed_at or not photo.file:
        return Pictures("none", "")
    if photo.develop_fault:
        return Pictures("failed", photo.develop_fault)
    if photo.is_undeveloped and count < 2:
        return Pictures("making", _("One picture for now. The others are being made."))
    if photo.is_undeveloped:
        return Pictures(
            "making", _("The pictures are being made anew. Until then readers keep the present ones.")
        )
    return Pictures(
        "made", ngettext("%(count)d picture, made.", "%(count)d pictures, made.", count) % {"count": count}
    )


def badges_of(photo: Image) -> SafeString:
    """Everything that stands in a photo's way, as badges; that it is complete, where nothing does."""
    found = list(_badges(photo)) or [badge("complete", _("complete"))]
    return format_html_join(" ", "{}", ((each,) for each in found))


def _badges(photo: Image) -> Iterator[SafeString | str]:
    if photo.killed_at:
        yield badge("killed", _("killed"))
        return
    if photo.missing:
        yield missing(photo)
    if photo.is_barred:
        yield badge("barred", _("do not use"))
    if photo.is_embargoed:
        yield badge("embargo", _("embargo until %(time)s") % {"time": _house_time(photo.embargo_until)})
    if photo.is_expired:
        yield badge("expired", _("expired"))
    if not photo.file:
        yield badge("waiting", _("waits for its file"))
    if photo.develop_fault:
        yield badge("failed", _("pictures failed"))
    elif photo.is_undeveloped:
        yield badge("making", _("pictures being made"))


def notes_on(photo: Image, uses: Uses) -> Iterator[str]:
    """What somebody should know before they do anything with the photo, and what to do about it."""
    if photo.killed_at:
        yield _killed(photo)
    elif obstacle := photo.obstacle():
        yield _("Not to be published: this photo %(obstacle)s.") % {"obstacle": obstacle}
        if uses.is_public:
            yield _("Readers see it all the same. Kill it, or have its rights prolonged.")
    if photo.is_credit_missing:
        yield _("Credit missing. Ask whose picture it is, or tick “no credit known”.")
    if doubt := credit_doubt(photo):
        yield doubt
    if not photo.alternative_text:
        yield _("Alternative text missing: say what the picture shows.")
    if question := questionable_alternative(photo):
        yield question
    if not photo.file:
        yield _("This photo waits for its file, and readers do not see it.")


def _killed(photo: Image) -> str:
    told = {
        "who": name_of(photo.killed_by) or _("the server"),
        "time": _house_time(photo.killed_at),
        "reason": photo.kill_reason,
    }
    return format_html(_("Killed by {who} at {time}: {reason}"), **told)


def _house_time(moment: object) -> str:
    return times.say(moment, timezone.get_default_timezone())  # type: ignore[arg-type]  # asked only where there is one
