"""Filters beside the lists."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from editorial.admin.keys import key_in
from editorial.models import Article
from editorial.models.image_queries import WITHOUT_ALTERNATIVE, WITHOUT_CREDIT

LATEST = 25


class StoryFilter(admin.SimpleListFilter):
    """The entries of one story, among those that the person may know of: the latest, and the one chosen."""

    title = _("story")
    parameter_name = "article"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The stories last worked on."""
        stories = Article.objects.visible_to(request.user).order_by("-changed_at")
        latest = list(stories.values_list("pk", "headline")[:LATEST])
        chosen = key_in(self.value())
        if chosen and chosen not in dict(latest):
            latest += stories.filter(pk=chosen).values_list("pk", "headline")
        # As text: when rows are counted by choice, `value` is what stands here.
        return [(str(key), headline) for key, headline in latest]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """The entries of the story chosen."""
        if not self.value():
            return queryset
        return queryset.filter(article=key_in(self.value()))


class MissingFilter(admin.SimpleListFilter):
    """Photos by what still has to be asked for."""

    title = _("what is missing")
    parameter_name = "missing"
    conditions = {
        "credit": WITHOUT_CREDIT,
        "alternative": WITHOUT_ALTERNATIVE,
        "file": models.Q(file=""),
        "unknown": models.Q(is_credit_unknown=True),
        "nothing": ~WITHOUT_CREDIT & ~WITHOUT_ALTERNATIVE & ~models.Q(file=""),
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """In an editor's words."""
        return [
            ("credit", _("needs a credit")),
            ("alternative", _("needs an alternative text")),
            ("file", _("waits for its file")),
            ("unknown", _("no credit known")),
            ("nothing", _("complete")),
        ]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """The photos that lack this."""
        condition = self.conditions.get(self.value() or "")
        return queryset.filter(condition) if condition else queryset


class OwnFilter(admin.SimpleListFilter):
    """What the person who looks began."""

    title = _("who began it")
    parameter_name = "own"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """One choice: mine."""
        return [("1", _("mine"))]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """The rows that this person began."""
        return queryset.filter(created_by=request.user.pk) if self.value() else queryset
