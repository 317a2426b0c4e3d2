"""What every model's admin has in common: nothing is written, deleted or shown past `publishing` and the rights."""

import re
from typing import TYPE_CHECKING, Any, ClassVar

from csp.decorators import csp_replace
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_safe

from editorial.admin.asking import may_ask
from editorial.admin.forms import DeskForm
from editorial.admin.history import history_page
from editorial.admin.keys import key_in
from editorial.richtext import EDITOR_CSP

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin


def person(request: HttpRequest) -> User:
    """Who is signed in; every page of the admin asks for that first."""
    assert isinstance(request.user, User)  # noqa: S101 (says to the type checker what the admin has made sure of)
    return request.user


class DeskAdmin(ModelAdmin):
    """A model's admin whose forms hand everything to `publishing`."""

    form = DeskForm
    list_per_page = 50
    show_full_result_count = False
    formfield_overrides: ClassVar[dict[Any, dict[str, Any]]] = {models.URLField: {"assume_scheme": "https"}}
    save_on_top = False
    # Where a row has a public page its admin says so; the stock way there would tell of rows nobody may know of.
    view_on_site: Any = False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Whether a list may be asked this: by what it offers as filters, and nothing that hangs on its rows."""
        return may_ask(self, lookup, value, request)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new form begins empty, whatever the address says."""
        return {}

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The row, or 404: what a person may not know of does not exist for them."""
        row = super().get_object(request, object_id, from_field or None)
        if row is None:
            raise Http404
        return row

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: what was published stays on record."""
        return False

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Without the stock deletion, which would pass `publishing` by."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form, made out to the person who fills it in."""
        form = super().get_form(request, obj, change=change, **kwargs)
        form.by = person(request)  # type: ignore[attr-defined]  # a class made for this request
        if request.method == "POST":
            self._refuse_beyond(request, obj)
        return form

    def beyond_rights(self, request: HttpRequest) -> set[str]:
        """What this person may not set: who sends it all the same is refused, not passed over."""
        return set()

    def _refuse_beyond(self, request: HttpRequest, row: Any) -> None:
        posted = {re.sub(r"_\d+$", "", name) for name in request.POST}
        if posted & self.beyond_rights(request):
            raise PermissionDenied
        for name in {"id", "pk"} & posted:
            if row is None or request.POST[name] != str(row.pk):
                raise PermissionDenied

    def state(self, row: Any) -> SafeString | str:
        """Where the row stands, as a badge."""
        return ""

    def tools(self, request: HttpRequest, row: Any) -> list[tuple[str, str]]:
        """Ways on from a row's page: address and words."""
        return []

    def steps(self, request: HttpRequest, row: Any) -> list[tuple[str, str]]:
        """The buttons under the form, the first for the Return key: name and words. `row` is None for a new one."""
        return [("_save", _("Save"))]

    def row_actions(self, request: HttpRequest, row: Any) -> list[tuple[str, str]]:
        """Actions of the list that are offered on a row's own page too: name and words."""
        return []

    def notes(self, request: HttpRequest, row: Any) -> list[str]:
        """What the person should know of the row before they write."""
        return []

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], add: bool = False, change: bool = False,
        form_url: str = "", obj: Any = None,
    ) -> HttpResponse:  # fmt: skip
        """The form's page, with its buttons, its ways on, and the two versions where somebody else saved too."""
        form = context["adminform"].form
        context |= {
            "show_save_and_add_another": False,
            "state": self.state(obj) if obj else "",
            "tools": self.tools(request, obj) if obj else [],
            "steps": self.steps(request, obj),
            "row_actions": self.row_actions(request, obj) if obj else [],
            "notes": self.notes(request, obj) if obj else [],
            "conflict": form.conflict,
            "differences": form.differences,
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    @method_decorator(csrf_protect)
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Without Django's transaction around it: `publishing` has its own, and takes its locks in its own order."""
        if "_saveasnew" in request.POST:
            raise PermissionDenied
        page: HttpResponse = self._changeform_view(request, object_id, form_url, extra_context)  # type: ignore[attr-defined]  # Django's own half
        return page

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list; an action that the person is not offered is refused, not passed over."""
        if {*request.POST.getlist("action")} - {""} - {*self.get_actions(request)}:
            raise PermissionDenied
        if not all(key_in(key) for key in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            raise Http404
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    @method_decorator(require_safe)
    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Who changed what, and when. It is for reading: nothing is put back from here."""
        row = self.get_object(request, object_id)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        if not hasattr(row, "history"):
            raise Http404
        return history_page(request, self, row, self.hidden_in_history(request, row))

    def hidden_in_history(self, request: HttpRequest, row: Any) -> set[str]:
        """Fields of the record that are not for this person."""
        return set()

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        """The row that the form's validation has saved through `publishing`."""
        return form.saved

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Nothing: see `save_form`."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Nothing: see `save_form`."""

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Never."""
        raise PermissionDenied

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        """Never."""
        raise PermissionDenied


class TextAdmin(DeskAdmin):
    """An admin whose form holds the text editor: its page alone has the editor's policy for scripts."""

    @method_decorator(csp_replace(EDITOR_CSP))
    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form's page."""
        return super().changeform_view(request, *args, **kwargs)
