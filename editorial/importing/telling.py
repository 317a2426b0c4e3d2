"""What the person who imports a page ought to know: one sentence each."""

from collections.abc import Mapping, Sequence

from django.contrib.auth.models import User
from django.template.defaultfilters import date as shown_date
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editorial.importing.lines import Doubts
from editorial.importing.page import Page, Photo
from editorial.importing.photographs import Words, words_of
from editorial.importing.rows import imported_entries, is_ours
from editorial.models import Article, Image, LiveEntry


def warnings_about_photos(page: Page, kept: Mapping[Words, Image]) -> list[str]:
    """Which photos have no credit, or none that anybody knows, and which wait for a file."""
    doubts = Doubts()
    for photo in page.photos:
        image = kept.get(words_of(photo))
        if image and image.is_credit_missing:
            doubts.add(_("%(lines)s: photo without a credit; publishing it will ask for one."), photo.line)
        elif image and image.is_credit_unknown:
            doubts.add(
                _("%(lines)s: photo without a credit; recorded as “no credit known”, but do ask."), photo.line
            )
        if image and not image.file:
            doubts.add(
                _("%(lines)s: this photo waits for its file; until then readers do not see it."), photo.line
            )
    return list(doubts.sentences())


def is_without_credit(photo: Photo, kept: Mapping[Words, Image]) -> bool:
    """Whether neither the page nor the photo's file, nor anybody since, said whose picture it is."""
    image = kept.get(words_of(photo))
    return not (image.credit_line if image else photo.credit)


def warnings_about_entries(story: Article, page: Page) -> list[str]:
    """Which entries lie in the future, and which cannot be published with the story for want of a heading."""
    rows = [row for row in imported_entries(story, page) if row]
    return [*_about_future(story, rows), *(_about_headings(story, rows) if story.is_published else [])]


def warnings_about_repetition(story: Article, page: Page, *, is_time_given: bool, by: User) -> list[str]:
    """That the page was imported before, and what was left as it is."""
    told = [_("This text was imported before, into “%(slug)s”: nothing is doubled.") % {"slug": story.slug}]
    rows = imported_entries(story, page)
    told += _about_changed([row for row in rows if row and not is_ours(row, by)])
    gone = sum(1 for row in rows if row is None)
    if gone:
        words = ngettext(
            "%(count)d entry was deleted since and stays so.",
            "%(count)d entries were deleted since and stay so.",
            gone,
        )
        told.append(words % {"count": gone})
    pairs = zip(rows, page.entries, strict=True)
    if is_time_given and any(
        row and is_ours(row, by) and row.published_at != entry.published_at for row, entry in pairs
    ):
        told.append(
            _(
                "The entries keep the times they have, which are not those of this day and zone: change them in the "
                "admin, or import the text under another address with --slug."
            )
        )
    return told


def _about_changed(rows: Sequence[LiveEntry]) -> list[str]:
    if not rows:
        return []
    words = ngettext(
        "%(count)d entry that was changed since was left alone: %(headings)s.",
        "%(count)d entries that were changed since were left alone: %(headings)s.",
        len(rows),
    )
    return [words % {"count": len(rows), "headings": _named(rows)}]


def _about_future(story: Article, rows: Sequence[LiveEntry]) -> list[str]:
    times = [row.published_at for row in rows if row.published_at and row.published_at > timezone.now()]
    if not times:
        return []
    first, last = (
        shown_date(moment.astimezone(story.zone), "j F Y H:i e") for moment in (min(times), max(times))
    )
    words = ngettext(
        "%(count)d entry lies in the future (%(first)s) and appears only then; was an earlier --date meant?",
        "%(count)d entries lie in the future (%(first)s to %(last)s) and appear only then; "
        "was an earlier --date meant?",
        len(times),
    )
    return [words % {"count": len(times), "first": first, "last": last}]


def _about_headings(story: Article, rows: Sequence[LiveEntry]) -> list[str]:
    return [
        _("The entry of %(time)s has no heading, so it stays a draft.")
        % {"time": shown_date(row.published_at.astimezone(story.zone), "H:i e")}
        for row in rows
        if not row.heading and row.published_at
    ]


def _named(rows: Sequence[LiveEntry]) -> str:
    """The first few by their headings."""
    named = ", ".join(f"“{Truncator(str(row)).chars(60)}”" for row in rows[:5])
    more = len(rows) - 5
    return named if more <= 0 else _("%(named)s and %(more)d more") % {"named": named, "more": more}
