"""What an editor's process of a newsroom under test can be asked to do: each act takes an order, tells what came."""

import datetime
import random
from contextlib import ExitStack
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from editorial import publishing
from editorial.models import Article, Byline, Image, LiveEntry
from tests.promise_line import stand_still

Order = dict[str, Any]
Result = dict[str, Any]
KINDS = ["post", "post", "edit", "edit", "time", "withdraw", "restore", "key", "pin", "story"]


def story_of(order: Order) -> Article:
    """The story that the order names."""
    return Article.objects.get(pk=order["story"])


def editor_of(order: Order) -> User:
    """Who does it."""
    return User.objects.get(pk=order["by"])


def written(entry: LiveEntry) -> Result:
    """A committed change of an entry."""
    return {"story": entry.article_id, "version": entry.version, "entry": entry.public_id}


def post(order: Order) -> Result:
    """Post one entry; `hold` stands still before its commit."""
    text = "".join(f'<figure data-photo="{key}"></figure>' for key in order.get("photos", []))
    fields = {"heading": order.get("heading", "The gates open"), "text": text}
    bylines = list(Byline.objects.filter(pk__in=order.get("bylines", [])))
    with ExitStack() as stack:
        if order.get("hold"):
            stack.enter_context(transaction.atomic())
        entry = publishing.post_entry(story_of(order), by=editor_of(order), bylines=bylines, **fields)
        if order.get("hold"):
            stand_still({"before": "commit"})
    return written(entry)


def change(order: Order) -> Result:
    """Change the heading of an entry."""
    entry = LiveEntry.objects.get(public_id=order["entry"])
    return written(publishing.change_entry(entry, by=editor_of(order), heading=order["heading"]))


def withdraw(order: Order) -> Result:
    """Withdraw an entry."""
    entry = LiveEntry.objects.get(public_id=order["entry"])
    return written(publishing.withdraw_entry(entry, by=editor_of(order)))


def rewrite(order: Order) -> Result:
    """Change the headline of the story."""
    story = publishing.change_story(story_of(order), by=editor_of(order), headline=order["headline"])
    return {"story": story.pk, "version": story.version, "entry": None}


def change_photo(order: Order) -> Result:
    """Give a photo these captions, one after the other."""
    for caption in order["captions"]:
        publishing.change_photo(Image.objects.get(pk=order["photo"]), by=editor_of(order), caption=caption)
    return {"photo": order["photo"]}


def take_credit(order: Order) -> Result:
    """Try to take a photo's credit away."""
    try:
        publishing.change_photo(Image.objects.get(pk=order["photo"]), by=editor_of(order), credit_line="")
    except ValidationError as error:
        return {"refused": " ".join(error.messages)}
    return {"refused": ""}


def change_byline(order: Order) -> Result:
    """Give a byline these names, one after the other."""
    for name in order["names"]:
        publishing.change_byline(Byline.objects.get(pk=order["byline"]), by=editor_of(order), name=name)
    return {"byline": order["byline"]}


def publish_due(order: Order) -> Result:
    """Publish what is due by a moment (ISO 8601)."""
    moment = datetime.datetime.fromisoformat(order["moment"])
    return {"written": [written(entry) for entry in publishing.publish_due(moment)]}


def write_much(order: Order) -> Result:
    """Do `count` things to entries of the stories, whoever wrote them, drawn with a `seed`.

    `turns`: coverage ends now and then, and goes on.
    """
    chance = random.Random(order["seed"])  # noqa: S311 (no secret: it is to be repeated)
    by = editor_of(order)
    return {
        "written": [
            change_at_random(chance, chance.choice(order["stories"]), by) for _time in range(order["count"])
        ]
    }


def change_at_random(chance: random.Random, story_key: int, by: User) -> Result:
    """One change of whatever kind to a story or one of its entries."""
    story = Article.objects.get(pk=story_key)
    entry = story.entries.order_by("?").first()
    number = chance.randrange(10**9)
    kind = chance.choice(
        ["post", "post", "edit", "edit", "time", "withdraw", "restore", "key", "pin", "story"]
    )
    if kind == "story":
        done = publishing.change_story(story, by=by, headline=f"Rain stops play {number}")
        return {"story": story.pk, "version": done.version, "entry": None}
    if kind == "post" or entry is None:
        return written(
            publishing.post_entry(story, by=by, heading=f"The gates open {number}", text="<p>Now.</p>")
        )
    return written(_do(kind, entry, number, by))


def _do(kind: str, entry: LiveEntry, number: int, by: User) -> LiveEntry:
    if kind == "withdraw":
        return publishing.withdraw_entry(entry, by=by)
    if kind == "restore":
        return _restored(entry, by)
    if kind == "time":
        earlier = timezone.now() - datetime.timedelta(seconds=number % 3_600)
        return publishing.change_entry(entry, by=by, published_at=earlier)
    if kind == "edit":
        return publishing.change_entry(entry, by=by, heading=f"The gates close {number}")
    if kind == "pin":
        return publishing.change_entry(entry, by=by, is_pinned=not entry.is_pinned)
    return publishing.change_entry(entry, by=by, is_key_event=not entry.is_key_event)


def _restored(entry: LiveEntry, by: User) -> LiveEntry:
    try:
        return publishing.restore_entry(entry, by=by)
    except ValidationError:  # it is not withdrawn, or no longer
        return publishing.withdraw_entry(entry, by=by)


def last_word(entry: LiveEntry, by: User) -> list[Result]:
    """Edit what every reader has seen from the start, so that there is always an edit of something old to miss."""
    entry.refresh_from_db()
    changes = []
    if entry.status == LiveEntry.Status.WITHDRAWN:
        changes.append(publishing.restore_entry(entry, by=by))
    changes.append(publishing.change_entry(entry, by=by, heading="The last word"))
    return [written(change) for change in changes]


ACTS = {
    act.__name__: act
    for act in (
        post,
        change,
        withdraw,
        rewrite,
        change_photo,
        take_credit,
        change_byline,
        publish_due,
        write_much,
    )
}
