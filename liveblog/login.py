"""How guessing at passwords is slowed, without locking anyone out for ever.

Failures of the last quarter of an hour count, in three sums: for an account from one address, for an address over all
accounts, and for an account over all addresses. The last does not hold where that account has signed in from
before, so that nobody elsewhere can keep an editor out. Tries during a lock are not counted: it ends by itself.
"""

import datetime
import ipaddress
from collections.abc import Iterator, Mapping
from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username, get_cool_off
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.contrib import admin
from django.db.models import Max, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from liveblog import forwarded

Credentials = Mapping[str, Any] | None
LIMIT_OF_ADDRESS = 100
LIMIT_OF_ACCOUNT = 50
SIGNED_IN_WITHIN = datetime.timedelta(days=90)


class Throttle(AxesDatabaseHandler):  # type: ignore[misc] # axes comes without types
    """Counts failures by the three sums; axes asks it before every password is looked at."""

    def get_failures(self, request: HttpRequest, credentials: Credentials = None) -> int:
        """The sum that is nearest to its limit, as if that limit were `AXES_FAILURE_LIMIT`."""
        return max(
            failures * settings.AXES_FAILURE_LIMIT // limit
            for failures, _last, limit in _sums(request, credentials)
        )


def _sums(request: HttpRequest, credentials: Credentials) -> Iterator[tuple[int, datetime.datetime, int]]:
    """Of each sum that holds for this try: how many failures, when the last was, how many are allowed."""
    username, client = get_client_username(request, credentials), address(request)
    recent = AccessAttempt.objects.filter(attempt_time__gte=get_cool_off_threshold(request)).order_by()
    yield *_sum(recent.filter(username=username, ip_address=client)), settings.AXES_FAILURE_LIMIT
    yield *_sum(recent.filter(ip_address=client)), LIMIT_OF_ADDRESS
    if not _has_signed_in(username, client):
        yield *_sum(recent.filter(username=username)), LIMIT_OF_ACCOUNT


def _sum(attempts: QuerySet[Any]) -> tuple[int, datetime.datetime]:
    found = attempts.aggregate(failures=Sum("failures_since_start"), last=Max("attempt_time"))
    return found["failures"] or 0, found["last"] or timezone.now()


def _has_signed_in(username: str, client: str | None) -> bool:
    since = timezone.now() - SIGNED_IN_WITHIN
    signed_in = AccessLog.objects.filter(
        username__iexact=username, ip_address=client, attempt_time__gte=since
    )
    return bool(signed_in.exists())


def account(request: HttpRequest, credentials: Credentials) -> str:
    """The name that a try is counted under: however it is written, and no longer than the record is wide."""
    given = credentials or request.POST
    return str(given.get("username") or "").replace("\0", "").strip().casefold()[:150]


def address(request: HttpRequest) -> str | None:
    """The address that a try is counted under. One subscriber has a whole /64 of IPv6, so that counts as one."""
    client = forwarded.address(request.META.get("REMOTE_ADDR", ""))
    if isinstance(client, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((client, 64), strict=False).network_address)
    return str(client) if client else None


def locked_out(
    request: HttpRequest, original_response: HttpResponse | None = None, credentials: Credentials = None
) -> HttpResponse:
    """The answer to a try that was not even looked at: when to try again. It is the same for every account."""
    sums = _sums(request, credentials if isinstance(credentials, Mapping) else None)
    full = [last for failures, last, limit in sums if failures >= limit]
    opens_at = max(full, default=timezone.now()) + (get_cool_off(request) or datetime.timedelta())
    page = {**admin.site.each_context(request), "opens_at": opens_at}
    response = render(request, "locked_out.html", page, status=429)
    response["Retry-After"] = str(max(1, round((opens_at - timezone.now()).total_seconds())))
    return response
