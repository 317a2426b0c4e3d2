"""Whole stories taken down, and put back, from a story's page: the question first, and the reason."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from editorial import publishing
from editorial.admin import times
from editorial.admin.base import person
from editorial.admin.keys import key_in
from editorial.admin.names import name_of
from editorial.models import Article
from editorial.models.recorded import one_line

MOST_WORDS = Article._meta.get_field("taken_down_reason").max_length


class TakeDownForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=gettext_lazy("Why? It is kept with the story, for the newsroom alone."),
        max_length=MOST_WORDS,
        validators=[one_line],
        error_messages={"required": gettext_lazy("Say why: whoever finds the story gone will want to know.")},
    )
    reason.widget.attrs |= {"autofocus": True, "data-count-near": str(MOST_WORDS)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget.attrs.pop("maxlength", None)


def urls() -> list[URLPattern]:
    """The addresses below a story's own."""
    guarded = admin.site.admin_view
    return [
        path("<str:key>/take-down/", guarded(take_down), name="editorial_article_take_down"),
        path("<str:key>/put-back/", guarded(put_back), name="editorial_article_put_back"),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def take_down(request: HttpRequest, key: str) -> HttpResponse:
    """The question whether to take a story down; posted with a reason, it is done."""
    story, form = _story(request, key), TakeDownForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _question(request, story, form)
    try:
        publishing.take_down_story(story, by=person(request), reason=form.cleaned_data["reason"])
    except ValidationError as refused:
        form.add_error(None, refused.messages)
        return _question(request, story, form)
    messages.success(request, _("The story was taken down. Its addresses say that it is gone."))
    return HttpResponseRedirect(_page_of(story))


@require_POST
def put_back(request: HttpRequest, key: str) -> HttpResponse:
    """Let readers open the story again, and say why where that cannot be."""
    story = _story(request, key)
    try:
        publishing.put_back_story(story, by=person(request))
    except ValidationError as refused:
        told = _("Nothing was changed. %(reasons)s") % {"reasons": " ".join(refused.messages)}
        messages.error(request, told)
    else:
        messages.success(request, _("Readers can open the story again, at the same addresses."))
    return HttpResponseRedirect(_page_of(story))


def notes_on(story: Article) -> Iterator[str]:
    """Who took the story down, when and why; nothing of a story that readers can open."""
    if story.taken_down_at:
        yield format_html(
            _("Taken down by {who} at {time}: {reason}"),
            who=name_of(story.taken_down_by) or _("the server"),
            time=times.say(story.taken_down_at, timezone.get_default_timezone()),
            reason=story.taken_down_reason,
        )
        yield _("Readers are told that it is gone. The desk can go on working in it.")


def _story(request: HttpRequest, key: str) -> Article:
    """The story, for an editor who may know of it."""
    if not request.user.has_perm("editorial.change_article"):
        raise PermissionDenied(_("Taking a story down is the editors'. Ask there."))
    story = Article.objects.visible_to(request.user).filter(pk=key_in(key)).first()
    if story is None:
        raise Http404
    return story


def _page_of(story: Article) -> str:
    return reverse("admin:editorial_article_change", args=[story.pk])


def _question(request: HttpRequest, story: Article, form: TakeDownForm) -> TemplateResponse:
    context = {
        **admin.site.each_context(request),
        "title": _("Take this story down"),
        "opts": Article._meta,
        "story": story,
        "form": form,
        "leave_to": _page_of(story),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return TemplateResponse(request, "admin/editorial/article/take_down.html", context, status=status)
