"""What may be done to several entries at once."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial import publishing
from editorial.admin.base import TextAdmin, person
from editorial.admin.bulk import apply_to_all, put_on_record, refuse_hidden
from editorial.models import LiveEntry

Status = LiveEntry.Status


class EntryActions(TextAdmin):
    """Submit, publish, withdraw, restore: all the entries ticked, or none."""

    actions = ("submit", "publish", "withdraw", "restore")

    @admin.action(description=_("Submit to the editors"), permissions=["change"])
    def submit(self, request: HttpRequest, entries: models.QuerySet[LiveEntry]) -> None:
        """Drafts on to the editors."""

        def hand_in(entry: LiveEntry) -> object:
            return publishing.change_entry(entry, by=person(request), status=Status.SUBMITTED)

        apply_to_all(self, request, in_order(entries), hand_in)

    @admin.action(description=_("Publish"), permissions=["publish"])
    def publish(self, request: HttpRequest, entries: models.QuerySet[LiveEntry]) -> None:
        """Drafts and submitted entries on to the page, or, where their time is to come, into the schedule."""

        def show(entry: LiveEntry) -> object:
            return publishing.change_entry(entry, by=person(request), status=Status.PUBLISHED)

        apply_to_all(self, request, in_order(entries), show)

    @admin.action(description=_("Withdraw from the page…"), permissions=["publish"])
    def withdraw(self, request: HttpRequest, entries: models.QuerySet[LiveEntry]) -> HttpResponse | None:
        """Off the page, once the reason has been asked."""
        if "reason" not in request.POST:
            return self._ask_reason(request, entries)
        reason = request.POST["reason"].strip()

        def take_off(entry: LiveEntry) -> object:
            return publishing.withdraw_entry(entry, by=person(request), reason=reason)

        apply_to_all(self, request, in_order(entries), take_off)
        return None

    def _ask_reason(self, request: HttpRequest, entries: models.QuerySet[LiveEntry]) -> HttpResponse | None:
        try:
            refuse_hidden(request, list(entries))
        except PermissionDenied as refused:
            put_on_record(self, request, refused)
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Withdraw from the page"),
            "opts": self.opts,
            "entries": entries,
            "longest": LiveEntry._meta.get_field("withdrawal_reason").max_length,
        }
        return TemplateResponse(request, "admin/editorial/liveentry/withdraw.html", context)

    @admin.action(description=_("Restore to the page"), permissions=["publish"])
    def restore(self, request: HttpRequest, entries: models.QuerySet[LiveEntry]) -> None:
        """Withdrawn entries back to where they stood."""

        def put_back(entry: LiveEntry) -> object:
            return publishing.restore_entry(entry, by=person(request))

        apply_to_all(self, request, in_order(entries), put_back)


def in_order(entries: models.QuerySet[LiveEntry]) -> models.QuerySet[LiveEntry]:
    """Story by story: everyone takes the locks in this order."""
    return entries.order_by("article_id", "pk")
