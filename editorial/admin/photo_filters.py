"""Filters beside the list of photos: by their rights, and by whose they are."""

import datetime
from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Count, Min, Q
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.models import Image
from editorial.photos.checks import SOON

MOST_NAMED = 25
LONGEST_NAME = 300


def condition_of(rights: str, now: datetime.datetime) -> Q | None:
    """Which photos are meant; none where the word means nothing."""
    in_use = Q(killed_at__isnull=True, is_barred=False)
    begun = Q(embargo_until__isnull=True) | Q(embargo_until__lte=now)
    lasting = Q(use_until__isnull=True) | Q(use_until__gt=now)
    conditions = {
        "usable": in_use & begun & lasting,
        "embargo": Q(killed_at__isnull=True, embargo_until__gt=now),
        "soon": Q(killed_at__isnull=True, use_until__gt=now, use_until__lte=now + SOON),
        "expired": Q(killed_at__isnull=True, use_until__lte=now),
        "barred": Q(killed_at__isnull=True, is_barred=True),
        "killed": Q(killed_at__isnull=False),
        "unknown": Q(licence_url="", usage_terms=""),
    }
    return conditions.get(rights)


class RightsFilter(admin.SimpleListFilter):
    """Photos by what their rights allow."""

    title = _("rights")
    parameter_name = "rights"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """In an editor's words."""
        return [
            ("usable", _("may be used now")),
            ("embargo", _("under embargo")),
            ("soon", _("runs out within a week")),
            ("expired", _("expired")),
            ("barred", _("do not use")),
            ("killed", _("killed")),
            ("unknown", _("no terms known")),
        ]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """The photos whose rights are so."""
        condition = condition_of(self.value() or "", timezone.now())
        return queryset.filter(condition) if condition else queryset


class CreditPartFilter(admin.SimpleListFilter):
    """Photos by a part of their credit line: the names met most often, and the one chosen."""

    parameter_name: str

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """In the order of the alphabet; a name once, in whatever capitals credits have it."""
        photos = Image.objects.exclude(**{self.parameter_name: ""}).order_by()
        folded = photos.annotate(folded=Lower(self.parameter_name)).values("folded")
        counted = folded.annotate(count=Count("pk"), name=Min(self.parameter_name)).order_by(
            "-count", "folded"
        )
        names = list(counted.values_list("name", flat=True)[:MOST_NAMED])
        chosen = self.value()
        if chosen and chosen.casefold() not in map(str.casefold, names) and self._found(photos).exists():
            names.append(chosen)
        return [(name, name) for name in sorted(names, key=str.casefold)]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """The photos that came by this name."""
        return self._found(queryset) if self.value() else queryset

    def _found(self, photos: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return photos.filter(**{f"{self.parameter_name}__iexact": self.value()})


class AgencyFilter(CreditPartFilter):
    """Photos by the agency in their credit."""

    title = _("agency")
    parameter_name = "agency"


class DistributorFilter(CreditPartFilter):
    """Photos by who passed them on."""

    title = _("distributor")
    parameter_name = "distributor"
