"""What the address of a list may ask for."""

from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.filters import SimpleListFilter
from django.db.models.constants import LOOKUP_SEP
from django.http import HttpRequest

from editorial.admin.keys import MOST_DIGITS
from editorial.models.recorded import END_OF_TIME, FIRST_MOMENT

KEYS = {"pk", "id"}
# How a filter beside the list asks; none of these leads on to other rows.
ASKED_BY_FILTERS = {"exact", "id", "isnull"}
ASKED_BY_DATES = {
    "year": range(FIRST_MOMENT.year, END_OF_TIME.year),
    "month": range(1, 13),
    "day": range(1, 32),
}


def may_ask(model_admin: "ModelAdmin[Any]", lookup: str, value: Any, request: HttpRequest) -> bool:
    """Whether this is a question of the list's own filters or dates, or for a key, in a form a database can bear."""
    field, *more = lookup.split(LOOKUP_SEP)
    if len(str(value)) > MOST_DIGITS:
        return False
    if field == model_admin.date_hierarchy and more:
        return len(more) == 1 and _is_date_part(more[0], str(value))
    return field in KEYS | _filtered(model_admin, request) and ASKED_BY_FILTERS.issuperset(more)


def _is_date_part(part: str, value: str) -> bool:
    return (
        part in ASKED_BY_DATES and value.isascii() and value.isdigit() and int(value) in ASKED_BY_DATES[part]
    )


def _filtered(model_admin: "ModelAdmin[Any]", request: HttpRequest) -> set[str]:
    filters = model_admin.get_list_filter(request)
    return {each if isinstance(each, str) else _parameter(each) for each in filters}


def _parameter(filter_class: Any) -> str:
    return str(filter_class.parameter_name) if issubclass(filter_class, SimpleListFilter) else ""
