"""What changed on a story's page since a version (the format is in docs/live.md)."""

import re
from typing import Any

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from editorial.models import Article, LiveEntry, Newsroom
from editorial.reader.clock import Clock
from editorial.reader.edition import assembled, clock_of
from editorial.reader.shown import ShownEntry
from editorial.reader.snapshot import one_snapshot

REACH = 500
# One change of an address or a byline stamps every entry that shows it, so versions alone bound nothing. Each of the
# last 500 may have changed an entry of its own.
MOST_ENTRIES = REACH
POLL_MS = {Article.Status.LIVE: 10_000, Article.Status.ENDED: 300_000}
USUAL_POLL_MS = 30_000

# The parts of the page outside the feed: the id of each, and the template of what is inside it.
PIECES = {
    "story-head": "story/_head.html",
    "story-times": "story/_times.html",
    "story-state": "story/_state.html",
    "story-lead": "story/_lead.html",
    "story-text": "story/_text.html",
    "story-pinned": "story/_pinned.html",
    "story-key-events": "story/_key_events.html",
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
    newsroom = Newsroom.current()
    return one_snapshot(article.pk, lambda story: _read(story, newsroom, since))


def _read(story: Article, newsroom: Newsroom, since: int) -> dict[str, Any]:
    clock = clock_of(story, newsroom)
    changed = story.entries.changed_since(since).newest_first().with_page_parts()
    rows = list(changed[: MOST_ENTRIES + 1])
    if len(rows) > MOST_ENTRIES:
        return reload(story)
    items = [_item(_shown(entry, story, clock)) for entry in rows]
    return _answer(story, since, _pieces(story, newsroom, since), items)


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


def _pieces(story: Article, newsroom: Newsroom, since: int) -> dict[str, str]:
    """The parts outside the feed. The time of the last update changes with every version, the rest seldom."""
    wanted = PIECES if story.story_version > since else {"story-times": PIECES["story-times"]}
    edition = assembled(story, newsroom, [])
    return {key: render_to_string(template, {"edition": edition}) for key, template in wanted.items()}


def _shown(entry: LiveEntry, story: Article, clock: Clock) -> ShownEntry:
    entry.article = story
    return ShownEntry(entry, clock)


def _item(shown: ShownEntry) -> dict[str, Any]:
    entry = shown.entry
    html = (
        render_to_string("story/_entry.html", {"shown": shown}).strip() if entry.is_seen_by_readers else None
    )
    return {
        "id": entry.public_id,
        "version": entry.version,
        "order": entry.order,
        "published_at": shown.published.iso,
        "html": html,
    }
