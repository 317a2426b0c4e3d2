"""What changed on a story's page since a version (the format is in docs/live.md)."""

import json
import re
from typing import Any

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from editorial.clock import Clock
from editorial.languages import speaking
from editorial.models import Article, LiveEntry, Newsroom
from editorial.reader.edition import Edition, assembled, clock_of
from editorial.reader.finding import weak
from editorial.reader.fragments import HTML
from editorial.reader.shown import ShownEntry, read_parts
from editorial.reader.snapshot import one_snapshot

REACH = 500
# One change of an address or a byline stamps every entry that shows it, so versions alone bound nothing. Each of the
# last 500 may have changed an entry of its own.
MOST_ENTRIES = REACH
POLL_MS = {Article.Status.LIVE: 10_000, Article.Status.ENDED: 300_000}
USUAL_POLL_MS = 30_000
CHANGES_CACHING = "public, max-age=1"

# The parts of the page outside the feed: the id of each, and the template of what is inside it. All but the times are
# sent when `story_version` rises, so they may show nothing that changes without it, such as what day it is.
PIECES = {
    "story-head": "story/_head.html",
    "story-times": "story/_times.html",
    "story-state": "story/_state.html",
    "story-continues": "story/_continues.html",
    "story-lead": "story/_lead.html",
    "story-text": "story/_text.html",
    "story-summary": "story/_summary.html",
    "story-pinned": "story/_pinned.html",
    "story-key-events": "story/_key_events.html",
    "story-related": "story/_related.html",
}
_VERSION = re.compile(r"[0-9]{1,40}")


def version_asked(query: QueryDict) -> int:
    """The one version that `since` names; 0 is before the first. Raises `ValueError` with what to ask instead."""
    given = query.getlist("since")
    if len(given) != 1 or not _VERSION.fullmatch(given[0]):
        raise ValueError(_("Ask with since= and the version that the page shows: one whole number."))
    return int(given[0])


def is_beyond_reach(story: Article, since: int, epoch: str | None) -> bool:
    """Whether a page that shows this version of this epoch has to be loaded again."""
    is_other_history = since > story.version or epoch not in (None, story.epoch)
    return is_other_history or story.version - since > REACH


def reload(story: Article) -> dict[str, Any]:
    """The answer that sends the browser for the whole page."""
    return {"epoch": story.epoch, "to": story.version, "reload": True}


def nothing_new(story: Article) -> dict[str, Any]:
    """The answer to a page that shows the story's version."""
    return _answer(story, story.version, None, [])


def changes_of(article: Article, since: int) -> dict[str, Any]:
    """What changed after `since`, of one snapshot: entries, withdrawn ones as tombstones, and the parts outside.

    Where more than `MOST_ENTRIES` entries changed, it is `reload`: the page is less than they are.
    """
    return story_and_changes(article.pk, since)[1]


def story_and_changes(story_key: int, since: int) -> tuple[Article, dict[str, Any]]:
    """The same, with the story as it stood. Raises `Article.DoesNotExist`."""
    changed = one_snapshot(story_key, lambda story: _read(story, since))
    if len(changed.entries) > MOST_ENTRIES:
        return changed.story, reload(changed.story)
    with speaking(changed.language):
        items = [_item(shown) for shown in changed.entries]
        pieces = _pieces(changed, since)
    return changed.story, _answer(changed.story, since, pieces, items)


def most_recent_floor(story: Article, lowest: int) -> int:
    """The first version, from `lowest` on, since which no more entries changed than `changes_of` tells."""
    versions = story.entries.changed_since(lowest).order_by("-version").values_list("version", flat=True)
    return next(iter(versions[MOST_ENTRIES : MOST_ENTRIES + 1]), lowest)


def encoded(answer: object) -> bytes:
    """An answer, or a part of one, as it is sent: one line of JSON."""
    return json.dumps(answer, separators=(",", ":"), ensure_ascii=False).encode()


def caching(epoch: str, version: int) -> dict[str, str]:
    """The headers by which caches share an answer that reaches up to this version.

    Short, as they are sent so often; the beginning of an epoch tells it from the one before.
    """
    return {"Cache-Control": CHANGES_CACHING, "ETag": weak(f'"{version:x}{epoch[:4]}"')}


def _read(story: Article, since: int) -> Edition:
    """The story with the entries that changed, one more than an answer holds where that is too many."""
    newsroom = Newsroom.current()
    last = list(story.entries.changed_since(since).order_by("-version")[: MOST_ENTRIES + 1])
    for entry in last:
        _forget_place(entry)
    clock = clock_of(story, newsroom)
    changed = [
        _shown(entry, story, clock) for entry in sorted(last, key=lambda entry: entry.order, reverse=True)
    ]
    if len(changed) <= MOST_ENTRIES:
        read_parts((shown for shown in changed if shown.entry.is_seen_by_readers), HTML)
    if story.story_version > since:
        return assembled(story, newsroom, changed)
    # The time of the last update is all that is told of the rest, and needs no more rows.
    return Edition(story, newsroom, tuple(changed), key_events=(), pinned=None)


def _forget_place(entry: LiveEntry) -> None:
    """A withdrawn entry has no place on the page: editors may give it another, and readers do not hear of that."""
    if not entry.is_seen_by_readers:
        entry.published_at = entry.created_at


def _answer(
    story: Article, since: int, html: dict[str, str] | None, items: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "epoch": story.epoch,
        "from": since,
        "to": story.version,
        "status": story.status,
        "story": None if html is None else {"version": story.version, "html": html},
        "entries": items,
        "next_poll_ms": POLL_MS.get(Article.Status(story.status), USUAL_POLL_MS),
    }


def _pieces(edition: Edition, since: int) -> dict[str, str]:
    """The parts outside the feed. The time of the last update changes with every version, the rest seldom."""
    is_told = edition.story.story_version > since
    wanted = PIECES if is_told else {"story-times": PIECES["story-times"]}
    return {key: render_to_string(template, {"edition": edition}) for key, template in wanted.items()}


def _shown(entry: LiveEntry, story: Article, clock: Clock) -> ShownEntry:
    entry.article = story
    return ShownEntry(entry, clock)


def _item(shown: ShownEntry) -> dict[str, Any]:
    entry = shown.entry
    return {
        "id": entry.public_id,
        "version": entry.version,
        "order": entry.order,
        "published_at": shown.published.iso,
        "html": shown.html if entry.is_seen_by_readers else None,
    }
