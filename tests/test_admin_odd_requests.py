"""Whatever stands in an address or a post of the desk, the answer is a page or a refusal, never a fault."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection

from editorial.models import Article
from tests import factories
from tests.desk import Desk, address

pytestmark = pytest.mark.django_db

MODELS = ["article", "liveentry", "image", "byline", "section", "newsroom", "refusal"]
ODD = {
    "word": "abc",
    "empty": "",
    "negative": "-1",
    "40 digits": "9" * 40,
    "5000 digits": "9" * 5000,
    "other digits": "١٢٣",
    "half a character": "\ud83d".encode("utf-8", "surrogatepass").decode("latin-1"),
    "quote": "'\"<b>%00",
}
# Three that once brought a page down are tried every time, each on one of the databases; all on both with LONG=1.
ALWAYS = {"40 digits"} if connection.vendor == "sqlite" else {"word", "5000 digits"}
ODD_VALUES = [
    pytest.param(value, id=name, marks=[] if name in ALWAYS else pytest.mark.long)
    for name, value in ODD.items()
]
ASKED_OF_LISTS = [
    "q", "p", "o", "e", "all", "_facets", "_popup", "_to_field", "article", "own", "missing", "section", "pk", "id",
    "section__id__exact", "section__isnull", "status__exact", "is_pinned__exact", "is_credit_unknown__exact",
    "created_by", "lead_photo", "lead_of", "created_at__year", "created_at__month", "published_at__year", "at__year",
    "created_at__day", "rights", "agency", "distributor", "agency__exact",
    "id__in", "created_at__gte", "is_restricted", "restricted_to",
]  # fmt: skip
ASKED_OF_FORMS = [
    "article", "section", "lead_photo", "created_by", "portrait", "bylines", "restricted_to", "photos", "seen", "token",
    "_popup", "_to_field", "_changelist_filters", "user", "file", "published_at", "time_zone", "history", "pk",
]  # fmt: skip
POSTED = [
    "lead_photo", "article", "restricted_to", "section", "portrait", "logo", "user", "seen", "_over", "token", "slug",
    "bylines_0", "coverage_started_at", "published_at", "time_zone", "focal_x", "correction_grace_minutes", "link",
    "_popup", "_to_field", "_keep_article", "_keep_headline", "_keep_text", "is_pinned", "file", "text", "heading",
    "headline", "agencies", "distributors", "embargo_until", "use_until", "taken_at", "acquire_url", "is_barred",
    "clock_style", "licence_url", "csrfmiddlewaretoken",
]  # fmt: skip


@pytest.fixture
def desk() -> Desk:
    """An administrator's browser, in a newsroom with something of everything."""
    desk = Desk(factories.administrator())
    factories.entry(factories.story())
    factories.byline()
    factories.photo(None)
    return desk


def faults(answers: Iterator[tuple[str, Any]]) -> list[str]:
    """The requests that ended in a fault of the server."""
    return [name for name, answer in answers if answer.status_code >= 500]


def tolerant(desk: Desk) -> Desk:
    """The browser as it is in earnest: a fault of the server is a page, not an exception in the test."""
    desk.client.raise_request_exception = False
    return desk


@pytest.mark.parametrize("odd", ODD_VALUES)
@pytest.mark.parametrize("model", MODELS)
def test_a_list_is_asked_anything(desk: Desk, model: str, odd: str) -> None:
    def answers() -> Iterator[tuple[str, Any]]:
        for name in ASKED_OF_LISTS:
            yield name, tolerant(desk).get(f"{model}_changelist", **{name: odd})

    assert faults(answers()) == []


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("odd", ["0", "-1", "10000", "9999", "1", "True", "2024"])
def test_a_list_is_asked_for_odd_dates(desk: Desk, model: str, odd: str) -> None:
    def answers() -> Iterator[tuple[str, Any]]:
        for field in ("created_at", "published_at", "at"):
            yield field, tolerant(desk).get(f"{model}_changelist", **{f"{field}__year": odd})
            yield field, desk.get(f"{model}_changelist", **{f"{field}__year": 9999, f"{field}__month": odd})
            yield field, desk.get(f"{model}_changelist", **{f"{field}__month": 2, f"{field}__day": odd})

    assert faults(answers()) == []


