"""Entries posted and edited at the live desk, through the same form as in the admin."""

from http import HTTPStatus
from typing import Any

from django.contrib import admin
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse, QueryDict
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from editorial import publishing
from editorial.admin.base import person
from editorial.admin.desk.asked import at_desk, errors
from editorial.admin.desk.presence import editors_of
from editorial.admin.desk.rows import Row, rows_of, with_row_parts
from editorial.admin.desk.trying_again import is_own_retry
from editorial.admin.desk.writing import EntryPaper
from editorial.admin.entry_form import EntryForm
from editorial.models import Article, LiveEntry


@at_desk("POST")
def post(request: HttpRequest, story: Article) -> JsonResponse:
    """A new entry: published, submitted or kept as a draft by the button named. The same token makes one entry."""
    if not person(request).has_perm("editorial.add_liveentry"):
        raise PermissionDenied(_("You may not write entries. Ask an editor."))
    data = request.POST.copy()
    data["article"] = str(story.pk)
    return _answered(request, story, filled_form(request, data, None), data.get("token", ""))


@at_desk("GET", "POST")
def entry(request: HttpRequest, story: Article, public_id: str) -> JsonResponse:
    """The form of an entry, for editing it in place; posted, the entry changed."""
    found = entry_of(story, public_id)
    if not found.may_be_changed_by(person(request)):
        raise PermissionDenied(_why_not(found))
    if request.method == "GET":
        return _form(request, found)
    return _answered(request, story, filled_form(request, request.POST, found), public_id)


def entry_of(story: Article, public_id: str) -> LiveEntry:
    """The entry of the story that has this id, or 404."""
    found = with_row_parts(LiveEntry.objects.filter(article=story, public_id=public_id)).first()
    if found is None:
        raise Http404
    found.article = story
    return found


def told(story: Article, public_id: str, request: HttpRequest) -> dict[str, Any]:
    """What the desk is told of an entry that was just written."""
    row = row_of(story, public_id, request)
    return {"id": public_id, "revision": row.entry.revision, "row": row.as_json()}


def row_of(story: Article, public_id: str, request: HttpRequest) -> Row:
    """The entry's row as it stands now."""
    return rows_of([entry_of(story, public_id)], story, person(request))[0]


def filled_form(request: HttpRequest, data: QueryDict, found: LiveEntry | None) -> EntryForm:
    """The admin's form, with what was posted. Raises where something was posted that the person may not set."""
    form_class = admin.site.get_model_admin(LiveEntry).get_form(request, found, change=found is not None)
    form = form_class(data, instance=found) if found else form_class(data)
    assert isinstance(form, EntryForm)  # noqa: S101 (says to the type checker what the admin of entries makes)
    return form


def _form(request: HttpRequest, found: LiveEntry) -> JsonResponse:
    paper = EntryPaper(person(request), found.article, found, request.GET.get("version", ""))
    html = render_to_string("admin/desk/_form.html", {"paper": paper}, request)
    row = rows_of([found], found.article, person(request))[0]
    told_of = {"id": found.public_id, "revision": found.revision, "html": html, "row": row.as_json()}
    return JsonResponse({**told_of, "editors": editors_of(found, person(request))})


def _answered(request: HttpRequest, story: Article, form: EntryForm, key: str) -> JsonResponse:
    if form.is_valid():
        saved = form.saved
    elif form.conflict is None:
        return _refused(form)
    elif is_own_retry(form, form.conflict.current):
        saved = form.conflict.current
    else:
        return _conflict(request, form)
    assert isinstance(saved, LiveEntry)  # noqa: S101 (says to the type checker what validation has made sure of)
    publishing.drop_unsent(key, by=person(request))
    return JsonResponse(told(story, saved.public_id, request))


def _conflict(request: HttpRequest, form: EntryForm) -> JsonResponse:
    parts = {"differences": form.differences, "conflict": form.conflict}
    html = render_to_string("admin/desk/_conflict.html", parts, request)
    return JsonResponse({"conflict": html, "errors": _sentences(form)}, status=HTTPStatus.CONFLICT)


def _refused(form: EntryForm) -> JsonResponse:
    """What is wrong; where the form has to be sent anew under another token, that token."""
    codes = {error.code for errors_ in form.errors.as_data().values() for error in errors_}
    more: dict[str, Any] = {"asks": "correction" if "correction_asked" in codes else None}
    if form.data.get("token"):
        more["token"] = form.data["token"]
    return errors(_sentences(form), **more)


def _sentences(form: EntryForm) -> dict[str, list[str]]:
    return {
        "" if name == NON_FIELD_ERRORS else name: [str(each) for each in sentences]
        for name, sentences in form.errors.items()
    }


def _why_not(found: LiveEntry) -> str:
    if found.was_published:
        return _("This entry has been published, so it is an editor's now.")
    return _("You may not change this entry. Ask an editor.")
