"""The record of a row, for reading: who changed what, and when."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from editorial.admin.comparing import in_words, marked
from editorial.admin.names import name_of

PAGE = 25
# What every saving counts on, and what no editor reads.
PLUMBING = {
    "id", "revision", "created_at", "created_by", "changed_at", "changed_by", "version", "story_version", "epoch",
    "public_id", "submission_token", "sha256", "renditions", "embedded", "updated_at", "width", "height",
    "first_published_at", "desk_version", "article", "token", "likeness", "tone", "photographer", "agency",
    "distributor", "is_undeveloped", "develops_until", "develop_tries", "develop_fault", "unerased_tokens",
    "killed_by", "pictures_version", "taken_down_by", "words",
}  # fmt: skip
# What stands in rows of its own.
NAMED = ("bylines", "restricted_to", "related")


@dataclass(frozen=True)
class Changed:
    """One field, before and after, with the differing words marked."""

    label: str
    before: SafeString | str
    after: SafeString


@dataclass(frozen=True)
class Saving:
    """One line of the record."""

    who: str
    at: Any
    why: str
    changes: list[Changed]
    is_first: bool
    key: int


MOST_SAVINGS = 100


def savings_of(row: Any) -> list[Saving]:
    """The last hundred savings of a row, newest first."""
    records = row.history.select_related("history_user").order_by("-history_date", "-history_id")
    shown = list(records[: MOST_SAVINGS + 1])
    return list(_savings(row, shown, len(shown) > MOST_SAVINGS, set()))


def history_page(
    request: HttpRequest, model_admin: "ModelAdmin[Any]", row: Any, hidden: Set[str] = frozenset()
) -> HttpResponse:
    """The page with the savings of a row, newest first, without the fields that are `hidden` from the person."""
    records = row.history.select_related("history_user").order_by("-history_date", "-history_id")
    page = Paginator(records, PAGE).get_page(request.GET.get("p"))
    # One more than is shown: the last line is compared with the one before it.
    shown = list(records[page.start_index() - 1 : page.end_index() + 1]) if page.object_list else []
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("History: %(row)s") % {"row": row},
        "opts": model_admin.opts,
        "object": row,
        "page": page,
        "savings": list(_savings(row, shown, page.has_next(), hidden)),
    }
    return TemplateResponse(request, "admin/editorial/history.html", context)


def _savings(row: Any, shown: list[Any], goes_on: bool, hidden: Set[str]) -> Iterator[Saving]:
    for record, earlier in pairwise([*shown, None] if not goes_on else shown):
        who = record.history_user
        yield Saving(
            who=name_of(who) or _("the server"),
            at=record.history_date,
            why=record.history_change_reason or "",
            changes=list(_changes(row, record, earlier, hidden)),
            is_first=earlier is None,
            key=record.history_id,
        )


def _changes(row: models.Model, record: Any, earlier: Any, hidden: Set[str]) -> Iterator[Changed]:
    before = _said(row, earlier, hidden) if earlier else {}
    for label, after in _said(row, record, hidden).items():
        if before.get(label, "") != after and (earlier or after != _("no")):
            yield Changed(
                label, *(marked(before[label], after) if earlier else ("", format_html("{}", after)))
            )


def _said(row: models.Model, record: Any, hidden: Set[str]) -> dict[str, str]:
    """What a record says, field by field, in words. Another row stands by its kind and key, to ask no more."""
    said = {
        str(field.verbose_name): _in_words(row, field, getattr(record, field.attname))
        for field in row._meta.concrete_fields
        if field.name not in PLUMBING | hidden
    }
    for name in [name for name in NAMED if hasattr(record, name) and name not in hidden]:
        said[str(row._meta.get_field(name).verbose_name)] = _named(record, name)  # type: ignore[union-attr]  # a field of ours has one
    return said


def _named(record: Any, name: str) -> str:
    """The bylines in their order, the people that a story was kept to, the stories that it offers: one a line."""
    if name == "bylines":
        places = record.bylines.select_related("byline").order_by("position")
        return "\n".join(str(place.byline) for place in places)
    if name == "related":
        # By their keys: not everyone may know of every story.
        return "\n".join(
            f"{_('story')} {place.to_article_id}" for place in record.related.order_by("to_article")
        )
    people = [place.user for place in record.restricted_to.select_related("user").order_by("user")]
    return "\n".join(map(name_of, people))


def _in_words(row: models.Model, field: "models.Field[Any, Any]", value: Any) -> str:
    if isinstance(field, models.ForeignKey):
        return "" if value is None else f"{field.related_model._meta.verbose_name} {value}"
    label = dict(field.flatchoices).get(value)
    return str(label) if label else in_words(row, field.name, value)
