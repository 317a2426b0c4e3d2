"""What changed on one story's page since each recent version, kept in pieces that are encoded already."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Self

from editorial.models import Article
from editorial.reader.changes import (
    MOST_ENTRIES,
    REACH,
    encoded,
    most_recent_floor,
    nothing_new,
    story_and_changes,
)

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Item:
    """One entry's last change: its version, where it stands, and the encoded item of the answer."""

    version: int
    order: str
    json: bytes
    is_withdrawn: bool


@dataclass(frozen=True)
class Recent:
    """One story at one version, with every change since `floor`.

    Below `reload_below` so much changed that the whole page is less. A next version is another `Recent`, made of this
    one and of what changed since.
    """

    epoch: str
    version: int
    status: str
    next_poll_ms: int
    floor: int
    story_version: int
    reload_below: int = 0
    pieces: dict[str, str] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)

    @classmethod
    def of(cls, story: Article, answer: Answer, floor: int) -> Self:
        """From what changed since `floor`, the answer of the story's snapshot."""
        first = cls(**_head(story, answer), floor=floor)
        return first._with(answer)

    def followed_by(self, story: Article, answer: Answer) -> Self:
        """Its next version, from what changed since this one."""
        oldest = story.version - REACH
        kept = {key: item for key, item in self.items.items() if item.version > oldest}
        head = _head(story, answer)
        return replace(self, **head, floor=max(self.floor, oldest), items=kept)._with(answer)

    def _with(self, answer: Answer) -> Self:
        items = {
            each["id"]: Item(each["version"], each["order"], encoded(each), each["html"] is None)
            for each in answer["entries"]
        }
        html = answer["story"]["html"] if answer["story"] else {}
        pieces = (
            html if len(html) > 1 else self.pieces | html
        )  # all of them, or the time of the last update alone
        return replace(self, items=self.items | items, pieces=pieces)

    @cached_property
    def size(self) -> int:
        """About how much memory it takes, in bytes."""
        parts = (*(item.json for item in self.items.values()), *self.pieces.values())
        return sum(len(part) + 300 for part in parts)

    def is_beyond(self, since: int, epoch: str | None) -> bool:
        """Whether a page that shows this version of this epoch has to be loaded again."""
        is_other = epoch not in (None, self.epoch) or since > self.version
        return is_other or self.version - since > REACH or since < self.reload_below

    def reaches(self, since: int, epoch: str | None) -> bool:
        """Whether the answer can be told from what is kept."""
        return since >= self.floor or self.is_beyond(since, epoch)

    def may_have_withdrawn_since(self, epoch: str, version: int) -> bool:
        """Whether a page of this version may show an entry that readers were told is withdrawn."""
        is_other = epoch != self.epoch or version < self.floor
        return is_other or any(item.is_withdrawn and item.version > version for item in self.items.values())

    def reload(self) -> bytes:
        """The answer that sends the browser for the whole page."""
        return encoded({"epoch": self.epoch, "to": self.version, "reload": True})

    def answer(self, since: int, epoch: str | None = None) -> bytes:
        """What changed since, byte for byte as Django's view says it; where it does not reach that far, `reload`."""
        if not self.reaches(since, epoch) or self.is_beyond(since, epoch):
            return self.reload()
        if since == self.version:
            return self._joined(since, b"null", ())
        changed = [item for item in self.items.values() if item.version > since]
        if len(changed) > MOST_ENTRIES:
            return self.reload()
        told = self.pieces if self.story_version > since else {"story-times": self.pieces["story-times"]}
        ordered = sorted(changed, key=lambda item: item.order, reverse=True)
        story = encoded({"version": self.version, "html": told})
        return self._joined(since, story, (item.json for item in ordered))

    def _joined(self, since: int, story: bytes, items: Iterable[bytes]) -> bytes:
        head = encoded({"epoch": self.epoch, "from": since, "to": self.version, "status": self.status})
        end = encoded({"next_poll_ms": self.next_poll_ms})
        return b'%s,"story":%s,"entries":[%s],%s' % (head[:-1], story, b",".join(items), end[1:])


def _head(story: Article, answer: Answer) -> dict[str, Any]:
    return {
        "epoch": story.epoch,
        "version": story.version,
        "status": story.status,
        "story_version": story.story_version,
        "next_poll_ms": answer["next_poll_ms"],
    }


def brought_up(story_key: int, held: Recent | None) -> Recent:
    """The story as it is now: what is held and what changed since. Raises `Article.DoesNotExist`."""
    if held is None:
        return _from_now_on(Article.objects.published().get(pk=story_key))
    story, answer = _told(story_key, held.version)
    if story.epoch != held.epoch:
        return _from_now_on(story)
    if "reload" in answer:
        return replace(_from_now_on(story), reload_below=story.version)
    return held.followed_by(story, answer)


def reaching_back(story_key: int) -> Recent:
    """The story as it is now, with every change as far back as answers reach. Raises `Article.DoesNotExist`."""
    story = Article.objects.published().get(pk=story_key)
    floor = most_recent_floor(story, max(story.version - REACH, 0))
    story, answer = _told(story_key, floor)
    if "reload" in answer:  # so much changed since we looked how far back it is worth it
        return replace(_from_now_on(story), reload_below=story.version)
    return replace(Recent.of(story, answer, floor), reload_below=floor)


def _told(story_key: int, since: int) -> tuple[Article, Answer]:
    story, answer = story_and_changes(story_key, since)
    if not story.can_be_opened:
        raise Article.DoesNotExist
    return story, answer


def _from_now_on(story: Article) -> Recent:
    return Recent.of(story, nothing_new(story), story.version)
