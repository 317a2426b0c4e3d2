"""Orders from scripts and wires: one JSON-like object asks for one entry to be posted, changed or withdrawn."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from editorial import publishing
from editorial.models import Article, LiveEntry
from editorial.zones import readings


@dataclass(frozen=True)
class Order:
    """What is asked. `None` leaves a thing as it is; `entry` is a public id; without it a new entry is posted."""

    heading: str | None = None
    text: str | None = None
    published_at: str | None = None
    entry: str | None = None
    withdraw: bool | None = None
    reason: str | None = None
    correction: str | None = None
    key_event: bool | None = None
    token: str | None = None

    @classmethod
    def read(cls, given: object) -> Self:
        """The order that a parsed JSON value holds. Raises ValidationError where a key or a type is not known."""
        if not isinstance(given, Mapping):
            raise ValidationError(_('Write one JSON object a line, such as {"heading": "…"}.'))
        kinds = {field.name: bool if "bool" in str(field.type) else str for field in fields(cls)}
        for name, value in given.items():
            if name not in kinds:
                raise ValidationError(_("“%(name)s” is not known here.") % {"name": name})
            if value is not None and not isinstance(value, kinds[name]):
                words = {"name": name, "kind": _("true or false") if kinds[name] is bool else _("text")}
                raise ValidationError(_("“%(name)s” must be %(kind)s.") % words)
        return cls(**given)


def carry_out(story: Article, order: Order, *, by: User) -> LiveEntry:
    """Do what is asked, under the same rules and rights as at the desk. Raises what `publishing` raises.

    A refusal for lack of rights is put on record before it is raised.
    """
    try:
        return _carry_out(story, order, by)
    except PermissionDenied:
        publishing.record_refusal(by=by, attempt=f"post_entry {story.slug} {order.entry or ''}".strip())
        raise


def _carry_out(story: Article, order: Order, by: User) -> LiveEntry:
    given = _entry_fields(order, story)
    if order.entry is None:
        _refuse_without_entry(order)
        return _posted(story, order, by, given)
    entry = story.entries.filter(public_id=order.entry).first()
    if entry is None:
        raise ValidationError(_("This story has no entry “%(id)s”.") % {"id": order.entry})
    _refuse_mixed(order, given)
    if order.withdraw:
        return publishing.withdraw_entry(entry, by=by, reason=order.reason or "")
    published = LiveEntry.Status.PUBLISHED
    return publishing.change_entry(entry, by=by, status=published, correction=order.correction or "", **given)


def _posted(story: Article, order: Order, by: User, given: dict[str, Any]) -> LiveEntry:
    try:
        return publishing.post_entry(story, by=by, token=order.token, **given)
    except ValidationError as refused:
        if getattr(refused, "code", None) != "sent_already":
            raise
        raise ValidationError(
            _(
                "This token made an entry of other words already. Use a new token, or name the entry to change it."
            )
        ) from refused


def _refuse_without_entry(order: Order) -> None:
    if order.withdraw or order.correction or order.reason:
        raise ValidationError(_("Name the entry that is to be withdrawn or corrected."))


def _refuse_mixed(order: Order, given: dict[str, Any]) -> None:
    if order.withdraw and (given or order.correction):
        raise ValidationError(_("Withdraw the entry or change it: one order for each."))
    if order.reason and not order.withdraw:
        raise ValidationError(_("A reason belongs to a withdrawal. Say withdraw too, or leave it out."))


def _entry_fields(order: Order, story: Article) -> dict[str, Any]:
    given: dict[str, Any] = {"heading": order.heading, "text": order.text, "is_key_event": order.key_event}
    if order.published_at is not None:
        given["published_at"] = _moment(order.published_at, story)
    return {name: value for name, value in given.items() if value is not None}


def _moment(written: str, story: Article) -> datetime.datetime:
    """An ISO 8601 time; without an offset it is of the story's zone, and must be one that the clock shows once."""
    try:
        moment = parse_datetime(written)
    except ValueError:
        moment = None
    if moment is None:
        example = "2024-05-30T15:12:00+01:00"
        raise ValidationError({"published_at": _("Write a time such as %(example)s.") % {"example": example}})
    if moment.tzinfo is not None:
        return moment
    possible = readings(moment.replace(tzinfo=story.zone))
    if len(possible) > 1:
        raise ValidationError({"published_at": _("The clock changes then. Write the time with its offset.")})
    return possible[0]