@pytest.mark.parametrize("model", MODELS)
def test_a_list_counts_by_filter(desk: Desk, model: str) -> None:
    answer = tolerant(desk).get(f"{model}_changelist", _facets="True", article=Article.objects.get().pk)

    assert answer.status_code in {200, 302, 400}


@pytest.mark.parametrize("odd", ODD_VALUES)
@pytest.mark.parametrize("model", MODELS)
def test_an_action_on_anything(desk: Desk, model: str, odd: str) -> None:
    def answers() -> Iterator[tuple[str, Any]]:
        page = address(f"{model}_changelist")
        for action in ("publish", "withdraw", "submit", "restore", "end_coverage", "reopen", odd):
            chosen = {"action": action, "_selected_action": [odd, "1"], "index": "0"}
            yield action, tolerant(desk).client.post(page, chosen)
            yield f"{action} {odd[:9]}", desk.client.post(page, {**chosen, "index": odd, "reason": odd})

    assert faults(answers()) == []


@pytest.mark.parametrize("odd", ODD_VALUES)
@pytest.mark.parametrize("model", MODELS)
def test_an_empty_form_is_asked_for_with_anything(desk: Desk, model: str, odd: str) -> None:
    def answers() -> Iterator[tuple[str, Any]]:
        yield "all", tolerant(desk).get(f"{model}_add", **dict.fromkeys(ASKED_OF_FORMS, odd))
        for name in ASKED_OF_FORMS:
            yield name, desk.get(f"{model}_add", **{name: odd})

    assert faults(answers()) == []


@pytest.mark.parametrize("odd", ODD_VALUES)
@pytest.mark.parametrize("model", MODELS)
def test_a_form_comes_with_anything(desk: Desk, model: str, odd: str) -> None:
    key = 1 if model == "newsroom" else _first(model)

    def answers() -> Iterator[tuple[str, Any]]:
        for page, arguments in (("add", []), ("change", [key])):
            typed = tolerant(desk).opened(f"{model}_{page}", *arguments)
            for name in POSTED:
                told = desk.post(f"{model}_{page}", *arguments, **{**typed, name: odd, "_draft": "1"})
                yield f"{page} {name}", told
            yield f"{page} of an odd row", desk.get(f"{model}_change", odd or "x")

    assert faults(answers()) == []


@pytest.mark.parametrize(
    "name", ["_keep_article", "_keep_headline", "_keep_heading", "_keep_text", "_keep_file"]
)
@pytest.mark.parametrize("model", ["article", "liveentry", "image", "byline", "section"])
def test_a_new_row_takes_nothing_from_a_saved_version(desk: Desk, model: str, name: str) -> None:
    typed = desk.opened(f"{model}_add", article=Article.objects.get().pk)

    answer = tolerant(desk).post(f"{model}_add", **typed, **{name: "theirs"})

    assert answer.status_code < 500


@pytest.mark.parametrize("odd", ODD_VALUES)
def test_the_choosers_are_asked_anything(desk: Desk, odd: str) -> None:
    known = {"app_label": "editorial", "model_name": "liveentry", "field_name": "article", "term": "rain"}

    def answers() -> Iterator[tuple[str, Any]]:
        for name in (*known, "page", "q"):
            yield name, tolerant(desk).client.get("/admin/autocomplete/", {**known, name: odd})
        for name in ("q", "ids", "page"):
            yield name, desk.get("image_choose", **{name: odd})
        for model in ("article", "liveentry", "image", "byline"):
            yield model, desk.get(f"{model}_history", _first(model), p=odd)
            yield model, desk.get(f"{model}_history", odd or "x")

    assert faults(answers()) == []


def _first(model: str) -> int:
    rows: dict[str, Callable[[], Any]] = {
        "article": Article.objects.first,
        "liveentry": lambda: factories.entry(factories.story(), status="draft"),
        "image": lambda: factories.photo(None),
        "byline": factories.byline,
    }
    row = rows[model]() if model in rows else None
    return row.pk if row else 1
